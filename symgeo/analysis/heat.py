"""Temperatures, heat pumps, seasons and the density of heat lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

KELVIN = 273.15

FloatArray = npt.NDArray[np.float64]


def coefficient_of_performance(
    source_c: FloatArray, sink_c: FloatArray, *, efficiency: float | FloatArray, highest: float | FloatArray
) -> FloatArray:
    """Give the coefficient of performance of a large heat pump.

    COP = efficiency x T_sink / (T_sink - T_source), in kelvin (a share of the Carnot limit), at
    most ``highest``; where the source is already as warm as the sink, ``highest``.

    Parameters
    ----------
    source_c, sink_c : ndarray
        Temperatures in degrees Celsius.
    efficiency : float or ndarray
        Share of the Carnot limit that is reached, 0-1.
    highest : float or ndarray
        Upper limit of what is believed.

    Returns
    -------
    ndarray
        Heat out per electricity in, at least 1.
    """
    lift = sink_c - source_c
    with np.errstate(divide="ignore", invalid="ignore"):
        cop = efficiency * (sink_c + KELVIN) / lift
    return np.clip(np.where(lift > 0, cop, highest), 1.0, highest)


def heat_pump_factor(cop: FloatArray) -> FloatArray:
    """Give heat delivered per unit of source heat: COP / (COP - 1)."""
    return cop / np.maximum(cop - 1.0, 0.05)


def temperature_shortfall_k(
    supply_c: FloatArray,
    demand_c: FloatArray,
    *,
    min_delta_k: FloatArray,
    min_source_c: FloatArray,
    is_cooling: npt.NDArray[np.bool_],
    uses_heat_pump: npt.NDArray[np.bool_],
    compares: npt.NDArray[np.bool_],
    max_lift_k: float | FloatArray,
) -> FloatArray:
    """Give how many kelvin are missing for each pair; 0 or less where the temperature suffices.

    Heat needs a source warmer than the sink by at least ``min_delta_k``, cooling a source colder
    by as much; a heat pump lifts by at most ``max_lift_k``. Where a temperature is unknown nothing
    is claimed to be missing.

    Parameters
    ----------
    supply_c, demand_c : ndarray
        Temperatures in degrees Celsius; NaN where unknown.
    min_delta_k, min_source_c : ndarray
        From the rule; NaN where the rule asks for nothing.
    is_cooling, uses_heat_pump, compares : ndarray of bool
        Cold against cold; with a heat pump; whether the two temperatures are comparable at all.
    max_lift_k : float or ndarray
        Largest lift of a heat pump.
    """
    warmer = demand_c + np.nan_to_num(min_delta_k) - supply_c
    colder = supply_c + np.nan_to_num(min_delta_k) - demand_c
    lifted = demand_c - supply_c - max_lift_k
    missing = np.select([is_cooling, uses_heat_pump], [colder, lifted], warmer)
    missing = np.where(compares, missing, -np.inf)
    source = min_source_c - supply_c
    return np.fmax(np.nan_to_num(missing, nan=-np.inf), np.nan_to_num(source, nan=-np.inf))
