"""Draw parameters and amounts between their low and high, always the same ones."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]

SEED: Final = 2026
CHOSEN: Final = ("score.", "tier.", "quality.", "fx.", "hub.")
"""Beginnings of parameters that somebody chose: they are not uncertain, so they are not drawn."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """Parameters with one row for each draw; in formulas they stand as columns beside rows of pairs.

    Attributes
    ----------
    keys : Index
        Keys of the parameters.
    numbers : ndarray, shape (draws, keys + 1)
        One for each key, then a NaN for what is unknown.
    """

    keys: pd.Index
    numbers: FloatArray

    def parameter(self, key: str, bound: str = "value") -> FloatArray:  # noqa: ARG002  # a draw has no ends
        """Give one parameter as a column; an unknown key is an error of the programme."""
        if key not in self.keys:
            raise KeyError(key)
        return self.many(np.array([key], dtype=object))

    def one(self, key: str) -> FloatArray:
        """Give one parameter as a column."""
        return self.parameter(key)

    def many(self, keys: npt.NDArray[np.object_]) -> FloatArray:
        """Give a parameter for each key, shape (draws, keys); NaN for a key that is unknown."""
        return self.numbers[:, self.keys.get_indexer(pd.Index(keys))]


def evenly(names: Iterable[str], draws: int) -> FloatArray:
    """Give numbers between 0 and 1 for each name: one in each of so many equal steps, in a random order.

    They depend on the name alone, so that neither other rows nor their order change them.

    Parameters
    ----------
    names : iterable of str
        Such as the key of a parameter or the id of a flow.
    draws : int
        How many for each name.

    Returns
    -------
    ndarray, shape (draws, names)
        Latin hypercube sampling: McKay, Beckman and Conover 1979, Technometrics 21(2).
    """
    columns = []
    for name in names:
        rng = np.random.default_rng((SEED, zlib.crc32(name.encode())))
        columns.append((rng.permutation(draws) + rng.random(draws)) / draws)
    return np.stack(columns, axis=1) if columns else np.zeros((draws, 0))


def triangular(share: FloatArray, low: FloatArray, value: FloatArray, high: FloatArray) -> FloatArray:
    """Give the number below which a share of a triangular distribution lies.

    Parameters
    ----------
    share : ndarray
        0-1.
    low, value, high : ndarray
        Ends and mode; an end that is unknown, or on the wrong side of the mode, is the mode.
    """
    low, high = np.fmin(low, value), np.fmax(high, value)
    width = high - low
    below = np.sqrt(share * width * (value - low))
    above = np.sqrt((1.0 - share) * width * (high - value))
    return np.where(share * width < value - low, low + below, high - above)


def draw_parameters(parameters: pd.DataFrame, draws: int) -> Drawn:
    """Draw every parameter between its low and high; what somebody chose keeps its value.

    Parameters
    ----------
    parameters : DataFrame
        By key, with ``value``, ``low`` and ``high``.
    draws : int
        How many.
    """
    value, low, high = (parameters[bound].to_numpy(float) for bound in ("value", "low", "high"))
    numbers = np.tile(np.append(value, np.nan), (draws, 1))
    is_drawn = (np.fmax(high, value) > np.fmin(low, value)) & ~parameters.index.str.startswith(CHOSEN)
    where = np.flatnonzero(is_drawn)
    shares = evenly(parameters.index[where], draws)
    numbers[:, where] = triangular(shares, low[where], value[where], high[where])
    return Drawn(parameters.index, numbers)


def draw_amounts(pairs: pd.DataFrame, side: str, draws: int) -> FloatArray:
    """Draw the amount of one side's flow for each pair; pairs of one flow or stream share its draw.

    Parameters
    ----------
    pairs : DataFrame
        As `symgeo.analysis.opportunities.describe` gives them.
    side : str
        ``supply`` or ``demand``.
    draws : int
        How many.

    Returns
    -------
    ndarray, shape (draws, pairs)
        In the flow's unit a year.
    """
    stream = pairs[f"{side}_stream_id"].astype(str)
    alone = "flow:" + pairs[f"{side}_flow_id"].astype(str)
    shared = "stream:" + pairs[f"{side}_site_id"].astype(str) + ":" + stream
    codes, names = pd.factorize(alone.where(stream == "", shared))
    low, value, high = (pairs[f"{side}_quantity{end}"].to_numpy(float) for end in ("_low", "", "_high"))
    return triangular(evenly(names.astype(str), draws)[:, codes], low, value, high)
