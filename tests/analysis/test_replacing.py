"""What a receiver of heat uses today takes the place of what the rule replaces."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.opportunities import find
from symgeo.analysis.replacing import chosen_energy, stated_energy, with_energy
from tests.analysis.world import two_sites

PRICES = {"price.natgas": 65.0, "ef.natgas": 202.0}


def found(tags: str) -> pd.Series:
    supply = {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0}
    need = {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0}
    flows = {"F1": supply, "F2": {**need, "quality_tags": tags}}
    return find(two_sites(flows=flows, parameters=PRICES)).iloc[0]


def test_gas_frees_no_electricity_but_saves_its_own_price_and_co2() -> None:
    row = found("replaces=natgas")
    assert row["price_key"] == "price.natgas"
    assert row["value_eur"] == 8_000 * 65
    assert row["co2_t"] == pytest.approx(8_000 * 0.202)
    assert row["electricity_freed_mwh"] == 0.0


def test_electricity_is_freed_in_full_at_the_countrys_price() -> None:
    row = found("grade=a; replaces=electricity")
    assert (row["price_key"], row["electricity_freed_mwh"]) == ("price.electricity_no", 8_000.0)
    assert row["value_eur"] == 8_000 * 55


@pytest.mark.parametrize(("energy", "price", "kg"), [("woodchips", 30.0, 15.0), ("biomass", 42.0, 20.0)])
def test_wood_chips_and_other_biomass_have_a_price_and_emissions_each(
    energy: str, price: float, kg: float
) -> None:
    row = found(f"replaces={energy}")
    assert row["price_key"] == f"price.{energy}"
    assert row["value_eur"] == 8_000 * price
    assert row["co2_t"] == pytest.approx(8_000 * kg / 1000)


@pytest.mark.parametrize("tags", ["", "replaces=", "replaces=coal", "polymer=pe"])
def test_what_is_not_stated_or_not_known_stays_as_the_rule_says(tags: str) -> None:
    assert found(tags)["price_key"] == "price.heat_mix_no"
    assert stated_energy(tags) == ""


def test_goods_and_cooling_are_not_replaced_by_another_energy() -> None:
    pairs = pd.DataFrame(
        {
            "demand_quality_tags": "replaces=natgas",
            "demand_group": ["heat", "heat", "forest", "heat"],
            "demand_resource": ["heat_60_100", "cooling", "chips", "heat_60_100"],
            "demand_country": "SE",
        }
    )
    by_rule = pd.Series(["heat_mix_no", "electricity_se", "woodchips", "none"]).to_numpy(object)
    assert list(chosen_energy(pairs, by_rule)) == ["natgas", "electricity_se", "woodchips", "none"]


def test_other_tags_stay_when_an_energy_is_chosen() -> None:
    assert with_energy("polymer=pe;replaces=natgas", "lpg") == "polymer=pe;replaces=lpg"
    assert with_energy("replaces=natgas", "") == ""
    assert stated_energy(with_energy("", "woodchips")) == "woodchips"
