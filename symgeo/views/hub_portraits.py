"""All that is known of one hub, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import (
    Hubs,
    Measures,
    exchanges_of,
    ideas_across,
    ideas_inside,
    measure,
    missing_here,
    urban_links,
)


@dataclass(frozen=True, eq=False)
class Portrait:
    """All that is known of one hub.

    Attributes
    ----------
    hub_id, name, note : str
        Which one.
    is_own : bool
        Whether staff made it.
    site_ids : tuple of str
        Its sites.
    measures : Measures
        Its figures.
    ideas, ideas_across : DataFrame
        New pairs inside it, and those with somebody outside, best first.
    exchanges : DataFrame
        Recorded exchanges with it, of any stage.
    urban : DataFrame
        As `urban_links` gives them.
    missing : DataFrame
        As `missing_here` gives it.
    """

    hub_id: str
    name: str
    note: str
    is_own: bool
    site_ids: tuple[str, ...]
    measures: Measures
    ideas: pd.DataFrame
    ideas_across: pd.DataFrame
    exchanges: pd.DataFrame
    urban: pd.DataFrame
    missing: pd.DataFrame


def draw_portrait(hub_id: str, hubs: Hubs, dataset: Dataset, opportunities: pd.DataFrame) -> Portrait:
    """Gather what is known of a hub.

    Parameters
    ----------
    hub_id : str
        One of ``hubs``.
    hubs : Hubs
        Of the data set.
    dataset : Dataset
        Sites and exchanges.
    opportunities : DataFrame
        All of them, as `opportunities.find` gives them.
    """
    row, sites = hubs.table.loc[hub_id], hubs.sites_of(hub_id)
    # Nothing else is asked for below, and a county has ten times as many.
    either = opportunities["supply_site_id"].isin(sites) | opportunities["demand_site_id"].isin(sites)
    opportunities = opportunities[either]
    return Portrait(
        hub_id=hub_id,
        name=str(row["name"]),
        note=str(row["note"]),
        is_own=bool(row["is_own"]),
        site_ids=sites,
        measures=measure(sites, dataset, opportunities),
        ideas=ideas_inside(sites, opportunities),
        ideas_across=ideas_across(sites, opportunities),
        exchanges=exchanges_of(sites, dataset),
        urban=urban_links(sites, dataset, opportunities),
        missing=missing_here(sites, dataset, opportunities),
    )
