"""Both engines agree on data large enough to fill batches, boxes and rows."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.engine.generator import make_world
from benchmarks.engine.simple import KEPT, best_scores
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.columns import FloatArray, Problem, SmallArray
from symgeo.analysis.engine.matches import Limits
from symgeo.errors import UsageError


@pytest.fixture(scope="module")
def problem() -> Problem:
    return make_world(12_000).problem


@pytest.mark.parametrize(
    "limits",
    [
        Limits(25, 1000),
        *(pytest.param(limits, marks=pytest.mark.thorough) for limits in (Limits(3, 100), Limits(200, 5000))),
    ],
)
def test_engines_agree_to_the_last_bit(problem: Problem, limits: Limits) -> None:
    one, two = scipy_engine.match(problem, limits), numba_engine.match(problem, limits)
    for name in ("by_supply", "by_demand", "best"):
        for column in ("row", "other", "key"):
            np.testing.assert_array_equal(
                getattr(getattr(one, name), column), getattr(getattr(two, name), column)
            )
    for name in ("resource", "county", "municipality"):
        np.testing.assert_array_equal(getattr(one.totals, name), getattr(two.totals, name))
    assert one.totals.resource[0].sum() > 50_000


def test_more_towns_take_more_area_so_that_flows_lie_no_closer() -> None:
    counts = [
        scipy_engine.match(make_world(flows, towns=towns).problem, Limits(0, 0)).totals.resource[0].sum()
        for flows, towns in ((6_000, 300), (12_000, 600))
    ]
    assert 1.5 < counts[1] / counts[0] < 3.3  # both in the same towns would have four times as many


def test_towns_come_in_whole_areas() -> None:
    with pytest.raises(UsageError, match="no multiple of 300"):
        make_world(1_000, towns=1_000)


def test_the_simple_job_leaves_out_nothing_that_is_among_the_best(problem: Problem) -> None:
    found, s, d = best_scores(problem), problem.supply, problem.demand
    for row in range(0, len(s), 150):
        scores = []
        for task in problem.tasks:
            if row in task.supply:
                q, edge = task.demand, task.edge
                metres = np.linalg.norm(_legs(problem, row, q), axis=0)
                near = (metres <= edge.radius_km * 1000) & (d.site[q] != s.site[row])
                ratio = d.amount[q[near]] / s.amount[row]
                halves = metres[near] / 1000 / edge.half_km
                scores += (edge.fit * np.minimum(ratio, 1 / ratio) * 0.5**halves).tolist()
        best = sorted(scores, reverse=True)[:KEPT]
        np.testing.assert_allclose(found[row], best + [0.0] * (KEPT - len(best)))


def _legs(problem: Problem, row: int, demands: SmallArray) -> list[FloatArray]:
    """Give the three legs from a supply to some demands, in metres."""
    s, d = problem.supply, problem.demand
    return [theirs[demands] - ours[row] for theirs, ours in ((d.x, s.x), (d.y, s.y), (d.z, s.z))]
