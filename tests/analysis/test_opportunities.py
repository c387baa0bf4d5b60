"""What find promises, on small worlds and with hypothesis."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import COLUMNS, find
from tests.analysis.world import two_sites, world


def _flow(site: str, direction: str, **changes: object) -> dict[str, object]:
    temperature = 90.0 if direction == "supply" else 75.0
    return {"site_id": site, "direction": direction, "temp_c": temperature, **changes}


def test_columns_are_those_promised() -> None:
    assert list(find(two_sites()).columns) == list(COLUMNS)


def test_nothing_found_keeps_the_columns() -> None:
    found = find(two_sites(flows={"F1": _flow("S1", "supply")}))
    assert found.empty
    assert list(found.columns) == list(COLUMNS)


def test_id_comes_from_the_two_flows() -> None:
    assert find(two_sites())["opportunity_id"].tolist() == ["F1~F2"]


def test_score_of_a_hand_calculated_pair() -> None:
    found = find(two_sites()).iloc[0]
    distance = 0.5 ** (found["distance_km"] / 10.0)
    quantity = 0.7 * 1.0 + 0.3 * 0.8
    feasibility = (1.0**0.3) * quantity**0.2 * distance**0.3 * 1.0**0.2
    money = min(1.0, math.log10(1 + found["net_benefit_eur"] / 10_000) / 3)
    climate = math.log10(1 + 320 / 10) / 3
    attractiveness = 0.45 * money + 0.35 * climate + 0.2 * 0.5
    assert found["score"] == pytest.approx(100 * (feasibility * attractiveness) ** 0.5)
    assert found["tier"] == "A"


def test_site_never_matches_itself() -> None:
    found = find(two_sites(flows={"F1": _flow("S1", "supply"), "F2": _flow("S1", "demand")}))
    assert found.empty


def test_closed_site_never_matches() -> None:
    sites = {"S1": {"status": "closed"}, "S2": {"lat": 63.309}}
    assert find(two_sites(sites=sites)).empty


def test_matched_quantity_is_of_the_free_parts() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=10_000.0, committed_pct=50.0),
        "F2": _flow("S2", "demand", quantity=8_000.0),
    }
    assert find(two_sites(flows=flows))["matched_quantity"].tolist() == [5_000.0]


def test_little_left_over_counts_as_taken() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=9e3, committed_pct=81.0),
        "F2": _flow("S2", "demand", quantity=9e3),
    }
    assert find(two_sites(flows=flows))["tier"].tolist() == ["X"]
    assert find(two_sites(flows=flows), Choices(hide_exchanges=True))["tier"].tolist() == ["A"]


def test_recorded_exchange_lies_over_the_pair() -> None:
    found = find(two_sites(exchanges={"E1": {"stage": "idea"}, "E2": {"stage": "completed"}})).iloc[0]
    assert (found["existing_exchange_id"], found["exchange_stage"], found["tier"]) == ("E2", "completed", "X")


def test_planned_exchange_stays_an_idea() -> None:
    found = find(two_sites(exchanges={"E1": {"stage": "lost"}})).iloc[0]
    assert (found["existing_exchange_id"], found["tier"]) == ("E1", "A")


def test_season_limits_heat_into_a_network() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=10_000.0),
        "F2": _flow("S2", "demand", quantity=8_000.0, profile="heating_season"),
    }
    assert find(two_sites(flows=flows))["matched_quantity"].tolist() == [pytest.approx(0.6 * 8_000)]


def test_thin_heat_line_fails_the_density_gate() -> None:
    flows = {"F1": _flow("S1", "supply", quantity=1_000.0), "F2": _flow("S2", "demand", quantity=1_000.0)}
    found = find(two_sites(flows=flows)).iloc[0]
    assert (found["tier"], found["gate"]) == ("D", "density")
    assert found["heat_density_mwh_per_m"] == pytest.approx(1_000 / (found["route_km"] * 1000))


def test_shared_network_measures_the_connection_only() -> None:
    sites = {"S1": {"network_id": "north;south"}, "S2": {"network_id": "south", "lat": 63.309}}
    flows = {"F1": _flow("S1", "supply", quantity=1_000.0), "F2": _flow("S2", "demand", quantity=1_000.0)}
    found = find(two_sites(sites=sites, flows=flows)).iloc[0]
    assert found["shared_network"]
    assert found["heat_density_mwh_per_m"] == pytest.approx(1_000 / 500)
    assert found["gate"] == ""


def test_hot_water_a_little_too_cold_is_lifted() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=10_000.0, temp_c=75.0),
        "F2": _flow("S2", "demand", quantity=8_000.0),
    }
    found = find(two_sites(flows=flows)).iloc[0]
    assert found["cop"] == 7.0
    assert found["tier"] == "B"


def test_cooling_runs_the_other_way() -> None:
    cold = {"cooling": {"max_radius_km": 30.0}}
    rule = [{"supply_code": "cooling", "demand_code": "cooling", "min_delta_t_k": 3.0}]

    def gate(supply_c: float, demand_c: float) -> str:
        flows = {
            "F1": {"resource_code": "cooling", "temp_c": supply_c},
            "F2": {"site_id": "S2", "direction": "demand", "resource_code": "cooling", "temp_c": demand_c},
        }
        return str(find(two_sites(resources=cold, rules=rule, flows=flows))["gate"].iloc[0])

    assert gate(6.0, 10.0) == ""
    assert gate(10.0, 6.0) == "temperature"


def test_hazardous_residue_only_to_licensed_receivers() -> None:
    def gate(nace: str, legal: str) -> str:
        oil = {
            "hazardous": "yes",
            "legal_default": legal,
            "demand_nace": "23;19",
            "parent": "material",
            "unit": "t",
            "transport_mode": "truck",
            "line_param": "",
        }
        flows = {
            "F1": {"resource_code": "oil", "unit": "t"},
            "F2": {"site_id": "S2", "direction": "demand", "resource_code": "oil", "unit": "t"},
        }
        sites = {"S1": {}, "S2": {"nace": nace, "lat": 63.309}}
        found = find(
            world(
                sites=sites,
                flows=flows,
                resources={"oil": oil},
                rules=[{"supply_code": "oil", "demand_code": "oil"}],
            )
        )
        return str(found["gate"].iloc[0])

    assert gate("10.20", "waste") == "hazardous"
    assert gate("23.51", "waste") == ""
    assert gate("38.22", "waste") == ""
    assert gate("10.20", "product") == ""


def test_weaker_flow_decides_evidence_and_confidence() -> None:
    flows = {
        "F1": _flow("S1", "supply", evidence="measured", confidence="A"),
        "F2": _flow("S2", "demand", evidence="derived", confidence="C"),
    }
    found = find(two_sites(flows=flows)).iloc[0]
    assert (found["evidence"], found["confidence"]) == ("derived", "C")


def test_precedent_elsewhere_adds_to_the_fit() -> None:
    rules = [{"fit": 0.8}]
    assert find(two_sites(rules=rules, precedents={"M1": {}}))["fit"].tolist() == [pytest.approx(0.9)]
    division = {"M1": {"supplier_nace": "24.42", "receiver_nace": "35.11"}}
    assert find(two_sites(rules=rules, precedents=division))["fit"].tolist() == [pytest.approx(0.85)]
    assert find(two_sites(rules=rules, precedents={"M1": {"status": "planned"}}))["fit"].tolist() == [0.8]


def test_precedent_of_the_very_place_adds_nothing() -> None:
    sites = {"S1": {"cluster_label": "Elsewhere"}, "S2": {"nace": "35.30", "lat": 63.309}}
    found = find(two_sites(sites=sites, rules=[{"fit": 0.8}], precedents={"M1": {}})).iloc[0]
    assert (found["fit"], found["precedent_id"]) == (0.8, "")


def test_radius_can_be_chosen_as_a_whole_or_for_one_resource() -> None:
    dataset = two_sites()
    assert find(dataset, Choices(radius_km=0.5)).empty
    assert len(find(dataset, Choices(radius_km=0.5, radius_km_by_resource=(("heat_60_100", 2.0),)))) == 1


def test_pool_is_never_promised_twice() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=5_000.0),
        "F2": _flow("S2", "demand", quantity=4_000.0, pool_id="P"),
        "F3": _flow("S2", "demand", quantity=4_000.0, pool_id="P"),
    }
    found = find(two_sites(flows=flows))
    assert found["matched_quantity"].tolist() == [4_000.0, 4_000.0]
    assert found["allocated_quantity"].sum() == pytest.approx(4_000.0)


def test_two_faces_of_one_stream_are_promised_once() -> None:
    flows = {
        "F1": _flow("S1", "supply", quantity=5_000.0, stream_id="W"),
        "F2": _flow("S1", "supply", quantity=5_000.0, stream_id="W"),
        "F3": _flow("S2", "demand", quantity=50_000.0),
    }
    assert find(two_sites(flows=flows))["allocated_quantity"].sum() == pytest.approx(5_000.0)


amounts = st.floats(min_value=1.0, max_value=1e6)
places = st.tuples(st.floats(min_value=9.0, max_value=10.5), st.floats(min_value=63.0, max_value=63.6))


@st.composite
def worlds(draw: st.DrawFn) -> Dataset:
    """Give a few sites with flows of one resource."""
    count = draw(st.integers(min_value=2, max_value=6))
    points = draw(st.lists(places, min_size=count, max_size=count))
    sites = {f"S{n}": {"lon": lon, "lat": lat} for n, (lon, lat) in enumerate(points)}
    flows = {
        f"F{n}": _flow(
            f"S{draw(st.integers(min_value=0, max_value=count - 1))}",
            draw(st.sampled_from(["supply", "demand"])),
            quantity=draw(amounts),
            committed_pct=draw(st.sampled_from([0.0, 25.0, 80.0, 100.0])),
            pool_id=draw(st.sampled_from(["", "", "P"])),
        )
        for n in range(draw(st.integers(min_value=1, max_value=9)))
    }
    return two_sites(sites=sites, flows=flows)


def _shuffled(dataset: Dataset) -> Dataset:
    return Dataset(
        sites=dataset.sites.iloc[::-1],
        flows=dataset.flows.iloc[::-1],
        exchanges=dataset.exchanges,
        reference=dataset.reference,
        revision=dataset.revision,
        is_example=False,
    )


@settings(max_examples=8, deadline=None)
@given(worlds())
def test_order_of_rows_is_irrelevant(dataset: Dataset) -> None:
    pd.testing.assert_frame_equal(find(dataset), find(_shuffled(dataset)))


@settings(max_examples=12, deadline=None)
@given(worlds())
def test_nothing_is_beyond_its_radius_above_either_side_or_promised_beyond_what_is_free(
    dataset: Dataset,
) -> None:
    found = find(dataset)
    supply = dataset.flows.loc[found["supply_flow_id"], "quantity"].to_numpy()
    demand = dataset.flows.loc[found["demand_flow_id"], "quantity"].to_numpy()
    lifted = found["cop"].isna().to_numpy()
    assert (found["distance_km"] <= 30.0).all()
    assert (found["matched_quantity"].to_numpy()[lifted] <= supply[lifted] + 1e-6).all()
    assert (found["matched_quantity"].to_numpy() <= demand + 1e-6).all()
    assert found["opportunity_id"].is_unique
    assert found["score"].between(0, 100).all()

    free = dataset.flows["quantity"] * (1 - dataset.flows["committed_pct"] / 100)
    for side in ("supply", "demand"):
        given_away = found.groupby(f"{side}_flow_id")["allocated_quantity"].sum()
        assert (given_away <= free.loc[given_away.index] * (1 + 1e-9) + 1e-9).all()


@settings(max_examples=8, deadline=None)
@given(worlds())
def test_far_off_site_changes_nothing(dataset: Dataset) -> None:
    sites = {k: {"lon": r["lon"], "lat": r["lat"]} for k, r in dataset.sites.iterrows()}
    flows = {str(k): dict(r) for k, r in dataset.flows.iterrows()}
    far = two_sites(
        sites={**sites, "FAR": {"lon": 20.0, "lat": 69.0}},
        flows={**flows, "ZZ1": _flow("FAR", "supply"), "ZZ2": _flow("FAR", "demand")},
    )
    pd.testing.assert_frame_equal(find(dataset), find(far))
