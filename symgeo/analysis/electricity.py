"""How much or how little electricity an opportunity frees, as its ranges allow."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.dataset import Reference

_MIXED = "price.heat_mix_"
_SWEDEN = "SE"


def electricity_ends(opportunity: pd.Series, country: str, reference: Reference) -> tuple[float, float]:
    """Give low and high of the electricity freed, MWh a year; below 0 where more is used than freed.

    Both amounts stand at their low and at their high, and so does the share of mixed heat that electricity
    makes; what a heat pump takes for each MWh stays, as it does for money and CO2.

    Parameters
    ----------
    opportunity : Series
        One row of `symgeo.analysis.opportunities.find`.
    country : str
        Of the receiver, ISO 3166-1.
    reference : Reference
        Parameters with their ranges.
    """
    freed, used = (float(opportunity[f"electricity_{what}_mwh"]) for what in ("freed", "used"))
    matched = float(opportunity["matched_quantity"])
    if not matched > 0.0:
        return freed, freed
    amounts = [float(opportunity[f"matched_{end}"]) / matched for end in ("low", "high")]
    shares = _shares(str(opportunity["price_key"]), country, reference)
    ends = [amount * ((freed + used) * share - used) for amount in (1.0, *amounts) for share in shares]
    return min(ends), max(ends)


def _shares(price_key: str, country: str, reference: Reference) -> tuple[float, ...]:
    """Give the share that electricity has in what is replaced: value, low and high by the value."""
    key = f"freed.heat_mix_{'se' if country == _SWEDEN else 'no'}"
    value = reference.parameter(key) if price_key.startswith(_MIXED) else 0.0
    if not value:
        return (1.0,)
    return (1.0, *(reference.parameter(key, bound) / value for bound in ("low", "high")))
