"""Small worlds: a data set from a few rows, with everything else at plain defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference

SITE = {
    "name": "A site",
    "operator": "",
    "municipality_number": "5059",
    "municipality": "Orkland",
    "county_code": "NO-50",
    "county": "Trøndelag",
    "country": "NO",
    "lon": 9.85,
    "lat": 63.3,
    "nace": "24.10",
    "site_type": "industry",
    "cluster_label": "",
    "network_id": "",
    "status": "operating",
}
FLOW = {
    "site_id": "S1",
    "direction": "supply",
    "resource_code": "heat_60_100",
    "quantity": 1000.0,
    "unit": "MWh",
    "temp_c": np.nan,
    "dm_pct": np.nan,
    "profile": "flat",
    "committed_pct": 0.0,
    "pool_id": "",
    "stream_id": "",
    "evidence": "reported",
    "confidence": "B",
    "quality_tags": "",
}
RESOURCE = {
    "parent": "heat",
    "unit": "MWh",
    "kind": "energy",
    "hazardous": "no",
    "legal_default": "na",
    "supply_nace": "",
    "demand_nace": "all",
    "disposal_param": "",
    "line_param": "pipe.dh_capex",
    "transport_mode": "pipe",
    "alt_mode": "",
    "default_radius_km": 10.0,
    "max_radius_km": 30.0,
    "notes": "",
}
RULE = {
    "supply_code": "heat_60_100",
    "demand_code": "heat_60_100",
    "route": "direct",
    "match_factor": 1.0,
    "value_factor": 1.0,
    "efficiency": 1.0,
    "min_delta_t_k": 5.0,
    "min_source_temp_c": np.nan,
    "heat_pump": False,
    "fit": 1.0,
    "subst_param": "heat_mix_no",
    "receiver_nace_prefix": "",
    "barrier_regulatory": 1.0,
    "barrier_social": 0.0,
    "barrier_technical": 0.0,
    "barrier_economic": 2.0,
    "status": "curated",
}
EXCHANGE = {
    "title": "An exchange",
    "supplier_site_id": "S1",
    "receiver_site_id": "S2",
    "resource_code": "heat_60_100",
    "quantity": np.nan,
    "unit": "MWh",
    "evidence": "",
    "stage": "completed",
}
PRECEDENT = {
    "supplier_nace": "24.10",
    "supplier_label": "smelter",
    "receiver_nace": "35.30",
    "receiver_label": "district heating",
    "resource_code": "heat_60_100",
    "place": "Elsewhere",
    "source": "a report",
    "status": "operating",
}
PARAMETERS = {
    "price.heat_mix_no": 70.0,
    "price.electricity_no": 55.0,
    "price.electricity_se": 50.0,
    "price.woodchips": 30.0,
    "price.biomass": 42.0,
    "ef.heat_mix_no": 40.0,
    "ef.electricity_no": 15.0,
    "ef.electricity_se": 20.0,
    "ef.woodchips": 15.0,
    "ef.biomass": 20.0,
    "ef.truck": 90.3,
    "ef.ship_small_bulk": 14.0,
    "truck.fixed": 4.0,
    "truck.var": 0.11,
    "ship.fixed": 6.0,
    "ship.var": 0.02,
    "pipe.dh_capex": 1200.0,
    "pipe.hx_capex": 60.0,
    "pipe.opex_share": 0.02,
    "finance.discount_rate": 0.06,
    "finance.life_pipe": 30.0,
    "finance.life_plant": 15.0,
    "heat.linear_density_min": 1.5,
    "heat.dh_full_load_hours": 2800.0,
    "heat.process_full_load_hours": 7500.0,
    "heat.season_overlap.flat_to_dh": 0.6,
    "heat.season_overlap.summer_to_dh": 0.1,
    "heat.season_overlap.summer_to_flat": 0.25,
    "heat.season_overlap.dh_to_flat": 0.6,
    "heat.season_overlap.campaign": 0.5,
    "heatpump.lorenz_eff": 0.5,
    "heatpump.max_cop": 7.0,
    "heatpump.max_lift": 80.0,
    "heatpump.capex": 700.0,
    "network.connection_m": 500.0,
    "freed.heat_mix_no": 0.5,
    "freed.heat_mix_se": 0.1,
    "detour.pipe": 1.15,
    "detour.sea": 1.5,
    "detour.road_default": 1.3,
    "detour.fjord_no": 1.6,
    "detour.inland_se": 1.3,
    "detour.fjord_crossing": 2.5,
    "quality.mixed": 0.5,
    "quality.grade": 0.6,
    "lhv.methane": 13.9,
    "tier.quick_max_km": 60.0,
    "score.floor": 0.02,
    "score.prior_4digit": 0.1,
    "score.prior_2digit": 0.05,
    "score.w.fit": 0.3,
    "score.w.quantity": 0.2,
    "score.w.distance": 0.3,
    "score.w.quality": 0.2,
    "score.w.eur": 0.45,
    "score.w.co2": 0.35,
    "score.w.barrier": 0.2,
}

Rows = Mapping[str, Mapping[str, Any]]


def frame(rows: Rows, default: Mapping[str, Any], index: str) -> pd.DataFrame:
    """Give a frame with one row a key; what a row does not say is the default."""
    table = pd.DataFrame([{**default, **row} for row in rows.values()], columns=list(default))
    return table.set_index(pd.Index(list(rows), name=index, dtype=object))


def flows_frame(rows: Rows) -> pd.DataFrame:
    """Give flows; low and high are half and double where not said."""
    full = {
        key: {
            "quantity_low": row.get("quantity", FLOW["quantity"]) * 0.5,
            "quantity_high": row.get("quantity", FLOW["quantity"]) * 2.0,
            **row,
        }
        for key, row in rows.items()
    }
    return frame(full, {**FLOW, "quantity_low": 500.0, "quantity_high": 2000.0}, "flow_id")


def parameters_frame(changes: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Give the plain parameters, each with its value as low and high."""
    values = {**PARAMETERS, **(changes or {})}
    column = list(values.values())
    return pd.DataFrame(
        {"value": column, "low": column, "high": column},
        index=pd.Index(list(values), name="key", dtype=object),
    )


