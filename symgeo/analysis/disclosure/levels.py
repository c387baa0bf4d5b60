"""How open each row of a data set is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.vocabulary import Openness

_LEVELS: Final = tuple(level.value for level in Openness)


@dataclass(frozen=True, eq=False)
class Levels:
    """How open each row is: 0 open, 1 internal, 2 confidential; by the index of its table."""

    sites: pd.Series
    flows: pd.Series
    exchanges: pd.Series


def levels_of(dataset: Dataset) -> Levels:
    """Say how open each row is; a flow is at most as open as its site."""
    sites = _level(dataset.sites)
    flows = np.maximum(_level(dataset.flows), sites.loc[dataset.flows["site_id"]].to_numpy())
    return Levels(sites, flows, _exchange_levels(dataset, sites, flows))


def _level(frame: pd.DataFrame) -> pd.Series:
    codes = {code: number for number, code in enumerate(_LEVELS)}
    # A word that is none of the three is a mistake, and a mistake must not publish anything.
    return frame["openness"].map(codes).astype(float).fillna(codes[Openness.CONFIDENTIAL.value]).astype(int)


def _exchange_levels(dataset: Dataset, sites: pd.Series, flows: pd.Series) -> pd.Series:
    """Take the least open of an exchange's sites and of the flows at them that it tells of."""
    exchanges = dataset.exchanges
    group = dataset.reference.resources["parent"]
    about = group.reindex(exchanges["resource_code"]).fillna("").to_numpy(object)
    hidden = dataset.flows.assign(
        level=flows, group=group.reindex(dataset.flows["resource_code"]).to_numpy(object)
    )
    worst = hidden.groupby(["site_id", "direction", "group"])["level"].max().to_dict()
    level = pd.Series(0, index=exchanges.index)
    for side, direction in (("supplier_site_id", "supply"), ("receiver_site_id", "demand")):
        ends = exchanges[side]
        of_flow = [worst.get((site, direction, what), 0) for site, what in zip(ends, about, strict=True)]
        level = np.maximum(level, sites.reindex(ends).fillna(2).to_numpy(int))
        level = np.maximum(level, np.array(of_flow, dtype=int))
    return level
