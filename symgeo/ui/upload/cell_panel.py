"""The small editor of the Upload page: the bad cells of one kind of error, row by row."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.repair.changes import apply
from symgeo.storage.repair.choices import words_for
from symgeo.storage.repair.editing import EditorColumn, EditorTable
from symgeo.storage.repair.groups import Group, filled
from symgeo.storage.repair.state import RepairState, with_edits, with_extra, with_rows_left_out
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import work
from symgeo.views.cards.markup import element

_ROWS: Final = 10
"""Rows of a group that are shown at once; the next ones come as these are done."""
_WIDTH: Final = 240


def show_cells(
    texts: Texts,
    group: Group,
    table: EditorTable,
    found: Interpreted,
    others: frozenset[tuple[int, int]],
) -> None:
    """Draw a field for each bad cell of a group, and for more than one, a field for all of them.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    group : Group
        What is wrong.
    table : EditorTable
        The bad rows of the file.
    found : Interpreted
        What the file means.
    others : frozenset of (int, int)
        Cells that other groups are about; where a whole row is meant, these are not asked for.
    """
    if len(group.rows) > 1:
        _ask_all(texts, group, table, found)
    shown = [row for row in group.rows if row in table.frame.index][:_ROWS]
    for row in shown:
        _show_row(texts, group, table, row, others)
    left = len(group.rows) - len(shown)
    if left:
        markup.show(element("p", texts.plural("upload.more_rows", left), class_="sg-source"))


def _show_row(
    texts: Texts, group: Group, table: EditorTable, row: int, others: frozenset[tuple[int, int]]
) -> None:
    names = [str(table.frame.at[row, one.name]) for one in table.columns if not one.is_wrong]
    title = texts("upload.row", row=str(row), name=" · ".join(name for name in names if name))
    place = f"{group.key}.{row}"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"cells-{place}"):
        markup.show_beside(element("p", title, class_="sg-row-name"))
        for one in table.columns:
            is_meant = one.column == group.column if group.column >= 0 else (row, one.column) not in others
            if one.is_wrong and is_meant:
                _ask_cell(texts, one, row, str(table.frame.at[row, one.name]), place)
        st.button(
            texts("upload.leave_out"),
            key=session.key(f"leave_out.{place}"),
            on_click=work.go_on,
            args=(partial(_without, row=row), texts("upload.left_out_step", row=str(row))),
            type="tertiary",
        )


def _ask_all(texts: Texts, group: Group, table: EditorTable, found: Interpreted) -> None:
    """Draw a field whose text goes into every row of the group."""
    meant = [one for one in table.columns if one.is_wrong and one.column == group.column]
    for one in meant:
        name = f"all.{group.key}.{one.field}"
        st.text_input(
            markup.label(texts.plural("upload.for_all_rows", len(group.rows), column=one.name)),
            key=session.widget(name, ""),
            on_change=_take_all,
            args=(texts, group, found, one, name),
            width=_WIDTH,
        )


def _take_all(texts: Texts, group: Group, found: Interpreted, one: EditorColumn, name: str) -> None:
    text = str(session.value(name) or "").strip()
    if text:
        action = filled(group, found, text, "" if one.column >= 0 else one.field)
        step = texts.plural("upload.filled_step", len(group.rows), column=one.name, text=text)
        work.go_on(partial(apply, action=action), step)


def _ask_cell(texts: Texts, one: EditorColumn, row: int, text: str, place: str) -> None:
    """Draw the field of one cell; where only certain words are known, they are offered."""
    name = f"cell.{place}.{one.column}.{one.field}"
    words = words_for(one.field, cache.knowledge(), texts)
    taken = (texts, one, row, name)
    if words:
        st.selectbox(
            markup.label(one.name),
            [text, *(word for word in words if word != text)],
            key=session.widget(name, text),
            on_change=_take_cell,
            args=taken,
            accept_new_options=True,
            width=_WIDTH,
        )
    else:
        st.text_input(
            markup.label(one.name),
            key=session.widget(name, text),
            on_change=_take_cell,
            args=taken,
            width=_WIDTH,
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
