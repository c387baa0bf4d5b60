"""Small summary frames and a resource table for tests of figures."""

from __future__ import annotations

import pandas as pd

from symgeo.texts import texts_for
from symgeo.views.figures import Drawing, Panel, look_for
from symgeo.views.palette import Theme

LEAVES = {"heat_30_60": "heat", "heat_60_100": "heat", "fish_sludge": "organic", "scrap_steel": "metal"}


def resources(name: str = "{code}") -> pd.DataFrame:
    """Groups and leaves; names are made from the code."""
    parents = {"heat": "", "organic": "", "metal": "", **LEAVES}
    names = [name.format(code=code) for code in parents]
    columns = {f"name_{language}": names for language in ("en", "nb", "nn", "sv")}
    return pd.DataFrame({"parent": list(parents.values()), **columns}, index=list(parents))


def drawing(language: str = "en", theme: Theme = "light", name: str = "{code}") -> Drawing:
    return Drawing(texts_for(language), look_for(theme), resources(name), is_example=True)


def panel(frame: pd.DataFrame, name: str = "Trøndelag", code: str = "NO-50") -> Panel:
    return Panel(code, name, frame)


def group_tiers() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "resource_group": ["heat", "heat", "heat", "organic"],
            "tier": ["A", "B", "X", "B"],
            "opportunities": [2, 1, 4, 5],
        }
    )


def group_amounts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "resource_group": ["heat", "heat", "organic"],
            "unit": ["MWh", "MWh", "t"],
            "evidence": ["derived", "illustrative", "reported"],
            "amount": [20_000.0, 34_567.0, 700.0],
            "low": [20_000.0, 34_567.0, 700.0],
            "high": [20_000.0, 34_567.0, 700.0],
        }
    )


def by_place(index: list[str]) -> pd.DataFrame:
    """Each place has one quick win more than the one before it, and one that exists."""
    count = range(1, len(index) + 1)
    return pd.DataFrame(
        {
            "tier_a": list(count),
            "tier_b": 0,
            "tier_c": 0,
            "tier_x": 1,
            "tier_d": 0,
        },
        index=index,
    )


def by_resource() -> pd.DataFrame:
    return pd.DataFrame(
        {
            **{f"electricity_freed_mwh{end}": [300.0, -50.0, 0.0] for end in ("", "_low", "_high")},
            "illustrative_share": [0.0, 1.0, 0.0],
        },
        index=pd.Index(["heat_60_100", "heat_30_60", "fish_sludge"], name="resource"),
    )


def heat_bands() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "band": ["heat_60_100", "heat_30_60", "heat_60_100"],
            "direction": ["supply", "supply", "demand"],
            **{f"{end}_mwh": [4_000.0, 1_000.0, 2_500.0] for end in ("amount", "low", "high")},
            "free_mwh": [4_000.0, 0.0, 2_500.0],
            "evidence": ["reported", "illustrative", "derived"],
        }
    )


def flow_links() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "supply_resource": ["heat_60_100", "heat_30_60"],
            "demand_resource": ["heat_60_100", "heat_60_100"],
            **{end: [4_000.0, 1_234.0] for end in ("amount", "low", "high")},
            "opportunities": [3, 1],
            "illustrative_share": [0.0, 1.0],
        }
    )


def distances() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "distance_km": [0.4, 1.0, 7.0, 450.0],
            "tier": ["A", "A", "B", "C"],
            "transport_mode": ["pipe", "pipe", "truck", "truck"],
            "crosses_water_km": 0.0,
        }
    )


def missing() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "flow_id": ["F1", "F2", "F3"],
            "site_id": ["S1", "S1", "S2"],
            "resource_code": ["heat_60_100", "fish_sludge", "heat_30_60"],
            "direction": ["supply", "supply", "demand"],
            "quantity": [1.0, 2.0, 3.0],
            "unit": ["MWh", "t", "MWh"],
            "evidence": ["reported", "illustrative", "reported"],
            "kind": ["no_taker", "no_taker", "no_source"],
        }
    )


def evidence_share() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "evidence": ["illustrative", "illustrative", "derived"],
            "tier": ["A", "B", "B"],
            "opportunities": [3, 4, 2],
        }
    )
