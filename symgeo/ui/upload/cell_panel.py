"""The small editor of the Upload page: the bad rows only, with the reason of each in words."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from symgeo.storage.repair.choices import words_for
from symgeo.storage.repair.editing import EditorColumn, EditorTable, editor_table
from symgeo.storage.repair.state import RepairState, with_edits, with_extra, with_rows_left_out
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import work
from symgeo.ui.upload.checking import Checked
from symgeo.views.cards.markup import bullets, element

_ROWS: Final = 20
"""Rows that are shown at once; the next ones come as these are done."""
_ALL: Final = "all_rows"


def show_cells(texts: Texts, checked: Checked) -> None:
    """Draw a field for each cell that no button mends, and on request for all that are wrong."""
    if checked.reading is None or checked.found is None or not checked.groups:
        return
    waiting = {row for group in checked.groups if group.needs_typing for row in group.rows}
    every = {row for group in checked.groups for row in group.rows}
    shows_all = False
    if every - waiting:
        shows_all = st.toggle(texts("upload.type_all"), key=session.key(_ALL), value=False)
    shown = every if shows_all else waiting
    if not shown:
        return
    table = editor_table(checked.reading, checked.state, checked.found, cache.knowledge(), texts)
    markup.show(element("h3", texts("upload.to_type"), class_="sg-group"))
    rows = [int(row) for row in table.frame.index if int(row) in shown]
    for row in rows[:_ROWS]:
        _show_row(texts, table, row)
    left = len(shown) - len(rows[:_ROWS])
    if left:
        markup.show(element("p", texts.plural("upload.more_rows", left), class_="sg-source"))


def _show_row(texts: Texts, table: EditorTable, row: int) -> None:
    reasons = [reason for reason in table.reasons if reason.row == row]
    names = [str(table.frame.at[row, one.name]) for one in table.columns if not one.is_wrong]
    title = texts("upload.row", row=str(row), name=" · ".join(name for name in names if name))
    with st.container(border=True, gap="xsmall", key=f"row-{row}"):
        markup.show(
            element("p", element("strong", title)),
            bullets(dict.fromkeys(f"{reason.where}: {reason.advice}" for reason in reasons)),
        )
        wrong = {reason.column for reason in reasons}
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"cells-{row}"):
            for one in table.columns:
                if one.is_wrong and (one.column in wrong or not wrong - {-1} or one.column < 0):
                    _ask_cell(texts, one, row, str(table.frame.at[row, one.name]))
            st.button(
                texts("upload.leave_out"),
                key=session.key(f"leave_out.{row}"),
                on_click=work.go_on,
                args=(partial(_without, row=row), texts("upload.left_out_step", row=str(row))),
                type="tertiary",
            )


def _ask_cell(texts: Texts, one: EditorColumn, row: int, text: str) -> None:
    """Draw the field of one cell; where only certain words are known, they are offered."""
    name = f"cell.{row}.{one.column}.{one.field}"
    words = words_for(one.field, cache.knowledge(), texts)
    if words:
        offered = [text, *(word for word in words if word != text)]
        st.selectbox(
            markup.label(one.name),
            offered,
            key=session.widget(name, text),
            on_change=_take_cell,
            args=(texts, one, row, name),
            accept_new_options=True,
            width=260,
        )
        return
    st.text_input(
        markup.label(one.name),
        key=session.widget(name, text),
        on_change=_take_cell,
        args=(texts, one, row, name),
        width=260,
    )


def _take_cell(texts: Texts, one: EditorColumn, row: int, name: str) -> None:
    text = str(session.value(name) or "").strip()
    step = texts("upload.typed_step", row=str(row), column=one.name, text=text)
    work.go_on(partial(_written, one=one, row=row, text=text), step)


def _written(state: RepairState, one: EditorColumn, row: int, text: str) -> RepairState:
    if one.column >= 0:
        return with_edits(state, {(row, one.column): text})
    return with_extra(state, {(row, one.field): text})


def _without(state: RepairState, row: int) -> RepairState:
    return with_rows_left_out(state, [row])
