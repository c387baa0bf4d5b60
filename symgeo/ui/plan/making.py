"""Plans are made beside the page: the one that is asked for, and the one where something ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import astuple, replace
from typing import Any, Final

import pandas as pd

from symgeo.analysis import opportunities as engine
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import (
    Effort,
    Mix,
    Plan,
    Question,
    Wishes,
    close_site,
    make_plan,
    release_exchanges,
)
from symgeo.analysis.selection import select
from symgeo.storage.readers.reading import Progress
from symgeo.texts import Texts
from symgeo.ui import beside, cache, filters, session
from symgeo.ui.session import Address
from symgeo.ui.weighting import choices_of, fields_of_choices
from symgeo.vocabulary import Goal

EXCHANGE = "exchange:"
"""Before the id of an exchange that ends, where the address names a site that closes otherwise."""
FIRST: Final = Effort(gap=0.01)
FURTHER: Final = Effort(gap=1e-4, seconds=120.0)
"""What a press asks for: better by less than anybody can measure, but proven."""
_FURTHER: Final = "plan_further"
_FURTHER_ASKED: Final = "plan_further_asked"
_THOUSAND = 1000.0
_WORTH: Final = r"[0-9]{1,4}(?:\.[0-9]{1,2})?"
_MIX: Final = re.compile(rf"{_WORTH}(?:-{_WORTH}){{2}}")


def wishes_of(address: Address) -> Wishes:
    """Give what the address asks of a plan; worths count for a mix alone.

    The budget is rounded to thousands of EUR, so that it stays the same in every currency.
    """
    goal = Goal(address.goal or Goal.CLIMATE)
    return Wishes(
        goal=goal,
        budget_eur=round(address.budget / session.per_eur()) * _THOUSAND if address.budget else None,
        must=address.must,
        never=address.never,
        mix=mix_of(address) if goal is Goal.MIX else Mix(),
    )


def mix_of(address: Address) -> Mix:
    """Give what the address says that each good is worth; the usual where that cannot be meant."""
    if not _MIX.fullmatch(address.mix):
        return Mix()
    return Mix(*(float(part) for part in address.mix.split("-")))


def write_mix(mix: Mix) -> str:
    """Write what each good is worth as the address has it, EUR to the cent; "" for the usual."""
    return "" if mix == Mix() else "-".join(_plain(eur) for eur in astuple(mix))


def _plain(eur: float) -> str:
    return f"{eur:.2f}".rstrip("0").rstrip(".")


def question_of(address: Address) -> Question:
    """Give all that the address says of a plan: its wishes, what it chooses from, and how that is found."""
    return Question(wishes_of(address), filters.filters_of(address), choices_of(address))


def fields_of(question: Question) -> dict[str, Any]:
    """Give the fields of the address that ask a question again."""
    wishes, narrowed = question.wishes, question.filters
    return {
        "goal": "" if wishes.goal is Goal.CLIMATE else wishes.goal.value,
        "budget": round((wishes.budget_eur or 0.0) / _THOUSAND * session.per_eur()),
        "must": wishes.must,
        "never": wishes.never,
        "mix": write_mix(wishes.mix),
        "counties": narrowed.counties,
        "municipalities": narrowed.municipalities,
        "resources": narrowed.resources,
        "tiers": narrowed.tiers,
        "evidence": narrowed.evidence,
        "barriers": narrowed.barriers,
        "distance_km": int(narrowed.max_distance_km or 0),
        "query": narrowed.query,
        **fields_of_choices(question.choices),
    }


def plan_of(texts: Texts, address: Address, found: pd.DataFrame, dataset: Dataset) -> Plan | None:
    """Give the plan that the address asks for; None while it is made, when the page shows how far it is.

    While it is looked further, the first plan stays on the page.
    """
    question = question_of(address)
    key = (dataset.revision, question)

    def task(effort: Effort) -> Callable[[Progress], Plan]:
        return lambda progress: make_plan(found, dataset, question.wishes, effort=effort, watch=progress)

    first: Plan | None = beside.result_of(texts, "plan", key, task(FIRST))
    if first is None or not _looks_further(dataset, question):
        return first
    further: Plan | None = beside.result_of(texts, _FURTHER, key, task(FURTHER))
    return first if further is None else better_of(first, further)


def better_of(first: Plan, further: Plan) -> Plan:
    """Give the plan that is worth more, with what is proven by either."""
    best = further if further.worth >= first.worth else first
    bound = max(min(first.bound, further.bound), best.worth)
    return replace(best, bound=bound, is_stopped=further.is_stopped)


def may_look_further(plan: Plan, address: Address, dataset: Dataset) -> bool:
    """Tell whether a longer search may find a better plan, and has not been asked for."""
    return plan.gap > FURTHER.gap and not _looks_further(dataset, question_of(address))


def look_further(dataset: Dataset, question: Question) -> None:
    """Ask for a longer search of what is asked now."""
    session.hold(_FURTHER_ASKED, (dataset.revision, question))


def _looks_further(dataset: Dataset, question: Question) -> bool:
    return bool(session.held(_FURTHER_ASKED) == (dataset.revision, question))


def _effort(dataset: Dataset, address: Address) -> Effort:
    """Look as long for what stands beside a plan as for the plan."""
    return FURTHER if _looks_further(dataset, question_of(address)) else FIRST


def plan_beside(texts: Texts, address: Address, question: Question, dataset: Dataset) -> Plan | None:
    """Give the plan of another question, of today's data; None while it is made."""
    found, effort = cache.selected(question.filters, question.choices), _effort(dataset, address)

    def task(progress: Progress) -> Plan:
        return make_plan(found, dataset, question.wishes, effort=effort, watch=progress)

    made: Plan | None = beside.result_of(texts, "plan_beside", (dataset.revision, question, effort), task)
    return made


def plan_without(texts: Texts, address: Address, found: pd.DataFrame, dataset: Dataset) -> Plan | None:
    """Give the same plan as if a site closed, an exchange ended, or a pair came to nothing.

    The pairs of the site, or the pair itself, are no wishes then; what an exchange took is free.
    """
    question, lost, effort = question_of(address), address.closed, _effort(dataset, address)
    # What runs takes its amount, however far apart ideas may be.
    every, wishes = cache.around(), question.wishes

    def task(progress: Progress) -> Plan:
        if lost in dataset.sites.index:
            return _made_of(close_site(dataset, every, lost), question, effort, progress)
        if lost.startswith(EXCHANGE):
            changed = release_exchanges(dataset, every, [lost.removeprefix(EXCHANGE)])
            return _made_of(changed, question, effort, progress)
        still = tuple(one for one in wishes.must if one != lost)
        kept = replace(wishes, must=still, never=tuple(dict.fromkeys((*wishes.never, lost))))
        return make_plan(found, dataset, kept, effort=effort, watch=progress)

    key = (dataset.revision, question, lost, effort)
    made: Plan | None = beside.result_of(texts, "plan_closed", key, task)
    return made


def _made_of(changed: Dataset, question: Question, effort: Effort, progress: Progress) -> Plan:
    progress(0.0)
    found = engine.find(changed, question.choices)
    left, wishes = select(found, changed, question.filters), question.wishes
    still = tuple(one for one in wishes.must if one in set(left["opportunity_id"]))
    return make_plan(left, changed, replace(wishes, must=still), effort=effort, watch=progress)
