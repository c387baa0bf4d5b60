"""Where a new company would fit: what it would have and want, and who near each place has the other half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.compatibility import choose_rules, complete_rules
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.geodesy import geodesic_km
from symgeo.analysis.hubs.delimiting import Hubs
from symgeo.analysis.opportunities import place_flows
from symgeo.analysis.records import DONE
from symgeo.analysis.routes import LINES
from symgeo.vocabulary import Direction

MOST_TYPICAL: Final = 6
"""Resources that are tried for a trade: the best founded ones."""
PLOT: Final = "park"
"""Type of a site that has room for newcomers."""
_DIVISION_DIGITS: Final = 2
_OVER_WATER: Final = 0.5
"""What a line is worth that would cross open water: the crossing is a question, not a verdict."""


@dataclass(frozen=True)
class Company:
    """A company that looks for a place.

    Attributes
    ----------
    haves, wants : tuple of str
        Resources that it will have left over, and that it needs; codes of leaves.
    nace : str
        Its trade, "" where unknown; some rules hold for one trade.
    """

    haves: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    nace: str = ""


def typical_company(nace: str, dataset: Dataset) -> pd.DataFrame:
    """Say what companies of a trade usually have left over and need.

    Parameters
    ----------
    nace : str
        NACE class such as ``03.22``, group such as ``03.2``, or division such as ``03``.
    dataset : Dataset
        Its precedents, and its own sites of the trade.

    Returns
    -------
    DataFrame
        ``direction``, ``resource_code``, ``precedents`` and ``sites`` (how many say so), ``is_class`` (true
        where the class or group agrees and not only the division); best founded first. If anything is known
        of the class or group, what is known of the division alone is left out.
    """
    return _typical(nace, _said(dataset))


def trades_for_plot(
    plot: pd.DataFrame, trades: Sequence[str], dataset: Dataset
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the trades whose usual haves and wants find most partners around a plot of land.

    Parameters
    ----------
    plot : DataFrame
        One row, as `places_to_settle` gives them.
    trades : sequence of str
        NACE classes to try.
    dataset : Dataset
        Who is around, and what is typical of a trade.

    Returns
    -------
    trades : DataFrame
        Indexed by NACE class, those that find a partner: ``met``, ``asked`` and ``worth`` as `find_places`
        gives them, best first.
    reasons : DataFrame
        As `find_places` gives them, with ``nace``; rules that hold for one trade alone are left out.
    """
    resources, said = dataset.reference.resources, _said(dataset)
    leaves = tuple(resources.index[resources["parent"] != ""])
    around = find_places(Company(leaves, leaves), plot, dataset)[1].drop(columns="nace")
    usual = pd.concat(
        [_typical(nace, said).head(MOST_TYPICAL).assign(nace=nace) for nace in trades], ignore_index=True
    )
    asked = usual.groupby("nace").size().rename("asked")
    reasons = usual[["nace", "direction", "resource_code"]].merge(around, on=["direction", "resource_code"])
    reasons = reasons.sort_values(["worth", "nace", "flow_id"], ascending=[False, True, True])
    summed = reasons.groupby("nace").agg(met=("worth", "size"), worth=("worth", "sum"))
    found = summed.join(asked).rename_axis("nace").reset_index()
    best = found.sort_values(["worth", "nace"], ascending=[False, True]).set_index("nace")
    return best, reasons.reset_index(drop=True)


def _said(dataset: Dataset) -> pd.DataFrame:
    """Say of every trade who has and wants what, elsewhere and here."""
    return pd.concat([_said_elsewhere(dataset.reference), _said_here(dataset)], ignore_index=True)


def _typical(nace: str, said: pd.DataFrame) -> pd.DataFrame:
    said = said[said["nace"].str[:_DIVISION_DIGITS] == nace[:_DIVISION_DIGITS]]
    said = said.assign(is_class=said["nace"].str.startswith(nace) & (len(nace) > _DIVISION_DIGITS))
    if said["is_class"].any():
        said = said[said["is_class"]]
    counted = said.groupby(["direction", "resource_code"]).agg(
        precedents=("precedent", "sum"), sites=("site", "sum"), is_class=("is_class", "max")
    )
    ordered = counted.reset_index().assign(both=lambda frame: frame["precedents"] + frame["sites"])
    ordered = ordered.sort_values(["both", "direction", "resource_code"], ascending=[False, True, True])
    return ordered.drop(columns="both").reset_index(drop=True)


def places_to_settle(hubs: Hubs, dataset: Dataset) -> pd.DataFrame:
    """List the places that a newcomer can be tried at: the middle of each hub, and each industrial park.

    Returns
    -------
    DataFrame
        Indexed by hub_id or site_id: ``name``, ``lon``, ``lat`` (degrees), ``is_hub``.
    """
    middles = hubs.table[["name", "lon", "lat"]].assign(is_hub=True)
    sites = dataset.sites
    parks = sites[(sites["site_type"] == PLOT) & (sites["status"] != "closed")]
    plots = pd.DataFrame(parks[["name", "lon", "lat"]]).assign(is_hub=False)
    return pd.concat([middles, plots[~plots.index.isin(middles.index)]]).rename_axis("place_id")


