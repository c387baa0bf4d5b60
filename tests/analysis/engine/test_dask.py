"""Shards that are matched apart and merged give what one process gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from distributed import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import dask_engine, scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.matches import Limits, Matches, merge
from symgeo.analysis.engine.shards import part_of, shards_of
from tests.analysis.engine.test_exactness import slow_but_sure
from tests.analysis.engine.worlds import datasets


class _Lent:
    """A client that stays open after its use."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __enter__(self) -> Client:
        return self.client

    def __exit__(self, *_reason: object) -> None:
        pass


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(processes=False, n_workers=2, threads_per_worker=1, dashboard_address=None) as made:
        yield made


def _same(found: Matches, full: Matches) -> None:
    for name in ("by_supply", "by_demand", "best"):
        for column in ("row", "other", "key"):
            np.testing.assert_array_equal(
                getattr(getattr(found, name), column), getattr(getattr(full, name), column)
            )
    for name in ("resource", "county", "municipality"):
        np.testing.assert_array_equal(getattr(found.totals, name), getattr(full.totals, name))


@slow_but_sure
@given(dataset=datasets(), parts=st.integers(1, 9), seed=st.integers(0, 99))
def test_shards_merge_in_any_order(dataset: Dataset, parts: int, seed: int) -> None:
    problem, limits = problem_of(dataset), Limits(2, 3)
    shards = shards_of(problem, parts)
    found = scipy_engine.match(problem, limits, tasks=())
    for n in np.random.default_rng(seed).permutation(len(shards)):
        found = merge(found, scipy_engine.match(part_of(problem, shards[n]), limits), limits)
    _same(found, scipy_engine.match(problem, limits))


@settings(slow_but_sure, max_examples=5)
@given(dataset=datasets())
def test_dask_gives_what_one_process_gives(client: Client, dataset: Dataset) -> None:
    problem, limits = problem_of(dataset), Limits(2, 3)
    found = dask_engine.match(problem, limits, connect=lambda _address: _Lent(client))
    _same(found, scipy_engine.match(problem, limits))
