"""Where industry and town meet: heat networks, housing, greenhouses, fish farms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs.measures import exchanges_of
from symgeo.analysis.opportunities import IDEAS
from symgeo.vocabulary import Stage

URBAN_KINDS: Final = ("district_heating", "town", "greenhouse", "fish_farm")
"""What a site can be, to the town's side of industrial-urban symbiosis."""
_BY_NACE: Final = {
    "district_heating": ("35.30",),
    "greenhouse": ("01.13", "01.19", "01.30"),
    "fish_farm": ("03.2",),
    "town": ("68.1", "84", "85", "86", "87", "93"),
}
_TOWN: Final = "urban_sink"


def urban_kinds(sites: pd.DataFrame) -> pd.Series:
    """Say what each site is to the town's side; "" for industry and everything else.

    Parameters
    ----------
    sites : DataFrame
        With ``nace`` (at least four digits, else nothing is known) and ``site_type``.

    Returns
    -------
    Series of str
        One of `URBAN_KINDS` or "", indexed as ``sites``.
    """
    nace = sites["nace"].astype(str)
    tests = [nace.str.startswith(prefixes) for prefixes in _BY_NACE.values()]
    found = np.select([*tests, sites["site_type"] == _TOWN], [*_BY_NACE, "town"], default="")
    return pd.Series(found, index=sites.index, dtype=object)


def urban_links(site_ids: Sequence[str], dataset: Dataset, opportunities: pd.DataFrame) -> pd.DataFrame:
    """Count what runs and what could run between a hub and each kind of urban partner.

    Parameters
    ----------
    site_ids : sequence of str
        The hub's sites.
    dataset : Dataset
        Sites and exchanges.
    opportunities : DataFrame
        As `opportunities.find` gives them.

    Returns
    -------
    DataFrame
        One row for each of `URBAN_KINDS`: ``kind`` (index), ``sites`` (tuple of the hub's own sites of the
        kind), ``running`` and ``ideas`` (how many with a hub's site on one side and a site of the kind,
        inside the hub or not, on the other).
    """
    kinds = urban_kinds(dataset.sites)
    own = kinds.loc[list(site_ids)]
    recorded = exchanges_of(site_ids, dataset)
    running = recorded[recorded["stage"] == Stage.COMPLETED.value]
    ideas = opportunities[
        opportunities["tier"].isin(IDEAS)
        & (opportunities["supply_site_id"].isin(site_ids) | opportunities["demand_site_id"].isin(site_ids))
    ]
    counted = (
        _count(running["supplier_site_id"], running["receiver_site_id"], kinds),
        _count(ideas["supply_site_id"], ideas["demand_site_id"], kinds),
    )
    return pd.DataFrame(
        {
            "sites": [tuple(own.index[own == kind]) for kind in URBAN_KINDS],
            "running": [counted[0].get(kind, 0) for kind in URBAN_KINDS],
            "ideas": [counted[1].get(kind, 0) for kind in URBAN_KINDS],
        },
        index=pd.Index(URBAN_KINDS, name="kind"),
    )


def _count(suppliers: pd.Series, receivers: pd.Series, kinds: pd.Series) -> dict[str, int]:
    """Count rows with a site of each kind on either side, a row once a kind."""
    ends = pd.DataFrame(
        {
            "row": np.tile(np.arange(len(suppliers)), 2),
            "kind": kinds.reindex(pd.concat([suppliers, receivers])).to_numpy(object),
        }
    ).drop_duplicates()
    return {str(kind): int(count) for kind, count in ends["kind"].value_counts().items()}
