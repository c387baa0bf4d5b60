"""Draws, break-even points and sensitivities, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.opportunities import find, look_around, table_weights
from symgeo.analysis.uncertainty import break_even, sensitivity, simulate
from symgeo.analysis.uncertainty.drawing import draw_amounts, draw_parameters, evenly, triangular
from tests.analysis.world import parameters_frame, two_sites


def with_range(dataset: Dataset, **ends: tuple[float, float]) -> Dataset:
    """Give the data set with low and high of some parameters; two underscores stand for a point."""
    table = dataset.reference.parameters.copy()
    for name, (low, high) in ends.items():
        table.loc[name.replace("__", "."), ["low", "high"]] = [low, high]
    return replace(dataset, reference=replace(dataset.reference, parameters=table))


def known_amounts(**changes: Any) -> Dataset:  # noqa: ANN401  # any column of a flow
    """Give the two sites with amounts that have no range."""
    supply = {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0}
    demand = {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0}
    ends = ("quantity_low", "quantity_high")
    flows = {
        "F1": {**supply, **dict.fromkeys(ends, 10_000.0), **changes},
        "F2": {**demand, **dict.fromkeys(ends, 8_000.0)},
    }
    return two_sites(flows=flows)


def simulated(dataset: Dataset, draws: int = 200) -> pd.DataFrame:
    return simulate(look_around(dataset), dataset.reference, table_weights(dataset.reference), draws=draws)


def test_triangular_meets_its_ends_its_mode_and_its_mean() -> None:
    one = np.ones(3)
    assert triangular(np.array([0.0, 0.25, 1.0]), 10 * one, 20 * one, 50 * one) == pytest.approx([10, 20, 50])
    drawn = triangular(evenly(["a"], 4000)[:, 0], *(np.array(n) for n in (10.0, 20.0, 50.0)))
    assert drawn.mean() == pytest.approx((10 + 20 + 50) / 3, rel=1e-3)
    assert triangular(np.array([0.3]), *(np.array([n]) for n in (7.0, 7.0, np.nan))) == [7.0]


def test_each_draw_is_one_step_and_depends_on_the_name_alone() -> None:
    both, other_way = evenly(["a", "b"], 50), evenly(["b", "a"], 50)
    assert (np.sort(np.floor(both * 50), axis=0) == np.arange(50.0)[:, None]).all()
    assert (both[:, 0] == other_way[:, 1]).all()
    assert (both[:, 0] != both[:, 1]).any()


def test_what_somebody_chose_is_not_drawn() -> None:
    table = parameters_frame()
    table.loc[["tier.quick_max_km", "price.heat_mix_no"], ["low", "high"]] = [[30.0, 100.0], [50.0, 90.0]]
    drawn = draw_parameters(table, 100)
    assert set(drawn.parameter("tier.quick_max_km")[:, 0]) == {60.0}
    assert len(set(drawn.parameter("price.heat_mix_no")[:, 0])) == 100
    assert np.isnan(drawn.many(np.array(["price.none"], dtype=object))).all()


def test_without_ranges_every_draw_is_the_result_itself() -> None:
    dataset = known_amounts()
    found, drawn = find(dataset).iloc[0], simulated(dataset).iloc[0]
    for name in ("net_benefit_p10_eur", "net_benefit_p90_eur"):
        assert drawn[name] == pytest.approx(found["net_benefit_eur"], rel=1e-12)
    assert drawn["co2_p10_t"] == drawn["co2_p90_t"] == pytest.approx(found["co2_t"], rel=1e-12)
    freed = found["electricity_freed_mwh"]
    assert freed > 0
    for name in ("electricity_freed_p10_mwh", "electricity_freed_p90_mwh"):
        assert drawn[name] == pytest.approx(freed, rel=1e-12)
    assert (drawn["pays_share"], drawn["top_ten_share"]) == (1.0, 1.0)


def test_percentiles_of_one_price_are_those_of_the_triangle() -> None:
    """8,000 MWh at 50 to 90 EUR around 70: a tenth lies below 50 + sqrt(0.1 x 40 x 20) = 58.94."""
    dataset = with_range(known_amounts(), price__heat_mix_no=(50.0, 90.0))
    cost = find(dataset).iloc[0]["annuity_eur"]
    drawn = simulated(dataset, draws=1000).iloc[0]
    assert drawn["net_benefit_p10_eur"] == pytest.approx(8_000 * (50 + 80**0.5) - cost, rel=2e-3)
    assert drawn["net_benefit_p90_eur"] == pytest.approx(8_000 * (90 - 80**0.5) - cost, rel=2e-3)


def test_share_that_pays_is_the_part_of_the_triangle_above_the_cost() -> None:
    dataset = known_amounts()
    cost = find(dataset).iloc[0]["annuity_eur"] / 8_000
    dataset = with_range(dataset, price__heat_mix_no=(0.0, 140.0))
    drawn = simulated(dataset, draws=1000).iloc[0]
    assert drawn["pays_share"] == pytest.approx(1 - cost**2 / (140 * 70), abs=2e-3)


def test_one_draw_of_a_price_holds_for_all_pairs() -> None:
    """Two equal sellers at one place: the better one by id is first in every draw, never the other."""
    flows = {
        "F1": {"quantity": 10_000.0, "temp_c": 90.0},
        "F3": {"quantity": 10_000.0, "temp_c": 90.0},
        "F2": {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0},
    }
    dataset = with_range(two_sites(flows=flows), price__heat_mix_no=(50.0, 90.0))
    pairs = look_around(dataset)
    amounts = draw_amounts(pairs, "demand", 100)
    assert (amounts[:, 0] == amounts[:, 1]).all()
    assert len(set(amounts[:, 0])) == 100


def test_faces_of_one_stream_are_drawn_together() -> None:
    pairs = pd.DataFrame(
        {
            "supply_flow_id": ["F1", "F2", "F3"],
            "supply_site_id": ["S1", "S1", "S2"],
            "supply_stream_id": ["water", "water", "water"],
            "supply_quantity": [10.0, 20.0, 10.0],
            "supply_quantity_low": [5.0, 10.0, 5.0],
            "supply_quantity_high": [20.0, 40.0, 20.0],
        }
    )
    drawn = draw_amounts(pairs, "supply", 50)
    assert drawn[:, 1] == pytest.approx(2 * drawn[:, 0])
    assert (drawn[:, 2] != drawn[:, 0]).any()


def test_the_order_of_rows_changes_nothing_and_ten_are_among_the_best(example: Dataset) -> None:
    pairs, weights = look_around(example), table_weights(example.reference)
    drawn = simulate(pairs, example.reference, weights, draws=40)
    shuffled = simulate(pairs.sample(frac=1.0, random_state=1), example.reference, weights, draws=40)
    pd.testing.assert_frame_equal(shuffled.loc[drawn.index], drawn, check_exact=True)
    assert drawn["top_ten_share"].sum() == pytest.approx(10.0)
    hidden = pairs["is_illustrative"].to_numpy()
    assert (
        drawn.loc[hidden, ["net_benefit_p10_eur", "net_benefit_p90_eur", "pays_share"]].isna().all(axis=None)
    )
    assert drawn.loc[~hidden, "pays_share"].notna().any()


def test_break_even_distance_and_price_give_a_net_benefit_of_nothing() -> None:
    dataset = two_sites()
    found = look_around(dataset)
    limits = break_even(found, dataset.reference).iloc[0]
    pair = found.iloc[0]
    cost_per_km = 1.15 * 1000 * 1200 * (0.0726489 + 0.02)
    exchanger = 8_000 * 1000 / 7500 * 60 * (0.1029628 + 0.02)
    assert limits["break_even_km"] == pytest.approx((8_000 * 70 - exchanger) / cost_per_km, rel=1e-5)
    assert limits["break_even_price"] == pytest.approx(pair["annuity_eur"] / 8_000)
    at_price = two_sites(parameters={"price.heat_mix_no": limits["break_even_price"]})
    assert find(at_price).iloc[0]["net_benefit_eur"] == pytest.approx(0.0, abs=1e-6)
    investment = pair["line_capex_eur"] + pair["plant_capex_eur"]
    assert limits["payback_years"] == pytest.approx(investment / (8_000 * 70 - 0.02 * investment))
    worn = pair["line_capex_eur"] / 30 + pair["plant_capex_eur"] / 15
    assert limits["life_years"] == pytest.approx(investment / worn)
    assert 15 < limits["life_years"] < 30


def test_no_distance_or_years_are_claimed_where_there_are_none() -> None:
    shared = {"S1": {"network_id": "dh"}, "S2": {"nace": "35.30", "lat": 63.309, "network_id": "dh"}}
    limits = break_even(look_around(two_sites(sites=shared)), two_sites().reference).iloc[0]
    assert np.isnan(limits["break_even_km"])
    poor = two_sites(parameters={"price.heat_mix_no": 0.0})
    limits = break_even(look_around(poor), poor.reference).iloc[0]
    assert limits["break_even_km"] < 0
    assert limits["payback_years"] == np.inf
    example = known_amounts(evidence="illustrative")
    assert break_even(look_around(example), example.reference).iloc[0].isna().all()


def test_what_moves_a_result_most_comes_first() -> None:
    """8,000 MWh: 20 EUR more or less move 160,000 EUR; the pipe's 600 more or less EUR per metre less."""
    dataset = with_range(known_amounts(), price__heat_mix_no=(50.0, 90.0), pipe__dh_capex=(600.0, 1800.0))
    found = find(dataset).iloc[0]
    moved = sensitivity(look_around(dataset), dataset.reference)
    assert list(moved.index) == ["price.heat_mix_no", "pipe.dh_capex"]
    first = moved.iloc[0]
    assert first["base"] == pytest.approx(found["net_benefit_eur"])
    assert first["at_low"] == pytest.approx(found["net_benefit_eur"] - 160_000)
    assert first["at_high"] == pytest.approx(found["net_benefit_eur"] + 160_000)
    assert set(moved["measure"]) == {"eur"}


def test_co2_is_moved_where_no_price_is_known() -> None:
    dataset = two_sites(rules=[{"subst_param": "unpriced"}], parameters={"ef.unpriced": 40.0})
    moved = sensitivity(look_around(dataset), dataset.reference)
    assert set(moved["measure"]) == {"t"}
    assert list(moved.index) == ["demand", "supply"]


def test_reference_and_draws_give_unknown_keys_as_errors(example: Dataset) -> None:
    drawn = draw_parameters(example.reference.parameters, 3)
    held: Reference = example.reference
    for parameters in (held, drawn):
        with pytest.raises(KeyError):
            parameters.parameter("price.of_nothing")
