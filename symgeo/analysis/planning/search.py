"""The way to the best plan: greedy, relaxed, rounded, improved, then branch and bound."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from symgeo.analysis.planning import model
from symgeo.analysis.planning.candidates import FloatArray
from symgeo.analysis.planning.filling import keep_within, round_plan
from symgeo.analysis.planning.slopes import Aim, improve
from symgeo.analysis.planning.solver import Watch, solve
from symgeo.analysis.planning.task import Task
from symgeo.analysis.planning.wishes import Effort
from symgeo.errors import Cancelled

_RELAXED_PART = 0.3
"""Part of the progress that the relaxation stands for."""
_IMPROVED_PART = 0.6
"""Part that is done before branch and bound begins."""
_IMPROVED_TIME = 0.5
"""Part of the time after which no other round of improvement begins."""


@dataclass(frozen=True, eq=False)
class Found:
    """Shares of the pairs of a task, and what is proven about them.

    Attributes
    ----------
    share : ndarray
        0, or the smallest share to 1.
    bound : float
        No plan is worth more; infinite where nothing is proven.
    is_stopped : bool
        Whether the person stopped the search.
    """

    share: FloatArray
    bound: float
    is_stopped: bool


def search(task: Task, greedy: FloatArray, effort: Effort, watch: Watch) -> Found:
    """Improve on the greedy plan until it is proven good enough, or until time or patience end.

    Parameters
    ----------
    task : Task
        Its wishes can be met together.
    greedy : ndarray
        The plan to beat.
    effort : Effort
    watch : callable
        Told the part that is done, 0-1; raises `Cancelled` to get the best plan so far.
    """
    begin = time.monotonic()
    try:
        watch(0.0)
    except Cancelled:
        return Found(greedy, np.inf, is_stopped=True)
    if not len(task.pairs):
        return Found(greedy, 0.0, is_stopped=False)
    linear, paid = model.relax(task)
    relaxed = solve(linear, _between(watch, 0.0, _RELAXED_PART), seconds=effort.seconds)
    if relaxed.values is None or not np.isfinite(relaxed.bound):
        return Found(greedy, np.inf, relaxed.is_stopped)
    bound, n = relaxed.bound - paid, len(task.pairs)
    best = _better(task, greedy, round_plan(task, relaxed.values[:n], relaxed.prices[:n]))
    aim = Aim(worth=_good_enough(bound, effort.gap), seconds=_IMPROVED_TIME * effort.seconds)
    between = _between(watch, _RELAXED_PART, _IMPROVED_PART)
    best, is_stopped = improve(task, best, relaxed, aim, between)
    if is_stopped or task.worth(best) >= aim.worth:
        return Found(best, max(bound, task.worth(best)), is_stopped)
    left_s = max(effort.seconds - (time.monotonic() - begin), 1.0)
    return _decide(task, best, (relaxed.prices, bound), Effort(effort.gap, left_s), watch)


def _decide(
    task: Task, best: FloatArray, proof: tuple[FloatArray, float], effort: Effort, watch: Watch
) -> Found:
    """Branch and bound among the pairs that the relaxation's prices and bound leave."""
    prices, bound = proof
    smaller, kept, settled = model.narrow(task, prices, bound, task.worth(best))
    decided = solve(
        model.decide(smaller, settled),
        _between(watch, _IMPROVED_PART, 1.0),
        seconds=effort.seconds,
        gap=effort.gap,
        start=model.point_of(smaller, best[kept]),
    )
    if decided.values is not None:
        share = np.zeros(len(best))
        share[kept] = keep_within(smaller, decided.values[: len(smaller.pairs)])
        best = _better(task, best, share)
    proven = max(min(bound, decided.bound), task.worth(best))
    return Found(best, proven, decided.is_stopped)


def _good_enough(bound: float, gap: float) -> float:
    """Give what a plan must be worth to miss the bound by no more than a share of itself."""
    return bound / (1 + gap) if bound > 0 else bound


def _between(watch: Watch, begin: float, end: float) -> Watch:
    return lambda done: watch(begin + (end - begin) * done)


def _better(task: Task, first: FloatArray, second: FloatArray) -> FloatArray:
    return second if task.worth(second) > task.worth(first) else first
