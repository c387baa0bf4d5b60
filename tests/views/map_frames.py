"""Small frames in the shape of the data set, for tests of the map."""

from __future__ import annotations

import pandas as pd

HOSTILE = (
    "</script><script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "${window.hacked = 1}",
    "`); window.hacked = 1; (`",
    "back\\slash \\",
    "line\u2028separator\u2029",
    "{{'map_div'}} {{ 7 * 7 }} {{{ {% raw %} {# note",
    "![picture](https://example.org/x.png)",
    '=1+1 "quoted" & <b>',
    "waste_heat feature_group_0 map_div",
    "Rosse - Røros åäöæøÅÄÖÆØ",
)
"""Names that have broken maps before, and two that must merely survive."""


def resources() -> pd.DataFrame:
    rows = {
        "heat": ("", "Heat"),
        "organic": ("", "Food and organic"),
        "metal": ("", "Metals"),
        "heat_60_100": ("heat", "Heat 60-100 °C"),
        "fish_sludge": ("organic", "Fish sludge"),
        "scrap_steel": ("metal", "Steel scrap"),
    }
    names = {f"name_{language}": [name for _, name in rows.values()] for language in ("en", "nb", "nn", "sv")}
    return pd.DataFrame({"parent": [parent for parent, _ in rows.values()], **names}, index=list(rows))


def sites(names: tuple[str, ...] = ("Smelter", "Dairy", "Farm", "Yard")) -> pd.DataFrame:
    """Sites on a line eastwards, 0.5 degrees apart, from 63.3 N 9.0 E."""
    count = len(names)
    return pd.DataFrame(
        {
            "name": list(names),
            "municipality": ["Orkland"] * count,
            "county_code": ["NO-50"] * count,
            "lat": [63.3 + 0.2 * (number % 3) for number in range(count)],
            "lon": [9.0 + 0.5 * number for number in range(count)],
        },
        index=pd.Index([f"TR{number:03d}" for number in range(count)], name="site_id"),
    )


def flows() -> pd.DataFrame:
    rows = [
        ("TR000", "supply", "heat_60_100", 60_000.0, "MWh"),
        ("TR000", "demand", "scrap_steel", 500.0, "t"),
        ("TR001", "demand", "heat_60_100", 8_000.0, "MWh"),
        ("TR002", "demand", "fish_sludge", 300.0, "t"),
        ("TR002", "supply", "scrap_steel", 20.0, "t"),
    ]
    columns = ["site_id", "direction", "resource_code", "quantity", "unit"]
    return pd.DataFrame(rows, columns=columns, index=[f"F{number:04d}" for number in range(len(rows))])


def opportunities() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "opportunity_id": ["F0000~F0002", "F0004~F0001"],
            "tier": ["A", "D"],
            "supply_site_id": ["TR000", "TR002"],
            "demand_site_id": ["TR001", "TR000"],
            "supply_resource": ["heat_60_100", "scrap_steel"],
            "resource_group": ["heat", "metal"],
            "distance_km": [2.94, 31.0],
            "matched_quantity": [8_000.0, 20.0],
            "unit": ["MWh", "t"],
            "evidence": ["derived", "illustrative"],
        }
    )


def exchanges() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": ["Heat to the dairy", "Sludge to nobody", "Within the smelter"],
            "supplier_site_id": ["TR000", "TR002", "TR000"],
            "receiver_site_id": ["TR001", "", "TR000"],
            "resource_code": ["heat_60_100", "fish_sludge", "heat_60_100"],
            "quantity": [30_000.0, float("nan"), float("nan")],
            "unit": ["MWh", "t", "MWh"],
            "stage": ["completed", "idea", "completed"],
            "evidence": ["illustrative", "", ""],
        },
        index=pd.Index(["S001", "S002", "S003"], name="exchange_id"),
    )
