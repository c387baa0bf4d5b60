"""The main job's formulas, compiled for single numbers by numba. Imported only where numba is wanted."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numba
import numpy as np

from symgeo.analysis import arithmetic, geodesy, scoring
from symgeo.analysis.engine import formulas
from symgeo.analysis.engine.code_cache import cache_folder

Function = Callable[..., Any]

_MANTISSA = (1 << 52) - 1
_HALF = 1022 << 52


numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]  # numba makes it


def _where(condition: bool, one: float, other: float) -> float:  # noqa: FBT001  # as NumPy has it
    return one if condition else other


def _minimum(one: float, other: float) -> float:
    return one if one < other else other  # compiled to one instruction


def _maximum(one: float, other: float) -> float:
    return one if one > other else other  # compiled to one instruction


def _scalar_numpy() -> ModuleType:
    """Give the few functions of NumPy that formulas use, for single numbers."""
    module = ModuleType("scalar_numpy")
    for function in (_where, _minimum, _maximum):
        setattr(module, function.__name__[1:], numba.njit(inline="always")(function))
    module.sqrt = math.sqrt  # type: ignore[attr-defined]  # a module of our own
    return module


_SCALAR_NUMPY = _scalar_numpy()


def compiled(function: Function, **names: Function) -> Function:
    """Compile a function of the array code for single numbers.

    Parameters
    ----------
    function : callable
        Additions, multiplications, comparisons and ``np.where`` only.
    **names : callable
        Compiled functions that it calls, by the names it calls them with.
    """
    bound = FunctionType(
        function.__code__, {**function.__globals__, "np": _SCALAR_NUMPY, **names}, function.__name__
    )
    return numba.njit(forceinline=True, error_model="numpy")(bound)


def _log2(x: float) -> float:
    """As `arithmetic.log2`: mantissa and exponent are read from the bits of the number."""
    bits = np.float64(x).view(np.int64)
    mantissa = np.int64((bits & _MANTISSA) | _HALF).view(np.float64)
    return log2_of_parts(mantissa, (bits >> 52) - 1022)  # type: ignore[no-any-return]  # numba has no types


def _exp2(y: float) -> float:
    """As `arithmetic.exp2`, for numbers above -1022."""
    near = float(np.int64(y + 0.5))
    whole = near - 1.0 if near > y + 0.5 else near
    power = np.int64((np.int64(whole) + 1023) << 52).view(np.float64)
    return exp2_of_fraction(y - whole) * power  # type: ignore[no-any-return]  # numba has no types


log2_of_parts = compiled(arithmetic.log2_of_parts)
exp2_of_fraction = compiled(arithmetic.exp2_of_fraction)
log2 = numba.njit(error_model="numpy")(_log2)
exp2 = numba.njit(error_model="numpy")(_exp2)
arc_m = compiled(geodesy.arc_m)
lifting = compiled(formulas.lifting)
built_m = compiled(formulas.built_m)
net_benefit_eur = compiled(formulas.net_benefit_eur)
machines_eur = compiled(formulas.machines_eur)
co2_saved_t = compiled(formulas.co2_saved_t)
heat_fails = compiled(formulas.heat_fails)
tier_level = compiled(formulas.tier_level)
dryness = compiled(formulas.dryness)
quantity_score = compiled(scoring.quantity_score)
benefit_score = compiled(scoring.benefit_score, log2=log2)
climate_score = compiled(scoring.climate_score, log2=log2)
log_part = compiled(scoring.log_part, log2=log2)
combine_logs = compiled(scoring.combine_logs, exp2=exp2)
combine_gains = compiled(scoring.combine_gains)
score = compiled(scoring.score)
