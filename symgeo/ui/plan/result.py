"""A plan on the page: what it gives, on the map, as a list, as a table and as bands."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd
import streamlit as st
from markupsafe import Markup

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import (
    Conflict,
    Plan,
    also_possible,
    count_also_possible,
    plan_links,
    resized_pairs,
)
from symgeo.texts import Texts
from symgeo.ui import cache, detail, figure_panel, map_panel, markup, session
from symgeo.ui.listing import Group, describe_rows, show_listing
from symgeo.ui.plan import asking, cached, ending, making, part
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views import figures
from symgeo.views.cards.markup import element
from symgeo.views.plan_tables import (
    MEASURES,
    compare_totals,
    list_plan,
    list_plan_file,
    list_two_plans,
    write_ends,
    write_investment,
    write_measure,
)
from symgeo.views.tables import list_opportunities
from symgeo.vocabulary import Goal

PANEL_HEIGHT: Final = 500
_TABLE_HEIGHT: Final = 420
_LISTED: Final = 100
_SHORT: Final = 10
"""Rows that a table shows without a height of its own."""
_SMALL: Final = 5e-4
"""A share that reads as 0 %."""


def show_conflicts(
    texts: Texts, conflicts: tuple[Conflict, ...], every: pd.DataFrame, dataset: Dataset
) -> None:
    """Say which wishes cannot be met together."""
    with st.container(border=True, key="conflicts"):
        markup.show(element("p", texts("plan.conflicts"), class_="sg-strong"))
        for one in conflicts:
            named = [asking.name_pair(pair, every, dataset, texts) for pair in one.opportunities]
            needed, available = "", ""
            if not math.isnan(one.needed):
                write = texts.money if one.code == "budget" else texts.percent
                needed, available = write(one.needed), write(one.available)
            words = texts(
                f"plan.conflict_{one.code}", pairs=texts.join(named), needed=needed, available=available
            )
            markup.show(element("p", words))


def show_summary(texts: Texts, address: Address, plan: Plan, dataset: Dataset) -> None:
    """Say what the plan gives, how sure it is, and what it gains over taking the best first.

    Where more may be possible, a press looks further.
    """
    goal = making.wishes_of(address).goal
    amount = "" if goal is Goal.MIX else write_measure(plan.totals, goal, texts)
    markup.show(
        element(
            "p", texts.plural(f"plan.result_{goal}", plan.totals.pairs, amount=amount), class_="sg-strong"
        ),
        element("p", f"{_beside_greedy(texts, plan)} {_proof(texts, plan)}", class_="sg-lead"),
    )
    if making.may_look_further(plan, address, dataset):
        st.button(
            texts("plan.further"),
            key=session.key("plan_further"),
            on_click=making.look_further,
            args=(dataset, making.question_of(address)),
            help=texts("plan.further_help"),
        )
    tiles = [
        element(
            "div",
            *(element("small", words) for words in _say_ends(texts, plan, one)),
            element("strong", write_measure(plan.totals, one, texts)),
            element("span", texts(f"plan.measure_{one}")),
            class_="sg-tile",
        )
        for one in MEASURES
    ]
    tiles.append(_investment(texts, address, plan))
    markup.show(element("div", *tiles, class_="sg-tiles sg-sums"))
    if plan.totals.illustrative:
        note = texts.plural("plan.illustrative", plan.totals.illustrative)
        markup.show(element("p", note, class_="sg-source"))
    if plan.totals.banded:
        note = texts.plural("plan.banded", plan.totals.banded)
        markup.show(element("p", note, class_="sg-source"))


def show_places(texts: Texts, address: Address, plan: Plan, found: pd.DataFrame, dataset: Dataset) -> None:
    """Draw the plan on the map, with the list or the selected pair beside it."""
    drawn = plan.chosen.assign(matched_quantity=plan.chosen["planned_quantity"])
    ends = pd.unique(pd.concat([drawn["supply_site_id"], drawn["demand_site_id"]]))
    scene = map_panel.Scene(drawn, dataset.exchanges.iloc[:0], dataset.sites.loc[ends])
    left, right = st.columns([62, 38], gap="small")
    with left:
        map_panel.show_map(texts, address, scene, dataset, height=PANEL_HEIGHT, on_press=detail.take_press)
    with right:
        if detail.is_open(address, dataset):
            if address.selected in set(found["opportunity_id"]):
                is_chosen = address.selected in set(plan.chosen["opportunity_id"])
                asking.show_choices_for(texts, address, is_chosen=is_chosen)
                part.show_part(texts, address, plan, dataset)
            detail.show_detail(texts, address, dataset, height=PANEL_HEIGHT - 60)
        else:
            heading = heading_of(texts, len(drawn))
            show_listing(
                [Group(heading, describe_rows(drawn.head(_LISTED), dataset, texts))],
                label=heading,
                selected=address.selected,
                key=session.key("plan_list"),
                height=PANEL_HEIGHT,
                on_choose=_choose_from_list,
            )
    map_panel.show_legend(texts, address, scene, dataset)


def show_behind(texts: Texts, address: Address, plan: Plan, found: pd.DataFrame, dataset: Dataset) -> None:
    """List what is possible behind the selected pair, where the plan has it."""
    if address.selected not in set(plan.chosen["opportunity_id"]):
        return
    ends = asking.name_pair(address.selected, found, dataset, texts)
    behind = also_possible(found, plan.chosen, address.selected, dataset)
    heading = texts("plan.behind", ends=ends)
    markup.show(element("h2", heading, class_="sg-heading"))
    if behind.empty:
        markup.show(element("p", texts("plan.behind_none")))
        return
    markup.show(element("p", texts("plan.behind_lead"), class_="sg-lead"))
    show_table(list_opportunities(behind, dataset, texts), name="behind", alt=heading, on_choose=_open)


def show_chosen(texts: Texts, plan: Plan, found: pd.DataFrame, dataset: Dataset) -> None:
    """Draw the plan as a table to take away; pressing a row opens the pair."""
    heading = texts("plan.table")
    markup.show(
        element("h2", heading, class_="sg-heading"), element("p", texts("plan.table_lead"), class_="sg-lead")
    )
    behind = count_also_possible(found, plan.chosen, dataset)
    table = list_plan(plan.chosen, behind, dataset, texts)
    height = _TABLE_HEIGHT if len(table.frame) > _SHORT else None
    show_table(table, name="plan", alt=heading, height=height, on_choose=_open)
    file = list_plan_file(plan.chosen, behind, dataset, texts)
    show_download(texts, file.labelled(), name="download.plan", file_name="symgeo-plan")


def show_bands(texts: Texts, address: Address, plan: Plan, dataset: Dataset) -> None:
    """Draw who gives what to whom, in one unit at a time."""
    unit = figure_panel.choose_unit(texts, plan.chosen, "plan_unit")
    if not unit:
        return
    links = plan_links(plan.chosen, unit, dataset.blurred_flows)
    figure = figures.givers_to_receivers(links, unit, dataset.sites["name"], figure_panel.drawing(texts))
    with st.container(key="plan_flows"):
        markup.show(element("p", texts("plan.sideways"), class_="sg-note sg-sideways"))
        figure_panel.show_figure(texts, address, figure, name=f"plan-{unit}", filters=False)


def show_loss(texts: Texts, address: Address, plan: Plan, found: pd.DataFrame, dataset: Dataset) -> None:
    """Say what the plan would be if a site closed, an exchange ended or a pair came to nothing.

    Its sums stand side by side, and below them what falls away and what comes in.
    """
    every = cache.opportunities()
    if address.closed in dataset.sites.index:
        heading = texts("plan.closing", site=str(dataset.sites.loc[address.closed, "name"]))
    elif address.closed.removeprefix(making.EXCHANGE) in dataset.exchanges.index:
        record: pd.Series = dataset.exchanges.loc[address.closed.removeprefix(making.EXCHANGE)]  # type: ignore[assignment]  # one row
        heading = texts("plan.ending", ends=asking.ends_of_record(record, texts))
    elif address.closed in set(found["opportunity_id"]):
        heading = texts("plan.losing", ends=asking.name_pair(address.closed, every, dataset, texts))
    else:
        return
    markup.show(element("h2", heading, class_="sg-heading"))
    ending.show_ended(texts, address, dataset)
    after = making.plan_without(texts, address, found, dataset)
    if after is None:
        return
    if after.conflicts:
        show_conflicts(texts, after.conflicts, every, dataset)
        return
    show_table(compare_totals(plan.totals, after.totals, texts), name="closing", alt=heading)
    before, left = set(plan.chosen["opportunity_id"]), set(after.chosen["opportunity_id"])
    for key, frame in (
        ("lost", plan.chosen[~plan.chosen["opportunity_id"].isin(left)]),
        ("gained", after.chosen[~after.chosen["opportunity_id"].isin(before)]),
    ):
        words = texts.plural(f"plan.{key}", len(frame))
        markup.show(element("p", words, class_="sg-strong"))
        if len(frame):
            table = list_opportunities(
                frame.assign(matched_quantity=frame["planned_quantity"]), dataset, texts
            )
            show_table(table, name=f"closing.{key}", alt=words)
    resized = resized_pairs(plan.chosen, after.chosen)
    if len(resized):
        words = texts.plural("plan.resized", len(resized))
        markup.show(element("p", words, class_="sg-strong"))
        headings = texts("plan.column_before"), texts("plan.column_after")
        show_table(list_two_plans(resized, headings, dataset, texts), name="closing.resized", alt=words)
    st.button(texts("plan.loss_end"), key=session.key("loss_end"), on_click=_end_loss)


def heading_of(texts: Texts, count: int) -> str:
    """Say how many pairs the plan has, and how many of them the list beside the map."""
    if count > _LISTED:
        return texts("plan.list_cut", shown=_LISTED, count=count)
    return texts.plural("plan.list_heading", count)


def _say_ends(texts: Texts, plan: Plan, measure: Goal) -> list[str]:
    """Say what eight of ten draws of a sum lie between, where that can be said."""
    ends = cached.sums(plan)
    words = write_ends(plan.totals, measure, ends[measure], texts) if measure in ends else ""
    return [words] if words else []


def _investment(texts: Texts, address: Address, plan: Plan) -> Markup:
    """Say what the plan costs once, and of which budget."""
    budget = making.wishes_of(address).budget_eur
    of_budget = [] if budget is None else [texts("plan.of_budget", budget=texts.money(budget))]
    return element(
        "div",
        *(element("small", words) for words in of_budget),
        element("strong", write_investment(plan.totals, texts)),
        element("span", texts("plan.measure_investment")),
        class_="sg-tile",
    )


def _beside_greedy(texts: Texts, plan: Plan) -> str:
    if not plan.totals.pairs:
        return ""
    more = (plan.worth - plan.greedy_worth) / max(abs(plan.greedy_worth), 1e-9)
    if plan.greedy_worth <= 0 or more < _SMALL:
        return texts("plan.greedy_same" if more < _SMALL else "plan.greedy_none")
    return texts("plan.greedy_less", share=texts.percent(more))


def _proof(texts: Texts, plan: Plan) -> str:
    stopped = texts("plan.proof_stopped") + " " if plan.is_stopped else ""
    if not math.isfinite(plan.gap):
        return stopped + texts("plan.proof_none")
    if plan.gap <= making.FURTHER.gap:
        return texts("plan.proof_best")
    return stopped + texts("plan.proof_gap", share=texts.percent(plan.gap, digits=2))


def _choose_from_list() -> None:
    chosen = session.value("plan_list")
    if chosen and chosen.chosen:
        _open(chosen.chosen)


def _end_loss() -> None:
    session.change(closed="")


def _open(opportunity_id: str) -> None:
    session.change(selected=opportunity_id, site="")
