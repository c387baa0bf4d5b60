"""Brute force: every pair of flows looked at alone, and plain Python for the rest."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from symgeo.analysis.engine.columns import Problem, Task
from symgeo.analysis.engine.formulas import LEVELS
from symgeo.analysis.engine.keys import key_of
from symgeo.analysis.engine.visits import Pairs, Visitor
from symgeo.analysis.geodesy import geodesic_km


class Pair(NamedTuple):
    """One pair that passes, with whole thousandths of its matched amount."""

    supply: int
    demand: int
    key: int
    level: int
    milli: int
    task: Task


def all_pairs(problem: Problem) -> list[Pair]:
    """Look at each supply and demand of each task alone; the geodesic alone decides on the radius."""
    visitor = Visitor(problem)
    found = []
    for number, task in enumerate(problem.tasks):
        for s in task.supply:
            for d in task.demand:
                supply, demand = problem.supply, problem.demand
                ends = (supply.lon[s], supply.lat[s], demand.lon[d], demand.lat[d])
                near = geodesic_km(*ends)[0] * 1000 <= task.edge.radius_km * 1000
                if not near or supply.site[s] == demand.site[d]:
                    continue
                visited = visitor.visit(Pairs(number, np.array([s]), np.array([d])))
                assert len(visited.level) == 1
                if visited.level[0] < 0:
                    continue
                key = key_of(visited.level, visitor.score(visited))
                milli = int(np.floor(visited.matched[0] * 1000 + 0.5))
                found.append(Pair(int(s), int(d), int(key[0]), int(visited.level[0]), milli, task))
    return found


def best_of_each(pairs: list[Pair], side: str, k: int) -> list[tuple[int, int, int]]:
    """Give row, other end and key of the best ``k`` of each row, by row and best first."""
    other = {"supply": "demand", "demand": "supply"}[side]
    rows = defaultdict(list)
    for pair in pairs:
        rows[getattr(pair, side)].append((-pair.key, getattr(pair, other)))
    return [(row, o, -key) for row in sorted(rows) for key, o in sorted(rows[row])[:k]]


def best_of_all(pairs: list[Pair], count: int) -> list[tuple[int, int, int]]:
    """Give supply, demand and key of the best ``count``."""
    order = sorted((-pair.key, pair.supply, pair.demand) for pair in pairs)
    return [(s, d, -key) for key, s, d in order[:count]]


def sums(
    pairs: list[Pair], problem: Problem, place: str
) -> dict[tuple[str, str, str, str], tuple[int, float]]:
    """Count pairs and add amounts up with whole numbers, by place, resource, unit and tier."""
    names = {"county": problem.counties, "municipality": problem.municipalities, "": ("",)}[place]
    found: dict[tuple[str, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for pair in pairs:
        ends = (
            {
                int(getattr(problem.supply, place)[pair.supply]),
                int(getattr(problem.demand, place)[pair.demand]),
            }
            if place
            else {0}
        )
        for end in ends:
            key = (
                names[end],
                problem.resources[pair.task.supply_resource],
                problem.units[pair.task.unit],
                LEVELS[pair.level],
            )
            found[key][0] += 1
            found[key][1] += pair.milli
    return {key: (count, milli / 1000) for key, (count, milli) in found.items()}
