"""Illustrative figures: an order of magnitude at most, and never money."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

AMOUNTS = ("matched_quantity", "allocated_quantity", "co2_t", "electricity_freed_mwh", "electricity_used_mwh")
"""Columns that are cut down to a power of ten where a flow is illustrative."""
PARTS = ("co2_replaced_t", "co2_transport_t", "co2_power_t", "heat_density_mwh_per_m")
"""Columns that are left empty there, since several of them together would give the amount away."""


def order_of_magnitude(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Cut numbers down to the power of ten below them, keeping the sign.

    Returns
    -------
    ndarray
        7,400 gives 1,000; -250 gives -100; 0 gives 0; NaN stays.
    """
    size = np.abs(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        power = 10.0 ** np.floor(np.log10(size) + 1e-12)
    return np.where(size > 0, np.sign(values) * power, values)


def withhold_illustrative(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give the frame as it may leave the programme.

    Where either flow is illustrative, amounts become the power of ten below them, their low and
    high the ends of that decade, and money and parts are empty. Other rows stay as they are.

    Parameters
    ----------
    opportunities : DataFrame
        As :func:`symgeo.analysis.opportunities.find` gives them.
    """
    hidden = opportunities["is_illustrative"].to_numpy(bool)
    values = {c: opportunities[c].to_numpy(float) for c in AMOUNTS}
    changed = {c: np.where(hidden, order_of_magnitude(v), v) for c, v in values.items()}
    for amount, low, high in (
        ("matched_quantity", "matched_low", "matched_high"),
        ("co2_t", "co2_low_t", "co2_high_t"),
    ):
        floor = order_of_magnitude(opportunities[amount].to_numpy(float))
        changed[low] = np.where(hidden, np.minimum(floor, floor * 10), opportunities[low])
        changed[high] = np.where(hidden, np.maximum(floor, floor * 10), opportunities[high])
    emptied = {c: opportunities[c].mask(hidden) for c in PARTS}
    return opportunities.assign(**changed, **emptied)
