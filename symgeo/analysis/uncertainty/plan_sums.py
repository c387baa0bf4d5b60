"""How sure the sums of a plan are: the same pairs and shares in a thousand worlds."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.analysis.planning.candidates import number_lines
from symgeo.analysis.uncertainty.shared_worlds import shared_worlds
from symgeo.analysis.uncertainty.simulation import DRAWS, HIGH_PERCENT, LOW_PERCENT
from symgeo.vocabulary import Goal

FloatArray = npt.NDArray[np.float64]


def sums_of_plan(
    chosen: pd.DataFrame, pairs: pd.DataFrame, reference: Reference, *, draws: int = DRAWS
) -> Mapping[Goal, tuple[float, float]]:
    """Give what eight of ten draws of a plan's sums lie between.

    Each pair keeps its share in all of them; where a flow, pool or stream would then give or take more than
    it has in that draw, all of its pairs get as much less. As in the sums themselves, pairs with an example
    figure count no money, and a line is paid once.

    Parameters
    ----------
    chosen : DataFrame
        As `symgeo.analysis.planning.Plan.chosen`.
    pairs : DataFrame
        What `symgeo.analysis.opportunities.look_around` knows of these pairs, in any order.
    reference : Reference
        Parameters with their ranges.
    draws : int
        How many worlds.

    Returns
    -------
    mapping of Goal to tuple of float
        10th and 90th percentile: t CO2e, MWh, t and EUR a year.
    """
    ordered = pairs.sort_values("opportunity_id", kind="stable", ignore_index=True)
    held = chosen.set_index("opportunity_id").loc[ordered["opportunity_id"]].reset_index()
    share = held["share"].to_numpy(float)
    paid = np.where(held["is_illustrative"], 0.0, share)
    thrown_away = np.where(held["planned_diverted_t"] > 0.0, share, 0.0)
    lines = number_lines(held)
    sums = {goal: np.empty(draws) for goal in (Goal.CLIMATE, Goal.ELECTRICITY, Goal.DIVERTED, Goal.MONEY)}
    for part, world, left in shared_worlds(ordered, share, reference, draws):
        without_line = np.nan_to_num(world["net_benefit_eur"] + world["line_eur"])
        sums[Goal.CLIMATE][part] = (left * np.nan_to_num(world["co2_t"])) @ share
        sums[Goal.ELECTRICITY][part] = (left * np.nan_to_num(world["electricity_freed_mwh"])) @ share
        sums[Goal.DIVERTED][part] = (left * world["used_quantity"]) @ thrown_away
        sums[Goal.MONEY][part] = (left * without_line) @ paid - _paid_once(world["line_eur"], lines)
    ends = (LOW_PERCENT, HIGH_PERCENT)
    low_and_high = {goal: np.percentile(numbers, ends) for goal, numbers in sums.items()}
    return {goal: (float(low), float(high)) for goal, (low, high) in low_and_high.items()}


def _paid_once(line_eur: FloatArray, lines: npt.NDArray[np.int64]) -> FloatArray:
    """Add up lines for each draw: each costs what the longest one of its pairs does."""
    order = np.argsort(lines, kind="stable")[np.count_nonzero(lines < 0) :]
    if not len(order):
        return np.zeros(len(line_eur))
    starts = np.flatnonzero(np.diff(lines[order], prepend=-1))
    return np.asarray(np.maximum.reduceat(line_eur[:, order], starts, axis=1).sum(axis=1))
