"""Round and scale amounts as a reader wants them: two significant digits, readable units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

GWH_FROM_MWH: Final = 10_000
"""From this amount on, energy is told in GWh (MWh)."""
MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Scale:
    """How amounts of one unit are told.

    Attributes
    ----------
    factor : float
        What the amount is divided by.
    unit_key : str
        Part of the text key that holds number and unit: ``unit.<unit_key>``.
    """

    factor: float
    unit_key: str


def round_significant(value: float, digits: int = 2) -> float:
    """Round to a number of significant digits.

    Parameters
    ----------
    value : float
        Any finite number.
    digits : int
        Significant digits, 1 or more.
    """
    if value == 0:
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def scale_for(value: float, unit: str) -> Scale:
    """Choose the unit in which an amount reads best.

    Parameters
    ----------
    value : float
        Amount in ``unit``.
    unit : str
        MWh, t, tCO2, m3, m2, unit or fte.
    """
    if unit == "MWh" and abs(value) >= GWH_FROM_MWH:
        return Scale(1_000, "GWh")
    if unit in {"t", "tCO2", "m3"} and abs(value) >= MILLION:
        return Scale(MILLION, f"million_{unit}")
    return Scale(1, unit)


def decade(value: float) -> tuple[float, float]:
    """Give the power of ten at or below a positive amount, and the next one."""
    low = 10.0 ** math.floor(math.log10(value))
    return low, low * 10
