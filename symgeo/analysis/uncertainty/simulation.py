"""How sure the result of each pair is: a thousand worlds in which every figure lies in its range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import economics, scoring
from symgeo.analysis.choices import Weights
from symgeo.analysis.dataset import Reference
from symgeo.analysis.evaluation import judgements, matches, material_columns, measures, scores, work
from symgeo.analysis.opportunities import TIER_ORDER
from symgeo.analysis.uncertainty.drawing import Drawn, draw_amounts, draw_parameters

FloatArray = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[Any]]

DRAWS: Final = 1000
BEST: Final = 10
LOW_PERCENT, HIGH_PERCENT = 10.0, 90.0
_MEASURES: Final = ("net_benefit_eur", "co2_t", "electricity_freed_mwh")
CELLS_AT_ONCE: Final = 65_536
"""Arrays of half a megabyte stay in a processor's cache."""
_WORST_SCORE: Final = 1000.0
"""More than any score, so that tiers come first."""


def simulate(
    pairs: pd.DataFrame, reference: Reference, weights: Weights, *, draws: int = DRAWS
) -> pd.DataFrame:
    """Calculate all pairs anew with every parameter and amount drawn between its low and high.

    Each draw is one world: a parameter or a flow has one value in it for all pairs. Ranges are triangular.

    Parameters
    ----------
    pairs : DataFrame
        As `symgeo.analysis.opportunities.describe` gives them, in any order.
    reference : Reference
        Parameters with their ranges.
    weights : Weights
        What counts in the score.
    draws : int
        How many worlds.

    Returns
    -------
    DataFrame
        By opportunity id, in the order of the pairs: ``net_benefit_p10_eur``, ``net_benefit_p90_eur``,
        ``pays_share`` (draws with a net benefit above 0), ``co2_p10_t``, ``co2_p90_t``,
        ``electricity_freed_p10_mwh``, ``electricity_freed_p90_mwh`` and ``top_ten_share`` (draws in which the
        pair is among the ten best). Money is NaN where either flow is illustrative or no price is known.
    """
    ordered = pairs.sort_values("opportunity_id", kind="stable", ignore_index=True)
    columns = columns_of(ordered, reference)
    parameters = draw_parameters(reference.parameters, draws)
    supplied, needed = (draw_amounts(ordered, side, draws) for side in ("supply", "demand"))
    shares = scoring.blend(weights, reference.parameter("score.floor"))
    drawn = {name: np.empty(supplied.shape) for name in _MEASURES}
    best = np.zeros(len(ordered))
    step = max(1, CELLS_AT_ONCE // max(len(ordered), 1))
    for start in range(0, draws, step):
        part = slice(start, start + step)
        held = Drawn(parameters.keys, parameters.numbers[part])
        world = recalculate(columns, held, supplied[part], needed[part])
        world = {**world, **judgements(world, held)}
        for name, found_in_draws in drawn.items():
            found_in_draws[part] = world[name]
        best += _among_best({**world, **scores(world, shares)})
    found, money = _percentiles(drawn), drawn["net_benefit_eur"]
    found["pays_share"] = np.where(np.isnan(money).any(axis=0), np.nan, (money > 0.0).mean(axis=0))
    hidden = ordered["is_illustrative"].to_numpy(bool)
    for name in ("net_benefit_p10_eur", "net_benefit_p90_eur", "pays_share"):
        found[name] = np.where(hidden, np.nan, found[name])
    result = pd.DataFrame({**found, "top_ten_share": best / draws}, index=ordered["opportunity_id"])
    return result.loc[pairs["opportunity_id"]]


def columns_of(pairs: pd.DataFrame, reference: Reference) -> Arrays:
    """Give pairs as arrays, with what no range changes."""
    return {**{str(name): _array(pairs[name]) for name in pairs}, **material_columns(pairs, reference)}


def recalculate(columns: Arrays, parameters: Drawn, supplied: FloatArray, needed: FloatArray) -> Arrays:
    """Give what the pairs amount to with other parameters and amounts, one row for each draw.

    Parameters
    ----------
    columns : mapping of str to ndarray, shape (pairs,)
        As `columns_of` gives them.
    parameters : Drawn
        One row for each draw.
    supplied, needed : ndarray, shape (draws, pairs)
        Amounts of the flows.
    """
    world = {**columns, **measures(columns, parameters)}
    world |= matches(world, supplied, needed)
    year = economics.evaluate(work(world, "matched_quantity", "route_km", parameters), parameters, parameters)
    return {**world, **{name: getattr(year, name) for name in year.__dataclass_fields__}}


def _array(column: pd.Series) -> npt.NDArray[Any]:
    numeric = pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)
    return column.to_numpy() if numeric else column.to_numpy(object)


def _among_best(world: Arrays) -> FloatArray:
    """Count in how many draws each pair is among the ten best: tiers first, then score, then id."""
    order = np.select([world["tier"] == tier.value for tier in TIER_ORDER], range(len(TIER_ORDER)))
    place = order * _WORST_SCORE - np.round(world["score"], 9)
    first = np.argsort(place, axis=1, kind="stable")[:, :BEST]
    return np.bincount(first.ravel(), minlength=place.shape[1]).astype(float)


def _percentiles(drawn: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    found: dict[str, FloatArray] = {}
    for measure, numbers in drawn.items():
        name, _, unit = measure.rpartition("_")
        low, high = np.percentile(numbers, [LOW_PERCENT, HIGH_PERCENT], axis=0)
        found |= {f"{name}_p10_{unit}": low, f"{name}_p90_{unit}": high}
    return found
