"""Step two of the Upload page: what each column of the file is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from symgeo.storage.interpretation.headers import IGNORED, RESOURCE_AMOUNT, ColumnMatch
from symgeo.storage.interpretation.messages import table_sentence
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.choices import FIELDS, field_label
from symgeo.storage.repair.state import with_field
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import parts, work
from symgeo.ui.upload.checking import Checked
from symgeo.views.cards.markup import element

_EXAMPLES: Final = 3
_LONGEST_EXAMPLE: Final = 40


def show_columns(texts: Texts, checked: Checked) -> None:
    """Draw what the columns were understood as, and on request a choice for each."""
    found, reading = checked.found, checked.reading
    if found is None or reading is None:
        return
    with st.container(border=True, key="part-columns"):
        parts.show_head(texts, "columns", detail=_counted(texts, found.columns))
        if found.problem:
            sentence = table_sentence(found.problem, texts)
            markup.show(element("p", sentence, class_="sg-told sg-told-trouble", role="alert"))
        if found.is_year_assumed:
            markup.show(element("p", texts("upload.year_assumed"), class_="sg-source"))
        unknown = [column.label for column in found.columns if not column.field and column.label]
        if unknown:
            words = texts("upload.unknown_columns", names=", ".join(unknown))
            markup.show(element("p", words, class_="sg-source"))
        is_open = parts.offer_opening(texts, "columns", texts("upload.change_columns"))
        if is_open or found.problem:
            names = field_names(texts)
            for column in found.columns:
                _ask_field(texts, column, reading, names)


def field_names(texts: Texts) -> dict[str, str]:
    """Give what a column can be: name by field, in the reader's language."""
    knowledge = cache.knowledge()
    resources = knowledge.resources
    leaves = resources.index[resources["parent"] != ""]
    amounts = [f"{RESOURCE_AMOUNT}:{code}" for code in leaves]
    return {field: field_label(field, knowledge, texts) for field in ("", *FIELDS, *amounts)}


def field_of(column: ColumnMatch) -> str:
    """Give the field of a column as it is chosen from the list."""
    if column.field == IGNORED:
        return ""
    if column.field == RESOURCE_AMOUNT and len(column.resource) == 1:
        return f"{RESOURCE_AMOUNT}:{column.resource[0]}"
    return column.field


def _counted(texts: Texts, columns: Sequence[ColumnMatch]) -> str:
    used = sum(bool(field_of(column)) for column in columns)
    return texts.plural("upload.columns_known", len(columns), used=used)


def _ask_field(texts: Texts, column: ColumnMatch, reading: Reading, names: dict[str, str]) -> None:
    field = field_of(column)
    offered = list(names) if field in names else [field, *names]
    name = f"field.{column.column}"
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"column-{column.column}"
    ):
        markup.show_beside(
            element(
                "p",
                element("span", parts.letters(column.column), class_="sg-letter"),
                element("strong", column.label or texts("upload.no_heading")),
                element("span", _examples(reading, column), class_="sg-source sg-examples"),
                class_="sg-column",
            )
        )
        label = texts("upload.column_is", column=column.label or parts.letters(column.column))
        st.selectbox(
            markup.label(label),
            offered,
            format_func=lambda one: names.get(one) or field_label(one, cache.knowledge(), texts),
            key=session.widget(name, field),
            on_change=lambda: work.go_on(
                lambda now: with_field(now, column.column, str(session.value(name) or "")), label
            ),
            label_visibility="collapsed",
            width=300,
        )


def _examples(reading: Reading, column: ColumnMatch) -> str:
    cells = reading.grid[column.column]
    texts = [str(cell) for cell in cells[cells != ""].unique()[: _EXAMPLES + 1] if str(cell) != column.label]
    return " · ".join(text[:_LONGEST_EXAMPLE] for text in texts[:_EXAMPLES])
