"""How sure sums over opportunities are: what was allotted to each, in a thousand worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.analysis.ledger import WORTH
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.uncertainty.shared_worlds import shared_worlds
from symgeo.analysis.uncertainty.simulation import DRAWS, HIGH_PERCENT, LOW_PERCENT

MOST_IDEAS: Final = 2000
"""More ideas that share amounts are not drawn: nobody should wait for that."""
Ends = Mapping[str, tuple[float, float]]
"""For each of `WORTH` the 10th and 90th percentile: MWh, t CO2e and EUR a year."""


@dataclass(frozen=True, eq=False)
class DrawnWorth:
    """What each opportunity gives in each draw, so that any of them can be added up.

    Attributes
    ----------
    opportunity_ids : Index
        Those that something was allotted to.
    worth : mapping of str to ndarray of float32, shape (draws, opportunities)
        As `WORTH`: MWh, t CO2e and EUR a year.
    """

    opportunity_ids: pd.Index
    worth: Mapping[str, npt.NDArray[np.float32]]

    def ends(self, opportunity_ids: pd.Series | pd.Index) -> Ends:
        """Give what eight of ten draws of the sums over some opportunities lie between."""
        chosen = np.flatnonzero(self.opportunity_ids.isin(opportunity_ids))
        found = {}
        for name, drawn in self.worth.items():
            sums = drawn[:, chosen].sum(axis=1, dtype=float)
            low, high = np.percentile(sums, (LOW_PERCENT, HIGH_PERCENT))
            found[name] = float(low), float(high)
        return found


@dataclass(frozen=True, eq=False)
class Drawable:
    """Opportunities whose worth is drawn when it is first asked for; see :func:`draw_worth`.

    Attributes
    ----------
    opportunities, pairs : DataFrame
        Those that something was allotted to.
    reference : Reference
    """

    opportunities: pd.DataFrame
    pairs: pd.DataFrame
    reference: Reference

    @classmethod
    def of(cls, opportunities: pd.DataFrame, pairs: pd.DataFrame, reference: Reference) -> Drawable:
        """Keep of opportunities and of what is known of them only what drawing needs."""
        allotted = opportunities[_shares(opportunities) > 0]
        return cls(allotted, pairs[pairs["opportunity_id"].isin(allotted["opportunity_id"])], reference)

    @cached_property
    def worth(self) -> DrawnWorth | None:
        """Give the draws; None where there are more than `MOST_IDEAS`."""
        if len(self.opportunities) > MOST_IDEAS:
            return None
        return draw_worth(self.opportunities, self.pairs, self.reference)


def ends_by_place(opportunities: pd.DataFrame, columns: Sequence[str], drawn: DrawnWorth) -> pd.DataFrame:
    """Give what eight of ten draws of the sums by place lie between.

    Parameters
    ----------
    opportunities : DataFrame
        Those that are added up.
    columns : sequence of str
        Where their places stand, such as ``supply_county`` and ``demand_county``; a pair inside one place
        counts once.
    drawn : DrawnWorth

    Returns
    -------
    DataFrame
        By place: ``electricity_freed_p10_mwh``, ``electricity_freed_p90_mwh``, and so on for CO2 (t) and
        money (EUR).
    """
    ids = opportunities.set_index("opportunity_id")
    places = pd.concat([ids[column] for column in columns])
    rows = {place: drawn.ends(group.index) for place, group in places.groupby(places, sort=True)}
    named = {}
    for column in WORTH:
        name, _, unit = column.rpartition("_")
        for n, percent in enumerate(("p10", "p90")):
            named[f"{name}_{percent}_{unit}"] = {place: ends[column][n] for place, ends in rows.items()}
    return pd.DataFrame(named, columns=list(named))


def draw_worth(
    opportunities: pd.DataFrame, pairs: pd.DataFrame, reference: Reference, *, draws: int = DRAWS
) -> DrawnWorth:
    """Calculate what opportunities give with every parameter and amount drawn between its low and high.

    Each keeps the share that was allotted to it; where a flow, pool or stream would then give or take more
    than it has in a draw, all of its pairs get as much less. So give all opportunities of a data set, and
    add up some of them afterwards. Those with an example figure count no money, as in the sums themselves.

    Parameters
    ----------
    opportunities : DataFrame
        As `symgeo.analysis.opportunities.find` gives them.
    pairs : DataFrame
        What `symgeo.analysis.opportunities.look_around` knows of these pairs, in any order.
    reference : Reference
        Parameters with their ranges.
    draws : int
        How many worlds.
    """
    shares = _shares(opportunities)
    allotted = pd.Series(shares, opportunities["opportunity_id"])[shares > 0]
    ordered = pairs[pairs["opportunity_id"].isin(allotted.index)]
    ordered = ordered.sort_values("opportunity_id", kind="stable", ignore_index=True)
    share = np.asarray(allotted.loc[ordered["opportunity_id"]], dtype=np.float64)
    paid = {"net_benefit_eur": np.where(ordered["is_illustrative"], 0.0, share)}
    worth = {name: np.zeros((draws, len(ordered)), dtype=np.float32) for name in WORTH}
    for part, world, left in shared_worlds(ordered, share, reference, draws):
        for name, drawn in worth.items():
            drawn[part] = left * np.nan_to_num(world[name]) * paid.get(name, share)
    return DrawnWorth(pd.Index(ordered["opportunity_id"]), worth)


def _shares(opportunities: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Give the part of each opportunity that was allotted, 0-1; 0 for what is no news."""
    matched = opportunities["matched_quantity"].to_numpy(float)
    allocated = np.nan_to_num(opportunities["allocated_quantity"].to_numpy(float))
    counts = opportunities["tier"].isin(IDEAS).to_numpy(bool) & (matched > 0)
    return np.where(counts, allocated, 0.0) / np.where(counts, matched, 1.0)
