"""Step three of the Upload page: how the file is, what mends it by one press, and what has to be typed."""

from __future__ import annotations

import io

import streamlit as st

from symgeo.storage.repair.marked import marked_name, write_marked
from symgeo.storage.repair.summary import Summary, summary_sentence
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.templates import XLSX
from symgeo.ui.upload import (
    address_panel,
    checking,
    flow_panel,
    group_panel,
    memory_panel,
    parts,
    point_panel,
    work,
)
from symgeo.ui.upload.checking import Checked
from symgeo.ui.upload.work import Work
from symgeo.views.cards.markup import element


def show_check(texts: Texts, now: Work, checked: Checked) -> None:
    """Draw the summary and everything that can be repaired."""
    if checked.summary is None or checked.found is None or checked.reading is None:
        return
    with st.container(border=True, key="part-check"):
        parts.show_head(texts, "check")
        _show_summary(texts, checked.summary)
        _offer_undo(texts, now)
        memory_panel.offer_memory(texts, checked)
        group_panel.show_groups(texts, checked, checking.effects(now, checked))
        address_panel.show_addresses(texts, now, checked)
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
        markup.show_beside(element("p", texts("upload.done", step=now.steps[-1]), class_="sg-source"))
        st.button(texts("upload.undo"), key=session.key("undo"), on_click=work.undo, type="tertiary")


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
            group_panel.show_words(texts, checked, group)


def _offer_marked(texts: Texts, checked: Checked) -> None:
    """Draw the button that gives the file back with its wrong cells marked."""
    if checked.reading is None:
        return
    st.download_button(
        texts("upload.marked"),
        data=lambda: _marked(texts, checked),
        file_name=marked_name(checked.reading.name, texts),
        mime=XLSX,
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
