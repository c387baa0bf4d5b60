"""What one pair of flows is worth: the main job's formulas, on columns and on single numbers.

Every function works on arrays in NumPy; the numba engine compiles the same source for one pair at a
time. No powers and no logarithms of the C library, so that both give the same bits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis.scoring import QUICK_BARRIER, QUICK_FIT, QUICK_QUALITY, TAKEN_BELOW

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

FAILED, EXISTING, LONG_SHOT, INVESTIGATE, QUICK_WIN = -1, 0, 1, 2, 3
"""Tiers as levels, the better the higher; what fails a gate is no result."""
LEVELS = ("X", "C", "B", "A")
"""Tier of the levels 0 to 3."""
MILLI = 1000.0
"""Amounts are added up in thousandths of their unit, as whole numbers: exact in any order."""
KELVIN = 273.15
HOTTEST_WATER_C = 100.0


class Edge(NamedTuple):
    """One rule between one resource supplied and one wanted, with the parameters it needs.

    ``near`` is how the resource travels within its default radius (``half_km``), ``far`` beyond it.
    Units are those of the parameters table; factors are per unit supplied.
    """

    radius_km: float
    half_km: float
    quick_km: float
    match_factor: float
    value_factor: float
    fit: float
    barrier: float
    disposal_eur: float
    units_per_t: float
    carried_near: float
    carried_far: float
    fixed_eur_near: float
    fixed_eur_far: float
    km_eur_near: float
    km_eur_far: float
    grams_near: float
    grams_far: float
    line_near: bool
    line_far: bool
    line_eur_per_m: float
    line_share: float
    plant_share: float
    exchanger_eur_per_kw: float
    pump_eur_per_kw: float
    connection_m: float
    seasonal: bool
    thermal: bool
    is_heat: bool
    is_warm: bool
    can_boost: bool
    heat_pump: bool
    cold_to_cold: bool
    compares: bool
    unlicensed: bool
    min_delta_k: float
    min_source_c: float
    efficiency: float
    max_cop: float
    max_lift_k: float
    least_density: float


def lifting(
    edge: Edge, supply_c: FloatArray, demand_c: FloatArray
) -> tuple[BoolArray, FloatArray, FloatArray]:
    """Tell whether a heat pump is needed, its COP (1 without one) and the match factor with it."""
    boosted = (supply_c < demand_c + edge.min_delta_k) & (demand_c <= HOTTEST_WATER_C) & edge.can_boost
    pumped = boosted | edge.heat_pump
    sink_c = demand_c + np.where(boosted, edge.min_delta_k, 0.0)
    lift = sink_c - supply_c
    limit = edge.efficiency * (sink_c + KELVIN) / np.where(lift > 0.0, lift, 1.0)
    cop = np.minimum(np.maximum(np.where(lift > 0.0, limit, edge.max_cop), 1.0), edge.max_cop)
    gain = cop / np.maximum(cop - 1.0, 0.05)
    factor = np.where(boosted, edge.match_factor * gain, np.where(pumped, gain, edge.match_factor))
    return pumped, np.where(pumped, cop, 1.0), factor


def built_m(edge: Edge, is_line: BoolArray, route_km: FloatArray, shared: BoolArray) -> FloatArray:
    """Give the metres of line to build: all of the route, or the connection to a shared network."""
    metres = route_km * 1000.0
    return np.where(is_line, np.where(shared, np.minimum(metres, edge.connection_m), metres), 0.0)


def net_benefit_eur(
    edge: Edge,
    matched: FloatArray,
    factor: FloatArray,
    far: BoolArray,
    route_km: FloatArray,
    line_m: FloatArray,
    price: FloatArray,
) -> FloatArray:
    """Give money a year without machines and their power; NaN where the price is unknown."""
    used = matched / factor
    value = used * (edge.value_factor * factor / edge.match_factor) * price
    tonnes = used / edge.units_per_t * np.where(far, edge.carried_far, edge.carried_near)
    fixed = np.where(far, edge.fixed_eur_far, edge.fixed_eur_near)
    per_km = np.where(far, edge.km_eur_far, edge.km_eur_near)
    haul = tonnes * (fixed + per_km * route_km)
    return value + used * edge.disposal_eur - haul - line_m * edge.line_eur_per_m * edge.line_share


def machines_eur(
    edge: Edge,
    matched: FloatArray,
    pumped: BoolArray,
    cop: FloatArray,
    hours: FloatArray,
    power_price: FloatArray,
) -> FloatArray:
    """Give a year's cost of heat exchangers, heat pumps and their electricity."""
    kilowatts = matched * 1000.0 / hours
    exchangers = np.where(edge.is_heat, kilowatts, 0.0) * edge.exchanger_eur_per_kw
    pumps = np.where(pumped, kilowatts, 0.0) * edge.pump_eur_per_kw
    power = np.where(pumped, matched / cop, 0.0) * power_price
    return (exchangers + pumps) * edge.plant_share + power


