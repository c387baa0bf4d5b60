"""The example data with one of everything that a company may not want to show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import BlurredNames

INTERNAL_SITE = "TR001"
CONFIDENTIAL_SITE = "TR003"
INTERNAL_FLOW = "F0010"
"""Of a site that is open itself."""
CONFIDENTIAL_FLOW = "F0020"

SECRETS = {
    INTERNAL_SITE: {
        "name": "Quuxverket Smelteri",
        "operator": "Quuxgruppen ASA",
        "organisation_number": "987654325",
        "lat": 63.314327,
        "lon": 9.869217,
        "openness": "internal",
        "openness_reason": "Zyxwreason of the board",
        "openness_who": "Zyxwadviser",
        "openness_when": "2026-05-31",
    },
    CONFIDENTIAL_SITE: {
        "name": "Vlorbex Fabrikk",
        "operator": "Vlorbex Holding AB",
        "organisation_number": "912345674",
        "lat": 63.300733,
        "lon": 9.845571,
        "openness": "confidential",
    },
}
AMOUNTS = {"F0001": 61_357.0, "F0002": 81_713.0, INTERNAL_FLOW: 27_583.0, CONFIDENTIAL_FLOW: 28_931.0}

NAMES = BlurredNames(
    "Site in {municipality} ({sector})",
    "Site {number} in {municipality} ({sector})",
    {"industry": "industry", "waste": "waste"},
)


def changed(
    dataset: Dataset, *, sites: dict[str, dict[str, Any]], flows: dict[str, dict[str, Any]]
) -> Dataset:
    """Give a data set with other cells in some rows."""
    tables = {"sites": dataset.sites.copy(), "flows": dataset.flows.copy()}
    for name, rows in (("sites", sites), ("flows", flows)):
        for key, cells in rows.items():
            for column, value in cells.items():
                tables[name].loc[key, column] = value
    frame = tables["sites"]
    points = gpd.GeoDataFrame(
        frame.drop(columns="geometry"),
        geometry=gpd.points_from_xy(frame["lon"], frame["lat"]),
        crs="EPSG:4326",
    )
    return replace(dataset, sites=points, flows=tables["flows"])


def with_secrets(example: Dataset) -> Dataset:
    """Give the example data with secrets that stand nowhere else, and texts that tell of them."""
    hidden: dict[str, dict[str, Any]] = {
        flow: {
            "quantity": amount,
            "quantity_low": amount * 0.7,
            "quantity_high": amount * 1.3,
            # An example figure would be cut down anyway.
            "evidence": "reported",
        }
        for flow, amount in AMOUNTS.items()
    }
    hidden[INTERNAL_FLOW]["openness"] = "internal"
    hidden[CONFIDENTIAL_FLOW]["openness"] = "confidential"
    own = example.flows.index[example.flows["site_id"] == "TR002"]
    other = own[own != INTERNAL_FLOW][0]
    open_texts = {other: {"note": "gets 61 357 MWh from Quuxverket", "source": "told by Vlorbex"}}
    world = changed(example, sites=SECRETS, flows={**hidden, **open_texts})
    exchanges = world.exchanges.copy()
    exchanges["title"] = exchanges["title"].str.replace("Elkem Thamshavn", "Quuxverket Smelteri")
    exchanges["supplier"] = exchanges["supplier"].str.replace("Elkem Thamshavn", "Quuxverket Smelteri")
    return replace(world, exchanges=exchanges)


def cut_to(world: Dataset, kept: pd.Series) -> Dataset:
    """Give some of its sites and all between them, without land so that it is quick."""
    sites = world.sites[kept]
    inside = world.exchanges[["supplier_site_id", "receiver_site_id"]].isin(sites.index).all(axis=1)
    return replace(
        world,
        sites=sites,
        flows=world.flows[world.flows["site_id"].isin(sites.index)],
        exchanges=world.exchanges[inside],
        reference=replace(world.reference, land=None),
    )


def secret_texts(dataset: Dataset) -> set[str]:
    """Give everything that must not be found anywhere, as it would be written."""
    sites = dataset.sites.loc[[INTERNAL_SITE, CONFIDENTIAL_SITE]]
    words = {
        "Quuxverket",
        "Quuxgruppen",
        "Vlorbex",
        "Zyxwreason",
        "Zyxwadviser",
        *sites["organisation_number"],
    }
    words |= {f"{value:.4f}" for column in ("lat", "lon") for value in sites[column]}
    for amount in AMOUNTS.values():
        whole = f"{amount:.0f}"
        words |= {
            f"{whole[:-3]}{mark}{whole[-3:]}"
            for mark in ("", ",", ".", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
        }
        # Two significant digits, as a hand-out would round it, are in no band's middle or end.
        words.add(f"{float(f'{amount:.2g}'):.0f}")
    return words


def write_tables(world: Dataset, folder: Path) -> None:
    """Write a data set as the CSV files that a data folder has."""
    tables = {"sites": pd.DataFrame(world.sites.drop(columns="geometry")), "flows": world.flows}
    for name, table in {**tables, "exchanges": world.exchanges}.items():
        table.to_csv(folder / f"{name}.csv", encoding="utf-8")
