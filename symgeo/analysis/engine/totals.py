"""Counts and amounts over all pairs, as whole numbers: the same in any order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.formulas import LEVELS

IntArray = npt.NDArray[np.int64]
SmallArray = npt.NDArray[np.int32]

HIGH_BITS = 26
"""Amounts are split here, so that the sums of both parts stay whole numbers in 53 bits."""
_PLENTY = 1 << 40
TIERS = len(LEVELS)


@dataclass(frozen=True, eq=False)
class Totals:
    """Sums over all pairs that pass.

    Attributes
    ----------
    resource, municipality, county : ndarray of int64, shape (3, groups, places, tiers)
        Number of pairs, high part and low part of the matched amount in thousandths of the unit, for
        each resource supplied and unit (``groups``), place, and tier by level. A pair counts in each
        place that one of its sides lies in, once.
    """

    resource: IntArray
    municipality: IntArray
    county: IntArray

    def settled(self) -> Totals:
        """Carry what the low parts have too much over to the high parts, so that equal sums look equal."""
        return Totals(*(_carried(sums) for sums in (self.resource, self.municipality, self.county)))

    @classmethod
    def empty(cls, problem: Problem) -> Totals:
        """Give sums of nothing."""
        groups = len(groups_of(problem))
        shapes = (1, len(problem.municipalities), len(problem.counties))
        return cls(*(np.zeros((3, groups, places, TIERS), dtype=np.int64) for places in shapes))

    def plus(self, other: Totals, sign: int = 1) -> Totals:
        """Add (or with ``sign`` -1 take away) the sums of other pairs."""
        return Totals(
            self.resource + sign * other.resource,
            self.municipality + sign * other.municipality,
            self.county + sign * other.county,
        ).settled()

    def by_county(self, problem: Problem) -> pd.DataFrame:
        """Give one row for each county, resource, unit and tier that has pairs."""
        return _frame(problem, self.county, "county", problem.counties)

    def by_municipality(self, problem: Problem) -> pd.DataFrame:
        """Give one row for each municipality, resource, unit and tier that has pairs."""
        return _frame(problem, self.municipality, "municipality", problem.municipalities)

    def by_resource(self, problem: Problem) -> pd.DataFrame:
        """Give one row for each resource, unit and tier that has pairs."""
        return _frame(problem, self.resource, "", ("",)).drop(columns="")


def groups_of(problem: Problem) -> list[tuple[int, int]]:
    """Give resource supplied and unit of each group, in the order of the sums."""
    return sorted({(task.supply_resource, task.unit) for task in problem.tasks})


def group_numbers(problem: Problem) -> npt.NDArray[np.intp]:
    """Give the group of each task."""
    number = {group: n for n, group in enumerate(groups_of(problem))}
    return np.array([number[task.supply_resource, task.unit] for task in problem.tasks], dtype=np.intp)


class Counter:
    """Adds pairs up while they stream by."""

    def __init__(self, problem: Problem) -> None:
        self.totals = Totals.empty(problem)
        self._group = group_numbers(problem)
        self._supply, self._demand = problem.supply, problem.demand

    def add(
        self,
        task: int | npt.NDArray[np.intp],
        supply: SmallArray,
        demand: SmallArray,
        level: IntArray,
        milli: npt.NDArray[np.float64],
    ) -> None:
        """Count pairs that pass.

        Parameters
        ----------
        task : int or ndarray of int
            One task for all pairs, or one for each.
        supply, demand : ndarray of int32
            Rows of the two sides.
        level : ndarray of int
            Tier of each pair, 0-3.
        milli : ndarray
            Matched amount in thousandths, whole numbers.
        """
        group = self._group[task]
        split = bool(len(milli)) and float(milli.max()) * len(milli) >= _PLENTY
        high = np.floor(milli / (1 << HIGH_BITS)) if split else None
        low = milli - high * (1 << HIGH_BITS) if high is not None else milli
        self._bin(self.totals.resource, group, np.zeros(len(level), np.int64), level, high, low)
        for name, target in (("municipality", self.totals.municipality), ("county", self.totals.county)):
            ours, theirs = getattr(self._supply, name)[supply], getattr(self._demand, name)[demand]
            self._bin(target, group, ours, level, high, low)
            apart = np.flatnonzero(ours != theirs)
            some = group if isinstance(task, int) else group[apart]
            part = None if high is None else high[apart]
            self._bin(target, some, theirs[apart], level[apart], part, low[apart])

    @staticmethod
    def _bin(
        target: IntArray,
        group: npt.NDArray[np.intp],
        place: npt.NDArray[np.int64],
        level: IntArray,
        high: npt.NDArray[np.float64] | None,
        low: npt.NDArray[np.float64],
    ) -> None:
        cell = place * TIERS + level
        here = target
        if np.ndim(group):
            cell = cell + group * (target.shape[2] * TIERS)
        else:
            here = target[:, group]
        flat = here[0].size
        shape = here[0].shape
        here[0] += np.bincount(cell, minlength=flat).reshape(shape)
        here[2] += np.bincount(cell, low, minlength=flat).reshape(shape).astype(np.int64)
        if high is not None:
            here[1] += np.bincount(cell, high, minlength=flat).reshape(shape).astype(np.int64)


def _carried(sums: IntArray) -> IntArray:
    carried = sums.copy()
    carried[1] += sums[2] >> HIGH_BITS
    carried[2] &= (1 << HIGH_BITS) - 1
    return carried


def _frame(problem: Problem, sums: IntArray, name: str, places: tuple[str, ...]) -> pd.DataFrame:
    group, place, level = np.nonzero(sums[0])
    resource, unit = (
        (np.array(column) for column in zip(*groups_of(problem), strict=True)) if len(group) else ([], [])
    )
    high, low = (sums[n][group, place, level].astype(object) for n in (1, 2))
    exact = (high * (1 << HIGH_BITS) + low) / 1000
    frame = pd.DataFrame(
        {
            name: np.array(places, dtype=object)[place],
            "resource": np.array(problem.resources, dtype=object)[np.asarray(resource, int)[group]],
            "unit": np.array(problem.units, dtype=object)[np.asarray(unit, int)[group]],
            "tier": np.array(LEVELS, dtype=object)[level],
            "pairs": sums[0][group, place, level],
            "matched_quantity": exact.astype(float),
        }
    )
    order = {tier: n for n, tier in enumerate(reversed(LEVELS))}
    frame = frame.assign(order=frame["tier"].map(order))
    return frame.sort_values([name, "resource", "unit", "order"], ignore_index=True).drop(columns="order")