def world(
    *,
    sites: Rows,
    flows: Rows,
    rules: Iterable[Mapping[str, Any]] = ({},),
    resources: Rows | None = None,
    exchanges: Rows | None = None,
    precedents: Rows | None = None,
    parameters: Mapping[str, float] | None = None,
) -> Dataset:
    """Give a data set without land, so that nothing crosses water."""
    groups = {
        "heat": {"parent": ""},
        "forest": {"parent": ""},
        "water": {"parent": ""},
        "material": {"parent": ""},
    }
    leaves = resources or {"heat_60_100": {}}
    table = frame(sites, SITE, "site_id")
    places = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326")
    reference = Reference(
        resources=frame({**groups, **leaves}, RESOURCE, "code"),
        rules=frame({f"R{n}": rule for n, rule in enumerate(rules, 1)}, RULE, "rule_id"),
        parameters=parameters_frame(parameters),
        precedents=frame(precedents or {}, PRECEDENT, "precedent_id"),
        municipalities=pd.DataFrame(),
        counties=gpd.GeoDataFrame(),
        land=None,
    )
    return Dataset(
        sites=places,
        flows=flows_frame(flows),
        exchanges=frame(exchanges or {}, EXCHANGE, "exchange_id"),
        reference=reference,
        revision="test",
        is_example=False,
    )


def two_sites(**changes: Any) -> Dataset:  # noqa: ANN401  # any argument of world
    """Give a smelter and a district-heating network 1 km apart that match in heat."""
    given: dict[str, Any] = {
        "sites": {"S1": {"nace": "24.10"}, "S2": {"nace": "35.30", "lat": 63.309}},
        "flows": {
            "F1": {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0},
            "F2": {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0},
        },
    }
    return world(**{**given, **changes})
