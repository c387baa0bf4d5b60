"""Sums of a plan in a thousand worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find, look_around
from symgeo.analysis.planning import Plan, Wishes, make_plan
from symgeo.analysis.uncertainty import sums_of_plan
from symgeo.vocabulary import Goal
from tests.analysis.uncertainty.test_uncertainty import known_amounts, with_range
from tests.analysis.world import two_sites


def planned(dataset: Dataset) -> Plan:
    return make_plan(find(dataset), dataset, Wishes(goal=Goal.MONEY))


def drawn(plan: Plan, dataset: Dataset, draws: int) -> dict[Goal, tuple[float, float]]:
    around = look_around(dataset)
    pairs = around[around["opportunity_id"].isin(plan.chosen["opportunity_id"])]
    return dict(sums_of_plan(plan.chosen, pairs, dataset.reference, draws=draws))


def without_ranges(dataset: Dataset) -> Dataset:
    """Give the data with every low and high at its value, and every amount as if it had been reported."""
    parameters = dataset.reference.parameters
    fixed = parameters.assign(low=parameters["value"], high=parameters["value"])
    amounts = dict.fromkeys(("quantity_low", "quantity_high"), dataset.flows["quantity"])
    flows = dataset.flows.assign(**amounts, evidence="reported")
    return replace(dataset, flows=flows, reference=replace(dataset.reference, parameters=fixed))


def test_without_ranges_every_draw_gives_the_sums_of_the_plan(example: Dataset) -> None:
    dataset = without_ranges(example)
    plan = planned(dataset)
    ends = drawn(plan, dataset, 2)
    totals = plan.totals
    for goal, total in (
        (Goal.MONEY, totals.money_eur),
        (Goal.CLIMATE, totals.climate_t),
        (Goal.ELECTRICITY, totals.electricity_mwh),
        (Goal.DIVERTED, totals.diverted_t),
    ):
        assert np.array(ends[goal]) == pytest.approx(np.full(2, total), rel=1e-9), goal


def test_a_line_that_two_pairs_share_is_paid_once() -> None:
    needs = {"site_id": "S2", "direction": "demand", "quantity": 4_000.0, "temp_c": 75.0}
    surplus = {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0}
    sites = {"S1": {"network_id": "N"}, "S2": {"network_id": "N", "lat": 63.309}}
    dataset = without_ranges(two_sites(sites=sites, flows={"F1": surplus, "F2": needs, "F3": needs}))
    plan = planned(dataset)
    assert len(plan.chosen) == 2
    lines = plan.chosen["line_eur"]
    alone = float(plan.chosen["net_benefit_eur"].sum())
    assert drawn(plan, dataset, 2)[Goal.MONEY][0] == pytest.approx(alone + lines.sum() - lines.max())


def test_no_draw_promises_a_surplus_twice() -> None:
    """Two needs of 4,000 to 8,000 MWh share 8,000: whatever they are, there is no more than that."""
    needs = {"site_id": "S2", "direction": "demand", "quantity": 4_000.0, "temp_c": 75.0}
    ranges = {"quantity_low": 4_000.0, "quantity_high": 8_000.0}
    surplus = {"site_id": "S1", "direction": "supply", "quantity": 8_000.0, "temp_c": 90.0}
    fixed = dict.fromkeys(("quantity_low", "quantity_high"), 8_000.0)
    flows = {"F1": {**surplus, **fixed}, "F2": {**needs, **ranges}, "F3": {**needs, **ranges}}
    dataset = two_sites(flows=flows)
    plan = planned(dataset)
    assert plan.totals.climate_t > 0
    ends = drawn(plan, dataset, 200)[Goal.CLIMATE]
    assert np.array(ends) == pytest.approx(np.full(2, plan.totals.climate_t))


def test_the_range_of_one_price_is_the_range_of_the_sum() -> None:
    """8,000 MWh at 50 to 90 EUR around 70: a tenth lies below 50 + sqrt(0.1 x 40 x 20) = 58.94."""
    dataset = with_range(known_amounts(), price__heat_mix_no=(50.0, 90.0))
    plan = planned(dataset)
    low, high = drawn(plan, dataset, 1000)[Goal.MONEY]
    middle = plan.totals.money_eur
    assert low == pytest.approx(middle - 8_000 * (20 - 80**0.5), rel=2e-3)
    assert high == pytest.approx(middle + 8_000 * (20 - 80**0.5), rel=2e-3)
