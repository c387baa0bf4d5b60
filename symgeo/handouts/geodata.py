"""Layers for maps: sites as points, opportunities and exchanges as straight lines."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from symgeo.analysis.bands import rest_on_bands
from symgeo.handouts.material import Material
from symgeo.views.map_sites import NO_FAMILY, site_marks
from symgeo.views.palette import FAMILIES, family_of_group
from symgeo.views.tables import flow_amounts, matched_amounts
from symgeo.vocabulary import CRS_GEOGRAPHIC

NO_FLOWS: Final = "none"
"""Family of a site without flows."""


def site_layer(material: Material) -> gpd.GeoDataFrame:
    """Give the sites with name, place, family of the largest flow, and surpluses and needs in words."""
    sites, texts = material.sites, material.texts
    marks = site_marks(sites, material.flows, material.dataset.reference.resources)
    families = [*map(str, FAMILIES), NO_FLOWS]
    frame = pd.DataFrame(
        {
            "site_id": sites.index,
            "name": sites["name"],
            "operator": sites["operator"],
            "municipality": sites["municipality"],
            "county": sites["county"],
            "activity": [texts.reference(one) for one in sites["nace_label"]],
            "nace": sites["nace"],
            "position": [texts(f"card.precision.{one}") for one in sites["coord_precision"]],
            "family": [families[number] if number < NO_FAMILY else NO_FLOWS for number in marks["family"]],
            "amount_class": marks["amount_class"] + 1,
            "surpluses": _listed(material, "supply"),
            "needs": _listed(material, "demand"),
            "source": [texts.reference(one) for one in sites["source"]],
        },
        index=sites.index,
    )
    points = gpd.points_from_xy(sites["lon"].round(5), sites["lat"].round(5))
    return _marked(
        gpd.GeoDataFrame(frame.reset_index(drop=True), geometry=points, crs=CRS_GEOGRAPHIC), material
    )


def opportunity_layer(material: Material) -> gpd.GeoDataFrame:
    """Give the opportunities as lines from surplus to need; no figures of examples and bands but in words."""
    found, texts = material.found, material.texts
    names, resources = material.dataset.sites["name"], material.dataset.reference.resources
    blurred = material.blurred_flows()
    hidden = (found["is_illustrative"] | rest_on_bands(found, blurred)).to_numpy(bool)
    frame = pd.DataFrame(
        {
            "opportunity_id": found["opportunity_id"],
            "rank": found["rank"],
            "supplier": names.loc[found["supply_site_id"]].to_numpy(object),
            "receiver": names.loc[found["demand_site_id"]].to_numpy(object),
            "resource": found["supply_resource"].map(resources[f"name_{texts.language}"]),
            "family": [str(family_of_group(group)) for group in found["resource_group"]],
            "tier": found["tier"],
            "tier_in_words": [texts(f"tier.{tier}") for tier in found["tier"]],
            "score": found["score"].round(0),
            "amount": found["matched_quantity"].mask(hidden),
            "unit": found["unit"],
            "amount_in_words": matched_amounts(found, blurred, texts),
            "distance_km": found["distance_km"].round(1),
            "crosses_water_km": found["crosses_water_km"].round(1),
            "electricity_freed_mwh": found["electricity_freed_mwh"].mask(hidden).round(0),
            "co2_t": found["co2_t"].mask(hidden).round(0),
            "net_benefit_eur": found["net_benefit_eur"].mask(hidden).round(-3),
            "evidence": [texts(f"evidence.{one}") for one in found["evidence"]],
        }
    )
    lines = _lines(found["supply_site_id"], found["demand_site_id"], material)
    return _marked(gpd.GeoDataFrame(frame, geometry=lines, crs=CRS_GEOGRAPHIC), material)


def exchange_layer(material: Material) -> gpd.GeoDataFrame:
    """Give the recorded exchanges between two known sites as lines."""
    sites = material.dataset.sites
    exchanges = material.exchanges
    known = exchanges["supplier_site_id"].isin(sites.index) & exchanges["receiver_site_id"].isin(sites.index)
    drawn = exchanges[known & (exchanges["supplier_site_id"] != exchanges["receiver_site_id"])]
    texts, resources = material.texts, material.dataset.reference.resources
    frame = pd.DataFrame(
        {
            "exchange_id": drawn.index,
            "title": [texts.reference(one) for one in drawn["title"]],
            "supplier": drawn["supplier"],
            "receiver": drawn["receiver"],
            "resource": drawn["resource_code"].map(resources[f"name_{texts.language}"]),
            "stage": drawn["stage"],
            "stage_in_words": [texts(f"stage.{one}") for one in drawn["stage"]],
            "since": drawn["start_year"],
            "source": [texts.reference(one) for one in drawn["source"]],
        },
        index=drawn.index,
    ).reset_index(drop=True)
    lines = _lines(drawn["supplier_site_id"], drawn["receiver_site_id"], material)
    return _marked(gpd.GeoDataFrame(frame, geometry=lines, crs=CRS_GEOGRAPHIC), material)


def _lines(starts: pd.Series, ends: pd.Series, material: Material) -> list[shapely.LineString]:
    sites = material.dataset.sites
    places = [sites.loc[side, ["lon", "lat"]].to_numpy(float).round(5) for side in (starts, ends)]
    return list(shapely.linestrings(np.stack(places, axis=1))) if len(starts) else []


def _listed(material: Material, direction: str) -> list[str]:
    """Write all surpluses or needs of each site in one cell."""
    flows = material.flows[material.flows["direction"] == direction]
    names = flows["resource_code"].map(
        material.dataset.reference.resources[f"name_{material.texts.language}"]
    )
    amounts = flow_amounts(flows, material.blurred_flows(), material.texts)
    written = pd.Series(
        [f"{name}, {amount}" for name, amount in zip(names, amounts, strict=True)], index=flows.index
    )
    by_site = {str(site): "; ".join(rows) for site, rows in written.groupby(flows["site_id"])}
    return [by_site.get(str(site), "") for site in material.sites.index]


def _marked(frame: gpd.GeoDataFrame, material: Material) -> gpd.GeoDataFrame:
    """Say in each row for whom it is and from when: rows are copied from file to file."""
    order = material.order
    marked: gpd.GeoDataFrame = frame.assign(
        audience=material.texts(f"audience.{order.audience}"), made_on=order.made_on.isoformat()
    )
    return marked
