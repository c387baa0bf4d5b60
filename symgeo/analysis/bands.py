"""What is added up of amounts that an audience is shown as bands: from the lowest sum to the highest.

The middle of a band is nobody's amount, and a sum of middles would look like a fact. So a sum over rows of
which some rest on a band is a range. All of it is calculated from the bands: it tells no more than they do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.frames import with_columns

BAND: Final = "band"
"""Stands where evidence stands, for sums of what rests on bands."""
_BY_AMOUNT: Final = (
    *("matched_quantity", "allocated_quantity", "electricity_freed_mwh"),
    *("planned_quantity", "planned_co2_t", "planned_electricity_mwh", "planned_diverted_t"),
)
"""Columns that grow with the amount."""
_WITH_OWN_ENDS: Final = (
    ("co2_t", "co2_low_t", "co2_high_t"),
    ("net_benefit_eur", "net_benefit_low_eur", "net_benefit_high_eur"),
)


def rest_on_bands(pairs: pd.DataFrame, blurred: frozenset[str]) -> pd.Series:
    """Tell of each pair whether the amount of one of its flows is a band."""
    flows = list(blurred)
    return pairs["supply_flow_id"].isin(flows) | pairs["demand_flow_id"].isin(flows)


def at_ends(pairs: pd.DataFrame, blurred: frozenset[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the pairs twice: as little as their bands allow, and as much.

    Parameters
    ----------
    pairs : DataFrame
        Opportunities, or those of a plan.
    blurred : frozenset of str
        Flows whose amounts are bands. Pairs without one of them are the same in both.

    Returns
    -------
    tuple of DataFrame
        With all columns; the amounts, money and CO2 of the first are nowhere above those of the second.
    """
    is_rough = rest_on_bands(pairs, blurred).to_numpy(bool)
    if not is_rough.any():
        return pairs, pairs
    middle = pairs["matched_quantity"].to_numpy(float)
    lower: dict[str, np.ndarray] = {}
    upper: dict[str, np.ndarray] = {}
    for column in (one for one in _BY_AMOUNT if one in pairs):
        value = pairs[column].to_numpy(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = [value * pairs[end].to_numpy(float) / middle for end in ("matched_low", "matched_high")]
        lower[column], upper[column] = _ordered(value, ends[0], ends[1], is_rough)
    for column, low, high in _WITH_OWN_ENDS:
        value = pairs[column].to_numpy(float)
        ends = [pairs[end].to_numpy(float) for end in (low, high)]
        lower[column], upper[column] = _ordered(value, ends[0], ends[1], is_rough)
    return with_columns(pairs, lower), with_columns(pairs, upper)


def with_ends(
    sums_of: Callable[[pd.DataFrame], pd.DataFrame], pairs: pd.DataFrame, blurred: frozenset[str]
) -> pd.DataFrame:
    """Add up pairs, and give the lowest and the highest sums beside the middle.

    Parameters
    ----------
    sums_of : callable
        Adds up, such as `symgeo.analysis.summary.by_resource`.
    pairs : DataFrame
        What is added up.
    blurred : frozenset of str
        Flows whose amounts are bands.

    Returns
    -------
    DataFrame
        As ``sums_of`` gives it, with each number column again as ``<name>_low`` and ``<name>_high``; both are
        equal where no band is part of it.
    """
    lower, upper = at_ends(pairs, blurred)
    sums = sums_of(pairs)
    ends = [sums_of(lower), sums_of(upper)] if lower is not pairs else [sums, sums]
    numbers = sums.select_dtypes("number").columns
    named = zip(ends, ("low", "high"), strict=True)
    return sums.join([one[numbers].add_suffix(f"_{end}") for one, end in named])


def _ordered(
    value: np.ndarray, low: np.ndarray, high: np.ndarray, is_rough: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give low and high where it is rough, and where both are known; elsewhere the value."""
    both = is_rough & np.isfinite(low) & np.isfinite(high)
    return np.where(both, np.minimum(low, high), value), np.where(both, np.maximum(low, high), value)
