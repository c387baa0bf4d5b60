"""What a receiver pays for otherwise, by country and by the energy that it states to use today."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import evaluation
from symgeo.analysis.dataset import Reference
from symgeo.analysis.economics import Bound
from symgeo.analysis.replacing import chosen_energy, stated_energy, with_energy
from symgeo.vocabulary import Energy

FloatArray = npt.NDArray[np.float64]
SmallArray = npt.NDArray[np.int32]

_STATED: Final = ("", *(energy.value for energy in Energy))
_COUNTRIES: Final = ("", "SE")
"""Whether a receiver is outside or inside Sweden."""
MARKETS: Final = len(_STATED) * len(_COUNTRIES)
"""How many different receivers there are, as to prices and emissions."""


def market_numbers(
    texts: npt.NDArray[np.object_], tags: SmallArray, swedish: npt.NDArray[np.bool_]
) -> SmallArray:
    """Give the number of each flow's market.

    Parameters
    ----------
    texts : ndarray of str
        Quality tags.
    tags : ndarray of int32
        Which of them each flow has.
    swedish : ndarray of bool
        Whether each flow lies in Sweden.
    """
    stated = np.array([_STATED.index(stated_energy(str(text))) for text in texts], dtype=np.int32)
    first: SmallArray = stated[tags] * np.int32(len(_COUNTRIES))
    return first + swedish.astype(np.int32)


def market_prices(substitute: str, reference: Reference, *, can_choose: bool) -> dict[str, FloatArray]:
    """Give prices and emissions of what a rule's receivers replace, and of power, for each market.

    Parameters
    ----------
    substitute : str
        What a rule of the completed compatibility table says is replaced (``subst_param``).
    reference : Reference
    can_choose : bool
        Whether what receivers state to use today counts instead, as `is_replaceable` gives it.
    """
    markets = pd.DataFrame(
        [(with_energy("", stated), country) for stated in _STATED for country in _COUNTRIES],
        columns=["demand_quality_tags", "demand_country"],
        dtype=object,
    ).assign(demand_group="heat" if can_choose else "", demand_resource="")
    substitutes = pd.Series([substitute] * MARKETS)
    by_rule = evaluation.replaced_keys(substitutes, markets["demand_country"], reference)
    replaced = chosen_energy(markets, by_rule)
    power = np.where(markets["demand_country"] == "SE", "electricity_se", "electricity_no").astype(object)
    bound = Bound.of(reference.parameters, "value")
    price, kg, power_price, power_kg = (
        bound.many(np.asarray(kind + keys, dtype=object))
        for keys in (replaced, power)
        for kind in ("price.", "ef.")
    )
    return {
        "price": price,
        "kg_per_unit": kg,
        "power_price": np.nan_to_num(power_price),
        "power_kg": np.nan_to_num(power_kg),
    }
