"""Amounts as five classes that a reader can tell apart: the size of a shape, the width of a line."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from symgeo.texts import Texts

CLASSES: Final = 5
SITE_RADII_PX: Final = (4.5, 5.5, 7.0, 8.5, 10.5)
"""Radius of a site's shape by amount class, CSS pixels."""
LINE_WIDTHS_PX: Final = (1.5, 2.2, 3.2, 4.4, 6.0)
"""Width of a line by amount class, CSS pixels."""

# The least class ends here, each further one at ten times as much. One decade of MWh and one of
# tonnes weigh about the same in the example; a cubic metre of water weighs a hundredth.
_FIRST_LIMIT: Final = (
    ("MWh", 100.0),
    ("t", 100.0),
    ("m3", 10_000.0),
    ("m2", 100.0),
    ("unit", 100.0),
    ("fte", 1.0),
)
_OTHER_LIMIT: Final = 100.0
_UNKNOWN: Final = -99


def amount_class(quantity: pd.Series, unit: pd.Series) -> NDArray[np.int64]:
    """Give the class 0 to 4 of amounts: below the first limit of the unit, then decade by decade.

    Parameters
    ----------
    quantity : Series
        Amounts per year; NaN and what is not positive is class 0.
    unit : Series
        MWh, t, m3, m2, unit or fte.
    """
    first = unit.astype(object).map(dict(_FIRST_LIMIT)).fillna(_OTHER_LIMIT).to_numpy(dtype=float)
    amount = quantity.to_numpy(dtype=float, na_value=np.nan)
    safe = np.where(np.isfinite(amount) & (amount > 0), amount, first / 10)
    # A hair is added so that 1,000 counts as 1,000 and not as 999.9999.
    decades = np.floor(np.log10(safe / first) + 1e-9).astype(np.int64) + 1
    return np.clip(decades, 0, CLASSES - 1)


def magnitudes(quantity: pd.Series, unit: pd.Series, texts: Texts) -> pd.Series:
    """Write amounts as orders of magnitude; each different one is written once.

    Returns
    -------
    Series
        Text by the index of ``quantity``.
    """
    power = magnitude_powers(quantity)
    keys = pd.DataFrame({"power": power, "unit": unit.to_numpy()}, index=quantity.index)
    written = {
        (exponent, name): texts.order_of_magnitude(
            10.0**exponent if exponent > _UNKNOWN else np.nan, str(name)
        )
        for exponent, name in keys.drop_duplicates().itertuples(index=False)
    }
    return pd.Series(
        [written[key] for key in keys.itertuples(index=False, name=None)], index=quantity.index, dtype=object
    )


def magnitude_powers(quantity: pd.Series) -> NDArray[np.int64]:
    """Give the power of ten of amounts; a very small number for those that have none."""
    amount = quantity.to_numpy(dtype=float, na_value=np.nan)
    known = np.isfinite(amount) & (amount > 0)
    power = np.floor(np.log10(np.where(known, amount, 1.0)) + 1e-9).astype(np.int64)
    return np.where(known, power, _UNKNOWN)
