"""A result brought up to date after some flows were added, changed or removed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial, reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.engine.columns import Problem, Side, SmallArray
from symgeo.analysis.engine.engines import Engine
from symgeo.analysis.engine.joining import MARGIN_M
from symgeo.analysis.engine.matches import Limits, Matches, best_overall, merge, pair_numbers
from symgeo.analysis.engine.topk import Best
from symgeo.analysis.engine.totals import Totals, groups_of

BoolArray = npt.NDArray[np.bool_]

_NOTHING = Limits(top_k=0, best=0)
_TRIED = 1 << 16
"""So many pairs of a task are tried one by one; with more, the engine's own search is quicker."""


def update(
    old: Problem,
    result: Matches,
    new: Problem,
    limits: Limits,
    *,
    changed: Collection[object],
    engine: Engine,
) -> Matches:
    """Give the result for the new flows from the result for the old ones; equal to a full run.

    New supplies meet all demands, old supplies meet new demands, and a flow that has lost one of its
    best partners is looked at anew.

    Parameters
    ----------
    old : Problem
        What the result was made from, with the same rules, parameters, exchanges and weights as ``new``.
    result : Matches
    new : Problem
    limits : Limits
        As the result was made with.
    changed : collection of flow ids
        Flows that are in both and not the same. What is in one alone is found by itself.
    engine : Engine
    """
    to_s, fresh_s = _moves(old.supply, new.supply, changed)
    to_d, fresh_d = _moves(old.demand, new.demand, changed)
    totals = result.totals
    for part in _around(old, to_s < 0, to_d < 0):
        totals = totals.plus(engine(part, _NOTHING).totals, -1)
    by_supply, short_s = _carried(result.by_supply, to_s, to_d, limits.top_k)
    by_demand, short_d = _carried(result.by_demand, to_d, to_s, limits.top_k)
    best, _ = _carried(result.best, to_s, to_d, limits.best)
    found = Matches(by_supply, by_demand, best, _renumbered(totals, old, new))
    # What is new is put together first: it is short, what is carried over is long.
    parts = [engine(part, limits) for part in _around(new, fresh_s, fresh_d)]
    if parts:
        found = merge(found, reduce(partial(merge, limits=limits), parts), limits)
    if len(short_s):
        anew = engine(_restricted(new, _marks(short_s, len(new.supply)), None), limits).by_supply
        found = replace(found, by_supply=_exchanged(found.by_supply, short_s, anew))
    if len(short_d):
        anew = engine(_restricted(new, None, _marks(short_d, len(new.demand))), limits).by_demand
        found = replace(found, by_demand=_exchanged(found.by_demand, short_d, anew))
    return replace(found, best=_best_of_kept(found, new, limits, engine))


def _moves(old: Side, new: Side, changed: Collection[object]) -> tuple[npt.NDArray[np.int64], BoolArray]:
    """Give each old row's new number (-1 where it is gone or changed) and which new rows are fresh."""
    ids = pd.Index(old.flow_id)
    number = pd.Index(new.flow_id).get_indexer(ids).astype(np.int64)
    number[ids.isin(list(changed))] = -1
    fresh = np.ones(len(new), dtype=bool)
    fresh[number[number >= 0]] = False
    return number, fresh


def _around(problem: Problem, supply: BoolArray, demand: BoolArray) -> list[Problem]:
    """Give the pairs that touch some flows, each once."""
    parts = []
    if supply.any():
        parts.append(_restricted(problem, supply, None))
    if demand.any():
        parts.append(_restricted(problem, ~supply, demand))
    return parts


def _restricted(problem: Problem, supply: BoolArray | None, demand: BoolArray | None) -> Problem:
    """Give the problem with some flows of each side alone, and without those that none of them reaches."""
    tasks = []
    for task in problem.tasks:
        ours = task.supply if supply is None else task.supply[supply[task.supply]]
        theirs = task.demand if demand is None else task.demand[demand[task.demand]]
        if len(ours) and len(theirs):
            ours, theirs = _within_reach(problem, task.edge.radius_km, ours, theirs)
        tasks.append(replace(task, supply=ours, demand=theirs))
    return replace(problem, tasks=tuple(tasks))


