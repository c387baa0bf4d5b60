"""Two plans side by side: their sums, and which pairs are in one and not in the other."""

from __future__ import annotations

from typing import Final

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Plan, set_beside
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.plan import making, result, saved
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.plan_tables import compare_totals, list_two_plans

_HEIGHT: Final = 420
_SHORT: Final = 10
"""Rows that a table shows without a height of its own."""


def show_two_plans(texts: Texts, address: Address, plan: Plan, dataset: Dataset) -> None:
    """Draw the saved plan that the address names beside the one that is asked for, both of today's data."""
    other = saved.saved_beside(address)
    if other is None:
        return
    heading = texts("plan.two", name=other.name)
    markup.show(element("h2", heading, class_="sg-heading"))
    beside = making.plan_beside(texts, address, other.question, dataset)
    if beside is None:
        return
    if beside.conflicts:
        result.show_conflicts(texts, beside.conflicts, cache.opportunities(), dataset)
        return
    headings = texts("plan.column_this"), other.name
    markup.show(element("p", texts("plan.two_lead"), class_="sg-lead"))
    sums = compare_totals(plan.totals, beside.totals, texts, headings=headings)
    show_table(sums, name="two_sums", alt=heading)
    ids = [set(one.chosen["opportunity_id"]) for one in (plan, beside)]
    words = texts(
        "plan.two_counts",
        both=len(ids[0] & ids[1]),
        this=len(ids[0] - ids[1]),
        other=len(ids[1] - ids[0]),
        name=other.name,
    )
    markup.show(element("p", words, class_="sg-strong"))
    table = list_two_plans(set_beside(plan.chosen, beside.chosen), headings, dataset, texts)
    height = _HEIGHT if len(table.frame) > _SHORT else None
    show_table(table, name="two_plans", alt=heading, height=height, on_choose=_open)
    show_download(texts, table.labelled(), name="download.two", file_name="symgeo-plans")


def _open(opportunity_id: str) -> None:
    session.change(selected=opportunity_id, site="")
