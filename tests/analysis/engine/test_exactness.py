"""The core gives what brute force gives, to the last bit, whatever the order, the chunk and the engine."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.keys import level_of, score_of
from symgeo.analysis.engine.matches import ALL, Limits, Matches
from symgeo.analysis.engine.topk import Best
from symgeo.analysis.opportunities import find
from tests.analysis.engine.oracle import all_pairs, best_of_all, best_of_each, sums
from tests.analysis.engine.worlds import datasets, shuffled, table_of
from tests.analysis.world import two_sites

Engine = Callable[[Problem, Limits], Matches]
ENGINES: dict[str, Engine] = {
    "scipy": scipy_engine.match,
    "scipy, one pair at a time": lambda p, limits: scipy_engine.match(p, limits, chunk=1),
    "scipy, three pairs at a time": lambda p, limits: scipy_engine.match(p, limits, chunk=3),
    "numba": numba_engine.match,
}
slow_but_sure = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def _rows(best: Best) -> list[tuple[int, int, int]]:
    return list(zip(best.row.tolist(), best.other.tolist(), best.key.tolist(), strict=True))


def _sums(frame: pd.DataFrame) -> dict[tuple[str, ...], tuple[int, float]]:
    names = [c for c in frame.columns if c not in ("pairs", "matched_quantity")]
    keys = [("", *row) if len(names) == 3 else row for row in frame[names].itertuples(index=False, name=None)]
    return dict(
        zip(keys, frame[["pairs", "matched_quantity"]].itertuples(index=False, name=None), strict=True)
    )


@pytest.mark.parametrize("engine", ENGINES)
@slow_but_sure
@given(dataset=datasets(), k=st.sampled_from((1, 2, 25)), best=st.sampled_from((0, 3, 1000)))
def test_engine_gives_what_brute_force_gives(engine: str, dataset: Dataset, k: int, best: int) -> None:
    problem = problem_of(dataset)
    pairs = all_pairs(problem)
    found = ENGINES[engine](problem, Limits(top_k=k, best=best))
    assert _rows(found.by_supply) == best_of_each(pairs, "supply", k)
    assert _rows(found.by_demand) == best_of_each(pairs, "demand", k)
    assert _rows(found.best) == best_of_all(pairs, best)
    assert _sums(found.totals.by_county(problem)) == sums(pairs, problem, "county")
    assert _sums(found.totals.by_municipality(problem)) == sums(pairs, problem, "municipality")
    assert _sums(found.totals.by_resource(problem)) == sums(pairs, problem, "")


@pytest.mark.parametrize("engine", ["scipy", "numba"])
@slow_but_sure
@given(dataset=datasets(), seed=st.integers(0, 9))
def test_order_of_the_rows_is_irrelevant(engine: str, dataset: Dataset, seed: int) -> None:
    problems = [problem_of(dataset), problem_of(shuffled(dataset, seed))]
    found = [ENGINES[engine](problem, Limits(top_k=2)) for problem in problems]
    tables = [table_of(m.kept(), p) for m, p in zip(found, problems, strict=True)]
    pd.testing.assert_frame_equal(tables[0], tables[1])
    counties = [m.totals.by_county(p) for m, p in zip(found, problems, strict=True)]
    pd.testing.assert_frame_equal(counties[0], counties[1])


@slow_but_sure
@given(dataset=datasets())
def test_core_and_main_job_find_the_same(dataset: Dataset) -> None:
    problem = problem_of(dataset)
    kept = scipy_engine.match(problem, Limits(top_k=ALL)).kept()
    core = table_of(kept, problem)
    core["tier"] = np.array([*"XCBA"], dtype=object)[level_of(kept.key)]
    core["score"] = score_of(kept.key)
    found = find(dataset)
    found = found[found["tier"] != "D"]
    both = core.merge(
        found,
        left_on=["supply", "demand"],
        right_on=["supply_flow_id", "demand_flow_id"],
        how="outer",
        indicator=True,
    )
    assert (both["_merge"] == "both").all()
    assert (both["tier_x"] == both["tier_y"]).all()
    np.testing.assert_allclose(both["score_x"], both["score_y"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("country", ["NO", "SE"])
@pytest.mark.parametrize("tags", ["replaces=natgas", "replaces=electricity", "replaces=biomass", ""])
def test_engines_replace_the_energy_that_a_receiver_states(tags: str, country: str) -> None:
    flows = {
        "F1": {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0},
        "F2": {
            "site_id": "S2",
            "direction": "demand",
            "quantity": 8_000.0,
            "temp_c": 75.0,
            "quality_tags": tags,
        },
    }
    prices = {"price.natgas": 650.0, "ef.natgas": 202.0, "price.electricity_se": 500.0}
    dataset = two_sites(flows=flows, parameters=prices)
    dataset.sites["country"] = country
    problem, one = problem_of(dataset), find(dataset)
    assert one["price_key"].item().startswith("price." + (tags.partition("=")[2] or "heat_mix"))
    for engine in ("scipy", "numba"):
        best = ENGINES[engine](problem, Limits()).best
        assert score_of(best.key).item() == pytest.approx(one["score"].item(), rel=1e-12)
