"""Tables on the screen and as files: names stay plain text in both.

Streamlit writes numbers in the way of the browser's language, and says "empty" in English; here both are
in the language that the reader chose. Numbers stay numbers, so that a press on a heading sorts them rightly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.column_config import NumberColumn, ProgressColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.views.cards.markup import element
from symgeo.views.table_files import write_csv
from symgeo.views.tables import Column, Table

_DIGITS: Final = 3
_NO_DIGITS: Final[Mapping[str, int]] = MappingProxyType({})
_MOST_WRITTEN: Final = 50_000
"""Cells; writing so many takes half a second, and beyond it the browser writes numbers in its own way."""


def show_table(
    table: Table,
    *,
    name: str,
    alt: str,
    height: int | None = None,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw a table; pressing a row calls back with the id of what it stands for.

    Parameters
    ----------
    table : Table
        What to show.
    name : str
        Names the table in the session.
    alt : str
        What the table holds, for screen readers.
    height : int, optional
        Pixels; as high as its rows need, up to ten, where not given.
    on_choose : callable, optional
        Called with the id of a chosen row, before the page is drawn again.
    """
    texts = session.texts()
    frame = table.frame[[column.key for column in table.columns]]
    widths, is_written = table.widths_px(), _can_write(frame)
    settings = {
        column.key: _setting(column, widths[column.key], is_written=is_written) for column in table.columns
    }
    digits = {column.key: 1 for column in table.columns if column.kind == "distance"}
    ids = [str(one) for one in frame.index]
    choosing: dict[str, Any] = {}
    if on_choose is not None:
        choosing = {
            "key": session.key(name),
            "selection_mode": "single-row",
            "on_select": lambda: _chosen(name, ids, on_choose),
        }
    show_frame(
        texts, frame, alt=alt, digits=digits, column_config=settings, height=height or "auto", **choosing
    )


def show_frame(
    texts: Texts,
    frame: pd.DataFrame,
    *,
    alt: str,
    digits: Mapping[str, int] = _NO_DIGITS,
    **options: Any,  # noqa: ANN401 - Streamlit's own
) -> None:
    """Draw a frame, or say in words that it has no rows.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    frame : DataFrame
        What to show; its index is hidden unless ``hide_index=False`` is given.
    alt : str
        What it holds, for screen readers.
    digits : mapping of str to int
        Decimals of columns that have other than up to three.
    **options
        Of ``st.dataframe``.
    """
    if frame.empty:
        markup.show(element("p", texts("ui.table_empty"), class_="sg-note"))
        return
    usual = {"hide_index": True, "placeholder": ""}
    st.dataframe(_written(frame, digits, texts), alt=alt, **{**usual, **options})


def _written(frame: pd.DataFrame, digits: Mapping[str, int], texts: Texts) -> pd.DataFrame | Styler:
    """Write numbers in the reader's way beside their values, which still sort the rows."""
    numbers = list(frame.select_dtypes("number").columns)
    if not numbers or not _can_write(frame):
        return frame
    ways: dict[Any, str | Callable[[object], str] | None] = {
        name: partial(texts.number, digits=digits.get(str(name), _DIGITS)) for name in numbers
    }
    return frame.style.format(ways, na_rep="")


def _can_write(frame: pd.DataFrame) -> bool:
    return frame.size <= _MOST_WRITTEN and frame.index.is_unique and frame.columns.is_unique


def show_download(texts: Texts, frame: pd.DataFrame, *, name: str, file_name: str) -> None:
    """Draw the button that gives a labelled frame as CSV for the reader's spreadsheet.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    frame : DataFrame
        With headings in the reader's language.
    name : str
        Names the button in the session.
    file_name : str
        Without its ending.
    """
    st.download_button(
        texts("ui.download_csv"),
        data=lambda: write_csv(frame, texts).encode("utf-8-sig"),
        file_name=f"{file_name}.csv",
        mime="text/csv",
        key=session.key(name),
        on_click="ignore",
        type="tertiary",
        icon=None,
    )


def _chosen(name: str, ids: list[str], on_choose: Callable[[str], None]) -> None:
    rows = session.value(name).selection.rows
    if rows:
        on_choose(ids[rows[0]])


def _setting(column: Column, width: int, *, is_written: bool) -> ColumnConfig:
    label, words = column.label, column.help or None
    if column.kind == "progress":
        return ProgressColumn(label, width=width, help=words, min_value=0, max_value=100, format="%.0f")
    if column.kind in ("number", "count", "distance"):
        return NumberColumn(label, width=width, help=words, format=None if is_written else "localized")
    return TextColumn(label, width=width, help=words)
