"""Ranking again after a weight or a radius was changed: nothing is read or joined anew."""

from __future__ import annotations

from dataclasses import astuple
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis import scoring
from symgeo.analysis.engine import formulas
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.keys import key_of
from symgeo.analysis.engine.matches import Limits, Matches, best_overall
from symgeo.analysis.engine.scipy_engine import visit_all
from symgeo.analysis.engine.topk import TopK
from symgeo.analysis.engine.totals import Counter, Totals
from symgeo.analysis.engine.visits import EDGE_OF_RADIUS_M, Visited, Visitor
from symgeo.analysis.geodesy import geodesic_km
from symgeo.analysis.scoring import Blend
from symgeo.errors import UsageError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SmallArray = npt.NDArray[np.int32]

MOST_PAIRS: Final = 5_000_000
"""Pairs that are held at most; about 100 bytes each."""


class _Pairs(NamedTuple):
    """Columns of pairs that pass; the sub-scores as `symgeo.analysis.scoring.Parts` has them."""

    task: npt.NDArray[np.intp]
    supply: SmallArray
    demand: SmallArray
    level: IntArray
    matched: FloatArray
    km: FloatArray
    fit: FloatArray
    quantity: FloatArray
    halvings: FloatArray
    quality: FloatArray
    money: FloatArray
    climate: FloatArray
    barrier: FloatArray

    @classmethod
    def of(cls, visited: Visited, visitor: Visitor) -> _Pairs:
        """Spread what is the same for all of them over columns."""
        pairs = visited.pairs
        columns = (pairs.task, pairs.supply, pairs.demand, visited.level, visited.matched)
        values = (*columns, visited.distance_km, *astuple(visitor.parts(visited)))
        return cls._make(np.broadcast_to(np.asarray(value), pairs.supply.shape) for value in values)

    @classmethod
    def none(cls) -> _Pairs:
        """Give no pairs."""
        kinds = (np.intp, np.int32, np.int32, np.int64, *(np.float64,) * 9)
        return cls._make(np.empty(0, kind) for kind in kinds)


class Reranker:
    """Holds every pair that passes, with its sub-scores.

    Parameters
    ----------
    problem : Problem
        With radii at least as large as any that will be asked for.
    most_pairs : int
        Pairs held at most.

    Raises
    ------
    UsageError
        If more pairs pass; then only a full run ranks again.
    """

    def __init__(self, problem: Problem, *, most_pairs: int = MOST_PAIRS) -> None:
        self.problem = problem
        visitor, blocks, count = Visitor(problem), [_Pairs.none()], 0
        for visited in visit_all(problem):
            blocks.append(_Pairs.of(visited, visitor))
            count += len(blocks[-1].supply)
            if count > most_pairs:
                message = f"More than {most_pairs:,} pairs pass; choose smaller radii, or match anew."
                raise UsageError(message)
        self._pairs = _Pairs._make(np.concatenate(columns) for columns in zip(*blocks, strict=True))
        self._own_logs = self._logs(problem.shares.log_floor)

    def __len__(self) -> int:
        """Give the number of pairs held."""
        return len(self._pairs.supply)

    def match(
        self, limits: Limits, *, shares: Blend | None = None, radii_km: FloatArray | None = None
    ) -> Matches:
        """Rank with other weights or smaller radii.

        Parameters
        ----------
        limits : Limits
        shares : Blend, optional
            Weights; the problem's own if left out.
        radii_km : ndarray, shape (tasks,), optional
            Radius of each task, none larger than the problem's own.

        Returns
        -------
        Matches
            What a full run with them gives, to the last bit.
        """
        pairs, key = self._pairs, key_of(self._pairs.level, self._score(shares or self.problem.shares))
        s, d, totals = pairs.supply, pairs.demand, self._all_totals
        if radii_km is not None:
            rows = self._within(radii_km)
            s, d, key, totals = s[rows], d[rows], key[rows], self._totals(rows)
        sides = [TopK(len(side), limits.top_k) for side in (self.problem.supply, self.problem.demand)]
        if limits.top_k:
            sides[0].push(s, d, key)
            sides[1].push(d, s, key)
        by_supply, by_demand = (side.finish() for side in sides)
        return Matches(by_supply, by_demand, best_overall(s, d, key, limits.best), totals)

    def _score(self, shares: Blend) -> FloatArray:
        pairs, floor = self._pairs, shares.log_floor
        is_usual = floor == self.problem.shares.log_floor
        fit, quantity, quality = self._own_logs if is_usual else self._logs(floor)
        feasible = scoring.combine_logs(fit, quantity, pairs.halvings, quality, shares)
        gains = scoring.combine_gains(pairs.money, pairs.climate, pairs.barrier, shares)
        return scoring.score(feasible, gains)

    def _logs(self, log_floor: float) -> list[FloatArray]:
        """Give the logarithms that weights multiply."""
        parts = (self._pairs.fit, self._pairs.quantity, self._pairs.quality)
        return [scoring.log_part(part, log_floor) for part in parts]

    @cached_property
    def _all_totals(self) -> Totals:
        return self._totals(np.arange(len(self)))

    def _totals(self, rows: npt.NDArray[np.intp]) -> Totals:
        counter, pairs = Counter(self.problem), self._pairs
        milli = np.floor(pairs.matched[rows] * formulas.MILLI + 0.5)
        counter.add(pairs.task[rows], pairs.supply[rows], pairs.demand[rows], pairs.level[rows], milli)
        return counter.totals.settled()

    def _within(self, radii_km: FloatArray) -> npt.NDArray[np.intp]:
        """Give the pairs within smaller radii; within a metre of one the geodesic decides, as always."""
        metres, limit_m = self._pairs.km * 1000.0, radii_km[self._pairs.task] * 1000.0
        inside = metres <= limit_m
        near = np.flatnonzero(np.abs(metres - limit_m) < EDGE_OF_RADIUS_M)
        s, d = self._pairs.supply[near], self._pairs.demand[near]
        supply, demand = self.problem.supply, self.problem.demand
        exact_km = geodesic_km(supply.lon[s], supply.lat[s], demand.lon[d], demand.lat[d])
        inside[near] = exact_km * 1000.0 <= limit_m[near]
        return np.flatnonzero(inside)
