"""What if: exchanges released, or a site that closes; the data set as it would be then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.records import RUNNING


def release_exchanges(dataset: Dataset, opportunities: pd.DataFrame, released: Iterable[str]) -> Dataset:
    """Give the data set without some exchanges, what they took being free again.

    What a flow has promised belongs to all exchanges that run on it, in equal parts: records seldom
    say how much of it is whose.

    Parameters
    ----------
    dataset : Dataset
        The data.
    opportunities : DataFrame
        As `opportunities.find` gives them for it: they say which flows an exchange runs on.
    released : iterable of str
        Exchanges, by id; unknown ones change nothing.

    Returns
    -------
    Dataset
        With a revision of its own, so that nothing is mistaken for the data as it is.
    """
    gone = sorted(set(released) & set(dataset.exchanges.index))
    if not gone:
        return dataset
    free = _freed_share(opportunities, gone).reindex(dataset.flows.index).fillna(0.0)
    flows = dataset.flows.assign(committed_pct=dataset.flows["committed_pct"] * (1.0 - free))
    return replace(
        dataset,
        flows=flows,
        exchanges=dataset.exchanges.drop(index=gone),
        revision=f"{dataset.revision} without {' '.join(gone)}",
    )


def close_site(dataset: Dataset, opportunities: pd.DataFrame, site_id: str) -> Dataset:
    """Give the data set as it would be if a site closed: nothing to or from it, its partners free.

    Parameters as for `release_exchanges`; a site that is unknown changes nothing.
    """
    if site_id not in dataset.sites.index:
        return dataset
    exchanges = dataset.exchanges
    own = (exchanges["supplier_site_id"] == site_id) | (exchanges["receiver_site_id"] == site_id)
    left = release_exchanges(dataset, opportunities, exchanges.index[own])
    status = left.sites["status"].where(left.sites.index != site_id, "closed")
    return replace(left, sites=left.sites.assign(status=status), revision=f"{left.revision} closed {site_id}")


def _freed_share(opportunities: pd.DataFrame, gone: list[str]) -> pd.Series:
    """Give the share of its promises that each flow gets back."""
    running = opportunities[
        (opportunities["existing_exchange_id"] != "") & opportunities["exchange_stage"].isin(RUNNING)
    ]
    sides = [
        pd.DataFrame({"flow": running[f"{side}_flow_id"], "exchange": running["existing_exchange_id"]})
        for side in ("supply", "demand")
    ]
    known = pd.concat(sides).drop_duplicates()
    freed = known.assign(freed=np.where(known["exchange"].isin(gone), 1.0, 0.0))
    return freed.groupby("flow")["freed"].mean()
