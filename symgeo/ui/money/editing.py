"""Own values of parameters and scenarios: setting, taking back, comparing; for the staff."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.scenarios import NUMBER_FAULTS, Fault, OwnValue, faults_of, limits_of
from symgeo.storage.scenarios import (
    LONGEST_NAME,
    LONGEST_TEXT,
    PROJECT,
    add_scenario,
    delete_scenario,
    reset_values,
    save_value,
)
from symgeo.texts import Texts
from symgeo.ui import cache, markup, projects, session, told
from symgeo.ui.money import choosing, comparing
from symgeo.ui.session import Address, Told
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.own_values import list_own_values

_WIDTH = 420
_DIGITS = 6
_REFUSED = "own_value_refused"


def show_own_values(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw everything about own values in a box that is filled when it is opened; only for the staff."""
    if address.audience:
        return
    told.show_told()
    comparing.show_comparison(texts, dataset)
    box = st.expander(texts("money.own_title"), key=session.key("own_values"), on_change="rerun")
    if not box.open:
        return
    with box:
        if session.shown().code == projects.FILES:
            markup.show(element("p", texts("money.needs_project"), class_="sg-note"))
            return
        markup.show(element("p", texts("money.own_lead"), class_="sg-lead"))
        left, right = st.columns(2, gap="large")
        with left:
            _ask_value(texts, address, dataset)
        with right:
            _ask_scenario(texts, address)
        _show_kept(texts, address, dataset)


def _ask_scenario(texts: Texts, address: Address) -> None:
    kept = choosing.kept_scenarios()
    markup.show(element("h2", texts("money.scenarios"), class_="sg-group"))
    if kept:
        choosing.choose_scenario(texts, address, kept, "scenario.edited")
    if address.scenario in {one.number for one in kept}:
        st.button(
            texts("money.scenario_delete"),
            key=session.key("scenario_delete"),
            on_click=_delete,
            args=(texts,),
        )
    st.text_input(
        texts("money.scenario_name"),
        key=session.key("scenario_name"),
        max_chars=LONGEST_NAME,
        placeholder=texts("money.scenario_example"),
        width=_WIDTH,
    )
    st.button(texts("money.scenario_add"), key=session.key("scenario_add"), on_click=_add, args=(texts,))


def _ask_value(texts: Texts, address: Address, dataset: Dataset) -> None:
    parameters = dataset.reference.parameters
    names = {str(key): texts.reference(str(key)) for key in parameters.index if limits_of(str(key))}
    key = str(
        st.selectbox(
            texts("tables.parameter"),
            sorted(names, key=lambda one: names[one].casefold()),
            format_func=lambda one: names.get(one, one),
            key=session.key("own_key"),
            width=_WIDTH,
        )
    )
    row, place = parameters.loc[[key]].iloc[0], _place(address, key)
    faults = _faults(key, place)
    _ask_numbers(texts, row, place)
    _tell_faults([_say_fault(texts, one, key, place) for one in faults if one in NUMBER_FAULTS])
    for told_as in ("source", "note"):
        st.text_input(
            texts(f"tables.{told_as}"),
            key=session.key(f"own_{told_as}.{place}"),
            max_chars=LONGEST_TEXT,
            width=_WIDTH,
        )
        if told_as == "source" and Fault.NO_SOURCE in faults:
            _tell_faults([texts("money.fault_no_source")])
    told.ask_who(texts, "own_values")
    if Fault.NO_NAME in faults:
        _tell_faults([texts("money.fault_no_name")])
    _offer_presses(texts, address, key)


def _ask_numbers(texts: Texts, row: pd.Series, place: str) -> None:
    """Ask for low, value and high of a parameter in its own unit."""
    with st.container(horizontal=True, gap="small", key="own_numbers"):
        numbers = [
            st.number_input(
                texts(f"tables.{bound}"),
                value=float(row[bound]),
                format="%g",
                key=session.key(f"own_{bound}.{place}"),
                width=130,
            )
            for bound in ("low", "value", "high")
        ]
        markup.show_beside(element("p", texts.unit(str(row["unit"])), class_="sg-note"))
    _say_converted(texts, str(row["unit"]), *numbers)


