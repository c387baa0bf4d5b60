"""Which values are in force, said on every page, and the choice of a scenario."""

from __future__ import annotations

import streamlit as st

from symgeo.analysis.scenarios import KeptValue
from symgeo.storage.scenarios import PROJECT, StoredScenario, list_scenarios, list_values
from symgeo.texts import Texts
from symgeo.ui import cache, markup, projects, session
from symgeo.ui.session import Address
from symgeo.views.cards.markup import element
from symgeo.views.own_values import say_values


def show_values(texts: Texts, address: Address) -> None:
    """Say at the top of a page what it is calculated with, where there is a choice or own values."""
    kept = () if address.audience else kept_scenarios()
    if not kept and not session.shown().values.changed:
        return
    reference = cache.dataset().reference
    said = say_values(reference, texts, with_name=not address.audience) or texts("money.values_usual")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="values"):
        markup.show_beside(element("p", said, class_="sg-note", role="status"))
        if kept:
            choose_scenario(texts, address, kept, "scenario")


def choose_scenario(texts: Texts, address: Address, kept: tuple[StoredScenario, ...], name: str) -> None:
    """Draw the choice of a scenario; the address keeps it."""
    names = {PROJECT: texts("money.no_scenario")} | {one.number: one.name for one in kept}
    st.selectbox(
        texts("money.scenario"),
        list(names),
        key=session.widget(name, address.scenario if address.scenario in names else PROJECT),
        format_func=lambda number: names.get(number, ""),
        on_change=_take,
        args=(name,),
        label_visibility="collapsed",
        width=260,
    )


def kept_scenarios() -> tuple[StoredScenario, ...]:
    """Give the scenarios of the data that this visit shows."""
    number, held = project_number(), cache.stored()
    return list_scenarios(held, number) if held and number is not None else ()


def scenario_in_force(address: Address) -> int:
    """Give the number of the scenario that pages are calculated with; 0 for the project's own values."""
    return address.scenario if address.scenario in {one.number for one in kept_scenarios()} else PROJECT


def kept_values(scenario: int) -> tuple[KeptValue, ...]:
    """Give the values that a scenario of that data sets, or the project itself."""
    number, held = project_number(), cache.stored()
    return list_values(held, number, scenario) if held and number is not None else ()


def project_number() -> int | None:
    """Give the number that values of this visit's data are stored under; None where nothing can be kept."""
    code, held = session.shown().code, cache.stored()
    if held is None:
        return None
    return projects.number_of(code, held)


def _take(name: str) -> None:
    session.change(scenario=int(session.value(name)))
