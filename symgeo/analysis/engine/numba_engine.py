"""The compiled engine, for large data: an optional extra. Gives what the array engine gives, bit for bit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_type_hints

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine import formulas, numba_kernels, numba_rows, scipy_engine
from symgeo.analysis.engine.bounds import best_fit, bounds_of
from symgeo.analysis.engine.columns import (
    BoolArray,
    IntArray,
    Precedents,
    Problem,
    Side,
    SmallArray,
    Task,
    Ways,
)
from symgeo.analysis.engine.formulas import Edge
from symgeo.analysis.engine.joining import spatial_order
from symgeo.analysis.engine.keys import KeyArray
from symgeo.analysis.engine.matches import ALL, Limits, Matches, merge, pair_numbers
from symgeo.analysis.engine.numba_kernels import GROUP
from symgeo.analysis.engine.numba_visits import BUCKET
from symgeo.analysis.engine.topk import Best
from symgeo.analysis.engine.totals import Totals, groups_of
from symgeo.analysis.engine.visits import Pairs
from symgeo.analysis.geodesy import ARC_REACH_KM

FloatArray = npt.NDArray[np.float64]

MOST_KEPT = 4096
"""More of each flow is the array engine's work: then nothing can be pruned."""
_UNSURE = 1 << 16
_STEP = 10_000
"""Supplies between two calls of ``on_progress``."""
_SLACK = 8
"""Places of a row beyond what is kept, or half as many again: a row is cut back when they are full."""
_LANES = 8
"""Rows are as wide as the processor's steps, or a multiple."""
_MOST_SUM = float(1 << 62)
_EDGE_DTYPE = [
    (name, np.bool_ if kind is bool else np.float64) for name, kind in get_type_hints(Edge).items()
]
_PLACES = (
    *("supply_begin", "supply_end", "demand_begin", "demand_end", "box_begin", "box_end", "group_begin"),
    *("group_end", "running_begin", "running_end", "precedent_begin", "precedent_end", "group"),
)
_OTHERS = [("best_fit", np.float64), ("is_simple", np.bool_), ("is_partial", np.bool_)]


class _Supply(NamedTuple):
    x: FloatArray
    y: FloatArray
    z: FloatArray
    amount: FloatArray
    free: FloatArray
    temp_c: FloatArray
    dry_pct: FloatArray
    rank: SmallArray
    site: SmallArray
    municipality: SmallArray
    county: SmallArray
    country: SmallArray
    profile: SmallArray
    tags: SmallArray
    network: SmallArray
    trade: SmallArray
    place: SmallArray


class _Demand(NamedTuple):
    x: FloatArray
    y: FloatArray
    z: FloatArray
    amount: FloatArray
    free: FloatArray
    temp_c: FloatArray
    dry_pct: FloatArray
    rank: SmallArray
    site: SmallArray
    municipality: SmallArray
    county: SmallArray
    market: SmallArray
    profile: SmallArray
    tags: SmallArray
    network: SmallArray
    trade: SmallArray
    place: SmallArray


class _Tables(NamedTuple):
    running: IntArray
    n_sites: int
    precedents: Precedents
    trades: SmallArray
    allowed: BoolArray
    tag_scores: FloatArray
    overlap: FloatArray
    shared: BoolArray
    hours: FloatArray


class _Tops(NamedTuple):
    s_key: KeyArray
    s_other: SmallArray
    s_count: SmallArray
    s_least: KeyArray
    d_key: KeyArray
    d_other: SmallArray
    d_count: SmallArray
    d_least: KeyArray


class _Heap(NamedTuple):
    key: KeyArray
    other: IntArray
    counts: SmallArray
    least: KeyArray


class _Sums(NamedTuple):
    resource: IntArray
    municipality: IntArray
    county: IntArray


