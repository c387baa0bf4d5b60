"""Money against numbers worked out by hand."""

import pytest

from symgeo.analysis.economics import annuity_factor
from symgeo.analysis.opportunities import find
from tests.analysis.world import two_sites, world


def test_annuity_of_six_percent_and_thirty_years() -> None:
    assert annuity_factor(0.06, 30) == pytest.approx(0.072649, abs=1e-6)


def test_pipe_case_adds_up_by_hand() -> None:
    found = find(two_sites()).iloc[0]
    km = found["distance_km"]
    assert found["matched_quantity"] == 8_000.0
    assert found["value_eur"] == pytest.approx(8_000 * 70)
    metres = km * 1.15 * 1000
    exchanger_kw = 8_000 * 1000 / 7500
    annuity = metres * 1200 * (0.0726489 + 0.02) + exchanger_kw * 60 * (0.1029628 + 0.02)
    assert found["annuity_eur"] == pytest.approx(annuity, rel=1e-5)
    assert found["line_eur"] == pytest.approx(metres * 1200 * (0.0726489 + 0.02), rel=1e-5)
    assert found["line_capex_eur"] == pytest.approx(metres * 1200)
    assert found["plant_capex_eur"] == pytest.approx(exchanger_kw * 60)
    assert found["net_benefit_eur"] == pytest.approx(8_000 * 70 - annuity, rel=1e-5)
    assert found["co2_t"] == pytest.approx(8_000 * 40 / 1000)
    assert found["electricity_freed_mwh"] == pytest.approx(4_000)


def test_parts_add_up_to_the_net_benefit() -> None:
    found = find(two_sites()).iloc[0]
    parts = found["value_eur"] + found["disposal_eur"] - found["transport_eur"]
    assert found["net_benefit_eur"] == pytest.approx(parts - found["annuity_eur"] - found["power_eur"])


def test_lorry_case_adds_up_by_hand() -> None:
    chips = {
        "parent": "forest",
        "unit": "t",
        "transport_mode": "truck",
        "line_param": "",
        "max_radius_km": 200.0,
    }
    found = find(
        world(
            sites={"S1": {}, "S2": {"lat": 63.6}},
            flows={
                "F1": {"resource_code": "chips", "unit": "t", "quantity": 1000.0},
                "F2": {
                    "site_id": "S2",
                    "direction": "demand",
                    "resource_code": "chips",
                    "unit": "t",
                    "quantity": 400.0,
                },
            },
            resources={"chips": chips},
            rules=[
                {
                    "supply_code": "chips",
                    "demand_code": "chips",
                    "value_factor": 2.3,
                    "subst_param": "woodchips",
                }
            ],
        )
    ).iloc[0]
    road = found["distance_km"] * 1.6
    assert found["route_km"] == pytest.approx(road)
    assert found["transport_eur"] == pytest.approx(400 * (4.0 + 0.11 * road))
    assert found["net_benefit_eur"] == pytest.approx(400 * 2.3 * 30 - 400 * (4.0 + 0.11 * road))
    assert found["co2_t"] == pytest.approx(400 * 2.3 * 15 / 1000 - 400 * road * 90.3e-6)


def test_heat_pump_power_is_paid_and_counted() -> None:
    found = find(
        two_sites(
            flows={
                "F1": {"quantity": 10_000.0, "temp_c": 40.0},
                "F2": {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0},
            },
            rules=[{"heat_pump": True, "route": "converter"}],
        )
    ).iloc[0]
    cop = 0.5 * 348.15 / 35.0
    assert found["cop"] == pytest.approx(cop)
    assert found["electricity_used_mwh"] == pytest.approx(8_000 / cop)
    assert found["power_eur"] == pytest.approx(8_000 / cop * 55)
    assert found["electricity_freed_mwh"] == pytest.approx(
        8_000 * (cop / (cop - 1)) * 0.5 * (cop - 1) / cop - 8_000 / cop
    )


def test_illustrative_flow_gets_no_money() -> None:
    dataset = two_sites(
        flows={
            "F1": {"quantity": 10_000.0, "temp_c": 90.0, "evidence": "illustrative", "confidence": "D"},
            "F2": {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0},
        }
    )
    found = find(dataset).iloc[0]
    assert found[["net_benefit_eur", "net_benefit_low_eur", "value_eur", "annuity_eur"]].isna().all()
    assert found["score"] == pytest.approx(find(two_sites()).iloc[0]["score"])


def test_unpriced_resource_has_no_money() -> None:
    found = find(two_sites(rules=[{"subst_param": "none"}])).iloc[0]
    assert found[["net_benefit_eur", "co2_t"]].isna().all()
    assert found["tier"] == "B"


def test_low_and_high_enclose_the_middle() -> None:
    found = find(two_sites()).iloc[0]
    assert found["matched_low"] == 4_000.0
    assert found["matched_high"] == 16_000.0
    assert found["net_benefit_low_eur"] < found["net_benefit_eur"] < found["net_benefit_high_eur"]
