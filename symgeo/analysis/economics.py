"""Money, CO2 and electricity of a pair, each with its parts and its low and high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]
KG_PER_T = 1000.0
KWH_PER_MWH = 1000.0
G_PER_T = 1e6
Rate = TypeVar("Rate", float, FloatArray)


def annuity_factor(rate: Rate, years: Rate) -> Rate:
    """Give the yearly share of an investment: r (1 + r)^n / ((1 + r)^n - 1).

    Parameters
    ----------
    rate : float or ndarray
        Discount rate per year, above 0.
    years : float or ndarray
        Technical life.

    Returns
    -------
    float or ndarray
        For 6 % and 30 years 0.0726.
    """
    growth: Rate = (1.0 + rate) ** years
    return rate * growth / (growth - 1.0)


class Prices(Protocol):
    """Parameters by key: single numbers, or a column with one number for each draw."""

    def one(self, key: str) -> Any:  # noqa: ANN401  # a number or a column
        """Give one parameter."""

    def many(self, keys: npt.NDArray[np.object_]) -> FloatArray:
        """Give a parameter for each key; NaN for a key that is unknown."""


@dataclass(frozen=True, eq=False)
class Bound:
    """One bound of the parameters: their values, lows or highs.

    Attributes
    ----------
    keys : Index
        Keys of the parameters.
    numbers : ndarray
        One for each key, then a NaN for what is unknown.
    """

    keys: pd.Index
    numbers: FloatArray

    @classmethod
    def of(cls, parameters: pd.DataFrame, column: str) -> Bound:
        """Take ``value``, ``low`` or ``high`` of the parameters table."""
        return cls(parameters.index, np.append(parameters[column].to_numpy(float), np.nan))

    def one(self, key: str) -> float:
        """Give one parameter; an unknown key is an error of the programme."""
        return float(self.numbers[self.keys.get_loc(key)])

    def many(self, keys: npt.NDArray[np.object_]) -> FloatArray:
        """Give a parameter for each key; NaN for a key that is unknown."""
        return np.asarray(self.numbers[self.keys.get_indexer(pd.Index(keys))])


@dataclass(frozen=True)
class Work:
    """What is moved and replaced for each pair, as arrays of one length.

    Attributes
    ----------
    used : ndarray
        Supply used, in supply units a year.
    delivered : ndarray
        Demand met, in demand units a year.
    value_factor : ndarray
        Units of the replaced resource for each supply unit.
    tonnes : ndarray
        Mass moved by lorry or ship, t a year; 0 for lines.
    route_km, line_m : ndarray
        Length of the road or sea route; metres of line to build (0 without a line).
    mode : ndarray of str
        ``truck``, ``ship``, ``pipe``, ``cable`` or ``onsite``.
    heat_kw : ndarray
        Heat power of exchangers, 0 for what is not heat.
    pump_mwh : ndarray
        Electricity of heat pumps, MWh a year; 0 without.
    pump_kw : ndarray
        Heat power of heat pumps.
    price_key, disposal_key, line_key, factor_key, electricity_key : ndarray of str
        Keys of parameters.
    electric_share : ndarray
        Share of the replaced resource that is electricity, 0-1 (0 for other things).
    """

    used: FloatArray
    delivered: FloatArray
    value_factor: FloatArray
    tonnes: FloatArray
    route_km: FloatArray
    line_m: FloatArray
    mode: npt.NDArray[np.object_]
    heat_kw: FloatArray
    pump_mwh: FloatArray
    pump_kw: FloatArray
    price_key: npt.NDArray[np.object_]
    disposal_key: npt.NDArray[np.object_]
    line_key: npt.NDArray[np.object_]
    factor_key: npt.NDArray[np.object_]
    electricity_key: npt.NDArray[np.object_]
    electric_share: FloatArray


@dataclass(frozen=True)
class Yearly:
    """Result of one pair and year: money in EUR, climate in t CO2e, electricity in MWh.

    ``line_eur`` is the part of ``annuity_eur`` that does not grow with the amount (the line in the
    ground); ``line_capex_eur`` and ``plant_capex_eur`` are what line and machines cost once.
    """

    value_eur: FloatArray
    disposal_eur: FloatArray
    transport_eur: FloatArray
    annuity_eur: FloatArray
    line_eur: FloatArray
    line_capex_eur: FloatArray
    plant_capex_eur: FloatArray
    power_eur: FloatArray
    net_benefit_eur: FloatArray
    co2_replaced_t: FloatArray
    co2_transport_t: FloatArray
    co2_power_t: FloatArray
    co2_t: FloatArray
    electricity_freed_mwh: FloatArray


def evaluate(work: Work, gains: Prices, costs: Prices) -> Yearly:
    """Calculate a year of each pair.

    NB = used x value factor x price + used x disposal cost - transport - annuity - power;
    CO2 = used x value factor x emission factor - transport - power. The cost of a converter's own
    plant, permits and treatment is not included.

    Parameters
    ----------
    work : Work
        What is moved and replaced.
    gains, costs : Prices
        Bound of the parameters that add and that subtract: both at their value for the middle;
        gains low and costs high for the low end, and the other way round.
    """
    replaced = work.used * work.value_factor
    value = replaced * gains.many(work.price_key)
    disposal = np.where(work.disposal_key == "", 0.0, work.used * _known(gains.many(work.disposal_key)))
    transport = _transport_eur(work, costs)
    line_capex, plant_capex = _investment_eur(work, costs)
    line, plant = _yearly_share(costs, "finance.life_pipe"), _yearly_share(costs, "finance.life_plant")
    annuity = line_capex * line + plant_capex * plant
    power = work.pump_mwh * _known(costs.many(_price(work.electricity_key)))
    co2_replaced = replaced * gains.many(work.factor_key) / KG_PER_T
    co2_transport = _transport_co2_t(work, costs)
    co2_power = work.pump_mwh * _known(costs.many(_factor(work.electricity_key))) / KG_PER_T
    return Yearly(
        value_eur=value,
        disposal_eur=disposal,
        transport_eur=transport,
        annuity_eur=annuity,
        line_eur=line_capex * line,
        line_capex_eur=line_capex,
        plant_capex_eur=plant_capex,
        power_eur=power,
        net_benefit_eur=value + disposal - transport - annuity - power,
        co2_replaced_t=co2_replaced,
        co2_transport_t=co2_transport,
        co2_power_t=co2_power,
        co2_t=co2_replaced - co2_transport - co2_power,
        electricity_freed_mwh=replaced * work.electric_share - work.pump_mwh,
    )


def _transport_eur(work: Work, costs: Prices) -> FloatArray:
    """Lorry 4 + 0.11 d, ship 6 + 0.02 d EUR/t in the middle; lines are in the annuity."""
    by_truck = costs.one("truck.fixed") + costs.one("truck.var") * work.route_km
    by_ship = costs.one("ship.fixed") + costs.one("ship.var") * work.route_km
    each = np.select([work.mode == "truck", work.mode == "ship"], [by_truck, by_ship], 0.0)
    return np.asarray(work.tonnes * each)


def _transport_co2_t(work: Work, costs: Prices) -> FloatArray:
    grams = np.select(
        [work.mode == "truck", work.mode == "ship"],
        [costs.one("ef.truck"), costs.one("ef.ship_small_bulk")],
        0.0,
    )
    return np.asarray(work.tonnes * work.route_km * grams / G_PER_T)


def _investment_eur(work: Work, costs: Prices) -> tuple[FloatArray, FloatArray]:
    """Give what the line and the machines of each pair cost once."""
    dug = np.where(work.line_m > 0, work.line_m * _known(costs.many(work.line_key)), 0.0)
    machines = work.heat_kw * costs.one("pipe.hx_capex") + work.pump_kw * costs.one("heatpump.capex")
    return dug, np.asarray(machines)


def _yearly_share(costs: Prices, life: str) -> float | FloatArray:
    """Give what a year costs of each EUR invested: annuity and upkeep."""
    rate: float | FloatArray = costs.one("finance.discount_rate")
    years: float | FloatArray = costs.one(life)
    upkeep: float | FloatArray = costs.one("pipe.opex_share")
    return annuity_factor(rate, years) + upkeep  # type: ignore[type-var]  # both are one number or both are columns


def _known(values: FloatArray) -> FloatArray:
    return np.nan_to_num(values, nan=0.0)


def _price(keys: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    return np.asarray("price." + keys, dtype=object)


def _factor(keys: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    return np.asarray("ef." + keys, dtype=object)
