"""Ids, names and the order of rows that tell nothing about what they stand for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.vocabulary import CRS_GEOGRAPHIC, Audience, Openness


@dataclass(frozen=True)
class BlurredNames:
    """How a site is called whose name is not shown.

    Attributes
    ----------
    one, numbered : str
        With ``{municipality}`` and ``{sector}``, the second also with ``{number}``: for several alike.
    sectors : mapping of str to str
        Words for ``site_type``.
    """

    one: str
    numbered: str
    sectors: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Renumbered:
    """A data set with new ids, and which old id became which."""

    dataset: Dataset
    site_ids: Mapping[str, str]
    flow_ids: Mapping[str, str]
    exchange_ids: Mapping[str, str]


def renumber(dataset: Dataset, audience: Audience, names: BlurredNames) -> Renumbered:
    """Give every row a new id and place: open ones in their order, blurred ones by what is shown of them.

    A gap in a series of ids would tell that something is hidden, and between which two rows.
    """
    sites, flows, exchanges = dataset.sites, dataset.flows, dataset.exchanges
    site_order = _ordered(sites, _site_signatures(sites, flows, exchanges))
    site_ids = _new_ids("S", site_order)
    flows = flows.assign(site_id=flows["site_id"].map(site_ids))
    flows = flows.assign(**{c: _groups(flows, c) for c in ("pool_id", "stream_id")})
    flow_order = _ordered(flows, _signatures(flows))
    flow_ids = _new_ids("F", flow_order)
    sites = _named(_taken(sites, site_order, site_ids), names)
    flows = _numbered_groups(_taken(flows, flow_order, flow_ids))
    ends = {c: exchanges[c].map(site_ids) for c in ("supplier_site_id", "receiver_site_id")}
    exchanges = exchanges.assign(**ends)
    exchanges = exchanges.assign(
        **{
            side: exchanges[side].where(
                exchanges[side] != "", exchanges[f"{side}_site_id"].map(sites["name"])
            )
            for side in ("supplier", "receiver")
        }
    )
    exchange_order = _ordered(exchanges, _signatures(exchanges))
    exchange_ids = _new_ids("X", exchange_order)
    exchanges = _taken(exchanges, exchange_order, exchange_ids)
    points = gpd.GeoDataFrame(
        sites, geometry=gpd.points_from_xy(sites["lon"], sites["lat"]), crs=CRS_GEOGRAPHIC
    )
    redacted = replace(dataset, sites=points, flows=flows, exchanges=exchanges)
    redacted = replace(redacted, revision=f"{audience.value}.{_digest(sites, flows, exchanges)}")
    return Renumbered(redacted, site_ids, flow_ids, exchange_ids)


def _ordered(frame: pd.DataFrame, signatures: pd.Series) -> pd.Index:
    """Give the ids of open rows in their order, then those of blurred rows by their content."""
    if "openness" not in frame:
        return signatures.sort_values(kind="stable").index
    is_open = frame["openness"] == Openness.OPEN.value
    return frame.index[is_open].append(signatures[~is_open].sort_values(kind="stable").index)


def _new_ids(letter: str, order: pd.Index) -> dict[str, str]:
    width = max(3, len(str(len(order))))
    return {str(old): f"{letter}{number:0{width}d}" for number, old in enumerate(order, start=1)}


def _taken(frame: pd.DataFrame, order: pd.Index, ids: Mapping[str, str]) -> pd.DataFrame:
    index = pd.Index([ids[str(old)] for old in order], name=frame.index.name, dtype="str")
    return frame.loc[order].set_axis(index)


def _signatures(frame: pd.DataFrame) -> pd.Series:
    """Write all that a row shows as one text."""
    rows = frame.astype(object).to_numpy().tolist()
    return pd.Series(["\x1f".join(map(str, row)) for row in rows], index=frame.index, dtype=object)


def _site_signatures(sites: pd.DataFrame, flows: pd.DataFrame, exchanges: pd.DataFrame) -> pd.Series:
    """Write all that a site shows, its flows and exchanges among it: two that are equal are alike."""
    own = _signatures(sites)
    parts = [_signatures(flows.drop(columns=["site_id", "pool_id", "stream_id"])).groupby(flows["site_id"])]
    plain = exchanges.drop(columns=["supplier_site_id", "receiver_site_id", "supplier", "receiver"])
    parts += [_signatures(plain).groupby(exchanges[c]) for c in ("supplier_site_id", "receiver_site_id")]
    for part in parts:
        joined = part.agg(_joined).to_dict()
        own = own + "\x1d" + _looked_up(sites.index.to_series(), joined).astype(object)
    return own


def _groups(flows: pd.DataFrame, column: str) -> pd.Series:
    """Name a group by what its members show, so that its own name cannot be seen or sorted by."""
    named = flows[column] != ""
    content = _signatures(flows.drop(columns=["pool_id", "stream_id"]))
    members = content[named].groupby(flows.loc[named, column]).agg(_joined).to_dict()
    return _looked_up(flows[column], members)


def _joined(rows: pd.Series) -> str:
    """Write several rows as one text, whatever their order."""
    return "\x1e".join(sorted(rows))


def _looked_up(keys: pd.Series, values: Mapping[Any, str]) -> pd.Series:
    return pd.Series([values.get(key, "") for key in keys], index=keys.index, dtype="str")


def _numbered_groups(flows: pd.DataFrame) -> pd.DataFrame:
    numbered = {}
    for column, letter in (("pool_id", "P"), ("stream_id", "T")):
        found = [name for name in flows[column].unique().tolist() if name]
        ids = {name: f"{letter}{number:03d}" for number, name in enumerate(found, start=1)}
        numbered[column] = _looked_up(flows[column], ids)
    return flows.assign(**numbered)


def _named(sites: pd.DataFrame, names: BlurredNames) -> pd.DataFrame:
    """Call blurred sites by municipality and sector, and number those that would be called alike."""
    blurred = sites[sites["openness"] != Openness.OPEN.value]
    key = blurred["municipality"] + "\x1f" + blurred["site_type"]
    number, count = key.groupby(key).cumcount() + 1, key.groupby(key).transform("size")
    rows = zip(blurred["municipality"], blurred["site_type"], number, count, strict=True)
    written = [
        (names.numbered if many > 1 else names.one).format(
            municipality=place, sector=names.sectors.get(kind, kind), number=place_in_row
        )
        for place, kind, place_in_row, many in rows
    ]
    called = sites["name"].copy()
    called.loc[blurred.index] = written
    return sites.assign(name=called)


def _digest(*frames: pd.DataFrame) -> str:
    """Name the redacted content; a digest of the full data could be tried out with guessed amounts."""
    found = hashlib.sha256()
    for frame in frames:
        found.update("\x1c".join(_signatures(frame.reset_index()).tolist()).encode())
    return found.hexdigest()[:16]
