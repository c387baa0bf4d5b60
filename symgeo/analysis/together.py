"""What some opportunities give together: known figures alone, nothing promised twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from symgeo.analysis.bands import at_ends, rest_on_bands
from symgeo.analysis.ledger import WORTH
from symgeo.analysis.opportunities import IDEAS


@dataclass(frozen=True, eq=False)
class Together:
    """Sums over the ideas whose figures are known.

    Attributes
    ----------
    known : DataFrame
        These ideas.
    examples : int
        Ideas that rest on an example figure; they are no part of the sums.
    banded : int
        Known ones whose amount is shown to this audience as a band.
    unpriced : int
        Known ones without a known price; they count no money.
    least, most : mapping of str to float
        For each of `WORTH`, as little as the bands allow and as much; both the same without bands. MWh,
        t CO2e and EUR a year.
    """

    known: pd.DataFrame
    examples: int
    banded: int
    unpriced: int
    least: Mapping[str, float]
    most: Mapping[str, float]

    @property
    def sites(self) -> int:
        """Count the sites at either end of the known ideas."""
        return int(pd.concat([self.known["supply_site_id"], self.known["demand_site_id"]]).nunique())


def add_up(opportunities: pd.DataFrame, blurred: frozenset[str]) -> Together:
    """Add up what ideas give by the share that was allotted to each.

    Parameters
    ----------
    opportunities : DataFrame
        As `symgeo.analysis.opportunities.find` gives them, or some of their rows.
    blurred : frozenset of str
        Flows whose amounts are bands.
    """
    ideas = opportunities[opportunities["tier"].isin(IDEAS)]
    known = ideas[~ideas["is_illustrative"].astype(bool)]
    least, most = (_summed(one) for one in at_ends(known, blurred))
    return Together(
        known,
        len(ideas) - len(known),
        int(rest_on_bands(known, blurred).sum()),
        int(known["net_benefit_eur"].isna().sum()),
        least,
        most,
    )


def _summed(pairs: pd.DataFrame) -> dict[str, float]:
    has_amount = pairs["matched_quantity"] > 0
    share = (pairs["allocated_quantity"] / pairs["matched_quantity"]).where(has_amount, 0.0)
    return {name: float((pairs[name].fillna(0.0) * share).sum()) for name in WORTH}
