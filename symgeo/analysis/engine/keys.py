"""Tier and score as one whole number, so that the better pair has the larger key."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

KeyArray = npt.NDArray[np.uint64]

_SHIFT = np.uint64(62)
_SCORE = np.uint64((1 << 62) - 1)
SCALE = 256.0
"""Scores of 0 to 100 are stored as 0 to 0.4, where the two highest bits of a number are free."""


def key_of(level: npt.NDArray[np.int64], score: npt.NDArray[np.float64]) -> KeyArray:
    """Give the key: the tier's level first, then the score to its last bit."""
    bits = np.ascontiguousarray(score / SCALE).view(np.uint64)
    return (level.astype(np.uint64) << _SHIFT) | bits


def level_of(key: KeyArray) -> npt.NDArray[np.int8]:
    """Give the tier's level, 0 (X) to 3 (A)."""
    return (key >> _SHIFT).astype(np.int8)


def score_of(key: KeyArray) -> npt.NDArray[np.float64]:
    """Give the score, 0-100."""
    return (key & _SCORE).view(np.float64) * SCALE
