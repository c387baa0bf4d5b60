"""Places, amounts and temperatures made so coarse that nobody can work them back."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

FINEST_CELL_M: Final = 5_000
"""No cell is smaller than this, however many sites it holds."""
CELLS_M: Final = (FINEST_CELL_M, 10_000, 20_000, 40_000)
"""Each size is made of four cells of the size before."""
LEAST_SITES: Final = 3
"""A cell with fewer sites is enlarged, up to the largest size."""
TEMPERATURE_STEP_K: Final = 10.0
DRY_MATTER_STEP_PCT: Final = 10.0
LEAST_DRY_MATTER_PCT: Final = 5.0
COMMITTED_STEP_PCT: Final = 25.0

FloatArray = npt.NDArray[np.float64]


def coarse_positions(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Give the middle of the cell that each site lies in.

    The grid is fixed (UTM 33N); a cell holds at least `LEAST_SITES` of the sites given, or has the
    largest size. Moving a site inside its finest cell therefore changes no middle of any site.

    Parameters
    ----------
    lon, lat : ndarray, shape (n,)
        Degrees, WGS84, of all sites that the audience is shown, blurred or not.

    Returns
    -------
    tuple of ndarray
        Longitude and latitude of the middles, rounded to 1e-4 degrees.
    """
    if not len(lon):
        return lon.copy(), lat.copy()
    there = Transformer.from_crs(CRS_GEOGRAPHIC, CRS_METRIC, always_xy=True)
    x, y = (np.asarray(values, dtype=float) for values in there.transform(lon, lat))
    middle_x, middle_y = np.full(len(x), np.nan), np.full(len(y), np.nan)
    for size in CELLS_M:
        column, row = np.floor(x / size), np.floor(y / size)
        cells = pd.MultiIndex.from_arrays([column, row])
        held = pd.Series(1, index=cells).groupby(level=[0, 1]).transform("sum").to_numpy()
        fits = np.isnan(middle_x) & ((held >= LEAST_SITES) | (size == CELLS_M[-1]))
        middle_x[fits], middle_y[fits] = (column[fits] + 0.5) * size, (row[fits] + 0.5) * size
    back = there.transform(middle_x, middle_y, direction="INVERSE")
    coarse_lon, coarse_lat = (np.round(np.asarray(values, dtype=float), 4) for values in back)
    return coarse_lon, coarse_lat


def without_names(names: pd.Series, blurred: npt.NDArray[np.bool_]) -> pd.Series:
    """Take the names of blurred sites away; what they are called instead follows from what is shown."""
    return names.mask(blurred, "")


def coarse_activity(nace: pd.Series) -> pd.Series:
    """Give the division of each activity, its first two digits: what a whole branch does."""
    return nace.str[:2]


def amount_bands(amounts: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Give value, low and high of the band that each amount lies in.

    Bands begin at 1 and 3 times each power of ten: 1,000 to 3,000, 3,000 to 10,000, and so on. The value
    is 2 or 6 times the power of ten, whatever the amount.

    Parameters
    ----------
    amounts : ndarray, shape (n,)
        Above 0, or NaN where unknown.

    Returns
    -------
    tuple of ndarray
        Value, low, high; NaN where the amount is unknown or 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # A hair is added so that 1,000 counts as 1,000 and not as 999.9999.
        power = 10.0 ** np.floor(np.log10(amounts) + 1e-12)
        upper = amounts / power >= 3.0 - 1e-9
    known = np.isfinite(amounts) & (amounts > 0)
    value, low, high = (np.where(upper, a, b) * power for a, b in ((6.0, 2.0), (3.0, 1.0), (10.0, 3.0)))
    first, second, third = (np.where(known, one, np.nan) for one in (value, low, high))
    return first, second, third


def to_step(values: FloatArray, step: float) -> FloatArray:
    """Round to the nearest multiple of a step; NaN stays."""
    return np.floor(values / step + 0.5) * step


def coarse_dry_matter(values: FloatArray) -> FloatArray:
    """Round dry matter to ten per cent, and what is nearly all water to five; NaN stays."""
    return np.maximum(to_step(values, DRY_MATTER_STEP_PCT), LEAST_DRY_MATTER_PCT)
