"""The engine that is always there: NumPy in blocks that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine import formulas
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.joining import near_pairs, spatial_order
from symgeo.analysis.engine.keys import KeyArray, key_of
from symgeo.analysis.engine.matches import Limits, Matches, best_overall
from symgeo.analysis.engine.topk import Best, TopK
from symgeo.analysis.engine.totals import Counter
from symgeo.analysis.engine.visits import Pairs, Visited, Visitor

SmallArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

CHUNK = 1 << 15
"""Pairs looked at together, unless asked otherwise."""


def match(
    problem: Problem,
    limits: Limits,
    *,
    tasks: Sequence[int] | None = None,
    chunk: int = CHUNK,
    on_progress: Callable[[int], None] = lambda _done: None,
) -> Matches:
    """Match supply and demand.

    Parameters
    ----------
    problem : Problem
    limits : Limits
    tasks : sequence of int, optional
        Only these tasks.
    chunk : int
        Pairs looked at together; the result does not depend on it.
    on_progress : callable
        Called with the number of tasks whose pairs were found.
    """
    run = _Run(problem, limits)
    numbers = range(len(problem.tasks)) if tasks is None else tasks
    for pairs in _candidates(problem, numbers, chunk, on_progress):
        run.take(pairs)
    return run.finish()


def match_pairs(problem: Problem, limits: Limits, candidates: Sequence[Pairs]) -> Matches:
    """Match candidate pairs that another engine was not sure about."""
    run = _Run(problem, limits)
    for pairs in candidates:
        run.take(pairs)
    return run.finish()


def stream(
    problem: Problem, *, chunk: int = CHUNK, on_progress: Callable[[int], None] = lambda _done: None
) -> Iterator[Best]:
    """Give every pair that passes, in blocks, in no order that means anything.

    Parameters
    ----------
    problem : Problem
    chunk : int
        Pairs looked at together.
    on_progress : callable
        Called with the number of tasks whose pairs were found.
    """
    visitor = Visitor(problem)
    for visited in visit_all(problem, chunk=chunk, on_progress=on_progress):
        _, s, d = visited.pairs
        yield Best(s, d, key_of(visited.level, visitor.score(visited)))


def visit_all(
    problem: Problem, *, chunk: int = CHUNK, on_progress: Callable[[int], None] = lambda _done: None
) -> Iterator[Visited]:
    """Look at every pair and give those that pass, in blocks, in no order that means anything.

    Parameters
    ----------
    problem : Problem
    chunk : int
        Pairs looked at together.
    on_progress : callable
        Called with the number of tasks whose pairs were found.
    """
    visitor = Visitor(problem)
    for pairs in _candidates(problem, range(len(problem.tasks)), chunk, on_progress):
        visited = visitor.visit(pairs)
        yield visited.take(np.flatnonzero(visited.level >= 0))


def _candidates(
    problem: Problem, numbers: Iterable[int], chunk: int, on_progress: Callable[[int], None]
) -> Iterator[Pairs]:
    """Give pairs near one another, at most ``chunk`` at a time; small tasks share one block."""
    places = [np.argsort(spatial_order(side)) for side in (problem.supply, problem.demand)]
    waiting: list[tuple[int, SmallArray, SmallArray]] = []
    count = 0
    for done, number in enumerate(numbers, 1):
        task = problem.tasks[number]
        ours, theirs = (
            rows[np.argsort(place[rows])]
            for rows, place in zip((task.supply, task.demand), places, strict=True)
        )
        for s, d in near_pairs(problem.supply, problem.demand, ours, theirs, task.edge.radius_km):
            waiting.append((number, s, d))
            count += len(s)
            if count >= chunk:
                yield from _blocks(waiting, chunk)
                waiting, count = [], 0
        on_progress(done)
    yield from _blocks(waiting, chunk)


def _blocks(waiting: list[tuple[int, SmallArray, SmallArray]], chunk: int) -> Iterator[Pairs]:
    if not waiting:
        return
    s, d = (np.concatenate([part[n] for part in waiting]) for n in (1, 2))
    numbers = [part[0] for part in waiting]
    task: int | npt.NDArray[np.intp] = numbers[0]
    if numbers[0] != numbers[-1]:
        task = np.repeat(numbers, [len(part[1]) for part in waiting])
    for first in range(0, len(s), chunk):
        part = slice(first, first + chunk)
        yield Pairs(task if isinstance(task, int) else task[part], s[part], d[part])


class _Run:
    """What grows while pairs stream by."""

    def __init__(self, problem: Problem, limits: Limits) -> None:
        self._limits = limits
        self._visitor = Visitor(problem)
        self._supply = TopK(len(problem.supply), limits.top_k)
        self._demand = TopK(len(problem.demand), limits.top_k)
        self._best = Best(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint64))
        self._counter = Counter(problem)

    def take(self, pairs: Pairs) -> None:
        """Look at candidate pairs and keep the best."""
        visited = self._visitor.visit(pairs)
        passed = visited.level >= 0
        if not passed.all():
            visited = visited.take(np.flatnonzero(passed))
        task, s, d = visited.pairs
        self._counter.add(task, s, d, visited.level, np.floor(visited.matched * formulas.MILLI + 0.5))
        if not self._limits.top_k and not self._limits.best:
            return
        key = key_of(visited.level, self._visitor.score(visited))
        for top, row, other in ((self._supply, s, d), (self._demand, d, s)) if self._limits.top_k else ():
            good = np.flatnonzero(key >= top.least[row])
            top.push(row[good], other[good], key[good])
        self._note_best(s, d, key)

    def finish(self) -> Matches:
        """Give the result."""
        totals = self._counter.totals.settled()
        return Matches(self._supply.finish(), self._demand.finish(), self._best, totals)

    def _note_best(self, s: SmallArray, d: SmallArray, key: KeyArray) -> None:
        best, count = self._best, self._limits.best
        least = best.key[-1] if len(best) == count and count else np.uint64(0)
        good = np.flatnonzero(key >= least)
        if len(good) and count:
            self._best = best_overall(
                np.concatenate((best.row, s[good])),
                np.concatenate((best.other, d[good])),
                np.concatenate((best.key, key[good])),
                count,
            )
