"""What each pair amounts to: quantity, heat, money, climate, gates and score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import economics, heat, quality, routes, scoring
from symgeo.analysis.choices import Weights
from symgeo.analysis.dataset import Reference
from symgeo.analysis.frames import with_columns
from symgeo.analysis.records import RUNNING
from symgeo.vocabulary import Barrier, Gate

FloatArray = npt.NDArray[np.float64]

METRES_PER_KM = 1000.0
SEASONAL = ("heat", "energy")
HOTTEST_WATER_C = 100.0
STEAM = ("steam_lp", "steam_hp")
_CARRIED_UNITS = ("t", "m3")
LICENSED_TRADES = ("38", "39")
"""Waste treatment and remediation may take what is hazardous."""


def measure_pairs(pairs: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add mode, route, heat pump, factors, season and the free share of both sides."""
    boosted = _needs_boost(pairs)
    cop = _cop(pairs, reference, boosted)
    factor = pairs["match_factor"].to_numpy(float)
    lift = heat.heat_pump_factor(np.nan_to_num(cop, nan=2.0))
    lifted = np.select([boosted, ~np.isnan(cop)], [factor * lift, lift], factor)
    free = 1.0 - pairs[["supply_committed_pct", "demand_committed_pct"]].to_numpy(float) / 100.0
    modes = routes.transport_modes(pairs)
    shared = _shared_network(pairs)
    pairs = with_columns(
        pairs, {"transport_mode": modes, "cop": cop, "shared_network": shared != "", "network_id": shared}
    )
    route, route_high = routes.route_lengths_km(pairs, modes, reference)
    return with_columns(
        pairs,
        {
            "route_km": route,
            "route_high_km": route_high,
            "effective_km": routes.effective_km(pairs, modes, reference),
            "factor": lifted,
            "replaced_factor": pairs["value_factor"].to_numpy(float) * lifted / factor,
            "replaced": _replaced(pairs, reference),
            "overlap": _season_overlap(pairs, reference),
            "exists": pairs["exchange_stage"].isin(RUNNING).to_numpy(),
            "free_share": free.min(axis=1),
            "supply_free": free[:, 0],
            "demand_free": free[:, 1],
        },
    )


