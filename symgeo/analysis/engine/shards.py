"""A problem cut into parts that can be matched apart, anywhere and in any order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from symgeo.analysis.engine.columns import Problem, Task


@dataclass(frozen=True)
class Shard:
    """All tasks of one supply code, and some of its supplies.

    Every pair is in one shard only, and all pairs of a supply are in the same one.

    Attributes
    ----------
    tasks : tuple of int
    begin, end : int
        Of the rows of each task's supply.
    """

    tasks: tuple[int, ...]
    begin: int
    end: int


def shards_of(problem: Problem, parts: int) -> list[Shard]:
    """Cut a problem by supply code, and a code with much work into runs of supplies; most work first.

    Parameters
    ----------
    problem : Problem
    parts : int
        About how many parts there should be, at least.
    """
    tasks_by_code: dict[int, list[int]] = {}
    for number, task in enumerate(problem.tasks):
        tasks_by_code.setdefault(task.supply_resource, []).append(number)
    work = {code: sum(_work(problem.tasks[n]) for n in some) for code, some in tasks_by_code.items()}
    share = max(sum(work.values()) / max(parts, 1), 1.0)
    found = []
    for code in sorted(work, key=lambda code: (-work[code], code)):
        some = tuple(tasks_by_code[code])
        size = len(problem.tasks[some[0]].supply)
        count = min(int(np.ceil(work[code] / share)), size)
        edges = np.linspace(0, size, count + 1).astype(int).tolist() if count else []
        found += [Shard(some, begin, end) for begin, end in pairwise(edges)]
    return found


def part_of(problem: Problem, shard: Shard) -> Problem:
    """Give the problem of one shard; flows, numbers and tables stay as they are."""
    chosen = set(shard.tasks)
    tasks = tuple(
        replace(task, supply=task.supply[shard.begin : shard.end] if n in chosen else task.supply[:0])
        for n, task in enumerate(problem.tasks)
    )
    return replace(problem, tasks=tasks)


def _work(task: Task) -> float:
    return len(task.supply) * len(task.demand) * min(task.edge.radius_km / 1000.0, 1.0) ** 2
