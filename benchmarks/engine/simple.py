"""The job with a simple score: place, amount and fit alone, and no sums over all pairs.

What an engine may leave out when its score has no money, climate, season, heat pumps or barriers, and when
only the best pairs are asked for: most pairs are never looked at.
"""

# mypy: ignore-errors
# ^ numba compiles one of these functions and has no types.
# ruff: noqa: ANN001, ANN202, SLF001
# ^ As above; the columns in spatial order are the engine's own, and only this measurement looks inside.
from __future__ import annotations

import math

import numba
import numpy as np

from symgeo.analysis.engine import numba_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits
from symgeo.analysis.engine.numba_kernels import GROUP, gap_square
from symgeo.analysis.engine.numba_visits import BUCKET

KEPT = 10
"""Best pairs of each supply, as in most simple matchers."""


def simple_job(problem: Problem, limits: Limits) -> int:
    """Keep the best pairs of each supply by a simple score; count them by county."""
    scores = best_scores(problem)
    np.partition(scores.ravel(), max(scores.size - limits.best, 0))
    counts = np.bincount(problem.supply.county, weights=(scores > 0.0).sum(axis=1))
    return int(counts.sum())


def best_scores(problem: Problem) -> np.ndarray:
    """Give the best simple scores of each supply.

    The score is ``fit × smaller / larger amount × 0.5 ** (distance / distance of half)``.

    Returns
    -------
    ndarray, shape (supplies, KEPT)
        Each 0-1, best first; 0 where there are fewer pairs.
    """
    numbers = [n for n, task in enumerate(problem.tasks) if numba_engine._is_ours(problem, task)]
    run = numba_engine._Run(problem, Limits(0, 0), numbers)
    order = run._orders[0]
    scores, others = np.zeros((len(order), KEPT)), np.full((len(order), KEPT), -1, dtype=np.int32)
    _fill(run._tasks, run._supply, run._demand, run._boxes, run._groups, scores, others)
    all_rows = np.zeros((len(problem.supply), KEPT))
    all_rows[order] = scores
    return all_rows


@numba.njit(error_model="numpy", cache=True)
def _fill(tasks, s, d, boxes, groups, scores, others):  # noqa: C901  # one loop
    """Walk groups, boxes and demands, and leave out what cannot be among the best any more."""
    for t in range(len(tasks)):
        task = tasks[t]
        limit, half_m = (task.radius_km * 1000.0) ** 2, task.half_km * 1000.0
        for p in range(task.supply_begin, task.supply_end):
            x, y, z, least = s.x[p], s.y[p], s.z[p], scores[p, KEPT - 1]
            for g in range(task.group_begin, task.group_end):
                gap = gap_square(x, y, z, groups, g)
                if gap > limit or task.fit * 0.5 ** (math.sqrt(gap) / half_m) <= least:
                    continue
                first_box = task.box_begin + (g - task.group_begin) * GROUP
                for b in range(first_box, min(first_box + GROUP, task.box_end)):
                    gap = gap_square(x, y, z, boxes, b)
                    if gap > limit or task.fit * 0.5 ** (math.sqrt(gap) / half_m) <= least:
                        continue
                    first = task.demand_begin + (b - task.box_begin) * BUCKET
                    for q in range(first, min(first + BUCKET, task.demand_end)):
                        square = (x - d.x[q]) ** 2 + (y - d.y[q]) ** 2 + (z - d.z[q]) ** 2
                        if square > limit or s.site[p] == d.site[q]:
                            continue
                        score = task.fit * min(s.amount[p], d.amount[q]) / max(s.amount[p], d.amount[q])
                        if score <= least:
                            continue
                        score *= 0.5 ** (math.sqrt(square) / half_m)
                        if score > least:
                            place = KEPT - 1
                            while place and scores[p, place - 1] < score:
                                scores[p, place], others[p, place] = (
                                    scores[p, place - 1],
                                    others[p, place - 1],
                                )
                                place -= 1
                            scores[p, place], others[p, place] = score, q
                            least = scores[p, KEPT - 1]