def _offer_presses(texts: Texts, address: Address, key: str) -> None:
    with st.container(horizontal=True, gap="small", key="own_buttons"):
        st.button(
            texts("money.value_save"),
            key=session.key("own_value_save"),
            on_click=_save,
            args=(texts, key),
            type="primary",
        )
        is_set = key in {one.own.key for one in choosing.kept_values(address.scenario)}
        st.button(
            texts("money.value_reset"),
            key=session.key("own_value_reset"),
            on_click=_reset,
            args=(texts, key),
            disabled=not is_set,
        )


def _faults(key: str, place: str) -> tuple[Fault, ...]:
    """Give what is wrong with the fields as they stand, once a press to save them was refused."""
    return faults_of(_typed(key, place), told.who()) if session.held(_REFUSED) == place else ()


def _say_fault(texts: Texts, fault: Fault, key: str, place: str) -> str:
    own = _typed(key, place)
    low, value, high = (texts.number(one, _DIGITS) for one in (own.low, own.value, own.high))
    if fault is Fault.LOW_ABOVE:
        return texts("money.fault_low_above", low=low, value=value)
    if fault is Fault.HIGH_BELOW:
        return texts("money.fault_high_below", high=high, value=value)
    least, most = (texts.number(one, _DIGITS) for one in limits_of(key) or (0.0, 0.0))
    return texts("money.fault_outside", least=least, most=most)


def _tell_faults(said: list[str]) -> None:
    """Draw what is wrong below the field that it is about."""
    for one in said:
        markup.show(element("p", one, class_="sg-told sg-told-trouble", role="alert"))


def _say_converted(texts: Texts, unit: str, low: float, value: float, high: float) -> None:
    """Say what a price in EUR is in the currency that the reader has chosen."""
    if not texts.is_converted(unit):
        return
    label = texts("tables.converted", currency=texts.currency)
    said = f"{label}: {texts.price(value, unit)} ({texts.price_range(low, high, unit)})"
    markup.show(element("p", said, class_="sg-note", role="status"))


def _show_kept(texts: Texts, address: Address, dataset: Dataset) -> None:
    kept = choosing.kept_values(address.scenario)
    markup.show(element("h2", texts("money.kept"), class_="sg-group"))
    if not kept:
        markup.show(element("p", texts("money.kept_none"), class_="sg-note"))
        return
    table = list_own_values(kept, dataset.reference, session.zone(), texts)
    show_table(table, name="own_values_table", alt=texts("money.kept"))
    show_download(texts, table.labelled(), name="download.own_values", file_name="symgeo-own-values")
    st.button(texts("money.reset_all"), key=session.key("own_reset_all"), on_click=_reset, args=(texts, ""))


def _place(address: Address, key: str) -> str:
    """Name the fields of one parameter in one scenario of one data set."""
    return f"{session.shown().code}.{address.scenario}.{key}"


def _typed(key: str, place: str) -> OwnValue:
    """Give what stands in the fields."""
    low, value, high = (float(session.value(f"own_{b}.{place}")) for b in ("low", "value", "high"))
    source, note = (str(session.value(f"own_{told_as}.{place}") or "") for told_as in ("source", "note"))
    return OwnValue(key, value, low, high, source, note)


def _save(texts: Texts, key: str) -> None:
    address = session.current()
    own = _typed(key, _place(address, key))
    refused = bool(faults_of(own, told.who()))
    session.hold(_REFUSED, _place(address, key) if refused else None)
    if refused:
        return
    with told.telling(texts):
        save_value(cache.database(), _number(), address.scenario, own, origin=told.origin())
        session.tell(Told(texts("money.value_saved", name=texts.reference(key))))


def _reset(texts: Texts, key: str) -> None:
    with told.telling(texts):
        count = reset_values(cache.database(), _number(), session.current().scenario, key)
        session.tell(Told(texts.plural("money.values_reset", count)))


def _add(texts: Texts) -> None:
    with told.telling(texts):
        name = str(session.value("scenario_name") or "")
        made = add_scenario(cache.database(), _number(), name, origin=told.origin())
        session.change(scenario=made.number)
        session.tell(Told(texts("money.scenario_added", name=made.name)))


def _delete(texts: Texts) -> None:
    with told.telling(texts):
        delete_scenario(cache.database(), _number(), session.current().scenario)
        session.change(scenario=PROJECT)
        session.tell(Told(texts("money.scenario_deleted")))


def _number() -> int:
    """Give the number that values are stored under; the example is stored with its first own value."""
    return projects.number_of(session.shown().code, cache.database()) or 0
