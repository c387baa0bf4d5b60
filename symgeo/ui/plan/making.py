"""Plans are made beside the page: the one that is asked for, and the one where a site closes."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis import opportunities as engine
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Plan, Wishes, close_site, make_plan
from symgeo.analysis.selection import Filters, select
from symgeo.storage.readers.reading import Progress
from symgeo.texts import Texts
from symgeo.ui import beside, filters
from symgeo.ui.session import Address
from symgeo.vocabulary import Goal

_EUR_PER_KEUR = 1000.0


def wishes_of(address: Address) -> Wishes:
    """Give what the address asks of a plan."""
    return Wishes(
        goal=Goal(address.goal or Goal.CLIMATE),
        budget_eur=address.budget_keur * _EUR_PER_KEUR if address.budget_keur else None,
        must=address.must,
        never=address.never,
    )


def plan_of(texts: Texts, address: Address, found: pd.DataFrame, dataset: Dataset) -> Plan | None:
    """Give the plan that the address asks for; None while it is made, when the page shows how far it is."""
    wishes, asked = wishes_of(address), filters.filters_of(address)

    def task(progress: Progress) -> Plan:
        return make_plan(found, dataset, wishes, watch=progress)

    made: Plan | None = beside.result_of(texts, "plan", (dataset.revision, asked, wishes), task)
    return made


def plan_without_site(texts: Texts, address: Address, every: pd.DataFrame, dataset: Dataset) -> Plan | None:
    """Give the same plan as if the site that is tried out closed; its own pairs are no wishes then."""
    wishes, asked, site = wishes_of(address), filters.filters_of(address), address.closed

    def task(progress: Progress) -> Plan:
        return _made_without(site, every, dataset, (asked, wishes), progress)

    key = (dataset.revision, asked, wishes, site)
    made: Plan | None = beside.result_of(texts, "plan_closed", key, task)
    return made


def _made_without(
    site: str, every: pd.DataFrame, dataset: Dataset, asked: tuple[Filters, Wishes], progress: Progress
) -> Plan:
    narrowed, wishes = asked
    changed = close_site(dataset, every, site)
    progress(0.0)
    found = engine.find(changed, Choices())
    left = select(found, changed, narrowed)
    still = tuple(one for one in wishes.must if one in set(left["opportunity_id"]))
    kept = Wishes(wishes.goal, wishes.budget_eur, still, wishes.never, wishes.least_share, wishes.mix)
    return make_plan(left, changed, kept, watch=progress)
