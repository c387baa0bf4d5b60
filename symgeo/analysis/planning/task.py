"""The mathematical task: what each pair is worth for the goal, and what it must keep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symgeo.analysis.planning.candidates import Candidates, FloatArray
from symgeo.analysis.planning.wishes import Wishes
from symgeo.vocabulary import Goal


@dataclass(frozen=True, eq=False)
class Task:
    """Choose shares of pairs so that gain minus the cost of lines is largest.

    Attributes
    ----------
    pairs : Candidates
        Only those that can be in a best plan.
    gain : ndarray
        What the whole pair is worth, in the unit of the goal, without its line.
    line_cost : ndarray
        What each line costs, in the unit of the goal.
    must : ndarray of bool
        Pairs that have to be in.
    budget_eur : float
        Infinite where there is none.
    """

    pairs: Candidates
    gain: FloatArray
    line_cost: FloatArray
    must: npt.NDArray[np.bool_]
    budget_eur: float

    def worth(self, share: FloatArray) -> float:
        """Give what a plan is worth, in the unit of the goal."""
        return float(self.gain @ share - self.line_cost[self.pairs.lines_built(share)].sum())

    def shared_lines(self) -> npt.NDArray[np.bool_]:
        """Tell which lines more than one pair needs."""
        needed = self.pairs.line[self.pairs.line >= 0]
        return np.asarray(np.bincount(needed, minlength=len(self.line_cost)) > 1)

    def shared_lines_of_pairs(self) -> npt.NDArray[np.bool_]:
        """Tell which pairs need a line that others need as well."""
        return np.append(self.shared_lines(), False)[self.pairs.line]


def set_task(candidates: Candidates, wishes: Wishes) -> Task:
    """Weigh the pairs by the goal and leave out what no best plan can hold.

    A pair without gain, or whose own line costs more than the whole pair gives, only ever takes
    room from others, unless it must be in.
    """
    gain, line_cost = _weigh(candidates, wishes)
    must = np.isin(candidates.ids, wishes.must)
    has_line = candidates.line >= 0
    alone = np.bincount(candidates.line[has_line], minlength=len(line_cost)) == 1
    cost = np.zeros(len(candidates))
    cost[has_line] = np.where(alone, line_cost, 0.0)[candidates.line[has_line]]
    kept = (must | (gain > cost)) & ~np.isin(candidates.ids, wishes.never)
    budget = np.inf if wishes.budget_eur is None else wishes.budget_eur
    return Task(candidates.subset(kept), gain[kept], line_cost, must[kept], budget)


def _weigh(c: Candidates, wishes: Wishes) -> tuple[FloatArray, FloatArray]:
    free = np.zeros(len(c.line_yearly_eur))
    if wishes.goal is Goal.CLIMATE:
        return c.climate_t, free
    if wishes.goal is Goal.ELECTRICITY:
        return c.electricity_mwh, free
    if wishes.goal is Goal.DIVERTED:
        return c.diverted_t, free
    if wishes.goal is Goal.MONEY:
        return c.money_eur, c.line_yearly_eur
    mix = wishes.mix
    beside = c.climate_t * mix.climate + c.electricity_mwh * mix.electricity + c.diverted_t * mix.diverted
    return c.money_eur + beside, c.line_yearly_eur
