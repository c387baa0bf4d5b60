"""What running exchanges take of flows counts as committed, whatever the flows say of themselves."""

from __future__ import annotations

from typing import Final

import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.records import RUNNING
from symgeo.vocabulary import Direction, Evidence

_ENDS: Final = {Direction.SUPPLY: "supplier_site_id", Direction.DEMAND: "receiver_site_id"}
_GROUP: Final = ["site_id", "direction", "resource_code", "unit"]


def with_exchanges(flows: pd.DataFrame, exchanges: pd.DataFrame) -> pd.DataFrame:
    """Give flows with what recorded exchanges take of them counted as committed.

    For all flows of one site, direction, resource and unit together: where what they say is committed,
    C = sum(q c), is less than what running exchanges take, E, each becomes
    c + (1 - c) (E - C) / sum(q (1 - c)), and 1 where E is all that there is or more. For a single flow that
    is the larger of c and E / q. What a flow of a pool or a stream loses, the others lose, too.

    Exchanges without an amount, or in another unit, change nothing. An amount that is only an example
    counts where the amounts of all those flows are examples, too: it must not change a real figure.

    Parameters
    ----------
    flows : DataFrame
        Indexed by ``flow_id``; ``committed_pct`` c in percent, ``quantity`` q a year.
    exchanges : DataFrame
        Of the same data, and as the same audience may see them.

    Returns
    -------
    DataFrame
        The flows themselves where nothing changes, else a copy with another ``committed_pct``.
    """
    taken = _taken(exchanges)
    near = flows[flows["site_id"].isin(taken["site_id"])]
    if near.empty:
        return flows
    share = near["committed_pct"] / 100.0
    counted = near.assign(said=near["quantity"] * share, free=near["quantity"] * (1.0 - share))
    groups = counted.assign(is_example=_is_example(counted)).groupby(_GROUP, sort=False)
    alike = groups.agg(said=("said", "sum"), free=("free", "sum"), is_example=("is_example", "all"))
    sure, example = (
        taken[is_one].groupby(_GROUP)["quantity"].sum().reindex(alike.index).fillna(0.0)
        for is_one in (~_is_example(taken), _is_example(taken))
    )
    lacking = sure + example.where(alike["is_example"], 0.0) - alike["said"]
    part = (lacking / alike["free"].where(alike["free"] > 0)).clip(0.0, 1.0).fillna(0.0)
    lost = (1.0 - share) * part.reindex(pd.MultiIndex.from_frame(near[_GROUP])).to_numpy()
    lost = lost[lost > 0]
    if lost.empty:
        return flows
    keys = capacity_keys(flows)
    shared = keys.map(lost.groupby(keys.loc[lost.index]).sum()).fillna(0.0).astype(float)
    return flows.assign(committed_pct=(flows["committed_pct"] + 100.0 * shared).clip(upper=100.0))


def _taken(exchanges: pd.DataFrame) -> pd.DataFrame:
    """Give what running exchanges take: a row for each of their two ends."""
    running = exchanges[exchanges["stage"].isin(RUNNING) & (exchanges["quantity"] > 0)]
    sides = [running.assign(site_id=running[end], direction=side.value) for side, end in _ENDS.items()]
    return pd.concat(sides, ignore_index=True)


def _is_example(rows: pd.DataFrame) -> pd.Series:
    return rows["evidence"] == Evidence.ILLUSTRATIVE.value
