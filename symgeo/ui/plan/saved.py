"""Plans saved by name: kept with the project, opened again, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Outcome, Plan, Question, Since, compare_since, outcome_of
from symgeo.storage.revisions import name_key
from symgeo.storage.saved_plans import LONGEST_NAME, SavedPlan, delete_plan, list_plans, save_plan
from symgeo.texts import Texts
from symgeo.ui import cache, markup, projects, session, told
from symgeo.ui.plan import asking, making
from symgeo.ui.session import Address, Told
from symgeo.ui.table_panel import show_table
from symgeo.views.cards.markup import element
from symgeo.views.plan_tables import compare_totals

_BOX: Final = "plans"
_WIDTH: Final = 380
_DELETING: Final = "plan_deleting"
_NAMED: Final = 10
"""Pairs that are named; of more, the number is told."""


def saved_plans(address: Address) -> tuple[SavedPlan, ...]:
    """Give the plans of the project that is shown; they carry names, so nobody but the staff sees them."""
    held = cache.stored()
    if address.audience or held is None:
        return ()
    return list_plans(held, projects.number_of(session.shown().code, held))


def show_saved(texts: Texts, address: Address, plan: Plan, dataset: Dataset) -> None:
    """Draw the form that saves, opens and deletes plans, and tell what became of the one that is open."""
    if address.audience:
        return
    kept = saved_plans(address)
    told.show_told()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="saved_plans"):
        # Its state is kept, so that it can be closed over what came of a press in it.
        with st.popover(texts("plan.saved"), key=session.key(_BOX), on_change="rerun"):
            if not plan.conflicts:
                _ask_to_save(texts, address, kept, outcome_of(plan, dataset.revision))
            if kept:
                _ask_which(texts, address, kept)
        if kept:
            _ask_beside(texts, address, kept)
    opened = _of_number(address.plan, kept)
    if opened is not None and not plan.conflicts:
        _show_since(texts, address, opened, plan, dataset)


def saved_beside(address: Address) -> SavedPlan | None:
    """Give the saved plan that the address sets beside; None where there is none."""
    return _of_number(address.versus, saved_plans(address)) if address.versus else None


def _of_number(number: str, kept: Iterable[SavedPlan]) -> SavedPlan | None:
    return next((one for one in kept if str(one.id) == number), None)


def _ask_to_save(texts: Texts, address: Address, kept: tuple[SavedPlan, ...], outcome: Outcome) -> None:
    opened = _of_number(address.plan, kept)
    markup.show(element("p", texts("plan.saved_meaning"), class_="sg-note"))
    st.text_input(
        texts("plan.saved_name"),
        value=opened.name if opened else "",
        # Another plan that is opened brings another name.
        key=session.key(f"plan_name.{address.plan}"),
        max_chars=LONGEST_NAME,
        placeholder=texts("plan.saved_example"),
        width=_WIDTH,
    )
    _ask_to_replace(texts, address, kept)
    told.ask_who(texts, "plan")
    st.button(
        texts("plan.save"),
        key=session.key("plan_save"),
        on_click=_save,
        args=(texts, making.question_of(address), outcome),
        type="primary",
    )


def _ask_to_replace(texts: Texts, address: Address, kept: Iterable[SavedPlan]) -> None:
    """Say that a plan of the name given is there already, and ask whether it shall go."""
    held = _of_name(_name_given(address), kept)
    if held is not None:
        when = texts.moment(held.made_at.astimezone(session.zone()))
        by = "plan.replaces_by" if held.who else "plan.replaces"
        markup.show(element("p", texts(by, name=held.name, who=held.who, when=when), role="status"))
        st.checkbox(texts("plan.replace"), key=session.key(_replacing(held)))


def _replacing(held: SavedPlan) -> str:
    """Name the tick for one state of a plan: once it is replaced, it is asked anew."""
    return f"plan_replace.{held.id}.{held.made_at.isoformat()}"


def _name_given(address: Address) -> str:
    return str(session.value(f"plan_name.{address.plan}") or "")


def _of_name(name: str, kept: Iterable[SavedPlan]) -> SavedPlan | None:
    return next((one for one in kept if name_key(one.name) == name_key(name)), None)


def _ask_which(texts: Texts, address: Address, kept: tuple[SavedPlan, ...]) -> None:
    names = {one.id: one.name for one in kept}
    opened = _of_number(address.plan, kept)
    which = st.selectbox(
        texts("plan.saved_which"),
        list(names),
        index=list(names).index(opened.id) if opened else 0,
        format_func=lambda number: names[number],
        # Saved and deleted plans make another list.
        key=session.key(f"plan_which.{address.plan}.{len(names)}"),
        width=_WIDTH,
    )
    chosen = next(one for one in kept if one.id == which)
    with st.container(horizontal=True, gap="small"):
        st.button(texts("plan.open"), key=session.key("plan_open"), on_click=_open, args=(chosen,))
        st.button(
            texts("plan.delete"),
            key=session.key("plan_delete"),
            on_click=session.hold,
            args=(_DELETING, chosen.id),
        )
    if session.held(_DELETING) == chosen.id:
        _ask_whether_sure(texts, chosen)


def _ask_whether_sure(texts: Texts, chosen: SavedPlan) -> None:
    markup.show(element("p", texts("plan.delete_sure", name=chosen.name), role="status"))
    with st.container(horizontal=True, gap="small"):
        st.button(
            texts("plan.delete_yes"),
            key=session.key("plan_delete_yes"),
            on_click=_delete,
            args=(texts, chosen),
            type="primary",
        )
        st.button(
            texts("plan.delete_no"),
            key=session.key("plan_delete_no"),
            on_click=session.hold,
            args=(_DELETING, None),
        )


def _ask_beside(texts: Texts, address: Address, kept: tuple[SavedPlan, ...]) -> None:
    names = {str(one.id): one.name for one in kept}
    st.selectbox(
        texts("plan.beside"),
        ["", *names],
        key=session.widget("versus", address.versus if address.versus in names else ""),
        format_func=lambda number: names.get(number) or texts("plan.beside_none"),
        on_change=session.take,
        args=("versus",),
        width=300,
    )


def _show_since(texts: Texts, address: Address, opened: SavedPlan, plan: Plan, dataset: Dataset) -> None:
    """Tell what has changed since a plan was saved."""
    when = texts.moment(opened.made_at.astimezone(session.zone()))
    by = "plan.opened_by" if opened.who else "plan.opened"
    named = texts(by, name=opened.name, who=opened.who, when=when)
    with st.container(border=True, key="opened_plan"):
        markup.show(element("p", named, class_="sg-strong"))
        if opened.question != making.question_of(address):
            markup.show(element("p", texts("plan.since_other_wishes")))
            st.button(texts("plan.since_back"), key=session.key("plan_back"), on_click=_open, args=(opened,))
            return
        since = compare_since(opened.outcome, outcome_of(plan, dataset.revision))
        markup.show(element("p", texts(f"plan.since_{_verdict(since)}")))
        if not since.is_same:
            _show_changes(texts, since, opened, plan, dataset)


def _verdict(since: Since) -> str:
    data = "new_data" if since.is_other_data else "same_data"
    return f"{data}_same_plan" if since.is_same else f"{data}_new_plan"


def _show_changes(texts: Texts, since: Since, opened: SavedPlan, plan: Plan, dataset: Dataset) -> None:
    headings = texts("plan.column_then"), texts("plan.column_now")
    table = compare_totals(opened.outcome.totals, plan.totals, texts, headings=headings)
    show_table(table, name="since", alt=texts("plan.since_alt", name=opened.name))
    every = cache.opportunities()
    for key, pairs in (("lost", since.gone), ("gained", since.come), ("resized", since.changed)):
        if pairs:
            names = [asking.name_pair(one, every, dataset, texts) for one in pairs[:_NAMED]]
            more = len(pairs) - len(names)
            if more:
                names.append(texts("plan.and_more", count=more))
            what = texts.plural(f"plan.{key}", len(pairs))
            markup.show(element("p", texts("plan.since_pairs", what=what, pairs=texts.join(names))))


def _save(texts: Texts, question: Question, outcome: Outcome) -> None:
    name, kept = _name_given(session.current()), saved_plans(session.current())
    held = _of_name(name, kept)
    if held is not None and not session.value(_replacing(held)):
        session.tell(Told(texts("plan.not_replaced", name=held.name), is_trouble=True))
        return
    with told.telling(texts):
        database = cache.database()
        project = projects.number_of(session.shown().code, database)
        saved = save_plan(database, project, name, (question, outcome), origin=told.origin())
        session.tell(Told(texts("plan.saved_told", name=saved.name)))
        session.change(plan=str(saved.id))
        session.close(_BOX)


def _open(saved: SavedPlan) -> None:
    session.close(_BOX)
    session.change(plan=str(saved.id), selected="", site="", closed="", **making.fields_of(saved.question))


def _delete(texts: Texts, saved: SavedPlan) -> None:
    now = session.current()
    session.hold(_DELETING, None)
    with told.telling(texts):
        delete_plan(cache.database(), saved.id)
        session.tell(Told(texts("plan.deleted_told", name=saved.name)))
        gone = str(saved.id)
        session.change(
            plan="" if now.plan == gone else now.plan, versus="" if now.versus == gone else now.versus
        )
