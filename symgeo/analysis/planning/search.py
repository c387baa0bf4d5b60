"""The way to the best plan: greedy, relaxed, rounded, then branch and bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symgeo.analysis.planning import model
from symgeo.analysis.planning.candidates import FloatArray
from symgeo.analysis.planning.filling import keep_within, round_plan
from symgeo.analysis.planning.solver import Watch, solve
from symgeo.analysis.planning.task import Task
from symgeo.analysis.planning.wishes import Effort
from symgeo.errors import Cancelled

_RELAXED_PART = 0.3
"""Part of the progress that the relaxation stands for."""


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
    try:
        watch(0.0)
    except Cancelled:
        return Found(greedy, np.inf, is_stopped=True)
    if not len(task.pairs):
        return Found(greedy, 0.0, is_stopped=False)
    linear, paid = model.relax(task)
    relaxed = solve(linear, lambda done: watch(_RELAXED_PART * done), seconds=effort.seconds)
    if relaxed.values is None or not np.isfinite(relaxed.bound):
        return Found(greedy, np.inf, relaxed.is_stopped)
    bound, n = relaxed.bound - paid, len(task.pairs)
    best = _better(task, greedy, round_plan(task, relaxed.values[:n], relaxed.prices[:n]))
    worth = task.worth(best)
    if bound - worth <= effort.gap * abs(worth):
        return Found(best, bound, is_stopped=False)
    smaller, kept, settled = model.narrow(task, relaxed.prices, bound, worth)
    decided = solve(
        model.decide(smaller, settled),
        lambda done: watch(_RELAXED_PART + (1 - _RELAXED_PART) * done),
        seconds=max(effort.seconds - relaxed.seconds, 1.0),
        gap=effort.gap,
        start=model.point_of(smaller, best[kept]),
    )
    if decided.values is not None:
        share = np.zeros(len(best))
        share[kept] = keep_within(smaller, decided.values[: len(smaller.pairs)])
        best = _better(task, best, share)
    proven = max(min(bound, decided.bound), task.worth(best))
    return Found(best, proven, decided.is_stopped)


def _better(task: Task, first: FloatArray, second: FloatArray) -> FloatArray:
    return second if task.worth(second) > task.worth(first) else first
