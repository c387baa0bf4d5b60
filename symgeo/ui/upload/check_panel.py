"""Step three of the Upload page: how the file is, what mends it by one press, and what has to be typed."""

from __future__ import annotations

import io
from functools import partial
from typing import Final, Literal

import streamlit as st

from symgeo.storage.repair.changes import GIVING_UP, Action, apply
from symgeo.storage.repair.groups import Group
from symgeo.storage.repair.marked import marked_name, write_marked
from symgeo.storage.repair.state import RepairState
from symgeo.storage.repair.summary import Summary, summary_sentence
from symgeo.storage.repair.trying import ranked
from symgeo.storage.repair.wording import (
    action_label,
    effect_sentence,
    group_rows,
    group_sentence,
    group_title,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import cell_panel, flow_panel, parts, point_panel, work
from symgeo.ui.upload.checking import Checked
from symgeo.ui.upload.work import Work
from symgeo.views.cards.markup import element

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN: Final = 12
"""Groups that are shown at once; the next ones come as these are done."""


def show_check(texts: Texts, now: Work, checked: Checked) -> None:
    """Draw the summary and everything that can be repaired."""
    if checked.summary is None or checked.found is None or checked.reading is None:
        return
    with st.container(border=True, key="part-check"):
        parts.show_head(texts, "check")
        _show_summary(texts, checked.summary)
        _offer_undo(texts, now)
        with_button = [group for group in checked.groups if not group.needs_typing]
        for place, group in enumerate(with_button[:_SHOWN]):
            _show_group(texts, checked, group, place)
        if len(with_button) > _SHOWN:
            more = texts.plural("upload.more_groups", len(with_button) - _SHOWN)
            markup.show(element("p", more, class_="sg-source"))
        for place, group in enumerate(group for group in checked.groups if group.needs_typing):
            _show_group(texts, checked, group, _SHOWN + place)
        cell_panel.show_cells(texts, checked)
        point_panel.show_points(texts, checked)
        flow_panel.show_suggestions(texts, checked)
        _show_warnings(texts, checked)
        if checked.summary.bad:
            _offer_marked(texts, checked)


def _show_summary(texts: Texts, summary: Summary) -> None:
    tone = "sg-summary sg-summary-fine" if not summary.bad else "sg-summary"
    markup.show(element("p", summary_sentence(summary, texts), class_=tone, role="status"))
    if summary.skipped:
        skipped = texts.plural("upload.skipped", summary.skipped)
        markup.show(element("p", skipped, class_="sg-source"))


def _offer_undo(texts: Texts, now: Work) -> None:
    """Draw what was decided last, with the button that takes it back."""
    if not now.steps:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="undo_row"):
        markup.show(element("p", texts("upload.done", step=now.steps[-1]), class_="sg-source"))
        st.button(texts("upload.undo"), key=session.key("undo"), on_click=work.undo, type="tertiary")


def _show_group(texts: Texts, checked: Checked, group: Group, place: int) -> None:
    knowledge = cache.knowledge()
    if checked.found is None or checked.effects is None:
        return
    actions = ranked(group, checked.effects)
    mending = [action for action in actions if action.kind not in GIVING_UP]
    with st.container(border=True, gap="xsmall", key=f"group-{place}"):
        markup.show(
            element("h3", group_title(group, checked.found, texts), class_="sg-group"),
            element("p", group_sentence(group, knowledge, texts), class_="sg-note-wide"),
            element("p", group_rows(group, texts), class_="sg-source"),
        )
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"group-actions-{place}"
        ):
            if mending:
                _offer(texts, checked, mending[0], kind="primary")
                effect = effect_sentence(checked.effects[mending[0].key], texts)
                markup.show(element("span", effect, class_="sg-source"))
            others = [action for action in actions if action not in mending[:1]]
            if others:
                with st.popover(
                    texts("upload.other_ways"), key=session.key(f"others-{place}"), type="tertiary"
                ):
                    for action in others:
                        _offer(texts, checked, action, kind="secondary")


def _offer(texts: Texts, checked: Checked, action: Action, *, kind: Literal["primary", "secondary"]) -> None:
    label = action_label(action, cache.knowledge(), texts)
    effect = checked.effects[action.key] if checked.effects else None
    st.button(
        markup.label(label),
        key=session.key(f"repair.{action.key}"),
        on_click=work.go_on,
        args=(partial(_taken, action=action), label),
        type=kind,
        help=markup.label(effect_sentence(effect, texts)) if effect and kind == "secondary" else None,
    )


def _taken(state: RepairState, action: Action) -> RepairState:
    return apply(state, action)


def _show_warnings(texts: Texts, checked: Checked) -> None:
    if not checked.warnings or checked.found is None:
        return
    count = sum(len(group.findings) for group in checked.warnings)
    label = texts.plural("upload.warnings", count)
    box = st.expander(label, key=session.key("warnings"), on_change="rerun")
    if not box.open:
        return
    with box:
        for group in checked.warnings:
            markup.show(
                element("h3", group_title(group, checked.found, texts), class_="sg-group"),
                element("p", group_sentence(group, cache.knowledge(), texts), class_="sg-note-wide"),
                element("p", group_rows(group, texts), class_="sg-source"),
            )


def _offer_marked(texts: Texts, checked: Checked) -> None:
    """Draw the button that gives the file back with its wrong cells marked."""
    if checked.reading is None:
        return
    st.download_button(
        texts("upload.marked"),
        data=lambda: _marked(texts, checked),
        file_name=marked_name(checked.reading.name, texts),
        mime=_XLSX,
        key=session.key("marked"),
        on_click="ignore",
        type="tertiary",
        help=texts("upload.marked_help"),
    )


def _marked(texts: Texts, checked: Checked) -> bytes:
    target = io.BytesIO()
    if checked.reading is not None and checked.found is not None:
        write_marked(target, checked.reading, checked.state, checked.found, cache.knowledge(), texts)
    return target.getvalue()
