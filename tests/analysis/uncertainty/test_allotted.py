"""What sums over opportunities lie between, against numbers worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from symgeo.analysis import summary
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.ledger import WORTH
from symgeo.analysis.opportunities import find, look_around
from symgeo.analysis.uncertainty import DrawnWorth, draw_worth, ends_by_place
from tests.analysis.uncertainty.test_plan_sums import without_ranges
from tests.analysis.uncertainty.test_uncertainty import known_amounts, with_range
from tests.analysis.world import two_sites

HEAT = {"site_id": "S1", "direction": "supply", "temp_c": 90.0}
NEED = {"site_id": "S2", "direction": "demand", "temp_c": 75.0}
PLACES = {
    "S1": {"county_code": "NO-15", "municipality_number": "1505"},
    "S2": {"county_code": "NO-50", "municipality_number": "5059", "lat": 63.309},
}


def drawn(dataset: Dataset, draws: int = 200) -> DrawnWorth:
    return draw_worth(find(dataset), look_around(dataset), dataset.reference, draws=draws)


def test_without_ranges_every_draw_gives_the_sums_of_the_summary(example: Dataset) -> None:
    dataset = without_ranges(example)
    found, table = find(dataset), summary.by_county(find(dataset), dataset)
    ends = ends_by_place(found, ("supply_county", "demand_county"), drawn(dataset, 2))
    assert len(ends) == len(table) == 3
    for column in WORTH:
        name, _, unit = column.rpartition("_")
        for percent in ("p10", "p90"):
            got = ends[f"{name}_{percent}_{unit}"].reindex(table.index)
            assert got.to_numpy() == pytest.approx(table[column].to_numpy(), rel=1e-5), column


def test_the_range_of_one_price_is_the_range_of_the_countys_sum() -> None:
    """8,000 MWh at 50 to 90 EUR around 70: a tenth lies below 50 + sqrt(0.1 x 40 x 20) = 58.94."""
    dataset = with_range(known_amounts(), price__heat_mix_no=(50.0, 90.0))
    middle = float(summary.by_county(find(dataset), dataset)["net_benefit_eur"].sum())
    low, high = drawn(dataset, 1000).ends(find(dataset)["opportunity_id"])["net_benefit_eur"]
    assert low == pytest.approx(middle - 8_000 * (20 - 80**0.5), rel=2e-3)
    assert high == pytest.approx(middle + 8_000 * (20 - 80**0.5), rel=2e-3)


def test_no_draw_of_a_sum_promises_a_surplus_twice() -> None:
    """Two needs of 4,000 to 8,000 MWh share 8,000: together they never save more CO2 than 8,000 MWh do."""
    ranges = {"quantity": 4_000.0, "quantity_low": 4_000.0, "quantity_high": 8_000.0}
    fixed = dict.fromkeys(("quantity", "quantity_low", "quantity_high"), 8_000.0)
    flows = {"F1": {**HEAT, **fixed}, "F2": {**NEED, **ranges}, "F3": {**NEED, **ranges}}
    dataset = two_sites(flows=flows)
    worth = drawn(dataset)
    low, high = worth.ends(find(dataset)["opportunity_id"])["co2_t"]
    assert (low, high) == pytest.approx((8_000 * 0.04, 8_000 * 0.04))
    # One of the two alone still gives way to the other, which is not among those added up.
    _, alone = worth.ends(find(dataset)["opportunity_id"].head(1))["co2_t"]
    assert alone < 8_000 * 0.04


def test_what_an_example_figure_is_part_of_counts_no_money() -> None:
    dataset = known_amounts(evidence="illustrative")
    ends = drawn(dataset).ends(find(dataset)["opportunity_id"])
    assert ends["net_benefit_eur"] == (0.0, 0.0)
    assert ends["co2_t"][0] > 0


def test_a_pair_across_a_border_counts_on_both_sides_and_inside_one_once() -> None:
    sides = ("supply_county", "demand_county")
    flows = dict(known_amounts().flows.T.to_dict())
    across = two_sites(sites=PLACES, flows=flows)
    ends = ends_by_place(find(across), sides, drawn(across))
    assert list(ends.index) == ["NO-15", "NO-50"]
    assert (ends.loc["NO-15"] == ends.loc["NO-50"]).all()
    inside = known_amounts()
    assert len(ends_by_place(find(inside), sides, drawn(inside))) == 1
    one = ends_by_place(find(inside), sides, drawn(inside)).iloc[0]
    assert one["co2_p10_t"] == pytest.approx(drawn(inside).ends(find(inside)["opportunity_id"])["co2_t"][0])


def test_rows_in_another_order_give_the_same_draws() -> None:
    dataset = known_amounts()
    turned = replace(dataset, flows=dataset.flows.iloc[::-1])
    for name in WORTH:
        assert np.array_equal(drawn(dataset).worth[name], drawn(turned).worth[name])
