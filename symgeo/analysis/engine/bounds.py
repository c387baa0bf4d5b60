"""Upper bounds of the score: what is certainly too small is not calculated."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis import scoring

FloatArray = npt.NDArray[np.float64]

STEPS = 64
"""Cells of a doubling, and of a halving of the distance score."""
LEAST_QUANTITY = 0.7
"""`scoring.quantity_score` of amounts above 0 that fit as badly as can be."""
TINY = 1e-300
"""Added to an amount that is divided by."""
_SAFETY = 1.0 + 1e-9
_DOUBLINGS = 64
_HALVINGS = 40


class Bounds(NamedTuple):
    """Tables of upper bounds.

    Attributes
    ----------
    gain : ndarray
        Score of money or climate, 0-1, for each cell of 1 + amount over its unit (`gain_cell`).
    near : ndarray
        Highest feasibility for each cell of the halvings (`distance_cell`).
    """

    gain: FloatArray
    near: FloatArray


def bounds_of(shares: scoring.Blend) -> Bounds:
    """Give the tables for a blend of weights.

    Both are exact at the better end of each cell, and the score never falls when a part rises.
    """
    ends = np.arange(1, STEPS * _DOUBLINGS + 1)
    upper = np.ldexp(1.0 + (ends % STEPS) / STEPS, ends // STEPS)
    gain = np.minimum(np.log10(upper) / 3.0, 1.0) * _SAFETY
    begins = np.arange(STEPS * _HALVINGS) / STEPS
    near = 2.0 ** (shares.distance * np.maximum(-begins, shares.log_floor)) * _SAFETY
    return Bounds(gain, near)


def gain_cell(above_one: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Give the cell of 1 + amount over its unit from the bits of that number: exponent and six places."""
    return np.minimum((above_one >> np.uint64(46)).astype(np.int64) - (1023 << 6), STEPS * _DOUBLINGS - 1)


def distance_cell(halvings: FloatArray) -> npt.NDArray[np.int64]:
    """Give the cell of the halvings."""
    return np.minimum(halvings * STEPS, STEPS * _HALVINGS - 1).astype(np.int64)


def highest_square(
    bounds: Bounds,
    shares: scoring.Blend,
    money_cell: npt.NDArray[np.int64],
    climate_cell: npt.NDArray[np.int64],
    near_cell: npt.NDArray[np.int64],
    barrier: FloatArray,
    fitting: FloatArray,
) -> FloatArray:
    """Give an upper bound of (score / 100) squared: full quality, and what is given of the rest.

    Parameters
    ----------
    bounds : Bounds
    shares : Blend
    money_cell, climate_cell, near_cell : ndarray of int
    barrier : ndarray
        Score of the barrier, 0-1.
    fitting : ndarray
        As `highest_fitting` gives it.
    """
    gains = shares.money * bounds.gain[money_cell] + shares.climate * bounds.gain[climate_cell]
    return (gains + shares.barrier * barrier) * bounds.near[near_cell] * fitting


def highest_fitting(shares: scoring.Blend, fit: float, offered: FloatArray, wanted: FloatArray) -> FloatArray:
    """Give the most that fit and amounts can make of feasibility.

    Parameters
    ----------
    shares : Blend
    fit : float
        Highest fit, 0-1.
    offered, wanted : ndarray
        Amounts in one unit.

    Notes
    -----
    For a weight w of 0-1, q^w is at most 1 + w (q - 1) (Bernoulli's inequality).
    """
    less, more = np.minimum(offered, wanted), np.maximum(offered, wanted)
    slope = (1.0 - LEAST_QUANTITY) * shares.quantity
    return best_fit(shares, fit) * (1.0 + slope * (less / (more + TINY) - 1.0))


def best_fit(shares: scoring.Blend, fit: float) -> float:
    """Give what a fit of at most so much (0-1) can make of feasibility."""
    return float(2.0 ** (shares.fit * max(np.log2(max(fit, TINY)), shares.log_floor)) * _SAFETY)
