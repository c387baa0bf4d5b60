"""Who gives what to whom in a plan: amounts by giver, resource and receiver, the small ones together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.analysis.bands import at_ends

NAMED: Final = 12
"""Givers, and receivers, that stand for themselves; nobody could read more beside each other."""
OTHERS: Final = ""
"""Stands for the rest together."""


@dataclass(frozen=True, eq=False)
class Links:
    """What goes from whom to whom, in one unit.

    Attributes
    ----------
    frame : DataFrame
        ``giver`` and ``receiver`` (site ids, or `OTHERS`), ``supply_resource``, ``demand_resource``,
        ``amount`` (planned, demand units a year), ``low`` and ``high`` (the same but where bands are part
        of it), ``example_amount`` (the part that rests on example figures) and ``pairs``; largest first.
    givers, receivers : int
        How many sites there are on either side, whether they stand for themselves or not.
    """

    frame: pd.DataFrame
    givers: int
    receivers: int


def plan_links(
    chosen: pd.DataFrame, unit: str, blurred: frozenset[str] = frozenset(), *, named: int = NAMED
) -> Links:
    """Add up a plan by giver, resource and receiver; beyond the largest, sites stand together.

    Parameters
    ----------
    chosen : DataFrame
        As `Plan.chosen`.
    unit : str
        Pairs of other units are left out: their amounts cannot be added.
    blurred : frozenset of str
        Flows whose amounts are bands.
    named : int
        Sites on either side that stand for themselves.
    """
    pairs = chosen[(chosen["unit"] == unit) & (chosen["planned_quantity"] > 0)]
    low, high = (one["planned_quantity"] for one in at_ends(pairs, blurred))
    amount = pairs["planned_quantity"]
    long = pd.DataFrame(
        {
            "giver": _largest(pairs["supply_site_id"], amount, named),
            "supply_resource": pairs["supply_resource"],
            "demand_resource": pairs["demand_resource"],
            "receiver": _largest(pairs["demand_site_id"], amount, named),
            "amount": amount,
            "low": low,
            "high": high,
            "example_amount": amount.where(pairs["is_illustrative"], 0.0),
        }
    )
    keys = ["giver", "supply_resource", "demand_resource", "receiver"]
    sums = long.assign(pairs=1).groupby(keys, sort=True).sum().reset_index()
    frame = sums.sort_values("amount", ascending=False, kind="stable", ignore_index=True)
    return Links(frame, pairs["supply_site_id"].nunique(), pairs["demand_site_id"].nunique())


def _largest(sites: pd.Series, amount: pd.Series, named: int) -> pd.Series:
    """Keep the sites with most; the rest stands together."""
    sums = amount.groupby(sites).sum().sort_index()
    kept = sums.sort_values(ascending=False, kind="stable").index[:named]
    return sites.where(sites.isin(kept), OTHERS)
