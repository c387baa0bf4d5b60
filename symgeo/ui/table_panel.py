"""Tables on the screen and as files: names stay plain text in both."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.column_config import NumberColumn, ProgressColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from symgeo.texts import Texts
from symgeo.ui import session
from symgeo.views.table_files import write_csv
from symgeo.views.tables import Column, Table


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
    settings = {column.key: _setting(column) for column in table.columns}
    distances = {column.key: 1 for column in table.columns if column.kind == "distance"}
    frame = table.frame[list(settings)].round(distances)
    if on_choose is None:
        st.dataframe(frame, column_config=settings, hide_index=True, alt=alt, height=height or "auto")
        return
    ids = [str(one) for one in frame.index]
    st.dataframe(
        frame,
        column_config=settings,
        hide_index=True,
        alt=alt,
        height=height or "auto",
        key=session.key(name),
        selection_mode="single-row",
        on_select=lambda: _chosen(name, ids, on_choose),
    )


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


def _setting(column: Column) -> ColumnConfig:
    label, width, words = column.label, column.width, column.help or None
    if column.kind == "progress":
        return ProgressColumn(label, width=width, help=words, min_value=0, max_value=100, format="%.0f")
    if column.kind in ("number", "count", "distance"):
        return NumberColumn(label, width=width, help=words, format="localized")
    return TextColumn(label, width=width, help=words)
