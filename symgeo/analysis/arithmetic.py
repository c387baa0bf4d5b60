"""Logarithm and power of two that give the same bits in every engine.

NumPy, the C library and numba's compiler each round their own logarithm differently in the last bit.
These are made of additions, multiplications and divisions in one fixed order, which IEEE 754 rounds in
one way only; so every engine, chunk size and computer gives the same score. Both work on arrays in
NumPy and, compiled, on single numbers.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

LOG10_OF_2: Final = 0.301029995663981195
_TWO_OVER_LN_2: Final = 2.885390081777926815
_LN_2: Final = 0.693147180559945309
_ROOT_HALF: Final = 0.707106781186547524


def log2(x: FloatArray) -> FloatArray:
    """Give the logarithm to base 2 of numbers above 0, within 1e-13."""
    mantissa, exponent = np.frexp(x)
    return log2_of_parts(mantissa, exponent)


def log2_of_parts(mantissa: FloatArray, exponent: npt.NDArray[np.int32]) -> FloatArray:
    """Give log2(mantissa) + exponent for a mantissa of 0.5 to 1.

    With m between the roots of 1/2 and 2 and t = (m - 1) / (m + 1): ln m = 2 (t + t^3/3 + t^5/5 + ...).
    """
    small = mantissa < _ROOT_HALF
    m = np.where(small, mantissa + mantissa, mantissa)
    t = (m - 1.0) / (m + 1.0)
    u = t * t
    odd = u * (1.0 / 15.0) + 1.0 / 13.0
    odd = odd * u + 1.0 / 11.0
    odd = odd * u + 1.0 / 9.0
    odd = odd * u + 1.0 / 7.0
    odd = odd * u + 1.0 / 5.0
    odd = odd * u + 1.0 / 3.0
    odd = odd * u + 1.0
    return _TWO_OVER_LN_2 * t * odd + (exponent - np.where(small, 1.0, 0.0))


def exp2(y: FloatArray) -> FloatArray:
    """Give 2 to the power of numbers between -1000 and 1000, within 1e-13 of the result."""
    whole = np.floor(y + 0.5)
    return np.ldexp(exp2_of_fraction(y - whole), whole.astype(np.int32))


def exp2_of_fraction(r: FloatArray) -> FloatArray:
    """Give 2 to the power of -0.5 to 0.5: the series of exp(r ln 2)."""
    x = r * _LN_2
    p = x * (1.0 / 39916800.0) + 1.0 / 3628800.0
    p = p * x + 1.0 / 362880.0
    p = p * x + 1.0 / 40320.0
    p = p * x + 1.0 / 5040.0
    p = p * x + 1.0 / 720.0
    p = p * x + 1.0 / 120.0
    p = p * x + 1.0 / 24.0
    p = p * x + 1.0 / 6.0
    p = p * x + 0.5
    p = p * x + 1.0
    return p * x + 1.0