def match(
    problem: Problem,
    limits: Limits,
    *,
    tasks: Sequence[int] | None = None,
    on_progress: Callable[[int], None] = lambda _done: None,
) -> Matches:
    """Match supply and demand; otherwise as `symgeo.analysis.engine.scipy_engine.match`.

    Parameters
    ----------
    problem : Problem
    limits : Limits
    tasks : sequence of int, optional
        Only these tasks.
    on_progress : callable
        Called with the number of tasks done.
    """
    numbers = list(range(len(problem.tasks)) if tasks is None else tasks)
    if limits.top_k > MOST_KEPT or not any(len(problem.tasks[n].supply) for n in numbers):
        return scipy_engine.match(problem, limits, tasks=numbers, on_progress=on_progress)
    is_ours = {n: _is_ours(problem, problem.tasks[n]) for n in numbers}
    ours, others = [n for n in numbers if is_ours[n]], [n for n in numbers if not is_ours[n]]
    run = _Run(problem, limits, ours)
    for begin, end in _steps([len(problem.tasks[n].supply) for n in ours]):
        run.join(begin, end)
        on_progress(end)
    if run.unsure:
        run.add(scipy_engine.match_pairs(problem, Limits(ALL, 0), run.unsure))
    found = run.finish()
    if others:
        found = merge(found, scipy_engine.match(problem, limits, tasks=others), limits)
    return found


def _steps(sizes: list[int]) -> list[tuple[int, int]]:
    """Cut tasks into runs with enough to do that a call into compiled code is worth its price."""
    part = np.cumsum(sizes) // _STEP
    ends = (np.flatnonzero(np.diff(part, prepend=0)) + 1).tolist()
    ends = [*dict.fromkeys([*ends, len(sizes)])]
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _is_ours(problem: Problem, task: Task) -> bool:
    """Tell whether a task stays within the arc's reach and its sums within 63 bits."""
    if task.edge.radius_km >= ARC_REACH_KM - 1:
        return False
    largest = float(problem.demand.amount[task.demand].max(initial=0.0)) * formulas.MILLI
    return largest * max(len(task.supply), len(task.demand), 1) < _MOST_SUM


