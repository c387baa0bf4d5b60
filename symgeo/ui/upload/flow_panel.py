"""Sites without flows: what their sector usually has left over or needs, as questions to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from symgeo.storage.repair.state import Accepted, RepairState, with_suggestions, without_suggestion
from symgeo.storage.repair.suggestions import (
    Suggestion,
    accept,
    accept_all,
    suggestion_question,
    suggestion_reason,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.upload import work
from symgeo.ui.upload.checking import Checked
from symgeo.views.cards.markup import element

_SITES: Final = 12
"""Sites that are shown at once."""


def show_suggestions(texts: Texts, checked: Checked) -> None:
    """Draw the questions; none of them is a fact before somebody says yes, and an example after it."""
    if not checked.suggestions:
        return
    sites = len({one.row for one in checked.suggestions})
    box = st.expander(texts.plural("upload.suggest", sites), key=session.key("suggest"), on_change="rerun")
    if not box.open:
        return
    chosen = {(one.row, one.key): one for one in checked.state.suggestions}
    with box:
        markup.show(element("p", texts("upload.suggest_meaning"), class_="sg-text"))
        _offer_all(texts, checked.suggestions)
        by_site = [(row, list(some)) for row, some in groupby(checked.suggestions, key=lambda one: one.row)]
        for row, some in by_site[:_SITES]:
            title = texts("upload.row", row=str(row), name=some[0].site)
            with st.container(border=True, gap="xsmall", key=f"suggest-{row}"):
                markup.show(element("h3", title, class_="sg-group"))
                for one in some:
                    _ask(texts, one, chosen.get((one.row, one.key)))
        if len(by_site) > _SITES:
            more = texts.plural("upload.more_sites", len(by_site) - _SITES)
            markup.show(element("p", more, class_="sg-source"))


def _offer_all(texts: Texts, suggestions: Sequence[Suggestion]) -> None:
    with st.container(horizontal=True, gap="small", key="suggest_all"):
        yes = texts.plural("upload.accept_all", len(suggestions))
        st.button(
            yes,
            key=session.key("accept_all"),
            on_click=work.go_on,
            args=(partial(_with_all, suggestions=tuple(suggestions)), yes),
        )
        no = texts("upload.accept_none")
        st.button(
            no, key=session.key("accept_none"), on_click=work.go_on, args=(_with_none, no), type="tertiary"
        )


def _ask(texts: Texts, one: Suggestion, accepted: Accepted | None) -> None:
    question = suggestion_question(one, cache.knowledge(), texts)
    name = f"suggest.{one.row}.{one.key}"
    st.checkbox(
        markup.label(question),
        key=session.widget(name, accepted is not None),
        on_change=_take,
        args=(one, name, question),
        help=markup.label(suggestion_reason(one, texts)),
    )
    if accepted is not None:
        amount = f"amount.{one.row}.{one.key}"
        st.number_input(
            markup.label(texts("upload.amount_per_year", unit=one.unit)),
            min_value=0.0,
            key=session.widget(amount, accepted.quantity),
            on_change=_take_amount,
            args=(one, amount, question),
            placeholder=texts("upload.amount_needed"),
            width=260,
        )


def _take(one: Suggestion, name: str, step: str) -> None:
    if session.value(name):
        work.go_on(partial(_with, accepted=accept(one)), step)
    else:
        work.go_on(partial(_without, one=one), step)


def _take_amount(one: Suggestion, name: str, step: str) -> None:
    amount = session.value(name)
    work.go_on(partial(_with, accepted=Accepted(one.row, one.key, amount or None)), step)


def _with(state: RepairState, accepted: Accepted) -> RepairState:
    return with_suggestions(state, [accepted])


def _without(state: RepairState, one: Suggestion) -> RepairState:
    return without_suggestion(state, one.row, one.key)


def _with_all(state: RepairState, suggestions: Sequence[Suggestion]) -> RepairState:
    answered = {(one.row, one.key) for one in state.suggestions}
    return with_suggestions(
        state, accept_all(one for one in suggestions if (one.row, one.key) not in answered)
    )


def _with_none(state: RepairState) -> RepairState:
    for one in state.suggestions:
        state = without_suggestion(state, one.row, one.key)
    return state