def find_places(
    company: Company, places: pd.DataFrame, dataset: Dataset
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the places where a company's haves and wants find most partners.

    Parameters
    ----------
    company : Company
        What it has and wants.
    places : DataFrame
        As `places_to_settle` gives them.
    dataset : Dataset
        Who is there already.

    Returns
    -------
    places : DataFrame
        Rows of ``places`` that have a partner, with ``met`` (how many haves and wants find one), ``asked``
        (of how many) and ``worth`` (0 to ``asked``), best first.
    reasons : DataFrame
        The best partner of each have and want at each place: ``place_id``, ``direction`` (the company's),
        ``resource_code``, ``flow_id``, ``site_id``, ``other_code``, ``rule_id``, ``fit``, ``free_share``,
        ``distance_km`` (straight), ``crosses_water_km``, ``worth`` (0-1); best first.

    Notes
    -----
    The worth of a partner is fit x free share x 0.5 ^ (distance / default radius), half of it where a line
    would cross open water: the fit, distance and detour terms of the score of opportunities, without
    amounts, which nobody knows of a newcomer. A place is worth the sum of the best partner of each resource.
    """
    pairs = _candidates(company, places, dataset)
    ordered = pairs.sort_values(
        ["worth", "place_id", "flow_id"], ascending=[False, True, True], ignore_index=True
    )
    reasons = ordered.drop_duplicates(["place_id", "direction", "resource_code"], ignore_index=True)
    summed = reasons.groupby("place_id").agg(met=("worth", "size"), worth=("worth", "sum"))
    found = places.join(summed, how="inner")
    found["asked"] = len(company.haves) + len(company.wants)
    best = found.sort_values(["worth", "name"], ascending=[False, True], kind="stable")
    return best, reasons


def _candidates(company: Company, places: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Pair every place with every flow in reach that answers one of the company's resources."""
    supply, demand = place_flows(dataset, hide_commitments=False)
    rules = complete_rules(dataset.reference.rules, dataset.reference.resources)
    sides = [
        _pairs(company, Direction.SUPPLY, demand, places, rules),
        _pairs(company, Direction.DEMAND, supply, places, rules),
    ]
    pairs = pd.concat(sides, ignore_index=True)
    resources = dataset.reference.resources
    carried = pairs["supply_code"].map(resources["transport_mode"])
    reach = pairs["supply_code"].map(resources["max_radius_km"]).astype(float)
    pairs["distance_km"] = geodesic_km(pairs["place_lon"], pairs["place_lat"], pairs["lon"], pairs["lat"])
    # A hub bears the id of one of its sites, which may well be a partner; a park is no partner of itself.
    itself = (pairs["site_id"] == pairs["place_id"]) & ~pairs["is_hub"]
    inside = (pairs["distance_km"] <= reach) & ~itself
    pairs, carried = pairs[inside].reset_index(drop=True), carried[inside].reset_index(drop=True)
    land = dataset.reference.land
    ends = [pairs[column].to_numpy(float) for column in ("place_lon", "place_lat", "lon", "lat")]
    pairs["crosses_water_km"] = land.crossings_km(*ends) if land is not None else 0.0
    usual = pairs["supply_code"].map(resources["default_radius_km"]).astype(float)
    closeness = 0.5 ** (pairs["distance_km"] / usual)
    wet = carried.isin(LINES) & (pairs["crosses_water_km"] > 0)
    pairs["worth"] = pairs["fit"] * pairs["free_share"] * closeness * np.where(wet, _OVER_WATER, 1.0)
    return pairs[pairs["worth"] > 0]


def _pairs(
    company: Company, direction: Direction, flows: pd.DataFrame, places: pd.DataFrame, rules: pd.DataFrame
) -> pd.DataFrame:
    """Join one side of the company with the other side's flows by the rules, and cross with all places."""
    is_supply = direction is Direction.SUPPLY
    own, other = ("supply_code", "demand_code") if is_supply else ("demand_code", "supply_code")
    codes = rules[rules[own].isin(company.haves if is_supply else company.wants)]
    codes = codes[["supply_code", "demand_code"]].drop_duplicates()
    columns = ["flow_id", "site_id", "resource_code", "committed_pct", "nace", "lon", "lat"]
    near = codes.merge(flows[columns], left_on=other, right_on="resource_code")
    receivers = near["nace"] if is_supply else pd.Series(company.nace, index=near.index, dtype=object)
    chosen = choose_rules(
        near["supply_code"].to_numpy(object),
        near["demand_code"].to_numpy(object),
        receivers.to_numpy(object),
        rules,
    )
    known = chosen >= 0
    near, chosen = near[known], chosen[known]
    near = near.assign(
        direction=direction.value,
        rule_id=rules.index.to_numpy(object)[chosen],
        fit=rules["fit"].to_numpy(float)[chosen],
        free_share=1 - near["committed_pct"] / 100,
        other_code=near["resource_code"],
    ).assign(resource_code=near[own])
    spots = places.rename_axis("place_id").reset_index()[["place_id", "lon", "lat", "is_hub"]]
    return near.merge(spots.rename(columns={"lon": "place_lon", "lat": "place_lat"}), how="cross")


def _said_elsewhere(reference: Reference) -> pd.DataFrame:
    precedents = reference.precedents
    done = precedents[precedents["status"].str.startswith(DONE)]
    sides = [
        pd.DataFrame(
            {
                "nace": done[f"{side}_nace"],
                "direction": direction.value,
                "resource_code": done["resource_code"],
            }
        )
        for side, direction in (("supplier", Direction.SUPPLY), ("receiver", Direction.DEMAND))
    ]
    return pd.concat(sides).assign(precedent=1, site=0)


def _said_here(dataset: Dataset) -> pd.DataFrame:
    flows = dataset.flows[["site_id", "direction", "resource_code"]].drop_duplicates()
    nace = dataset.sites["nace"].reindex(flows["site_id"]).astype(str).to_numpy(object)
    return flows.drop(columns="site_id").assign(nace=nace, precedent=0, site=1)