def _within_reach(
    problem: Problem, radius_km: float, supply: SmallArray, demand: SmallArray
) -> tuple[SmallArray, SmallArray]:
    """Leave out flows that nothing on the other side is near to, where all pairs are quickly tried."""
    if len(supply) * len(demand) > _TRIED:
        return supply, demand
    sides = ((problem.supply, supply), (problem.demand, demand))
    # The longer side along the rows of the matrix, which is what NumPy is quick at.
    (few, few_rows), (many, many_rows) = sides if len(supply) < len(demand) else sides[::-1]
    squares = np.zeros((len(few_rows), len(many_rows)))
    for axis in ("x", "y", "z"):
        gap = getattr(few, axis)[few_rows, None] - getattr(many, axis)[many_rows]
        squares += gap * gap
    # A chord is never longer than the geodesic, so nothing inside is missed.
    near = squares <= (radius_km * 1000.0 + MARGIN_M) ** 2
    of_few, of_many = few_rows[near.any(axis=1)], many_rows[near.any(axis=0)]
    return (of_few, of_many) if few is problem.supply else (of_many, of_few)


def _carried(
    best: Best, to_row: npt.NDArray[np.int64], to_other: npt.NDArray[np.int64], k: int
) -> tuple[Best, SmallArray]:
    """Give what is left under the new numbers, and full rows that have lost a partner."""
    row, other = to_row.astype(np.int32)[best.row], to_other.astype(np.int32)[best.other]
    if (to_row >= 0).all() and (to_other >= 0).all():
        return Best(row, other, best.key), np.empty(0, dtype=np.int32)
    left = (row >= 0) & (other >= 0)
    full = np.bincount(best.row, minlength=len(to_row)) >= k
    short = np.unique(row[(row >= 0) & (other < 0) & full[best.row]])
    return Best(row[left], other[left], best.key[left]), short


def _marks(rows: SmallArray, count: int) -> BoolArray:
    marks = np.zeros(count, dtype=bool)
    marks[rows] = True
    return marks


def _exchanged(best: Best, rows: SmallArray, anew: Best) -> Best:
    """Put rows that were looked at anew in the place of what was left of them."""
    left = ~np.isin(best.row, rows)
    row, other, key = (
        np.concatenate((getattr(best, name)[left], getattr(anew, name))) for name in ("row", "other", "key")
    )
    order = np.argsort(row, kind="stable")
    return Best(row[order], other[order], key[order])


def _best_of_kept(found: Matches, problem: Problem, limits: Limits, engine: Engine) -> Best:
    """Give the best overall.

    A pair that is none of its supply's best ``top_k`` can only be among them where all of that supply's
    best are; those supplies, few, are looked at once more.
    """
    best = _best_once(found.best, found.by_supply, limits)
    if not limits.best or not len(found.by_supply):
        return best
    kept = found.by_supply
    good = np.flatnonzero(kept.key >= best.key[-1]) if len(best) else np.empty(0, dtype=np.intp)
    inside = np.isin(pair_numbers(kept.row[good], kept.other[good]), pair_numbers(best.row, best.other))
    counts = np.bincount(kept.row[good][inside], minlength=len(problem.supply))
    crowded = counts >= max(limits.top_k, 1)
    if not crowded.any():
        return best
    anew = engine(_restricted(problem, crowded, None), Limits(0, limits.best)).best
    return _best_once(best, anew, limits)


def _best_once(first: Best, second: Best, limits: Limits) -> Best:
    """Give the best of two lists that may share pairs; each has a pair once."""
    second = best_overall(second.row, second.other, second.key, limits.best)
    row, other, key = (
        np.concatenate((getattr(first, name), getattr(second, name))) for name in ("row", "other", "key")
    )
    _, once = np.unique(pair_numbers(row, other), return_index=True)
    return best_overall(row[once], other[once], key[once], limits.best)


def _renumbered(totals: Totals, old: Problem, new: Problem) -> Totals:
    """Give sums under the new numbers of groups and places."""
    group = _positions(groups_of(old), groups_of(new))
    places = {
        "resource": np.zeros(1, dtype=np.intp),
        "municipality": _positions(old.municipalities, new.municipalities),
        "county": _positions(old.counties, new.counties),
    }
    target = Totals.empty(new)
    for name, place in places.items():
        sums, known = getattr(totals, name), np.ix_(np.flatnonzero(group >= 0), np.flatnonzero(place >= 0))
        getattr(target, name)[:, group[group >= 0][:, None], place[place >= 0]] = sums[:, known[0], known[1]]
    return target


def _positions(old: Collection[object], new: Collection[object]) -> npt.NDArray[np.intp]:
    number = {value: n for n, value in enumerate(new)}
    return np.array([number.get(value, -1) for value in old], dtype=np.intp)
