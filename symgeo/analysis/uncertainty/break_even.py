"""How far, at which price and after how many years a pair pays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import economics
from symgeo.analysis.dataset import Reference
from symgeo.analysis.evaluation import work
from symgeo.analysis.frames import numbers, with_columns

FloatArray = npt.NDArray[np.float64]


def break_even(pairs: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Give where the net benefit of each pair becomes nothing, and when its investment is earned back.

    Distance: the net benefit falls in a straight line with the length of the way, so that
    d* = d x NB(0) / (NB(0) - NB(d)), carried as it is now. Price: of what is replaced,
    p* = p x (1 - NB / value), all else as it is. Payback: investment / (NB + annuity - upkeep), years
    without interest. Life: investment / (line / its life + machines / their life), so that what pays back
    sooner earns more a year than wears out.

    Parameters
    ----------
    pairs : DataFrame
        As `symgeo.analysis.opportunities.describe` gives them.
    reference : Reference
        Parameters; their values alone are used.

    Returns
    -------
    DataFrame
        With the index of `pairs`: ``break_even_km`` (straight distance; 0 or less where no distance is
        short enough, NaN where the way costs nothing more), ``break_even_price`` (in the price's own unit;
        0 or less where it pays even if what is replaced were free), ``payback_years`` (0 without an
        investment, infinite where it is never earned back), ``life_years`` (NaN without an investment),
        ``investment_eur``. NaN where either flow is
        illustrative or no price is known.
    """
    values = economics.Bound.of(reference.parameters, "value")
    near = with_columns(pairs, {"route_km": np.zeros(len(pairs))})
    start = economics.evaluate(work(near, "matched_quantity", "route_km", reference), values, values)
    benefit, value = numbers(pairs, "net_benefit_eur"), numbers(pairs, "value_eur")
    line, plant = numbers(pairs, "line_capex_eur"), numbers(pairs, "plant_capex_eur")
    investment = line + plant
    worn = line / values.one("finance.life_pipe") + plant / values.one("finance.life_plant")
    upkeep = reference.parameter("pipe.opex_share") * investment
    price = values.many(pairs["price_key"].to_numpy(object))
    found = {
        "break_even_km": _distance_km(pairs, start.net_benefit_eur - benefit, start.net_benefit_eur),
        "break_even_price": np.where(
            value > 0, price * (1.0 - benefit / np.where(value > 0, value, 1.0)), np.nan
        ),
        "payback_years": _years(investment, benefit + numbers(pairs, "annuity_eur") - upkeep),
        "life_years": np.where(worn > 0, investment / np.where(worn > 0, worn, 1.0), np.nan),
        "investment_eur": investment,
    }
    hidden = pairs["is_illustrative"].to_numpy(bool) | np.isnan(benefit)
    return pd.DataFrame(
        {n: np.where(hidden, np.nan, column) for n, column in found.items()}, index=pairs.index
    )


def _distance_km(pairs: pd.DataFrame, way_eur: FloatArray, start_eur: FloatArray) -> FloatArray:
    """Give the straight distance; NaN for sites on one network, of which only the connection is paid."""
    distance = numbers(pairs, "distance_km")
    grows = (way_eur > 0) & ~pairs["shared_network"].to_numpy(bool)
    return np.where(grows, distance * start_eur / np.where(grows, way_eur, 1.0), np.nan)


def _years(investment_eur: FloatArray, yearly_eur: FloatArray) -> FloatArray:
    earns = yearly_eur > 0
    years = np.where(earns, investment_eur / np.where(earns, yearly_eur, 1.0), np.inf)
    return np.where(investment_eur > 0, years, 0.0)
