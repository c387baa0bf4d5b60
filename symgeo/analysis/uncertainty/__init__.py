"""How sure results are: draws between low and high, what moves a result, where it breaks even."""

from __future__ import annotations

from symgeo.analysis.uncertainty.allotted import (
    MOST_IDEAS,
    Drawable,
    DrawnWorth,
    Ends,
    draw_worth,
    ends_by_place,
)
from symgeo.analysis.uncertainty.break_even import break_even
from symgeo.analysis.uncertainty.plan_sums import sums_of_plan
from symgeo.analysis.uncertainty.sensitivity import AMOUNTS, sensitivity
from symgeo.analysis.uncertainty.simulation import DRAWS, simulate

__all__ = [
    "AMOUNTS",
    "DRAWS",
    "MOST_IDEAS",
    "Drawable",
    "DrawnWorth",
    "Ends",
    "break_even",
    "draw_worth",
    "ends_by_place",
    "sensitivity",
    "simulate",
    "sums_of_plan",
]