def ends_of_quantity(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add the matched quantity with its low and high, in demand units a year.

    M = overlap x min(factor x supply, demand), of the free parts; of the whole flows where the
    pair exists already or is taken. Low and high put both flows at their own low and high.
    """
    whole = pairs["exists"] | (pairs["free_share"] < scoring.TAKEN_BELOW)
    supply_part = pairs["supply_free"].where(~whole, 1.0)
    demand_part = pairs["demand_free"].where(~whole, 1.0)
    added: dict[str, pd.Series] = {}
    for name, column in (("quantity", "quantity"), ("low", "quantity_low"), ("high", "quantity_high")):
        offered = pairs["factor"] * pairs[f"supply_{column}"] * supply_part
        wanted = pairs[f"demand_{column}"] * demand_part
        added[f"matched_{name}"] = pairs["overlap"] * np.minimum(offered, wanted)
        if name == "quantity":
            added |= {"offered": offered, "wanted": wanted}
    matched = added["matched_quantity"]
    return with_columns(
        pairs,
        dict(
            **added,
            supply_taken=(matched / added["offered"]).fillna(0.0),
            demand_taken=(matched / added["wanted"]).fillna(0.0),
            used_quantity=matched / pairs["factor"],
        ),
    )


def evaluate_pairs(pairs: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add money, CO2 and electricity: the middle with its parts, and low and high ends."""
    values, lows, highs = (
        economics.Bound.of(reference.parameters, bound) for bound in ("value", "low", "high")
    )
    middle = economics.evaluate(_work(pairs, "matched_quantity", "route_km", reference), values, values)
    corners = [
        (economics.evaluate(_work(pairs, matched, route, reference), gains, costs))
        for gains, costs, route in ((lows, highs, "route_high_km"), (highs, lows, "route_km"))
        for matched in ("matched_low", "matched_high")
    ]
    money = np.array([c.net_benefit_eur for c in (*corners, middle)])
    climate = np.array([c.co2_t for c in (*corners, middle)])
    parts = {name: getattr(middle, name) for name in middle.__dataclass_fields__}
    return with_columns(
        pairs,
        dict(
            **parts,
            net_benefit_low_eur=money.min(axis=0),
            net_benefit_high_eur=money.max(axis=0),
            co2_low_t=climate.min(axis=0),
            co2_high_t=climate.max(axis=0),
            electricity_used_mwh=_pump_mwh(pairs, "matched_quantity"),
            price_key="price." + pairs["replaced"],
            ef_key="ef." + pairs["replaced"],
        ),
    )


def judge_pairs(pairs: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add sub-scores, gates, tier and the likeliest barrier: all that no weight changes."""
    material = quality.material_quality(
        pairs["supply_quality_tags"],
        pairs["demand_quality_tags"],
        pairs["supply_dm_pct"],
        pairs["demand_dm_pct"],
        mixed=reference.parameter("quality.mixed"),
        other_grade=reference.parameter("quality.grade"),
    )
    cop = pairs["cop"].to_numpy(float)
    levels = pairs[[f"barrier_{kind.value}" for kind in Barrier]].to_numpy(float)
    level = levels.max(axis=1)
    parts = scoring.Parts(
        fit=np.minimum(pairs["fit"].to_numpy(float) + pairs["bonus"].to_numpy(float), 1.0),
        quantity=scoring.quantity_score(pairs["offered"].to_numpy(float), pairs["wanted"].to_numpy(float)),
        halvings=pairs["effective_km"].to_numpy(float) / pairs["default_radius_km"].to_numpy(float),
        quality=np.where(np.isnan(cop), material.score, 1.0 - 1.0 / np.nan_to_num(cop, nan=2.0)),
        money=scoring.benefit_score(pairs["net_benefit_eur"].to_numpy(float)),
        climate=scoring.climate_score(pairs["co2_t"].to_numpy(float)),
        barrier=scoring.barrier_score(level),
    )
    pairs = _add_gates(pairs, reference, material.excluded)
    tier = scoring.tiers(
        parts,
        distance_km=pairs["distance_km"].to_numpy(float),
        quick_radius_km=np.minimum(
            pairs["default_radius_km"].to_numpy(float), reference.parameter("tier.quick_max_km")
        ),
        barrier_level=level,
        net_benefit_eur=pairs["net_benefit_eur"].to_numpy(float),
        free_share=pairs["free_share"].to_numpy(float),
        exists=pairs["exists"].to_numpy(bool),
        gate_failed=(pairs["gate"] != Gate.NONE.value).to_numpy(),
    )
    return with_columns(
        pairs,
        {
            "fit": parts.fit,
            "quantity_score": parts.quantity,
            "distance_score": scoring.distance_score(parts.halvings),
            "quality_score": parts.quality,
            "benefit_score": parts.money,
            "co2_score": parts.climate,
            "barrier_score": parts.barrier,
            "halvings": parts.halvings,
            "tier": tier,
            "barrier": np.array([kind.value for kind in Barrier], dtype=object)[levels.argmax(axis=1)],
            "barrier_level": level,
        },
    )


def score_pairs(pairs: pd.DataFrame, reference: Reference, weights: Weights) -> pd.DataFrame:
    """Add feasibility, attractiveness and score, which stand on the sub-scores and the weights alone."""
    conditions = ("fit", "quantity_score", "halvings", "quality_score")
    gains = ("benefit_score", "co2_score", "barrier_score")
    parts = scoring.Parts(*(pairs[name].to_numpy(float) for name in (*conditions, *gains)))
    shares = scoring.blend(weights, reference.parameter("score.floor"))
    feasible = scoring.feasibility(parts, shares)
    attractive = scoring.attractiveness(parts, shares)
    columns = {
        "feasibility": feasible,
        "attractiveness": attractive,
        "score": scoring.score(feasible, attractive),
    }
    return with_columns(pairs, columns)


def _is_warm(pairs: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether heat goes to heat; cold is compared the other way round."""
    both = (pairs["resource_group"] == "heat") & (pairs["demand_group"] == "heat")
    cold = (pairs["supply_resource"] == "cooling") | (pairs["demand_resource"] == "cooling")
    return (both & ~cold).to_numpy()


def _needs_boost(pairs: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether hot water is a little too cold for a direct exchange, so that a heat pump must lift it.

    Three of the recorded district-heating exchanges deliver at the very temperature of the
    network; a hard gate would have refused them.
    """
    demand_c = pairs["demand_temp_c"].to_numpy(float)
    wanted = demand_c + np.nan_to_num(pairs["min_delta_t_k"].to_numpy(float))
    too_cold = pairs["supply_temp_c"].to_numpy(float) < wanted
    hot_water = (demand_c <= HOTTEST_WATER_C) & (pairs["route"] == "direct").to_numpy()
    steam = pairs["supply_resource"].isin(STEAM) | pairs["demand_resource"].isin(STEAM)
    return np.asarray(_is_warm(pairs) & too_cold & hot_water & ~steam.to_numpy())


def _cop(pairs: pd.DataFrame, reference: Reference, boosted: npt.NDArray[np.bool_]) -> FloatArray:
    delta = np.where(boosted, np.nan_to_num(pairs["min_delta_t_k"].to_numpy(float)), 0.0)
    cop = heat.coefficient_of_performance(
        pairs["supply_temp_c"].to_numpy(float),
        pairs["demand_temp_c"].to_numpy(float) + delta,
        efficiency=reference.parameter("heatpump.lorenz_eff"),
        highest=reference.parameter("heatpump.max_cop"),
    )
    return np.where(pairs["heat_pump"].to_numpy(bool) | boosted, cop, np.nan)


def _shared_network(pairs: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Name the heat network that both sites hang on, "" for none; networks are few, each is tested once."""
    if pairs.empty:
        return np.zeros(0, dtype=object)
    supply, demand = (";" + pairs[f"{side}_network_id"].astype(str) + ";" for side in ("supply", "demand"))
    names = {n for text in pairs["supply_network_id"].unique() for n in str(text).split(";") if n}
    shared = np.full(len(pairs), "", dtype=object)
    for name in sorted(names, reverse=True):  # of several, the first by name
        token = f";{name};"
        both = supply.str.contains(token, regex=False) & demand.str.contains(token, regex=False)
        shared[both.to_numpy()] = name
    shared[~_is_warm(pairs)] = ""
    return shared


def _season_overlap(pairs: pd.DataFrame, reference: Reference) -> FloatArray:
    """Share of the year's match that falls in the same season; only heat and power cannot wait."""
    supply, demand = pairs["supply_profile"].to_numpy(object), pairs["demand_profile"].to_numpy(object)
    shared = season_overlap(supply, demand, reference)
    return np.where(pairs["resource_group"].isin(SEASONAL), shared, 1.0)


def season_overlap(
    supply: npt.NDArray[np.object_], demand: npt.NDArray[np.object_], reference: Reference
) -> FloatArray:
    """Give the share of a year's match that falls in the same season, for pairs of time profiles."""
    by_profile = {
        ("flat", "heating_season"): "heat.season_overlap.flat_to_dh",
        ("summer", "heating_season"): "heat.season_overlap.summer_to_dh",
        ("summer", "flat"): "heat.season_overlap.summer_to_flat",
        ("heating_season", "flat"): "heat.season_overlap.dh_to_flat",
    }
    overlap = np.ones(len(supply))
    for (from_profile, to_profile), key in by_profile.items():
        overlap[(supply == from_profile) & (demand == to_profile)] = reference.parameter(key)
    in_campaign = ((supply == "campaign") | (demand == "campaign")) & (supply != demand)
    overlap[in_campaign] = reference.parameter("heat.season_overlap.campaign")
    return overlap


def _replaced(pairs: pd.DataFrame, reference: Reference) -> npt.NDArray[np.object_]:
    return replaced_keys(pairs["subst_param"], pairs["demand_country"], reference)


def replaced_keys(
    substitutes: pd.Series, countries: pd.Series, reference: Reference
) -> npt.NDArray[np.object_]:
    """Name what is replaced, in the receiver's country where the table knows the difference."""
    key = substitutes.astype(str)
    local = key.str.replace(r"_no$", "_" + "se", regex=True)
    known = ("price." + local).isin(reference.parameters.index) & (countries == "SE")
    return key.where(~known, local).to_numpy(object)


def _pump_mwh(pairs: pd.DataFrame, matched: str) -> FloatArray:
    cop = pairs["cop"].to_numpy(float)
    return np.where(np.isnan(cop), 0.0, pairs[matched].to_numpy(float) / np.nan_to_num(cop, nan=1.0))


def _work(pairs: pd.DataFrame, matched: str, route: str, reference: Reference) -> economics.Work:
    delivered = pairs[matched].to_numpy(float)
    used = delivered / pairs["factor"].to_numpy(float)
    mode = pairs["transport_mode"].to_numpy(object)
    is_line = np.isin(mode, routes.LINES)
    length_m = pairs[route].to_numpy(float) * METRES_PER_KM
    connection = np.minimum(length_m, reference.parameter("network.connection_m"))
    is_heat = ((pairs["resource_group"] == "heat") & (pairs["demand_group"] == "heat")).to_numpy()
    hours = np.where(
        pairs["demand_profile"] == "heating_season",
        reference.parameter("heat.dh_full_load_hours"),
        reference.parameter("heat.process_full_load_hours"),
    )
    kilowatts = delivered * economics.KWH_PER_MWH / hours
    replaced = pairs["replaced"].to_numpy(object)
    return economics.Work(
        used=used,
        delivered=delivered,
        value_factor=pairs["replaced_factor"].to_numpy(float),
        tonnes=_tonnes(pairs, used, reference),
        route_km=pairs[route].to_numpy(float),
        line_m=np.where(is_line, np.where(pairs["shared_network"], connection, length_m), 0.0),
        mode=mode,
        heat_kw=np.where(is_heat, kilowatts, 0.0),
        pump_mwh=_pump_mwh(pairs, matched),
        pump_kw=np.where(np.isnan(pairs["cop"].to_numpy(float)), 0.0, kilowatts),
        price_key=np.asarray("price." + replaced, dtype=object),
        disposal_key=pairs["disposal_param"].to_numpy(object),
        line_key=pairs["line_param"].to_numpy(object),
        factor_key=np.asarray("ef." + replaced, dtype=object),
        electricity_key=np.where(pairs["demand_country"] == "SE", "electricity_se", "electricity_no").astype(
            object
        ),
        electric_share=_electric_share(replaced, pairs["demand_country"].to_numpy(object), reference),
    )


def _tonnes(pairs: pd.DataFrame, used: FloatArray, reference: Reference) -> FloatArray:
    """Mass on wheels or keel: a cubic metre weighs a tonne, methane carries its heating value."""
    unit = pairs["supply_unit"].to_numpy(object)
    from_mwh = used / reference.parameter("lhv.methane")
    tonnes = np.select([np.isin(unit, _CARRIED_UNITS), unit == "MWh"], [used, from_mwh], 0.0)
    return np.where(np.isin(pairs["transport_mode"].to_numpy(object), ("truck", "ship")), tonnes, 0.0)


def _electric_share(
    replaced: npt.NDArray[np.object_], country: npt.NDArray[np.object_], reference: Reference
) -> FloatArray:
    """Share of what is replaced that is electricity: all of power, a part of mixed heat."""
    share = np.zeros(len(replaced))
    share[np.isin(replaced, ("electricity_no", "electricity_se"))] = 1.0
    mixed = np.isin(replaced, ("heat_mix_no", "heat_mix_se"))
    share[mixed & (country != "SE")] = reference.parameter("freed.heat_mix_no")
    share[mixed & (country == "SE")] = reference.parameter("freed.heat_mix_se")
    return share


def _add_gates(pairs: pd.DataFrame, reference: Reference, excluded: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """Add the first gate that fails, and by how much heat misses it."""
    both_heat = ((pairs["resource_group"] == "heat") & (pairs["demand_group"] == "heat")).to_numpy()
    from_cold = (pairs["supply_resource"] == "cooling").to_numpy()
    to_cold = (pairs["demand_resource"] == "cooling").to_numpy()
    missing_k = heat.temperature_shortfall_k(
        pairs["supply_temp_c"].to_numpy(float),
        pairs["demand_temp_c"].to_numpy(float),
        min_delta_k=pairs["min_delta_t_k"].to_numpy(float),
        min_source_c=pairs["min_source_temp_c"].to_numpy(float),
        is_cooling=from_cold & to_cold,
        uses_heat_pump=~np.isnan(pairs["cop"].to_numpy(float)),
        compares=both_heat & (from_cold == to_cold),
        max_lift_k=reference.parameter("heatpump.max_lift"),
    )
    is_warm_line = (
        both_heat & ~from_cold & ~to_cold & np.isin(pairs["transport_mode"].to_numpy(object), routes.LINES)
    )
    metres = pairs["route_km"].to_numpy(float) * METRES_PER_KM
    built = np.where(
        pairs["shared_network"], np.minimum(metres, reference.parameter("network.connection_m")), metres
    )
    density = np.where(
        is_warm_line, pairs["matched_quantity"].to_numpy(float) / np.maximum(built, 1.0), np.nan
    )
    gates = [
        (missing_k > 0, Gate.TEMPERATURE),
        (_unlicensed(pairs), Gate.HAZARDOUS),
        (excluded, Gate.QUALITY),
        (density < reference.parameter("heat.linear_density_min"), Gate.DENSITY),
    ]
    failed = np.select([test for test, _ in gates], [gate.value for _, gate in gates], Gate.NONE.value)
    return with_columns(
        pairs,
        {
            "gate": failed.astype(object),
            "temperature_shortfall_k": np.maximum(missing_k, 0.0),
            "heat_density_mwh_per_m": density,
        },
    )


def _unlicensed(pairs: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Hazardous residues go only to waste treatment or to trades that are known to take them.

    Products (fuels, acids) are sold to whoever asks for them.
    """
    trades = pairs[["hazardous", "legal_default", "takers", "demand_nace"]]
    distinct = trades.drop_duplicates()
    refused = [
        is_unlicensed(hazardous == "yes" and legal != "product", str(takers), str(nace))
        for hazardous, legal, takers, nace in distinct.itertuples(index=False)
    ]
    known = trades.merge(distinct.assign(refused=np.array(refused, dtype=bool)), how="left")
    return known["refused"].to_numpy(bool)


def is_unlicensed(hazardous: bool, takers: str, nace: str) -> bool:  # noqa: FBT001  # a property
    """Whether a trade may not take a residue; called once for each distinct kind of pair.

    Parameters
    ----------
    hazardous : bool
        Whether the residue is hazardous and no product.
    takers : str
        NACE divisions that are known to take it, separated by ";".
    nace : str
        Code of the receiver.
    """
    division = nace[:2]
    return hazardous and division not in LICENSED_TRADES and division not in takers.split(";")
