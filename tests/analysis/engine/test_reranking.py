"""Ranking again gives what a full run with the new weights and radii gives, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symgeo.analysis import opportunities
from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits, Matches
from symgeo.analysis.engine.reranking import Reranker
from symgeo.errors import UsageError
from tests.analysis.engine.worlds import datasets

OTHER = Weights(fit=0.1, quantity=0.6, distance=0.2, quality=0.1, money=0.1, climate=0.8, barrier=0.1)
DISTANCE_ALONE = Weights(0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0)
few = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])


def same(one: Matches, two: Matches) -> None:
    for name in ("by_supply", "by_demand", "best", "totals"):
        for field, value in vars(getattr(one, name)).items():
            np.testing.assert_array_equal(value, getattr(getattr(two, name), field), f"{name}.{field}")


def within(problem: Problem, share: float) -> Problem:
    tasks = [
        replace(task, edge=task.edge._replace(radius_km=task.edge.radius_km * share))
        for task in problem.tasks
    ]
    return replace(problem, tasks=tuple(tasks))


@few
@given(
    dataset=datasets(),
    weights=st.sampled_from((None, OTHER, DISTANCE_ALONE)),
    share=st.sampled_from((1.0, 0.5, 0.01)),
    k=st.sampled_from((0, 2, 25)),
)
def test_it_gives_what_a_full_run_gives(
    dataset: Dataset, weights: Weights | None, share: float, k: int
) -> None:
    problem, limits = problem_of(dataset), Limits(top_k=k, best=5)
    changed = within(problem_of(dataset, Choices(weights=weights)), share)
    radii_km = np.array([task.edge.radius_km for task in changed.tasks])
    again = Reranker(problem).match(limits, shares=changed.shares, radii_km=radii_km)
    same(again, scipy_engine.match(changed, limits))


def test_more_pairs_than_fit_are_refused(example: Dataset) -> None:
    with pytest.raises(UsageError, match="More than 10 pairs pass"):
        Reranker(problem_of(example), most_pairs=10)


@pytest.mark.parametrize(
    "choices",
    [
        Choices(weights=OTHER),
        Choices(radius_km=12.0),
        Choices(weights=DISTANCE_ALONE, radius_km_by_resource=(("heat_60_100", 3.0),)),
    ],
)
def test_the_main_job_ranks_again_without_looking_around_again(example: Dataset, choices: Choices) -> None:
    quick = replace(example, reference=replace(example.reference, land=None))
    seen = opportunities.look_around(quick, Choices(radius_km=50.0, radius_km_by_resource=()))
    narrowed = choices if choices.radius_km else replace(choices, radius_km=50.0)
    again = opportunities.rerank(seen, quick.reference, narrowed)
    pd.testing.assert_frame_equal(again, opportunities.find(quick, narrowed))


def test_a_share_of_each_radius_ranks_again_too(example: Dataset) -> None:
    quick, half = replace(example, reference=replace(example.reference, land=None)), Choices(radius_share=0.5)
    again = opportunities.rerank(opportunities.look_around(quick), quick.reference, half)
    pd.testing.assert_frame_equal(again, opportunities.find(quick, half))
