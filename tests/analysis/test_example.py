"""What the engine finds in the example data, against what is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.choices import Choices
from symgeo.analysis.compatibility import compatible_codes, complete_rules
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.geodesy import geodesic_km
from symgeo.analysis.opportunities import IDEAS, find, place_flows
from symgeo.analysis.proximity import find_pairs, search_radii_km


@pytest.fixture(scope="module")
def found(example: Dataset) -> pd.DataFrame:
    return find(example)


@pytest.fixture(scope="module")
def blind(example: Dataset) -> pd.DataFrame:
    """As if nobody had recorded anything: no exchanges, no commitments, no precedents."""
    return find(example, Choices(hide_exchanges=True, use_precedents=False))


def _computed(exchange: pd.Series, opportunities: pd.DataFrame) -> pd.DataFrame:
    same = (opportunities["supply_site_id"] == exchange["supplier_site_id"]) & (
        opportunities["demand_site_id"] == exchange["receiver_site_id"]
    )
    code = exchange["resource_code"]
    resource = (opportunities["supply_resource"] == code) | (opportunities["demand_resource"] == code)
    found: pd.DataFrame = opportunities[same & resource]
    return found


def test_every_completed_exchange_is_found_again(example: Dataset, blind: pd.DataFrame) -> None:
    completed = example.exchanges[example.exchanges["stage"] == "completed"]
    computed = {name: _computed(row, blind) for name, row in completed.iterrows()}
    assert len(completed) == 33
    assert [name for name, rows in computed.items() if rows.empty] == []
    assert [name for name, rows in computed.items() if (rows["tier"] == "D").all()] == []


def test_completed_exchanges_rank_high_without_being_known(example: Dataset, blind: pd.DataFrame) -> None:
    completed = example.exchanges[example.exchanges["stage"] == "completed"]
    ranks = np.array([_computed(row, blind)["rank"].min() for _, row in completed.iterrows()])
    assert np.median(ranks) < 0.2 * len(blind)
    assert (ranks <= 0.25 * len(blind)).mean() > 0.6


def test_recorded_exchanges_stand_in_tier_x(example: Dataset, found: pd.DataFrame) -> None:
    running = example.exchanges["stage"].isin(["completed", "implementation"])
    known = found[found["existing_exchange_id"].isin(example.exchanges.index[running])]
    assert set(known["existing_exchange_id"]) == set(example.exchanges.index[running])
    assert set(known["tier"]) == {"X"}


def test_scrap_steel_never_goes_to_the_aluminium_smelter(found: pd.DataFrame) -> None:
    assert not ((found["supply_resource"] == "scrap_steel") & (found["demand_site_id"] == "MR001")).any()


def test_low_heat_never_makes_cold(found: pd.DataFrame) -> None:
    cold = found[(found["supply_resource"] == "heat_30_60") & (found["demand_resource"] == "cooling")]
    assert not cold.empty
    assert set(cold["gate"]) == {"temperature"}


def test_digestate_is_no_gold_mine(example: Dataset) -> None:
    assert example.reference.rules.loc["C056", "value_factor"] == pytest.approx(0.004)


def test_fish_goes_as_feed_to_food_makers_and_as_gas_to_energy(found: pd.DataFrame) -> None:
    fish = found[
        (found["supply_resource"] == "fish_byproduct") & (found["demand_resource"] == "fish_byproduct")
    ]
    assert set(fish["rule_id"]) == {"C049"}


def test_opportunities_link_straight_to_their_water(found: pd.DataFrame) -> None:
    holla = found[(found["supply_site_id"] == "TR007") & (found["demand_site_id"] == "TR008")]
    assert (holla["crosses_water_km"] > 1).all()
    assert len(holla)


def test_worked_pairs_are_near_the_method_papers(found: pd.DataFrame, blind: pd.DataFrame) -> None:
    kylling = blind[(blind["supply_flow_id"] == "F0001") & (blind["demand_flow_id"] == "F0010")].iloc[0]
    assert kylling["matched_quantity"] == 30_000
    assert kylling["co2_t"] == pytest.approx(1_200)
    assert kylling["score"] == pytest.approx(78, abs=3)
    tine = found[(found["supply_site_id"] == "MR012") & (found["demand_resource"] == "heat_60_100")].iloc[0]
    assert tine["matched_quantity"] == 20_000
    assert tine["co2_t"] == pytest.approx(715, rel=0.05)
    assert tine["score"] == pytest.approx(68, abs=3)


def test_nothing_is_promised_twice_in_pools_and_streams(example: Dataset, found: pd.DataFrame) -> None:
    flows = example.flows
    free = flows["quantity"] * (1 - flows["committed_pct"] / 100)
    given = found.groupby("demand_flow_id")["allocated_quantity"].sum()
    shares = (given / free.loc[given.index]).fillna(0.0)
    pools = flows.loc[shares.index, "pool_id"]
    assert (shares <= 1 + 1e-9).all()
    assert (shares.groupby(pools[pools != ""]).sum() <= 1 + 1e-9).all()


def test_only_ideas_get_an_allocation(found: pd.DataFrame) -> None:
    assert (found.loc[~found["tier"].isin(IDEAS), "allocated_quantity"] == 0).all()


def test_illustrative_rows_carry_no_money(found: pd.DataFrame) -> None:
    assert found.loc[found["is_illustrative"], "net_benefit_eur"].isna().all()
    assert found.loc[~found["is_illustrative"], "net_benefit_eur"].notna().any()


def test_candidates_equal_those_of_brute_force(example: Dataset) -> None:
    reference = example.reference
    rules = complete_rules(reference.rules, reference.resources)
    codes = compatible_codes(rules)
    supply, demand = place_flows(example, hide_commitments=False)
    radii = search_radii_km(reference.resources, Choices())
    pairs = find_pairs(supply, demand, codes, radii)
    allowed = set(codes.itertuples(index=False, name=None))
    cross = supply.reset_index().merge(demand.reset_index(), how="cross", suffixes=("_s", "_d"))
    cross = cross[cross["site_id_s"] != cross["site_id_d"]]
    keys = zip(cross["resource_code_s"], cross["resource_code_d"], strict=True)
    cross = cross[[key in allowed for key in keys]]
    ends = (cross[c].to_numpy() for c in ("lon_s", "lat_s", "lon_d", "lat_d"))
    near = cross[geodesic_km(*ends) <= radii.loc[cross["resource_code_s"]].to_numpy()]
    assert set(zip(pairs["supply"], pairs["demand"], strict=True)) == set(
        zip(near["index_s"], near["index_d"], strict=True)
    )
