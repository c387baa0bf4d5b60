"""The plan: which opportunities together, and how much of each, so that nothing is promised twice."""

from __future__ import annotations

from symgeo.analysis.planning.changes import close_site, release_exchanges
from symgeo.analysis.planning.plan import Plan, Totals, make_plan
from symgeo.analysis.planning.wishes import Conflict, Effort, Goal, Mix, Wishes

__all__ = [
    "Conflict",
    "Effort",
    "Goal",
    "Mix",
    "Plan",
    "Totals",
    "Wishes",
    "close_site",
    "make_plan",
    "release_exchanges",
]