def co2_saved_t(
    edge: Edge,
    matched: FloatArray,
    factor: FloatArray,
    far: BoolArray,
    route_km: FloatArray,
    kg_per_unit: FloatArray,
) -> FloatArray:
    """Give tonnes CO2e a year without heat pumps; NaN where the factor is unknown."""
    used = matched / factor
    replaced = used * (edge.value_factor * factor / edge.match_factor) * kg_per_unit / 1000.0
    tonnes = used / edge.units_per_t * np.where(far, edge.carried_far, edge.carried_near)
    return replaced - tonnes * route_km * np.where(far, edge.grams_far, edge.grams_near) / 1e6


def heat_fails(
    edge: Edge,
    supply_c: FloatArray,
    demand_c: FloatArray,
    pumped: BoolArray,
    matched: FloatArray,
    is_line: BoolArray,
    line_m: FloatArray,
) -> BoolArray:
    """Tell whether a temperature or the density of a heat line stands in the way; unknown never does."""
    warmer = demand_c + edge.min_delta_k - supply_c
    colder = supply_c + edge.min_delta_k - demand_c
    lifted = demand_c - supply_c - edge.max_lift_k
    missing_k = np.where(edge.cold_to_cold, colder, np.where(pumped, lifted, warmer))
    too_cold = ((missing_k > 0.0) & edge.compares) | (edge.min_source_c - supply_c > 0.0)
    thin = (matched / np.maximum(line_m, 1.0) < edge.least_density) & is_line & edge.is_warm
    return too_cold | thin


def tier_level(
    edge: Edge,
    fit: FloatArray,
    quality: FloatArray,
    distance_km: FloatArray,
    net_benefit: FloatArray,
    free_share: FloatArray,
    exists: BoolArray,
    failed: BoolArray,
) -> IntArray:
    """Sort into levels as `symgeo.analysis.scoring.tiers` does."""
    quick = (fit >= QUICK_FIT) & (quality >= QUICK_QUALITY) & (distance_km <= edge.quick_km)
    quick = quick & (net_benefit > 0.0) & (edge.barrier <= QUICK_BARRIER)
    level = np.where(net_benefit <= 0.0, LONG_SHOT, np.where(quick, QUICK_WIN, INVESTIGATE))
    level = np.where(free_share < TAKEN_BELOW, EXISTING, level)
    return np.where(exists, EXISTING, np.where(failed, FAILED, level))


def dryness(supply_pct: FloatArray, demand_pct: FloatArray) -> FloatArray:
    """Give dry matter over the one asked for, at most 1; 1 where either is unknown."""
    asked = demand_pct > 0.0
    share = supply_pct / np.where(asked, demand_pct, 1.0)
    known = asked & (share >= 0.0)
    return np.where(known, np.minimum(share, 1.0), 1.0)
