"""The plan: which opportunities together, and how much of each, so that nothing is promised twice."""

from __future__ import annotations

from symgeo.analysis.planning.alternatives import also_possible, count_also_possible
from symgeo.analysis.planning.changes import close_site, release_exchanges
from symgeo.analysis.planning.ended import ended_exchanges
from symgeo.analysis.planning.goals import goals_served
from symgeo.analysis.planning.keeping import (
    Outcome,
    Question,
    Since,
    compare_since,
    outcome_of,
    resized_pairs,
    set_beside,
)
from symgeo.analysis.planning.links import NAMED, OTHERS, Links, plan_links
from symgeo.analysis.planning.plan import Plan, Totals, make_plan
from symgeo.analysis.planning.wishes import Conflict, Effort, Mix, Wishes

__all__ = [
    "NAMED",
    "OTHERS",
    "Conflict",
    "Effort",
    "Links",
    "Mix",
    "Outcome",
    "Plan",
    "Question",
    "Since",
    "Totals",
    "Wishes",
    "also_possible",
    "close_site",
    "compare_since",
    "count_also_possible",
    "ended_exchanges",
    "goals_served",
    "make_plan",
    "outcome_of",
    "plan_links",
    "release_exchanges",
    "resized_pairs",
    "set_beside",
]