class _Run:
    """Columns in spatial order, and what grows while supplies stream by."""

    def __init__(self, problem: Problem, limits: Limits, numbers: list[int]) -> None:
        self._problem, self._numbers = problem, np.array(numbers, dtype=np.intp)
        tasks = [problem.tasks[n] for n in numbers]
        self._orders = [
            _order(problem.supply, [task.supply for task in tasks]),
            _order(problem.demand, [task.demand for task in tasks]),
        ]
        self._supply = _Supply(**_columns(problem.supply, self._orders[0], _Supply._fields))
        self._demand = _Demand(**_columns(problem.demand, self._orders[1], _Demand._fields))
        self._bounds = bounds_of(problem.shares)
        self._tasks, self._boxes, self._groups = self._table(tasks)
        self._ways = (
            Ways(*(np.stack(column) for column in zip(*(t.ways for t in tasks), strict=True)))
            if tasks
            else None
        )
        self._tables = self._other_tables(tasks)
        k, sizes = limits.top_k, (len(self._orders[0]), len(self._orders[1]))
        self._k = k
        sides = [(*_rows(size, k), np.full(size, _lowest(k), np.uint64)) for size in sizes]
        self._tops = _Tops(*sides[0], *sides[1])
        key, pair, counts = _rows(1, limits.best)
        self._best = _Heap(key, pair.astype(np.int64), counts, np.full(1, _lowest(limits.best), np.uint64))
        self._most_best = limits.best
        self._totals = Totals.empty(problem)
        largest = int((self._tasks["demand_end"] - self._tasks["demand_begin"]).max(initial=0))
        self._unsure = np.empty((max(_UNSURE, 2 * largest), 2), np.int32)
        self.unsure: list[Pairs] = []

    def join(self, begin: int, end: int) -> None:
        """Match some tasks."""
        totals, begins = self._totals, self._tasks["supply_begin"]
        sums = _Sums(totals.resource, totals.municipality, totals.county)
        row = int(begins[begin]) if begin < end else 0
        while begin < end:
            at, row, count = numba_kernels.join(
                begin,
                end,
                row,
                self._tasks,
                self._ways,
                self._problem.shares,
                self._bounds,
                self._tables,
                self._supply,
                self._demand,
                self._boxes,
                self._groups,
                self._k,
                self._most_best,
                self._tops,
                self._best,
                sums,
                self._unsure,
            )
            if count:
                ends = self._unsure[:count].T.copy()
                self.unsure.append(Pairs(int(self._numbers[at]), ends[0], ends[1]))
            if at < end and row == self._tasks["supply_end"][at]:
                at += 1
                row = int(begins[at]) if at < end else 0
            begin = at

    def add(self, found: Matches) -> None:
        """Add pairs that were looked at elsewhere: all of them, by supply."""
        pairs = found.by_supply
        s, d = _places(self._orders[0], pairs.row), _places(self._orders[1], pairs.other)
        tops, best, k = self._tops, self._best, self._k
        if k:
            numba_rows.append(
                tops.s_key, tops.s_other, tops.s_count, tops.s_least, k, s, pairs.key, pairs.other
            )
            numba_rows.append(
                tops.d_key, tops.d_other, tops.d_count, tops.d_least, k, d, pairs.key, pairs.row
            )
        if self._most_best:
            both = pair_numbers(pairs.row, pairs.other)
            none = np.zeros(len(s), dtype=np.int64)
            numba_rows.append(
                best.key, best.other, best.counts, best.least, self._most_best, none, pairs.key, both
            )
        self._totals = self._totals.plus(found.totals)

    def _table(self, tasks: list[Task]) -> tuple[npt.NDArray[np.void], FloatArray, FloatArray]:
        """Give one record a task: its constants and where its flows, boxes and tables begin and end."""
        problem, count = self._problem, len(self._problem.resources)
        codes = [
            self._problem.supply.resource[self._orders[0]],
            self._problem.demand.resource[self._orders[1]],
        ]
        ends = [np.searchsorted(code, np.arange(count + 1)) for code in codes]
        sizes = np.diff(ends[1])
        boxes, box_ends = _boxes(self._demand, ends[1], BUCKET)
        groups, group_ends = _boxes(self._demand, ends[1], BUCKET * GROUP)
        table = np.zeros(
            len(tasks),
            dtype=np.dtype([*_EDGE_DTYPE, *((name, np.int64) for name in _PLACES), *_OTHERS], align=True),
        )
        running = np.cumsum([0, *(len(task.running) for task in tasks)])
        known = np.cumsum([0, *(len(task.precedents.bonus) for task in tasks)])
        group = dict(zip(groups_of(problem), range(len(problem.tasks)), strict=False))
        plain = _PlainSides(problem)
        for n, task in enumerate(tasks):
            s, d = task.supply_resource, task.demand_resource
            table[n] = (
                *task.edge,
                ends[0][s],
                ends[0][s + 1],
                ends[1][d],
                ends[1][d + 1],
                box_ends[d],
                box_ends[d + 1],
                group_ends[d],
                group_ends[d + 1],
                running[n],
                running[n + 1],
                known[n],
                known[n + 1],
                group[task.supply_resource, task.unit],
                best_fit(
                    problem.shares, min(task.edge.fit + float(task.precedents.bonus.max(initial=0.0)), 1.0)
                ),
                plain.is_simple(task),
                len(task.demand) < sizes[d],
            )
        return table, boxes, groups

    def _other_tables(self, tasks: list[Task]) -> _Tables:
        problem = self._problem
        allowed = np.zeros((len(tasks), len(problem.trade_class)), dtype=bool)
        for n, task in enumerate(tasks):
            allowed[n, problem.demand.trade[task.demand]] = True
        known = [task.precedents for task in tasks] or [problem.tasks[0].precedents]
        return _Tables(
            np.concatenate([np.empty(0, np.int64), *(task.running for task in tasks)]),
            problem.n_sites,
            Precedents(*(np.concatenate(column) for column in zip(*known, strict=True))),
            np.stack((problem.trade_class, problem.trade_division)),
            allowed,
            problem.tag_scores,
            problem.overlap,
            problem.shared,
            problem.hours,
        )

    def finish(self) -> Matches:
        """Give the result."""
        tops, best = self._tops, self._best
        # What is not needed any more is let go at once: there may be gigabytes of each.
        del self._tops, self._supply, self._demand
        demands = tops.d_key, tops.d_other, tops.d_count
        supplies = tops.s_key, tops.s_other, tops.s_count
        del tops
        by_supply = _best_of(*supplies, self._orders[0], self._k)
        del supplies
        by_demand = _best_of(*demands, self._orders[1], self._k)
        del demands
        numba_rows.sort_rows(best.key, best.other, best.counts, self._most_best)
        count = int(best.counts[0])
        key, pair = best.key[0, :count], best.other[0, :count]
        order = np.lexsort((pair, ~key))
        supply, demand = (pair >> 32).astype(np.int32), (pair & 0xFFFFFFFF).astype(np.int32)
        overall = Best(supply[order], demand[order], key[order])
        return Matches(by_supply, by_demand, overall, self._totals.settled())


