"""Rules and parameters turned into the constants of an edge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symgeo.analysis import economics, routes
from symgeo.analysis.dataset import Reference
from symgeo.analysis.engine.formulas import Edge
from symgeo.analysis.evaluation import SEASONAL, STEAM

_CARRIERS = ("truck", "ship")
_BARRIERS = ["barrier_regulatory", "barrier_social", "barrier_technical", "barrier_economic"]


def edge_of(
    rule: pd.Series, reference: Reference, *, radius_km: float, unlicensed: bool, demand_group: str
) -> Edge:
    """Give the constants of one rule.

    Parameters
    ----------
    rule : Series
        One row of the completed compatibility table.
    reference : Reference
    radius_km : float
        Search radius of the supply's resource.
    unlicensed : bool
        Whether its receivers may not take a hazardous resource.
    demand_group : str
        Group of the resource wanted.
    """
    resource = reference.resources.loc[rule["supply_code"]]
    one = reference.parameter
    near, far = carriage(resource)
    cold = (rule["supply_code"] == "cooling", rule["demand_code"] == "cooling")
    is_heat = resource["parent"] == "heat" and demand_group == "heat"
    steam = rule["supply_code"] in STEAM or rule["demand_code"] in STEAM
    rate, upkeep = one("finance.discount_rate"), one("pipe.opex_share")
    source_c = float(rule["min_source_temp_c"])
    is_mwh, half_km = resource["unit"] == "MWh", float(resource["default_radius_km"])
    weighs = is_mwh or resource["unit"] in ("t", "m3")
    return Edge(
        radius_km=float(radius_km),
        half_km=half_km,
        quick_km=min(half_km, one("tier.quick_max_km")),
        match_factor=float(rule["match_factor"]),
        value_factor=float(rule["value_factor"]),
        fit=float(rule["fit"]),
        barrier=float(rule[_BARRIERS].astype(float).max()),
        disposal_eur=_known(reference, resource["disposal_param"]),
        units_per_t=one("lhv.methane") if is_mwh else 1.0,
        carried_near=float(weighs and near in _CARRIERS),
        carried_far=float(weighs and far in _CARRIERS),
        **_haulage(reference, near, "near"),
        **_haulage(reference, far, "far"),
        line_near=near in routes.LINES,
        line_far=far in routes.LINES,
        line_eur_per_m=_known(reference, resource["line_param"]),
        line_share=economics.annuity_factor(rate, one("finance.life_pipe")) + upkeep,
        plant_share=economics.annuity_factor(rate, one("finance.life_plant")) + upkeep,
        exchanger_eur_per_kw=one("pipe.hx_capex"),
        pump_eur_per_kw=one("heatpump.capex"),
        connection_m=one("network.connection_m"),
        seasonal=resource["parent"] in SEASONAL,
        thermal=bool(is_heat or rule["heat_pump"] or not np.isnan(source_c)),
        is_heat=is_heat,
        is_warm=is_heat and not any(cold),
        can_boost=is_heat and not any(cold) and rule["route"] == "direct" and not steam,
        heat_pump=bool(rule["heat_pump"]),
        cold_to_cold=all(cold),
        compares=is_heat and cold[0] == cold[1],
        unlicensed=unlicensed,
        min_delta_k=float(np.nan_to_num(float(rule["min_delta_t_k"]))),
        min_source_c=source_c,
        efficiency=one("heatpump.lorenz_eff"),
        max_cop=one("heatpump.max_cop"),
        max_lift_k=one("heatpump.max_lift"),
        least_density=one("heat.linear_density_min"),
    )


def carriage(resource: pd.Series) -> tuple[str, str]:
    """Give how a resource travels within its default radius and beyond it."""
    own, other = str(resource["transport_mode"]), str(resource["alt_mode"])
    return own, other if own in routes.LINES and other in _CARRIERS else own


def _haulage(reference: Reference, mode: str, reach: str) -> dict[str, float]:
    keys = {
        "truck": ("truck.fixed", "truck.var", "ef.truck"),
        "ship": ("ship.fixed", "ship.var", "ef.ship_small_bulk"),
    }
    fixed, per_km, grams = (
        (reference.parameter(key) for key in keys[mode]) if mode in keys else (0.0, 0.0, 0.0)
    )
    return {f"fixed_eur_{reach}": fixed, f"km_eur_{reach}": per_km, f"grams_{reach}": grams}


def _known(reference: Reference, key: str) -> float:
    return reference.parameter(key) if key and key in reference.parameters.index else 0.0
