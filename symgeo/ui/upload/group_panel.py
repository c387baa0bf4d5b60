"""One kind of error on the Upload page: what is wrong, the button that mends it, and other ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import streamlit as st

from symgeo.storage.repair.changes import GIVING_UP, Action, apply
from symgeo.storage.repair.editing import editor_table
from symgeo.storage.repair.groups import Group
from symgeo.storage.repair.trying import Effect, ranked
from symgeo.storage.repair.wording import (
    action_label,
    effect_sentence,
    group_rows,
    group_sentence,
    group_title,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import cell_panel, work
from symgeo.ui.upload.checking import Checked
from symgeo.views.cards.markup import element

Effects = Mapping[str, Effect]
_GROUPS: Final = 12
"""Kinds of errors that are shown at once; the next ones come as these are done."""


def show_groups(texts: Texts, checked: Checked, effects: Effects | None) -> None:
    """Draw what stops rows: first what a press mends, then what has to be typed.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    checked : Checked
        The file.
    effects : mapping, optional
        What each action would do; None while that is being tried: there are no buttons before.
    """
    for group in checked.groups[:_GROUPS]:
        _show_group(texts, checked, group, effects)
    if len(checked.groups) > _GROUPS:
        more = texts.plural("upload.more_groups", len(checked.groups) - _GROUPS)
        markup.show(element("p", more, class_="sg-source"))


def show_words(texts: Texts, checked: Checked, group: Group) -> None:
    """Draw what a group is about."""
    if checked.found is not None:
        title = group_title(group, checked.found, texts)
        markup.show(
            element("h3", title, class_="sg-group"),
            element("p", group_sentence(group, cache.knowledge(), texts), class_="sg-text"),
            element("p", group_rows(group, texts), class_="sg-source"),
        )


def _show_group(texts: Texts, checked: Checked, group: Group, effects: Effects | None) -> None:
    actions = ranked(group, effects) if effects is not None else ()
    mending = [action for action in actions if action.kind not in GIVING_UP][:1]
    is_mended = bool(mending) if effects is not None else not group.needs_typing
    is_typed = not is_mended or session.held(work.TYPED) == group.key
    with st.container(border=True, gap="xsmall", key=f"group-{group.key}"):
        show_words(texts, checked, group)
        if is_typed:
            _show_cells(texts, checked, group)
        if effects is None:
            markup.show(element("p", texts("upload.trying"), class_="sg-source sg-trying"))
            return
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"actions-{group.key}"
        ):
            for action in mending:
                _offer(texts, action, effects)
            _offer_others(texts, group, [one for one in actions if one not in mending], effects)
            if not is_typed:
                st.button(
                    texts("upload.type_it"),
                    key=session.key(f"type.{group.key}"),
                    on_click=session.hold,
                    args=(work.TYPED, group.key),
                    type="tertiary",
                )


def _offer_others(texts: Texts, group: Group, others: list[Action], effects: Effects) -> None:
    if not others:
        return
    with st.popover(texts("upload.other_ways"), key=session.key(f"others.{group.key}"), type="tertiary"):
        for action in others:
            _offer(texts, action, effects)


def _show_cells(texts: Texts, checked: Checked, group: Group) -> None:
    if checked.reading is None or checked.found is None:
        return
    table = editor_table(checked.reading, checked.state, checked.found, cache.knowledge(), texts)
    others = frozenset(cell for other in checked.groups if other.key != group.key for cell in other.cells)
    cell_panel.show_cells(texts, group, table, checked.found, others)


def _offer(texts: Texts, action: Action, effects: Effects) -> None:
    label = action_label(action, cache.knowledge(), texts)
    st.button(
        markup.label(label),
        key=session.key(f"repair.{action.key}"),
        on_click=work.go_on,
        args=(partial(apply, action=action), label),
        wrap=True,
    )
    effect = effect_sentence(effects[action.key], texts)
    markup.show_beside(element("span", effect, class_="sg-source"))
