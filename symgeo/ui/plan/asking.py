"""What is asked of a plan: goal, budget, what must be in it and what must not, and what ends."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Mix
from symgeo.analysis.records import RUNNING
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.listing import ends_of
from symgeo.ui.plan import making
from symgeo.ui.session import Address
from symgeo.vocabulary import Goal

_BUDGET_STEP: Final = 500
_MOST_WORTH_EUR: Final = 9_999
_STEP_EUR: Final = 10


def show_wishes(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw the choice of goal, budget, and site to close or exchange to end, in one row."""
    names = dataset.sites["name"].sort_values()
    endings = {**{site: str(name) for site, name in names.items()}, **_exchanges(texts, dataset)}
    every = cache.opportunities()
    if address.closed in set(every["opportunity_id"]):
        ends = name_pair(address.closed, every, dataset, texts)
        endings[address.closed] = texts("plan.losing", ends=ends)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="wishes"):
        st.selectbox(
            texts("plan.goal"),
            list(Goal),
            key=session.widget("goal", Goal(address.goal or Goal.CLIMATE)),
            format_func=lambda goal: texts(f"plan.goal_{goal}"),
            on_change=session.take,
            args=("goal",),
            width=300,
        )
        st.number_input(
            texts("plan.budget", currency=texts.currency),
            min_value=0,
            max_value=session.LARGEST_BUDGET,
            step=_BUDGET_STEP,
            key=session.widget("budget", address.budget),
            help=texts("plan.budget_help"),
            on_change=session.take,
            args=("budget",),
            width=230,
        )
        st.selectbox(
            texts("plan.closed"),
            ["", *endings],
            key=session.widget("closed", address.closed if address.closed in endings else ""),
            format_func=lambda one: endings[one] if one else texts("plan.closed_none"),
            on_change=session.take,
            args=("closed",),
            width=300,
        )


def show_mix(texts: Texts, address: Address) -> None:
    """Draw what each good is worth beside money, in the reader's currency, where the goal is a mix."""
    if address.goal != Goal.MIX:
        return
    now, rate = making.mix_of(address), session.per_eur()
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="mix"):
        for field in fields(Mix):
            st.number_input(
                texts(f"plan.mix_{field.name}", currency=texts.currency),
                min_value=0,
                max_value=round(_MOST_WORTH_EUR * rate),
                step=max(1, 10 ** round(math.log10(_STEP_EUR * rate))),
                key=session.widget(f"mix.{field.name}", round(getattr(now, field.name) * rate)),
                on_change=_take_worth,
                args=(field.name,),
                width=300,
            )


def _take_worth(good: str) -> None:
    """Take what one good is worth, in EUR; the others stay, whatever they are rounded to on the page."""
    eur = float(session.value(f"mix.{good}")) / session.per_eur()
    session.change(mix=making.write_mix(replace(making.mix_of(session.current()), **{good: eur})))


def _exchanges(texts: Texts, dataset: Dataset) -> dict[str, str]:
    """Name the exchanges that run, by what the address calls them; two of one pair differ by what."""
    resources = dataset.reference.resources
    running = dataset.exchanges[dataset.exchanges["stage"].isin(RUNNING)]
    return {
        f"{making.EXCHANGE}{exchange}": texts(
            "plan.ended_exchange",
            ends=ends_of_record(row, texts),
            what=texts.resource(resources.loc[row["resource_code"]]),
        )
        for exchange, row in running.iterrows()
    }


def ends_of_record(exchange: pd.Series, texts: Texts) -> str:
    """Say from whom to whom a recorded exchange runs."""
    return texts("explore.ends", supplier=exchange["supplier"], receiver=exchange["receiver"])


def show_kept(texts: Texts, address: Address, every: pd.DataFrame, dataset: Dataset) -> None:
    """Draw one small button for each pair that must or must not be in the plan; a press takes it back."""
    row = st.container(horizontal=True, gap="xsmall", key="kept")
    with row:
        for field in ("must", "never"):
            for one in getattr(address, field):
                st.button(
                    markup.label(texts(f"plan.chip_{field}", ends=name_pair(one, every, dataset, texts))),
                    key=session.key(f"{field}.{one}"),
                    on_click=_drop,
                    args=(field, one),
                    help=texts("plan.chip_help"),
                )


def show_choices_for(texts: Texts, address: Address, *, is_chosen: bool) -> None:
    """Draw the buttons that put the selected pair into every plan, out of it, or show what its loss means."""
    with st.container(horizontal=True, gap="small", key="pair_wishes"):
        for field, other in (("must", "never"), ("never", "must")):
            st.button(
                texts(f"plan.press_{field}"),
                key=session.key(f"press.{field}"),
                on_click=_add,
                args=(field, other, address.selected),
                disabled=address.selected in getattr(address, field),
            )
        if is_chosen:
            st.button(
                texts("plan.press_loss"),
                key=session.key("press.loss"),
                on_click=_try_loss,
                args=(address.selected,),
                disabled=address.selected == address.closed,
            )


def name_pair(opportunity_id: str, every: pd.DataFrame, dataset: Dataset, texts: Texts) -> str:
    """Say from whom to whom a pair runs; its id where nobody knows it any more."""
    rows = every[every["opportunity_id"] == opportunity_id]
    return opportunity_id if rows.empty else ends_of(rows.iloc[0], dataset, texts)


def _add(field: str, other: str, one: str) -> None:
    now = session.current()
    held = tuple(dict.fromkeys((*getattr(now, field), one)))
    session.change(**{field: held, other: tuple(o for o in getattr(now, other) if o != one)})


def _try_loss(one: str) -> None:
    session.change(closed=one)


def _drop(field: str, one: str) -> None:
    held = getattr(session.current(), field)
    session.change(**{field: tuple(other for other in held if other != one)})
