"""Random small worlds with what makes matching hard: ties, one point, the radius itself, zero and huge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from pyproj import Geod

from symgeo.analysis.dataset import Dataset
from tests.analysis.world import world

RESOURCES: Mapping[str, Mapping[str, Any]] = {
    "heat_30_60": {"max_radius_km": 10.0, "default_radius_km": 4.0},
    "heat_60_100": {"max_radius_km": 30.0, "default_radius_km": 10.0},
    "sawdust": {
        "parent": "forest",
        "unit": "t",
        "transport_mode": "truck",
        "default_radius_km": 20.0,
        "max_radius_km": 60.0,
        "line_param": "",
    },
    "brine": {
        "parent": "water",
        "unit": "t",
        "transport_mode": "pipe",
        "alt_mode": "truck",
        "hazardous": "yes",
        "legal_default": "waste",
        "demand_nace": "20;37",
        "default_radius_km": 5.0,
        "max_radius_km": 1500.0,
    },
}
_MATERIAL = {"min_delta_t_k": np.nan, "subst_param": "woodchips"}
RULES: tuple[Mapping[str, Any], ...] = (
    {},
    {
        "supply_code": "heat_30_60",
        "demand_code": "heat_60_100",
        "route": "converter",
        "heat_pump": True,
        "match_factor": 1.3,
        "value_factor": 1.3,
        "fit": 0.7,
    },
    {"supply_code": "sawdust", "demand_code": "sawdust", **_MATERIAL},
    {
        "supply_code": "sawdust",
        "demand_code": "sawdust",
        "receiver_nace_prefix": "35",
        "fit": 0.5,
        **_MATERIAL,
    },
    {
        "supply_code": "sawdust",
        "demand_code": "heat_60_100",
        "route": "converter",
        "match_factor": 4.2,
        "value_factor": 3.0,
        **_MATERIAL,
        "subst_param": "unknown",
    },
    {"supply_code": "brine", "demand_code": "brine", **_MATERIAL, "barrier_social": 4.0},
)
_TAGS = (
    *("", "polymer=PE", "polymer=PP", "polymer=mixed;grade=1"),
    *("replaces=natgas", "grade=1; replaces=electricity", "replaces=lpg"),
)
"""The price of one energy that is stated is not known."""
_PRICES = {"price.natgas": 65.0, "ef.natgas": 202.0, "ef.lpg": 227.0}
_HOME = (9.85, 63.3)
_DISTANCES_KM = (0.0, 0.5, 9.9999995, 10.0, 10.0000005, 29.9999, 30.0, 45.0, 60.0, 200.0, 1400.0, 1500.0)
_PRECEDENTS = {
    "P1": {
        "supplier_nace": "24.10",
        "receiver_nace": "35.30",
        "resource_code": "heat_60_100",
        "place": "Elsewhere",
    },
    "P2": {"supplier_nace": "24.20", "receiver_nace": "35.10", "resource_code": "sawdust", "place": "Here"},
}


def _place(distance_km: float, azimuth: float) -> tuple[float, float]:
    lon, lat, _ = Geod(ellps="WGS84").fwd(*_HOME, azimuth, distance_km * 1000)
    return float(lon), float(lat)


@st.composite
def sites(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Draw two to six sites; many share one point or lie on a radius."""
    count = draw(st.integers(2, 6))
    rows = {}
    for n in range(count):
        lon, lat = _place(draw(st.sampled_from(_DISTANCES_KM)), draw(st.sampled_from((0.0, 37.0, 90.0))))
        place = draw(st.sampled_from((("5059", "NO-50"), ("5001", "NO-50"), ("1563", "NO-15"), ("", ""))))
        rows[f"S{n}"] = {
            "lon": lon,
            "lat": lat,
            "nace": draw(st.sampled_from(("24.10", "35.30", "20.13", "38", ""))),
            "country": draw(st.sampled_from(("NO", "SE", "FI"))),
            "municipality_number": place[0],
            "county_code": place[1],
            "network_id": draw(st.sampled_from(("", "N1", "N1;N2"))),
            "cluster_label": draw(st.sampled_from(("", "here"))),
            "status": draw(st.sampled_from(("operating", "operating", "closed"))),
        }
    return rows


@st.composite
def flows(draw: st.DrawFn, site_ids: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Draw up to fourteen flows, many of them alike."""
    rows = {}
    for n in range(draw(st.integers(2, 14))):
        code = draw(st.sampled_from(("heat_30_60", "heat_60_100", "sawdust", "sawdust", "brine")))
        rows[f"F{n:02d}"] = {
            "site_id": draw(st.sampled_from(site_ids)),
            "direction": draw(st.sampled_from(("supply", "demand"))),
            "resource_code": code,
            "unit": RESOURCES[code].get("unit", "MWh"),
            "quantity": draw(st.sampled_from((0.0, 0.0005, 10.0, 1000.0, 1000.0, 7e4, 1e12))),
            "temp_c": draw(st.sampled_from((float("nan"), 35.0, 70.0, 90.0))),
            "dm_pct": draw(st.sampled_from((float("nan"), 0.0, 40.0, 90.0))),
            "profile": draw(st.sampled_from(("flat", "heating_season", "summer", "campaign"))),
            "committed_pct": draw(st.sampled_from((0.0, 0.0, 50.0, 80.0, 90.0, 100.0))),
            "quality_tags": draw(st.sampled_from(_TAGS)),
            "pool_id": draw(st.sampled_from(("", "P1"))),
        }
    return rows


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Draw a whole data set."""
    places = draw(sites())
    stage = draw(st.sampled_from(("completed", "idea")))
    exchanges = {
        "E1": {"supplier_site_id": "S0", "receiver_site_id": "S1", "resource_code": "sawdust", "stage": stage}
    }
    return world(
        sites=places,
        flows=draw(flows(tuple(places))),
        rules=RULES,
        resources=RESOURCES,
        exchanges=exchanges,
        precedents=_PRECEDENTS,
        parameters=_PRICES,
    )


def shuffled(dataset: Dataset, seed: int) -> Dataset:
    """Give the same data with its rows in another order."""
    tables = {name: getattr(dataset, name).sample(frac=1.0, random_state=seed) for name in ("sites", "flows")}
    return Dataset(
        sites=tables["sites"],
        flows=tables["flows"],
        exchanges=dataset.exchanges,
        reference=dataset.reference,
        revision="shuffled",
        is_example=False,
    )


def table_of(best: Any, problem: Any) -> pd.DataFrame:  # noqa: ANN401  # Best and Problem of the engine
    """Give kept pairs by the ids of their flows."""
    return pd.DataFrame(
        {
            "supply": problem.supply.flow_id[best.row],
            "demand": problem.demand.flow_id[best.other],
            "key": best.key,
        }
    )
