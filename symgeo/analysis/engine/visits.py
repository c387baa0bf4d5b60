"""Pairs looked at in bulk: distance, matched amount, money and tier of each, and its score if asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis import scoring
from symgeo.analysis.engine import formulas
from symgeo.analysis.engine.columns import Problem, Task, Ways
from symgeo.analysis.engine.formulas import Edge
from symgeo.analysis.geodesy import ARC_REACH_KM, arc_m, geodesic_km

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SmallArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

_FALSE, _TRUE = np.zeros((), dtype=bool), np.ones((), dtype=bool)
_ZERO, _ONE = np.zeros(()), np.ones(())
EDGE_OF_RADIUS_M = 1.0
"""Within a metre of the radius, the geodesic decides."""


class Pairs(NamedTuple):
    """Pairs of one task, or of several with the task of each."""

    task: int | npt.NDArray[np.intp]
    supply: SmallArray
    demand: SmallArray

    def take(self, rows: npt.NDArray[np.intp] | BoolArray) -> Pairs:
        """Give some of the pairs."""
        task = self.task if isinstance(self.task, int) else self.task[rows]
        return Pairs(task, self.supply[rows], self.demand[rows])


@dataclass(frozen=True, eq=False)
class Visited:
    """Pairs within the radius, at different sites, with what tier and score stand on.

    Attributes
    ----------
    pairs : Pairs
    distance_km, matched, offered, wanted, net_benefit_eur, co2_t : ndarray
    fit, quality, halvings : ndarray
        Sub-scores, and effective distance over the default radius.
    barrier : ndarray
        Level of the barrier. What is the same for all pairs may be an array of rank 0.
    level : ndarray of int
        Tier, -1 where a gate fails.
    """

    pairs: Pairs
    distance_km: FloatArray
    matched: FloatArray
    offered: FloatArray
    wanted: FloatArray
    net_benefit_eur: FloatArray
    co2_t: FloatArray
    fit: FloatArray
    quality: FloatArray
    halvings: FloatArray
    barrier: FloatArray
    level: IntArray

    def take(self, rows: npt.NDArray[np.intp] | BoolArray) -> Visited:
        """Give some of the pairs."""
        columns = {
            name: value if np.ndim(value) == 0 else value[rows]
            for name, value in vars(self).items()
            if name != "pairs"
        }
        return Visited(pairs=self.pairs.take(rows), **columns)


class _Way(NamedTuple):
    """How each pair is connected, and what is replaced where it goes."""

    far: BoolArray
    is_line: BoolArray
    route_km: FloatArray
    effective_km: FloatArray
    price: FloatArray
    kg_per_unit: FloatArray
    power_price: FloatArray
    power_kg: FloatArray


class _Heat(NamedTuple):
    """Temperatures and heat pumps; of numbers that change nothing where there is no heat at all."""

    is_any: BoolArray
    pumped: BoolArray
    cop: FloatArray
    factor: FloatArray
    shared: BoolArray
    hours: FloatArray
    supply_c: FloatArray
    demand_c: FloatArray


class _Amounts(NamedTuple):
    """Amounts a year of each pair, and the share that is free on both sides."""

    free: FloatArray
    offered: FloatArray
    wanted: FloatArray
    matched: FloatArray


class Visitor:
    """Looks at pairs of a problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @cached_property
    def _edges(self) -> Edge:
        """Constants of all tasks as columns, for pairs of many tasks at once."""
        return Edge._make(
            np.array(column) for column in zip(*(t.edge for t in self.problem.tasks), strict=True)
        )

    @cached_property
    def _ways(self) -> Ways:
        return Ways._make(
            np.stack(column) for column in zip(*(t.ways for t in self.problem.tasks), strict=True)
        )

    def visit(self, pairs: Pairs) -> Visited:
        """Look at pairs that may lie within the radius.

        Returns
        -------
        Visited
            Those that do, at different sites.
        """
        pairs, distance_km = self._inside(pairs)
        edge, way = self._edge(pairs.task), self._way(pairs, distance_km)
        heat = self._heat(edge, pairs)
        exists = self._exists(pairs)
        amounts = self._amounts(edge, pairs, heat.factor, exists)
        line_m = formulas.built_m(edge, way.is_line, way.route_km, heat.shared)
        moved = (edge, amounts.matched, heat.factor, way.far, way.route_km)
        net = formulas.net_benefit_eur(*moved, line_m, way.price)
        co2 = formulas.co2_saved_t(*moved, way.kg_per_unit)
        quality, tags = self._quality(pairs)
        failed = (tags == 0.0) | edge.unlicensed
        if heat.is_any:
            net = net - formulas.machines_eur(
                edge, amounts.matched, heat.pumped, heat.cop, heat.hours, way.power_price
            )
            co2 = co2 - np.where(heat.pumped, amounts.matched / heat.cop, 0.0) * way.power_kg / 1000.0
            failed = failed | formulas.heat_fails(
                edge, heat.supply_c, heat.demand_c, heat.pumped, amounts.matched, way.is_line, line_m
            )
            quality = np.where(heat.pumped, 1.0 - 1.0 / heat.cop, quality)
        fit = np.minimum(edge.fit + self._bonus(pairs), 1.0)
        level = formulas.tier_level(edge, fit, quality, distance_km, net, amounts.free, exists, failed)
        return Visited(
            pairs=pairs,
            distance_km=distance_km,
            matched=amounts.matched,
            offered=amounts.offered,
            wanted=amounts.wanted,
            net_benefit_eur=net,
            co2_t=co2,
            fit=fit,
            quality=quality,
            halvings=way.effective_km / edge.half_km,
            barrier=np.asarray(edge.barrier),
            level=level,
        )

    def _way(self, pairs: Pairs, distance_km: FloatArray) -> _Way:
        edge, market = self._edge(pairs.task), self.problem.demand.market[pairs.demand]
        country = self.problem.supply.country[pairs.supply]
        ways = self.problem.tasks[pairs.task].ways if isinstance(pairs.task, int) else self._ways
        by_task = () if isinstance(pairs.task, int) else (pairs.task,)
        far = distance_km > edge.half_km
        by_supplier, by_receiver = (*by_task, country), (*by_task, market)
        return _Way(
            far=far,
            is_line=np.where(far, edge.line_far, edge.line_near),
            route_km=distance_km * np.where(far, ways.route_far[by_supplier], ways.route_near[by_supplier]),
            effective_km=distance_km
            * np.where(far, ways.effective_far[by_supplier], ways.effective_near[by_supplier]),
            price=ways.price[by_receiver],
            kg_per_unit=ways.kg_per_unit[by_receiver],
            power_price=ways.power_price[by_receiver],
            power_kg=ways.power_kg[by_receiver],
        )

    def _heat(self, edge: Edge, pairs: Pairs) -> _Heat:
        supply, demand = self.problem.supply, self.problem.demand
        s, d = pairs.supply, pairs.demand
        if not np.any(edge.thermal):
            return _Heat(_FALSE, _FALSE, _ONE, np.asarray(edge.match_factor), _FALSE, _ONE, _ONE, _ONE)
        supply_c, demand_c = supply.temp_c[s], demand.temp_c[d]
        pumped, cop, factor = formulas.lifting(edge, supply_c, demand_c)
        shared = self.problem.shared[supply.network[s], demand.network[d]] & edge.is_warm
        hours = self.problem.hours[demand.profile[d]]
        return _Heat(_TRUE, pumped, cop, factor, shared, hours, supply_c, demand_c)

    def _amounts(self, edge: Edge, pairs: Pairs, factor: FloatArray, exists: BoolArray) -> _Amounts:
        supply, demand = self.problem.supply, self.problem.demand
        s, d = pairs.supply, pairs.demand
        free = np.minimum(supply.free[s], demand.free[d])
        whole = exists | (free < scoring.TAKEN_BELOW)
        offered = factor * supply.amount[s] * np.where(whole, 1.0, supply.free[s])
        wanted = demand.amount[d] * np.where(whole, 1.0, demand.free[d])
        matched = np.minimum(offered, wanted)
        if np.any(edge.seasonal):
            overlap = self.problem.overlap[supply.profile[s], demand.profile[d]]
            matched = np.where(edge.seasonal, overlap, 1.0) * matched
        return _Amounts(free, offered, wanted, matched)

    def score(self, visited: Visited) -> FloatArray:
        """Give the score of each pair, 0-100."""
        parts, shares = self.parts(visited), self.problem.shares
        return scoring.score(scoring.feasibility(parts, shares), scoring.attractiveness(parts, shares))

    @staticmethod
    def parts(visited: Visited) -> scoring.Parts:
        """Give the sub-scores of each pair, which no weight changes."""
        return scoring.Parts(
            fit=visited.fit,
            quantity=scoring.quantity_score(visited.offered, visited.wanted),
            halvings=visited.halvings,
            quality=visited.quality,
            money=scoring.benefit_score(visited.net_benefit_eur),
            climate=scoring.climate_score(visited.co2_t),
            barrier=scoring.barrier_score(visited.barrier),
        )

    def _edge(self, task: int | npt.NDArray[np.intp]) -> Edge:
        if isinstance(task, int):
            return self.problem.tasks[task].edge
        return Edge._make(np.asarray(column)[task] for column in self._edges)

    def _inside(self, pairs: Pairs) -> tuple[Pairs, FloatArray]:
        """Keep what lies within the radius at different sites; near the radius the geodesic decides."""
        supply, demand = self.problem.supply, self.problem.demand
        s, d = pairs.supply, pairs.demand
        zs, zd = supply.z[s], demand.z[d]
        metres = arc_m(supply.x[s] - demand.x[d], supply.y[s] - demand.y[d], zs - zd, zs + zd)
        apart = supply.site[s] != demand.site[d]
        limit_m = np.broadcast_to(self._radius_m(pairs.task), metres.shape)
        inside = metres <= limit_m
        beyond = metres > ARC_REACH_KM * 1000.0
        rows = np.flatnonzero((np.abs(metres - limit_m) < EDGE_OF_RADIUS_M) | beyond)
        if len(rows):
            a, b = s[rows], d[rows]
            exact_m = geodesic_km(supply.lon[a], supply.lat[a], demand.lon[b], demand.lat[b]) * 1000.0
            inside[rows] = exact_m <= limit_m[rows]
            metres[rows] = np.where(beyond[rows], exact_m, metres[rows])
        inside &= apart
        if inside.all():
            return pairs, metres / 1000.0
        kept = np.flatnonzero(inside)
        return pairs.take(kept), metres[kept] / 1000.0

    def _radius_m(self, task: int | npt.NDArray[np.intp]) -> FloatArray:
        if isinstance(task, int):
            return np.asarray(self.problem.tasks[task].edge.radius_km * 1000.0)
        return np.asarray(self._edges.radius_km)[task] * 1000.0

    def _quality(self, pairs: Pairs) -> tuple[FloatArray, FloatArray]:
        """Give the quality of a material, and the part of it that tags decide."""
        supply, demand = self.problem.supply, self.problem.demand
        s, d = pairs.supply, pairs.demand
        tags = _ONE if self._is_untagged else self.problem.tag_scores[supply.tags[s], demand.tags[d]]
        dryness = _ONE if self._is_dry else formulas.dryness(supply.dry_pct[s], demand.dry_pct[d])
        return tags * dryness, tags

    @cached_property
    def _is_untagged(self) -> bool:
        return bool((self.problem.tag_scores == 1.0).all())

    @cached_property
    def _is_dry(self) -> bool:
        """Whether dry matter never lowers the quality, because one side never states it."""
        sides = (self.problem.supply, self.problem.demand)
        return any(bool(np.isnan(side.dry_pct).all()) for side in sides)

    def _exists(self, pairs: Pairs) -> BoolArray:
        found = np.zeros(len(pairs.supply), dtype=bool)
        for task, rows in self._segments(pairs):
            running = task.running
            if len(running):
                s, d = (
                    self.problem.supply.site[pairs.supply[rows]],
                    self.problem.demand.site[pairs.demand[rows]],
                )
                found[rows] = np.isin(s.astype(np.int64) * self.problem.n_sites + d, running)
        return found

    def _bonus(self, pairs: Pairs) -> FloatArray:
        """Give what precedents elsewhere add to the fit; the first that applies counts."""
        problem, segments = self.problem, self._segments(pairs)
        if not any(len(task.precedents.bonus) for task, _ in segments):
            return _ZERO
        found = np.zeros(len(pairs.supply))
        for task, rows in segments:
            if not len(task.precedents.bonus):
                continue
            s, d = pairs.supply[rows], pairs.demand[rows]
            given = np.zeros(len(s))
            places = problem.supply.place[s], problem.demand.place[d]
            for supplier, receiver, place, is_class, bonus in zip(*task.precedents, strict=True):
                numbers = problem.trade_class if is_class else problem.trade_division
                hit = (numbers[problem.supply.trade[s]] == supplier) & (
                    numbers[problem.demand.trade[d]] == receiver
                )
                hit &= (places[0] != place) & (places[1] != place) & (given == 0.0)
                given[hit] = bonus
            found[rows] = given
        return found

    def _segments(self, pairs: Pairs) -> list[tuple[Task, slice]]:
        """Give the tasks with their rows; pairs of one task stand together."""
        if isinstance(pairs.task, int):
            return [(self.problem.tasks[pairs.task], slice(None))]
        begins = np.flatnonzero(np.diff(pairs.task, prepend=-1))
        ends = [*begins[1:], len(pairs.task)] if len(begins) else []
        return [
            (self.problem.tasks[pairs.task[begin]], slice(begin, end))
            for begin, end in zip(begins, ends, strict=True)
        ]
