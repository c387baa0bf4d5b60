"""Which figures move the result of one pair most."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.analysis.uncertainty.drawing import CHOSEN, Drawn
from symgeo.analysis.uncertainty.simulation import columns_of, recalculate

FloatArray = npt.NDArray[np.float64]

AMOUNTS: Final = ("supply", "demand")
"""The amounts of the two flows, beside the keys of parameters."""
_LEAST_SHARE: Final = 1e-9
"""Of the result; less is rounding."""


def sensitivity(pair: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Put one figure after the other to its low and its high, all others at their value.

    Parameters
    ----------
    pair : DataFrame
        One row as `symgeo.analysis.opportunities.describe` gives it.
    reference : Reference
        Parameters with their ranges.

    Returns
    -------
    DataFrame
        By key (`AMOUNTS` for those of the two flows), what moves the result most first: ``value``,
        ``low`` and ``high`` of the figure; ``at_low`` and ``at_high``, the result with it; ``base``, the
        result as it is; ``measure``, ``eur`` for the net benefit or ``t`` for CO2 where no price is
        known. Figures that move nothing are left out.
    """
    values = _ranges(pair, reference)
    parameters = values.drop(list(AMOUNTS))
    cases = 1 + 2 * len(values)
    at = np.tile(values["value"].to_numpy(float), (cases, 1))
    for position in range(len(values)):
        at[1 + 2 * position, position] = values["low"].iloc[position]
        at[2 + 2 * position, position] = values["high"].iloc[position]
    keys = reference.parameters.index
    numbers = np.tile(np.append(reference.parameters["value"].to_numpy(float), np.nan), (cases, 1))
    numbers[:, keys.get_indexer(parameters.index)] = at[:, len(AMOUNTS) :]
    world = recalculate(columns_of(pair, reference), Drawn(keys, numbers), at[:, [0]], at[:, [1]])
    measure = "t" if np.isnan(world["net_benefit_eur"]).any() else "eur"
    result = world["net_benefit_eur" if measure == "eur" else "co2_t"][:, 0]
    found = values.assign(at_low=result[1::2], at_high=result[2::2], base=result[0], measure=measure)
    moved = (found["at_high"] - found["at_low"]).abs()
    kept = moved > _LEAST_SHARE * max(abs(result[0]), 1.0)
    ordered: pd.DataFrame = found[kept].iloc[np.argsort(-moved[kept].to_numpy(), kind="stable")]
    return ordered


def _ranges(pair: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Give value, low and high of both amounts and of each parameter that has a range."""
    row = pair.iloc[0]
    ends = {
        side: [row[f"{side}_quantity"], row[f"{side}_quantity_low"], row[f"{side}_quantity_high"]]
        for side in AMOUNTS
    }
    amounts = pd.DataFrame.from_dict(ends, orient="index", columns=["value", "low", "high"])
    every = reference.parameters[["value", "low", "high"]].astype(float)
    has_range = (every["high"] > every["low"]) & ~every.index.str.startswith(CHOSEN)
    ranges = pd.concat([amounts.astype(float), every[has_range]])
    ends_known = {end: ranges[end].fillna(ranges["value"]) for end in ("low", "high")}
    known: pd.DataFrame = ranges.assign(**ends_known)
    return known