class _PlainSides:
    """Which resources have flows that differ in place and amount alone."""

    def __init__(self, problem: Problem) -> None:
        self._all_tags_alike = bool((problem.tag_scores == 1.0).all())
        self._problem = problem
        self._dry = [
            np.bincount(side.resource, ~np.isnan(side.dry_pct), len(problem.resources)) > 0
            for side in (problem.supply, problem.demand)
        ]

    def is_simple(self, task: Task) -> bool:
        """Tell whether nothing but place, amount and price differs between the pairs of a task."""
        if task.edge.thermal or task.edge.seasonal or len(task.running) or len(task.precedents.bonus):
            return False
        if self._dry[0][task.supply_resource] and self._dry[1][task.demand_resource]:
            return False
        if self._all_tags_alike:
            return True
        supply, demand = self._problem.supply, self._problem.demand
        tags = np.unique(supply.tags[task.supply]), np.unique(demand.tags[task.demand])
        return bool((self._problem.tag_scores[np.ix_(*tags)] == 1.0).all())


def _order(side: Side, used: list[SmallArray]) -> SmallArray:
    """Give the rows that any task uses, by resource and within one along a curve."""
    marks = np.zeros(len(side), dtype=bool)
    for rows in used:
        marks[rows] = True
    some = np.flatnonzero(marks).astype(np.int32)
    return some[spatial_order(side.take(some))]


def _places(order: SmallArray, rows: SmallArray) -> npt.NDArray[np.intp]:
    """Give where rows stand in an order."""
    sorter = np.argsort(order)
    return np.asarray(sorter[np.searchsorted(order, rows, sorter=sorter)])


def _columns(side: Side, order: SmallArray, names: tuple[str, ...]) -> dict[str, npt.NDArray[Any]]:
    return {name: order if name == "rank" else getattr(side, name)[order] for name in names}


def _lowest(k: int) -> int:
    """Give the least key that enters an empty row: any, or none where nothing is kept."""
    return 0 if k else (1 << 64) - 1


def _rows(rows: int, k: int) -> tuple[KeyArray, SmallArray, SmallArray]:
    width = -(-(k + max(k // 2, _SLACK)) // _LANES) * _LANES
    return np.empty((rows, width), np.uint64), np.empty((rows, width), np.int32), np.zeros(rows, np.int32)


def _boxes(
    columns: _Demand, ends: npt.NDArray[np.intp], size: int
) -> tuple[FloatArray, npt.NDArray[np.intp]]:
    """Give the corners of every run of ``size`` flows of one resource, and where a resource's runs begin."""
    lengths = np.diff(ends)
    parts = -(-lengths // size)
    box_ends = np.concatenate(([0], np.cumsum(parts)))
    within = np.arange(box_ends[-1]) - np.repeat(box_ends[:-1], parts)
    begins = np.repeat(ends[:-1], parts) + within * size
    points = (columns.x, columns.y, columns.z)
    if not len(begins):
        return np.empty((0, 6)), box_ends
    lows = [np.minimum.reduceat(values, begins) for values in points]
    return np.column_stack((*lows, *(np.maximum.reduceat(values, begins) for values in points))), box_ends


def _best_of(keys: KeyArray, others: SmallArray, counts: SmallArray, order: SmallArray, k: int) -> Best:
    """Give the rows in the order of the flows, best first."""
    numba_rows.sort_rows(keys, others, counts, k)
    total = int(counts.sum())
    row, other, key = np.empty(total, np.int32), np.empty(total, np.int32), np.empty(total, np.uint64)
    positions = np.argsort(order)
    numba_rows.unpack_rows(keys, others, counts, positions, order[positions], row, other, key)
    return Best(row, other, key)
