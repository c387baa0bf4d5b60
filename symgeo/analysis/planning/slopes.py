"""Better plans from a row of relaxations, each of which charges lines by how little the last one used them.

Slope scaling (Kim and Pardalos 1999, Operations Research Letters 24, 195-203): a pair that the
relaxation builds by a quarter pays a quarter of its line there; in the next relaxation each of its
shares costs four times as much, so that what is built in part either pays for the whole line or
makes room.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from symgeo.analysis.planning import model
from symgeo.analysis.planning.candidates import FloatArray
from symgeo.analysis.planning.filling import keep_within, round_plan
from symgeo.analysis.planning.solver import Answer, Watch, solve
from symgeo.analysis.planning.task import Task

_ROUNDS = 8
_IDLE_ROUNDS = 3
"""Rounds in a row without a better plan, after which the next will hardly bring one."""
_USED = 1e-3
"""A share that counts as used; a smaller one is rounding."""


@dataclass(frozen=True)
class Aim:
    """When to stop.

    Attributes
    ----------
    worth : float
        A plan of this worth is good enough.
    seconds : float
        Start no other round after this long.
    """

    worth: float
    seconds: float


def improve(task: Task, best: FloatArray, relaxed: Answer, aim: Aim, watch: Watch) -> tuple[FloatArray, bool]:
    """Look for a better plan near a relaxed one.

    Parameters
    ----------
    task : Task
    best : ndarray
        Shares (0-1) of the best plan so far.
    relaxed : Answer
        To `model.relax`; it has a point.
    aim : Aim
    watch : callable
        Told the part that is done, 0-1; raises `Cancelled` to stop.

    Returns
    -------
    tuple
        The best plan, and whether the person stopped the search.
    """
    begin = time.monotonic()
    n, point = len(task.pairs), relaxed.values
    if point is None:
        return best, relaxed.is_stopped
    slopes, idle, corner = np.ones(len(point)), 0, relaxed.corner
    least = np.append(task.pairs.least, np.full(len(point) - n, task.pairs.least.min(initial=1.0)))
    for done in range(_ROUNDS):
        left_s = aim.seconds - (time.monotonic() - begin)
        if task.worth(best) >= aim.worth or idle >= _IDLE_ROUNDS or left_s <= 0:
            break
        slopes = np.where(point > _USED, 1.0 / np.maximum(point, least), slopes)
        linear, _ = model.relax(task, slopes)
        answer = solve(linear, _part(watch, done), seconds=left_s, corner=corner)
        if answer.is_stopped or answer.values is None or not np.isfinite(answer.bound):
            return best, answer.is_stopped
        point, corner = answer.values, answer.corner
        plan = round_plan(task, point[:n], answer.prices[:n])
        idle = 0 if task.worth(plan) > task.worth(best) else idle + 1
        best = max(best, plan, key=task.worth)
    return _refilled(task, best, aim, watch)


def _refilled(task: Task, best: FloatArray, aim: Aim, watch: Watch) -> tuple[FloatArray, bool]:
    """Share out anew among the pairs that are built."""
    if task.worth(best) >= aim.worth:
        return best, False
    answer = solve(model.refill(task, best), _part(watch, _ROUNDS), seconds=max(aim.seconds, 1.0))
    if answer.values is None:
        return best, answer.is_stopped
    return max(best, keep_within(task, answer.values), key=task.worth), answer.is_stopped


def _part(watch: Watch, done: int) -> Watch:
    return lambda part: watch((done + part) / (_ROUNDS + 1))
