"""Sums over opportunities in words: what they come to, and what eight of ten draws of them lie between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from symgeo.analysis.together import Together
from symgeo.analysis.uncertainty import Ends
from symgeo.texts import Texts

_MEASURES: Final = (
    ("electricity_freed_mwh", "plan.measure_electricity", "MWh"),
    ("co2_t", "plan.measure_climate", "tCO2"),
    ("net_benefit_eur", "plan.measure_money", ""),
)
"""Columns of sums, what they are called, and their unit; money has none. Electricity comes first."""
_NOTHING: Final = 0.5
"""What is less reads as nothing, in MWh, t and EUR."""


@dataclass(frozen=True)
class Sum:
    """One sum in words.

    Attributes
    ----------
    name : str
        What is added up.
    written : str
        How much it is.
    ends : str
        What draws of it lie between; "" where that is not told.
    """

    name: str
    written: str
    ends: str


def write_sums(sums: Together, ends: Ends | None, texts: Texts) -> tuple[Sum, ...]:
    """Write sums with two significant digits, and from the least to the most where bands are part of them.

    Parameters
    ----------
    sums : Together
    ends : mapping of str to tuple of float or None
        As `symgeo.analysis.uncertainty.DrawnWorth.ends`; not told beside bands, which draws would narrow.
    texts : Texts
    """
    told = [one for one in _MEASURES if one[-1] or sums.unpriced < len(sums.known)]
    return tuple(
        Sum(texts(name), *_write(sums, column, unit, ends[column] if ends else None, texts))
        for column, name, unit in told
    )


def _write(
    sums: Together, column: str, unit: str, ends: tuple[float, float] | None, texts: Texts
) -> tuple[str, str]:
    """Write a sum and what its draws lie between."""
    least, most = sums.least[column], sums.most[column]

    def span(low: float, high: float) -> str:
        return texts.quantity_range(low, high, unit, beside=most) if unit else texts.money_range(low, high)

    if sums.banded:
        return texts.about(span(least, most)), ""
    written = texts.quantity(most, unit) if unit else texts.money(most)
    return written, write_draws(most, ends, span, texts) if ends else ""


def write_draws(
    total: float, ends: tuple[float, float], span: Callable[[float, float], str], texts: Texts
) -> str:
    """Write what eight of ten draws of a sum lie between; "" where that is nothing.

    Parameters
    ----------
    total : float
        The sum itself.
    ends : tuple of float
        10th and 90th percentile.
    span : callable
        Writes the two.
    texts : Texts
    """
    low, high = ends
    if max(abs(low), abs(high)) < _NOTHING:
        return ""
    # The sum of the likeliest amounts is not the likeliest sum where ranges are lopsided.
    if not low <= total <= high:
        return texts(f"plan.eight_of_ten_{'above' if total < low else 'below'}", range=span(low, high))
    return texts("plan.eight_of_ten", range=span(low, high))
