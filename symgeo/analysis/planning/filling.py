"""Plans made one pair after the other: the greedy plan, and whole plans from fractions of one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from symgeo.analysis.planning.candidates import FloatArray, IntArray
from symgeo.analysis.planning.task import Task

_KEPT_FROM = (0.0, 0.5, 0.999)
"""Shares of the relaxed plan from which a pair is kept; each makes a plan, and the best one counts."""
_EDGE = 1e-9
"""Rounding that is no shortage."""


@dataclass
class _Site:
    """What is left while pairs are taken in, as plain lists: each step needs what the last one left."""

    left: list[float]
    budget: float
    built: list[bool]
    share: list[float] = field(default_factory=list)


def fill_greedily(task: Task) -> FloatArray:
    """Take the pairs in the order of their worth, each with all that is left for it.

    Returns
    -------
    ndarray
        Share of each pair, 0 or its smallest to 1.
    """
    return _fill(task, [(_order(task.gain - _own_cost(task)), np.ones(len(task.pairs)))])


def round_plan(task: Task, share: FloatArray, prices: FloatArray) -> FloatArray:
    """Make whole plans of a relaxed one, and give the best: keep what is large enough, fill up the rest.

    The order is that of what a pair gives for each EUR of the flows and the budget that it uses, at
    the prices which the relaxation puts on them.

    Parameters
    ----------
    task : Task
    share, prices : ndarray
        Shares (0-1) and reduced costs of the pairs in the relaxed plan.
    """
    worth = task.gain - np.where(task.shared_lines_of_pairs(), 0.0, _own_cost(task))
    uses = np.maximum(worth - prices, 1e-9 * np.maximum(np.abs(worth), 1.0))
    order = _order(worth / uses)
    plans = []
    for least in _KEPT_FROM:
        kept = np.where(share >= np.maximum(least, task.pairs.least * (1 - 1e-6)), share, 0.0)
        plans.append(_fill(task, [(order, kept), (order, np.ones(len(task.pairs)))]))
    return max(plans, key=task.worth)


def fill_up(task: Task, share: FloatArray) -> FloatArray:
    """Give what a plan has left over to pairs that can use it, the most valuable first.

    A search that stops near the best leaves out pairs that add next to nothing; without them a plan
    would look changed where only its tolerance spoke.
    """
    order = _order(task.gain - _own_cost(task))
    filled = _fill(task, [(order, share), (order, np.ones(len(task.pairs)))])
    return max(share, filled, key=task.worth)


def keep_within(task: Task, share: FloatArray) -> FloatArray:
    """Take off what a solver's tolerance has put above a capacity, and what is not built at all."""
    clean = np.where(share < task.pairs.least * 0.5, 0.0, np.clip(share, 0.0, 1.0))
    use = np.maximum(task.pairs.use(clean), 1.0)
    return np.asarray(clean / np.maximum(use[task.pairs.supply], use[task.pairs.demand]))


def _own_cost(task: Task) -> FloatArray:
    cost = np.zeros(len(task.pairs))
    has_line = task.pairs.line >= 0
    cost[has_line] = task.line_cost[task.pairs.line[has_line]]
    return cost


def _order(worth: FloatArray) -> IntArray:
    """Give positions by falling worth; pairs are sorted by id, which settles ties."""
    return np.argsort(-worth.round(9), kind="stable")


def _fill(task: Task, rounds: list[tuple[IntArray, FloatArray]]) -> FloatArray:
    """Reserve the least of what must be in, then go through the rounds: an order, and the most to take."""
    pairs = task.pairs
    site = _Site(
        left=[1.0] * pairs.capacities,
        budget=task.budget_eur,
        built=[False] * len(task.line_cost),
        share=[0.0] * len(pairs),
    )
    musts = np.flatnonzero(task.must)
    _take(task, site, musts, pairs.least, is_forced=True)
    for order, most in rounds:
        _take(task, site, order[most[order] > 0], most, is_forced=False)
    return _without_losing_lines(task, np.array(site.share))


def _take(task: Task, site: _Site, order: IntArray, most: FloatArray, *, is_forced: bool) -> None:
    pairs = task.pairs
    columns: list[list[float]] = [
        values[order].tolist()
        for values in (pairs.least, pairs.supply_taken, pairs.demand_taken, pairs.plant_eur, task.gain, most)
    ]
    numbers: list[list[int]] = [values[order].tolist() for values in (pairs.supply, pairs.demand, pairs.line)]
    left, share = site.left, site.share
    line_eur, line_cost = pairs.line_eur.tolist(), task.line_cost.tolist()
    walked = zip(order.tolist(), *numbers, *columns, strict=True)
    for n, s, d, line, least, take_s, take_d, plant, gain, up_to in walked:
        has = share[n]
        part = up_to - has
        if take_s > 0:
            part = min(part, left[s] / take_s)
        if take_d > 0:
            part = min(part, left[d] / take_d)
        is_new = line >= 0 and not site.built[line]
        once = line_eur[line] if is_new else 0.0
        if plant > 0:
            part = min(part, (site.budget - once) / plant)
        cost = line_cost[line] if is_new else 0.0
        refused = once > site.budget * (1 + _EDGE) or has + part < least * (1 - _EDGE)
        if part <= 0 or ((refused or gain * part <= cost) and not is_forced):
            continue
        share[n] = has + part
        left[s] = max(left[s] - part * take_s, 0.0)
        left[d] = max(left[d] - part * take_d, 0.0)
        site.budget -= part * plant + once
        if is_new:
            site.built[line] = True


def _without_losing_lines(task: Task, share: FloatArray) -> FloatArray:
    """Leave out lines that cost more than all their pairs give."""
    lines, has = task.pairs.line, task.pairs.line >= 0
    given = np.bincount(lines[has], (task.gain * share)[has], minlength=len(task.line_cost))
    held = np.bincount(lines[has], task.must[has], minlength=len(task.line_cost)) > 0
    losing = (given < task.line_cost) & ~held
    dropped: npt.NDArray[np.bool_] = has & losing[lines] if len(losing) else np.zeros(len(share), dtype=bool)
    return np.where(dropped, 0.0, share)
