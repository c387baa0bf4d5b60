"""Counts and sums, worked out by hand."""

from __future__ import annotations

import pytest

from symgeo.analysis import summary
from symgeo.analysis.opportunities import find
from tests.analysis.world import two_sites

HEAT = {"direction": "supply", "temp_c": 90.0}
NEED = {"direction": "demand", "temp_c": 75.0, "site_id": "S2"}
PLACES = {
    "S1": {"county_code": "NO-15", "municipality_number": "1505"},
    "S2": {"county_code": "NO-50", "municipality_number": "5059", "lat": 63.309},
}


def test_pair_across_a_border_counts_on_both_sides_once_each() -> None:
    dataset = two_sites(sites=PLACES)
    table = summary.by_county(find(dataset), dataset)
    assert table["opportunities"].to_dict() == {"NO-15": 1, "NO-50": 1}
    assert table["tier_a"].to_dict() == {"NO-15": 1, "NO-50": 1}
    assert table["matched_mwh"].to_dict() == {"NO-15": 8_000.0, "NO-50": 8_000.0}
    assert summary.by_municipality(find(dataset), dataset)["opportunities"].to_dict() == {
        "1505": 1,
        "5059": 1,
    }


def test_pair_inside_a_county_counts_once() -> None:
    dataset = two_sites()
    assert summary.by_county(find(dataset), dataset)["opportunities"].tolist() == [1]


def test_resource_counts_each_pair_once() -> None:
    dataset = two_sites(sites=PLACES)
    table = summary.by_resource(find(dataset), dataset)
    assert table.loc[["heat_60_100"], ["opportunities", "matched_mwh"]].to_numpy().tolist() == [
        [1.0, 8_000.0]
    ]


def test_surplus_promised_to_two_neighbours_is_added_once() -> None:
    flows = {
        "F1": {**HEAT, "quantity": 5_000.0},
        "F2": {**NEED, "quantity": 4_000.0},
        "F3": {**NEED, "quantity": 4_000.0},
    }
    dataset = two_sites(flows=flows)
    table = summary.by_county(find(dataset), dataset)
    assert table["opportunities"].tolist() == [2]
    assert table["matched_mwh"].tolist() == [pytest.approx(5_000.0)]
    assert table["co2_t"].tolist() == [pytest.approx(5_000 * 40 / 1000)]


def test_links_carry_their_amount() -> None:
    links = summary.flow_links(find(two_sites()), "MWh")
    assert links.iloc[0].to_dict() == {
        "supply_resource": "heat_60_100",
        "demand_resource": "heat_60_100",
        "amount": 8_000.0,
        "low": 8_000.0,
        "high": 8_000.0,
        "opportunities": 1,
        "illustrative_share": 0.0,
    }
    assert summary.flow_links(find(two_sites()), "t").empty


def test_heat_bands_count_a_stream_once() -> None:
    flows = {
        "F1": {**HEAT, "quantity": 5_000.0, "stream_id": "W"},
        "F2": {**HEAT, "quantity": 3_000.0, "stream_id": "W", "committed_pct": 50.0},
        "F3": {**NEED, "quantity": 4_000.0, "committed_pct": 25.0},
    }
    bands = summary.heat_bands(two_sites(flows=flows))
    assert bands["amount_mwh"].tolist() == [4_000.0, 5_000.0]
    assert bands["free_mwh"].tolist() == [3_000.0, 5_000.0]
    assert bands["direction"].tolist() == ["demand", "supply"]


def test_flow_that_nothing_reaches_is_missing() -> None:
    flows = {"F1": {**HEAT, "quantity": 5_000.0, "committed_pct": 20.0}}
    dataset = two_sites(flows=flows)
    listed = summary.missing(find(dataset), dataset)
    assert listed[["flow_id", "kind", "quantity"]].to_numpy().tolist() == [["F1", "no_taker", 4_000.0]]
    assert summary.missing(find(two_sites()), two_sites()).empty


def test_evidence_is_counted_by_the_weaker_flow() -> None:
    share = summary.evidence_share(find(two_sites()))
    assert share.to_numpy().tolist() == [["reported", "A", 1]]


def test_summaries_of_nothing_keep_their_columns() -> None:
    dataset = two_sites(flows={"F1": HEAT})
    found = find(dataset)
    assert summary.by_county(found, dataset)["opportunities"].tolist() == [0]
    assert summary.by_resource(found, dataset).empty
    for table in (summary.group_tiers, summary.group_amounts, summary.evidence_share, summary.distances):
        assert table(found).empty
