"""Both engines agree on data large enough to fill batches, boxes and rows."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.engine.generator import make_world
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits
from symgeo.errors import UsageError


@pytest.fixture(scope="module")
def problem() -> Problem:
    return make_world(12_000).problem


@pytest.mark.parametrize("limits", [Limits(3, 100), Limits(25, 1000), Limits(200, 5000)])
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
