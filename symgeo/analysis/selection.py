"""Filters: which sites and opportunities a reader wants to see."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.ledger import Ledger
from symgeo.analysis.opportunities import IDEAS

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ö": "o", "ä": "a", "đ": "d", "ŧ": "t", "ŋ": "n"})


@dataclass(frozen=True)
class Filters:
    """What to show; an empty tuple, None or "" asks for nothing.

    Attributes
    ----------
    counties : tuple of str
        ISO 3166-2 codes; an opportunity counts when either side lies there.
    municipalities : tuple of str
        Municipality numbers, likewise.
    resources : tuple of str
        Codes of leaves or groups, of the supply or the demand.
    tiers : tuple of str
        A, B, C, X, D; empty means the ideas A, B and C.
    evidence : tuple of str
        Words of evidence (the weaker of the two flows).
    max_distance_km : float or None
        Straight distance.
    query : str
        Text sought in the names of sites, operators, municipalities and clusters.
    barriers : tuple of str
        Kinds of barriers that take more than routine; an opportunity counts when it has one of them.
    """

    counties: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    max_distance_km: float | None = None
    query: str = ""
    barriers: tuple[str, ...] = ()


def select(opportunities: pd.DataFrame, dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Keep the opportunities that a reader asked for, in their order.

    Returns
    -------
    DataFrame
        Rows of ``opportunities`` with their own index.
    """
    return opportunities[mark(Ledger(opportunities, dataset.reference), dataset, filters)]


def mark(ledger: Ledger, dataset: Dataset, filters: Filters) -> npt.NDArray[np.bool_]:
    """Mark the opportunities of a ledger that a reader asked for."""
    kept = ledger.tiers.are_among(filters.tiers or IDEAS)
    if filters.counties:
        kept &= ledger.counties.are_among(filters.counties)
    if filters.municipalities:
        kept &= ledger.municipalities.are_among(filters.municipalities)
    if filters.resources:
        kept &= ledger.resources.are_among(leaves(filters.resources, dataset.reference.resources))
    if filters.evidence:
        kept &= ledger.evidence.are_among(filters.evidence)
    if filters.max_distance_km is not None:
        kept &= ledger.distance_km <= filters.max_distance_km
    if filters.barriers:
        kept &= np.logical_or.reduce([ledger.serious[kind] for kind in filters.barriers])
    if filters.query.strip():
        kept &= ledger.sites.are_among(tuple(_named(dataset.sites, filters.query)))
    return kept


def select_sites(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Keep the sites that a reader asked for, by place, resource and text.

    Returns
    -------
    GeoDataFrame
        Rows of ``dataset.sites``.
    """
    sites = dataset.sites
    kept = np.ones(len(sites), dtype=bool)
    if filters.counties:
        kept &= sites["county_code"].isin(filters.counties).to_numpy()
    if filters.municipalities:
        kept &= sites["municipality_number"].isin(filters.municipalities).to_numpy()
    if filters.resources:
        wanted = leaves(filters.resources, dataset.reference.resources)
        flows = dataset.flows[dataset.flows["resource_code"].isin(wanted)]
        kept &= sites.index.isin(flows["site_id"])
    if filters.query.strip():
        kept &= sites.index.isin(_named(sites, filters.query))
    shown: pd.DataFrame = sites[kept]
    return shown


def select_exchanges(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Keep the recorded exchanges that a reader asked for, by place and text of either side and by resource.

    Returns
    -------
    DataFrame
        Rows of ``dataset.exchanges``.
    """
    exchanges = dataset.exchanges
    kept = np.ones(len(exchanges), dtype=bool)
    if filters.counties or filters.municipalities or filters.query.strip():
        sites = select_sites(dataset, replace(filters, resources=())).index
        supplier, receiver = exchanges["supplier_site_id"], exchanges["receiver_site_id"]
        kept &= (supplier.isin(sites) | receiver.isin(sites)).to_numpy()
    if filters.resources:
        wanted = leaves(filters.resources, dataset.reference.resources)
        kept &= exchanges["resource_code"].isin(wanted).to_numpy()
    return exchanges[kept]


def leaves(codes: tuple[str, ...], resources: pd.DataFrame) -> tuple[str, ...]:
    """Replace groups by their leaves; leaves stay."""
    chosen = resources.index.isin(codes) | resources["parent"].isin(codes)
    return tuple(resources.index[chosen & (resources["parent"] != "")])


def widen_distance(
    opportunities: pd.DataFrame, dataset: Dataset, filters: Filters, steps_km: tuple[float, ...]
) -> tuple[float | None, int]:
    """Find the smallest wider distance that gives results where the present one gives none.

    Parameters
    ----------
    steps_km : tuple of float
        Distances to try, rising.

    Returns
    -------
    tuple
        The distance (None for no limit) and how many opportunities it gives; 0 where none helps.
    """
    free = select(opportunities, dataset, replace(filters, max_distance_km=None))
    if free.empty or filters.max_distance_km is None:
        return None, 0
    nearest = free["distance_km"].min()
    for step in steps_km:
        if step >= nearest and step > filters.max_distance_km:
            return step, int((free["distance_km"] <= step).sum())
    return None, len(free)


def drop_one_filter(
    opportunities: pd.DataFrame, dataset: Dataset, filters: Filters
) -> tuple[str, Filters, int] | None:
    """Find the one filter whose removal gives most results.

    Returns
    -------
    tuple or None
        The field's name, the filters without it and how many opportunities they give; None where
        no single removal helps.
    """
    empty = Filters()
    tried = [
        (field, replace(filters, **{field: getattr(empty, field)}))
        for field in (
            "query",
            "municipalities",
            "resources",
            "evidence",
            "barriers",
            "tiers",
            "max_distance_km",
            "counties",
        )
        if getattr(filters, field) != getattr(empty, field)
    ]
    counted = [(field, wider, len(select(opportunities, dataset, wider))) for field, wider in tried]
    best = max(counted, key=lambda item: item[2], default=None)
    return best if best and best[2] else None


def fold(text: str) -> str:
    """Write a text so that searching ignores case, accents and Nordic letters."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _named(sites: pd.DataFrame, query: str) -> pd.Index:
    columns = ("name", "operator", "municipality", "cluster_label")
    text = sites[columns[0]].astype(str)
    for column in columns[1:]:
        text = text + " " + sites[column].astype(str)
    folded = text.map(fold)
    found = np.ones(len(sites), dtype=bool)
    for word in fold(query).split():
        found &= folded.str.contains(word, regex=False).to_numpy()
    return sites.index[found]
