"""A data set of two sites made by hand, and one opportunity between them, for tests of cards and tables."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.vocabulary import Barrier

NAN = float("nan")


def dataset(text: str = "", **changes: str) -> Dataset:
    """Give a smelter with hot water and a poultry plant that needs it.

    Parameters
    ----------
    text : str
        Put in front of every free text of the data, for hostile names.
    **changes : str
        ``supply_evidence`` and ``demand_evidence``; reported where not said.
    """
    return Dataset(
        sites=_sites(text),
        flows=_flows(
            text, changes.get("supply_evidence", "reported"), changes.get("demand_evidence", "reported")
        ),
        exchanges=_exchanges(text),
        reference=_reference(text),
        revision="test",
        is_example=False,
    )


def _sites(text: str) -> gpd.GeoDataFrame:
    rows = {
        "S1": {"name": f"{text}Smelter", "lon": 9.87, "lat": 63.32, "nace": "24.10"},
        "S2": {"name": f"{text}Poultry", "lon": 9.83, "lat": 63.30, "nace": "10.12"},
    }
    shared = {
        "operator": f"{text}Owner",
        "municipality_number": "5059",
        "municipality": "Orkland",
        "county_code": "NO-50",
        "county": "Trøndelag",
        "country": "NO",
        "coord_precision": "locality",
        "nace_label": f"{text}label",
        "main_product": f"{text}product",
        "capacity": f"{text}capacity",
        "status": "operating",
        "source": f"{text}site source",
        "confidence": "B",
        "note": f"{text}site note",
    }
    table = pd.DataFrame(
        [{**shared, **row} for row in rows.values()], index=pd.Index(list(rows), name="site_id")
    )
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326")


def _flows(text: str, supply_evidence: str, demand_evidence: str) -> pd.DataFrame:
    shared = {
        "resource_code": "heat_60_100",
        "unit": "MWh",
        "quantity_low": NAN,
        "quantity_high": NAN,
        "dm_pct": NAN,
        "profile": "flat",
        "pool_id": "",
        "stream_id": "",
        "confidence": "B",
        "quality_tags": "",
        "source": f"{text}flow source",
        "note": f"{text}flow note",
    }
    supply = {
        "site_id": "S1",
        "direction": "supply",
        "quantity": 7_400.0,
        "temp_c": 80.0,
        "committed_pct": 45.0,
        "evidence": supply_evidence,
        "current_outlet": f"{text}fjord",
    }
    demand = {
        "site_id": "S2",
        "direction": "demand",
        "quantity": 5_000.0,
        "temp_c": NAN,
        "committed_pct": 0.0,
        "evidence": demand_evidence,
        "current_outlet": "",
    }
    return pd.DataFrame(
        [{**shared, **supply}, {**shared, **demand}], index=pd.Index(["F1", "F2"], name="flow_id")
    )


def _exchanges(text: str) -> pd.DataFrame:
    row = {
        "title": f"{text}Heat to poultry",
        "supplier_site_id": "S1",
        "supplier": f"{text}Smelter",
        "receiver_site_id": "S2",
        "receiver": f"{text}Poultry",
        "resource_code": "heat_60_100",
        "via": f"{text}pipe",
        "quantity": NAN,
        "unit": "",
        "evidence": "",
        "straight_km": 2.94,
        "stage": "completed",
        "start_year": "2021",
        "investment": f"{text}70 MNOK",
        "co2_saved_t": NAN,
        "county": "Trøndelag",
        "source": f"{text}exchange source",
        "confidence": "A",
        "note": "",
    }
    return pd.DataFrame([row], index=pd.Index(["E1"], name="exchange_id"))


def _reference(text: str) -> Reference:
    names = {f"name_{language}": ["Heat", "Hot water"] for language in ("en", "nb", "nn", "sv")}
    resources = pd.DataFrame(
        {
            "parent": ["", "heat"],
            "legal_default": "na",
            "hazardous": "no",
            "disposal_param": "",
            "line_param": "pipe.dh_capex",
            **names,
        },
        index=["heat", "heat_60_100"],
    )
    rules = pd.DataFrame(
        {
            "typical_barrier": f"{text}distance",
            "converter_type": f"{text}exchanger",
            "substitutes": f"{text}electric boiler",
            "real_example": f"{text}Kemira",
            "example_source": f"{text}example source",
            **{f"barrier_{kind.value}": 1.0 for kind in Barrier},
            "trl": 9.0,
            "heat_pump": False,
        },
        index=["R1"],
    )
    precedent = {
        "supplier_label": f"{text}power plant",
        "receiver_label": f"{text}refinery",
        "resource_code": "heat_60_100",
        "place": f"{text}Kalundborg",
        "country": "DK",
        "source": f"{text}precedent source",
    }
    return Reference(
        resources=resources,
        rules=rules,
        parameters=_parameters(text),
        precedents=pd.DataFrame([precedent], index=["M1"]),
        municipalities=pd.DataFrame(),
        counties=gpd.GeoDataFrame(),
        land=None,
        barriers=_barriers(text),
    )


def _barriers(text: str) -> pd.DataFrame:
    row = {
        "kind": "economic",
        "from_level": 1.0,
        "supply_codes": "heat",
        "legal_status": "",
        "applies": "pipe",
        "country": "",
        "title": f"{text}what the line costs",
        "reason": f"{text}it needs a large need",
        "who_helps": f"{text}the energy company",
        "others": f"{text}Orkanger paid",
        "precedent_ids": "M1",
        "source": f"{text}barrier source",
        "evidence": "reported",
    }
    return pd.DataFrame([row], index=["H1"])


def _parameters(text: str) -> pd.DataFrame:
    values = {
        "price.heat_mix_no": (70.0, "EUR/MWh", "unverified"),
        "ef.heat_mix_no": (40.0, "kgCO2e/MWh", "reported"),
        "pipe.dh_capex": (1200.0, "EUR/m", "derived"),
        "freed.heat_mix_no": (0.5, "-", "assumption"),
        "heat.linear_density_min": (1.5, "MWh/(m yr)", "reported"),
    }
    weights = {
        "fit": 0.3,
        "quantity": 0.2,
        "distance": 0.3,
        "quality": 0.2,
        "eur": 0.45,
        "co2": 0.35,
        "barrier": 0.2,
    }
    values |= {f"score.w.{name}": (weight, "-", "assumption") for name, weight in weights.items()}
    return pd.DataFrame(
        {
            "value": [value for value, _, _ in values.values()],
            "low": [value / 2 for value, _, _ in values.values()],
            "high": [value * 2 for value, _, _ in values.values()],
            "unit": [unit for _, unit, _ in values.values()],
            "evidence": [evidence for _, _, evidence in values.values()],
            "source": f"{text}parameter source",
            "source_year": "2023",
            "note": f"{text}parameter note",
        },
        index=pd.Index(list(values), name="key"),
    )


def opportunities(**changes: Any) -> pd.DataFrame:  # noqa: ANN401  # any column
    """Give one opportunity, from F1 to F2."""
    row = {
        "opportunity_id": "F1~F2",
        "rank": 3,
        "tier": "B",
        "score": 64.0,
        "supply_flow_id": "F1",
        "demand_flow_id": "F2",
        "supply_site_id": "S1",
        "demand_site_id": "S2",
        "supply_resource": "heat_60_100",
        "demand_resource": "heat_60_100",
        "resource_group": "heat",
        "rule_id": "R1",
        "route": "direct",
        "supply_county": "NO-50",
        "transport_mode": "pipe",
        "distance_km": 2.94,
        "route_km": 3.4,
        "route_high_km": 4.1,
        "crosses_water_km": 0.0,
        "matched_quantity": 4_000.0,
        "matched_low": 2_000.0,
        "matched_high": 8_000.0,
        "unit": "MWh",
        "net_benefit_eur": 180_000.0,
        "net_benefit_low_eur": -20_000.0,
        "net_benefit_high_eur": 400_000.0,
        "co2_t": 150.0,
        "co2_low_t": 80.0,
        "co2_high_t": 300.0,
        "electricity_freed_mwh": 2_000.0,
        "evidence": "reported",
        "is_illustrative": False,
        "confidence": "B",
        "barrier": "economic",
        "barrier_level": 2.0,
        "existing_exchange_id": "",
        "exchange_stage": "",
        "gate": "",
        "temperature_shortfall_k": 0.0,
        "precedent_id": "M1",
        "cop": NAN,
        "electricity_used_mwh": 0.0,
        "heat_density_mwh_per_m": 1.2,
        "fit": 1.0,
        "quantity_score": 0.86,
        "distance_score": 0.82,
        "quality_score": 1.0,
        "benefit_score": 0.43,
        "co2_score": 0.4,
        "barrier_score": 0.5,
        "feasibility": 0.91,
        "attractiveness": 0.45,
        "value_eur": 280_000.0,
        "disposal_eur": 0.0,
        "transport_eur": 0.0,
        "annuity_eur": 100_000.0,
        "power_eur": 0.0,
        "co2_replaced_t": 160.0,
        "co2_transport_t": 10.0,
        "co2_power_t": 0.0,
        "price_key": "price.heat_mix_no",
        "ef_key": "ef.heat_mix_no",
    }
    return pd.DataFrame([{**row, **changes}])


def opportunity(**changes: Any) -> pd.Series:  # noqa: ANN401  # any column
    return opportunities(**changes).iloc[0]
