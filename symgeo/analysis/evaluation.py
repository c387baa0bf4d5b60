"""What each pair amounts to: quantity, heat, money, climate, gates and score."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import economics, heat, quality, routes, scoring
from symgeo.analysis.choices import Weights
from symgeo.analysis.dataset import Parameters, Reference
from symgeo.analysis.frames import Columns, numbers, with_columns, words
from symgeo.analysis.records import RUNNING
from symgeo.analysis.replacing import chosen_energy
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
    free = 1.0 - pairs[["supply_committed_pct", "demand_committed_pct"]].to_numpy(float) / 100.0
    shared = _shared_network(pairs)
    fixed = {
        "transport_mode": routes.transport_modes(pairs),
        "shared_network": shared != "",
        "network_id": shared,
        "boosted": _needs_boost(pairs),
        "replaced": _replaced(pairs, reference),
        "exists": pairs["exchange_stage"].isin(RUNNING).to_numpy(),
        "free_share": free.min(axis=1),
        "supply_free": free[:, 0],
        "demand_free": free[:, 1],
    }
    pairs = with_columns(pairs, fixed)
    return with_columns(pairs, measures(pairs, reference))


def measures(pairs: Columns, parameters: Parameters) -> dict[str, FloatArray]:
    """Give what the parameters make of each pair's way, heat pump and season.

    Parameters
    ----------
    pairs : Columns
        With what `measure_pairs` adds first.
    parameters : Parameters
        Single numbers, or a column with one number for each draw.
    """
    cop = _cop(pairs, parameters)
    factor = numbers(pairs, "match_factor")
    lift = heat.heat_pump_factor(np.nan_to_num(cop, nan=2.0))
    lifted = np.select([pairs["boosted"], ~np.isnan(cop)], [factor * lift, lift], factor)
    modes = words(pairs, "transport_mode")
    route, route_high = routes.route_lengths_km(pairs, modes, parameters)
    return {
        "cop": cop,
        "route_km": route,
        "route_high_km": route_high,
        "effective_km": routes.effective_km(pairs, modes, parameters),
        "factor": lifted,
        "replaced_factor": numbers(pairs, "value_factor") * lifted / factor,
        "overlap": _season_overlap(pairs, parameters),
    }


def ends_of_quantity(pairs: pd.DataFrame) -> pd.DataFrame:
    """Add the matched quantity with its low and high, in demand units a year.

    Low and high put both flows at their own low and high.
    """
    middle = matches(pairs, numbers(pairs, "supply_quantity"), numbers(pairs, "demand_quantity"))
    ends = {
        f"matched_{end}": matches(
            pairs, numbers(pairs, f"supply_quantity_{end}"), numbers(pairs, f"demand_quantity_{end}")
        )["matched_quantity"]
        for end in ("low", "high")
    }
    return with_columns(pairs, {**middle, **ends})


def matches(pairs: Columns, supplied: FloatArray, needed: FloatArray) -> dict[str, FloatArray]:
    """Give how much of two flows fits together, and the share that it takes of both.

    M = overlap x min(factor x supply, demand), of the free parts; of the whole flows where the
    pair exists already or is taken.

    Parameters
    ----------
    pairs : Columns
        As `measure_pairs` gives them.
    supplied, needed : ndarray
        Amounts of the two flows, each in its own unit a year.
    """
    whole = np.asarray(pairs["exists"], bool) | (numbers(pairs, "free_share") < scoring.TAKEN_BELOW)
    factor = numbers(pairs, "factor")
    offered = factor * supplied * np.where(whole, 1.0, numbers(pairs, "supply_free"))
    wanted = needed * np.where(whole, 1.0, numbers(pairs, "demand_free"))
    matched = numbers(pairs, "overlap") * np.minimum(offered, wanted)
    with np.errstate(divide="ignore", invalid="ignore"):
        taken = {"supply_taken": matched / offered, "demand_taken": matched / wanted}
    return {
        "matched_quantity": matched,
        "offered": offered,
        "wanted": wanted,
        **{name: np.where(np.isnan(share), 0.0, share) for name, share in taken.items()},
        "used_quantity": matched / factor,
    }


def evaluate_pairs(pairs: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Add money, CO2 and electricity: the middle with its parts, and low and high ends."""
    values, lows, highs = (
        economics.Bound.of(reference.parameters, bound) for bound in ("value", "low", "high")
    )
    middle = economics.evaluate(work(pairs, "matched_quantity", "route_km", reference), values, values)
    corners = [
        (economics.evaluate(work(pairs, matched, route, reference), gains, costs))
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
    levels = pairs[[f"barrier_{kind.value}" for kind in Barrier]].to_numpy(float)
    fixed = {
        **material_columns(pairs, reference),
        "fit": np.minimum(pairs["fit"].to_numpy(float) + pairs["bonus"].to_numpy(float), 1.0),
        "barrier": np.array([kind.value for kind in Barrier], dtype=object)[levels.argmax(axis=1)],
        "barrier_level": levels.max(axis=1),
    }
    pairs = with_columns(pairs, fixed)
    return with_columns(pairs, judgements(pairs, reference))


def material_columns(pairs: pd.DataFrame, reference: Reference) -> dict[str, npt.NDArray[Any]]:
    """Give how well the materials fit and who may not take them, which no range changes."""
    material = quality.material_quality(
        pairs["supply_quality_tags"],
        pairs["demand_quality_tags"],
        pairs["supply_dm_pct"],
        pairs["demand_dm_pct"],
        mixed=reference.parameter("quality.mixed"),
        other_grade=reference.parameter("quality.grade"),
    )
    return {
        "material_score": material.score,
        "material_excluded": material.excluded,
        "unlicensed": _unlicensed(pairs),
    }


def judgements(pairs: Columns, parameters: Parameters) -> dict[str, npt.NDArray[Any]]:
    """Give sub-scores, gates and tier.

    Parameters
    ----------
    pairs : Columns
        With everything that `measures`, `matches`, `work` and `material_columns` give.
    parameters : Parameters
        Single numbers, or a column with one number for each draw.
    """
    cop, level = numbers(pairs, "cop"), numbers(pairs, "barrier_level")
    benefit = numbers(pairs, "net_benefit_eur")
    parts = scoring.Parts(
        fit=numbers(pairs, "fit"),
        quantity=scoring.quantity_score(numbers(pairs, "offered"), numbers(pairs, "wanted")),
        halvings=numbers(pairs, "effective_km") / numbers(pairs, "default_radius_km"),
        quality=np.where(
            np.isnan(cop), numbers(pairs, "material_score"), 1.0 - 1.0 / np.nan_to_num(cop, nan=2.0)
        ),
        money=scoring.benefit_score(benefit),
        climate=scoring.climate_score(numbers(pairs, "co2_t")),
        barrier=scoring.barrier_score(level),
    )
    gates = _gates(pairs, parameters)
    tier = scoring.tiers(
        parts,
        distance_km=numbers(pairs, "distance_km"),
        quick_radius_km=np.minimum(
            numbers(pairs, "default_radius_km"), parameters.parameter("tier.quick_max_km")
        ),
        barrier_level=level,
        net_benefit_eur=benefit,
        free_share=numbers(pairs, "free_share"),
        exists=np.asarray(pairs["exists"], bool),
        gate_failed=gates["gate"] != Gate.NONE.value,
    )
    return {
        **gates,
        "quantity_score": parts.quantity,
        "distance_score": scoring.distance_score(parts.halvings),
        "quality_score": parts.quality,
        "benefit_score": parts.money,
        "co2_score": parts.climate,
        "barrier_score": parts.barrier,
        "halvings": parts.halvings,
        "tier": tier,
    }


def score_pairs(pairs: pd.DataFrame, reference: Reference, weights: Weights) -> pd.DataFrame:
    """Add feasibility, attractiveness and score, which stand on the sub-scores and the weights alone."""
    return with_columns(pairs, scores(pairs, scoring.blend(weights, reference.parameter("score.floor"))))


def scores(pairs: Columns, shares: scoring.Blend) -> dict[str, FloatArray]:
    """Give feasibility, attractiveness and score."""
    conditions = ("fit", "quantity_score", "halvings", "quality_score")
    gains = ("benefit_score", "co2_score", "barrier_score")
    parts = scoring.Parts(*(numbers(pairs, name) for name in (*conditions, *gains)))
    feasible = scoring.feasibility(parts, shares)
    attractive = scoring.attractiveness(parts, shares)
    return {
        "feasibility": feasible,
        "attractiveness": attractive,
        "score": scoring.score(feasible, attractive),
    }


def _is_warm(pairs: Columns) -> npt.NDArray[np.bool_]:
    """Whether heat goes to heat; cold is compared the other way round."""
    cold = (words(pairs, "supply_resource") == "cooling") | (words(pairs, "demand_resource") == "cooling")
    return np.asarray(_is_heat(pairs) & ~cold, bool)


def _is_heat(pairs: Columns) -> npt.NDArray[np.bool_]:
    both = (words(pairs, "resource_group") == "heat") & (words(pairs, "demand_group") == "heat")
    return np.asarray(both, bool)


def _needs_boost(pairs: Columns) -> npt.NDArray[np.bool_]:
    """Whether hot water is a little too cold for a direct exchange, so that a heat pump must lift it.

    Three of the recorded district-heating exchanges deliver at the very temperature of the
    network; a hard gate would have refused them.
    """
    demand_c = numbers(pairs, "demand_temp_c")
    wanted = demand_c + np.nan_to_num(numbers(pairs, "min_delta_t_k"))
    too_cold = numbers(pairs, "supply_temp_c") < wanted
    hot_water = (demand_c <= HOTTEST_WATER_C) & (words(pairs, "route") == "direct")
    steam = np.isin(words(pairs, "supply_resource"), STEAM) | np.isin(words(pairs, "demand_resource"), STEAM)
    return np.asarray(_is_warm(pairs) & too_cold & hot_water & ~steam, bool)


def _cop(pairs: Columns, parameters: Parameters) -> FloatArray:
    boosted = np.asarray(pairs["boosted"], bool)
    delta = np.where(boosted, np.nan_to_num(numbers(pairs, "min_delta_t_k")), 0.0)
    cop = heat.coefficient_of_performance(
        numbers(pairs, "supply_temp_c"),
        numbers(pairs, "demand_temp_c") + delta,
        efficiency=parameters.parameter("heatpump.lorenz_eff"),
        highest=parameters.parameter("heatpump.max_cop"),
    )
    return np.where(np.asarray(pairs["heat_pump"], bool) | boosted, cop, np.nan)


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


def _season_overlap(pairs: Columns, parameters: Parameters) -> FloatArray:
    """Share of the year's match that falls in the same season; only heat and power cannot wait."""
    shared = season_overlap(words(pairs, "supply_profile"), words(pairs, "demand_profile"), parameters)
    return np.where(np.isin(words(pairs, "resource_group"), SEASONAL), shared, 1.0)


def season_overlap(
    supply: npt.NDArray[np.object_], demand: npt.NDArray[np.object_], parameters: Parameters
) -> FloatArray:
    """Give the share of a year's match that falls in the same season, for pairs of time profiles."""
    by_profile = {
        ("flat", "heating_season"): "heat.season_overlap.flat_to_dh",
        ("summer", "heating_season"): "heat.season_overlap.summer_to_dh",
        ("summer", "flat"): "heat.season_overlap.summer_to_flat",
        ("heating_season", "flat"): "heat.season_overlap.dh_to_flat",
    }
    cases = [(supply == one) & (demand == other) for one, other in by_profile]
    cases.append(((supply == "campaign") | (demand == "campaign")) & (supply != demand))
    keys = (*by_profile.values(), "heat.season_overlap.campaign")
    return np.select(
        [np.asarray(case, bool) for case in cases], [parameters.parameter(key) for key in keys], 1.0
    )


def _replaced(pairs: pd.DataFrame, reference: Reference) -> npt.NDArray[np.object_]:
    by_rule = replaced_keys(pairs["subst_param"], pairs["demand_country"], reference)
    return chosen_energy(pairs, by_rule)


def replaced_keys(
    substitutes: pd.Series, countries: pd.Series, reference: Reference
) -> npt.NDArray[np.object_]:
    """Name what is replaced, in the receiver's country where the table knows the difference."""
    key = substitutes.astype(str)
    local = key.str.replace(r"_no$", "_" + "se", regex=True)
    known = ("price." + local).isin(reference.parameters.index) & (countries == "SE")
    return key.where(~known, local).to_numpy(object)


def _pump_mwh(pairs: Columns, matched: str) -> FloatArray:
    cop = numbers(pairs, "cop")
    return np.where(np.isnan(cop), 0.0, numbers(pairs, matched) / np.nan_to_num(cop, nan=1.0))


def work(pairs: Columns, matched: str, route: str, parameters: Parameters) -> economics.Work:
    """Give what is moved and replaced for each pair.

    Parameters
    ----------
    pairs : Columns
        With what `measure_pairs` adds.
    matched, route : str
        Columns of the amount and of the length of the way.
    parameters : Parameters
        Single numbers, or a column with one number for each draw.
    """
    delivered = numbers(pairs, matched)
    used = delivered / numbers(pairs, "factor")
    mode = words(pairs, "transport_mode")
    is_line = np.isin(mode, routes.LINES)
    length_m = numbers(pairs, route) * METRES_PER_KM
    hours = np.where(
        words(pairs, "demand_profile") == "heating_season",
        parameters.parameter("heat.dh_full_load_hours"),
        parameters.parameter("heat.process_full_load_hours"),
    )
    kilowatts = delivered * economics.KWH_PER_MWH / hours
    replaced, country = words(pairs, "replaced"), words(pairs, "demand_country")
    return economics.Work(
        used=used,
        delivered=delivered,
        value_factor=numbers(pairs, "replaced_factor"),
        tonnes=_tonnes(pairs, used, parameters),
        route_km=numbers(pairs, route),
        line_m=np.where(is_line, _built_m(pairs, length_m, parameters), 0.0),
        mode=mode,
        heat_kw=np.where(_is_heat(pairs), kilowatts, 0.0),
        pump_mwh=_pump_mwh(pairs, matched),
        pump_kw=np.where(np.isnan(numbers(pairs, "cop")), 0.0, kilowatts),
        price_key=np.asarray("price." + replaced, dtype=object),
        disposal_key=words(pairs, "disposal_param"),
        line_key=words(pairs, "line_param"),
        factor_key=np.asarray("ef." + replaced, dtype=object),
        electricity_key=np.where(country == "SE", "electricity_se", "electricity_no").astype(object),
        electric_share=_electric_share(replaced, country, parameters),
    )


def _built_m(pairs: Columns, length_m: FloatArray, parameters: Parameters) -> FloatArray:
    """Give the metres of line to dig: on a shared network only the connection to it."""
    connection = np.minimum(length_m, parameters.parameter("network.connection_m"))
    return np.where(np.asarray(pairs["shared_network"], bool), connection, length_m)


def _tonnes(pairs: Columns, used: FloatArray, parameters: Parameters) -> FloatArray:
    """Mass on wheels or keel: a cubic metre weighs a tonne, methane carries its heating value."""
    unit = words(pairs, "supply_unit")
    from_mwh = used / parameters.parameter("lhv.methane")
    tonnes = np.select([np.isin(unit, _CARRIED_UNITS), unit == "MWh"], [used, from_mwh], 0.0)
    return np.where(np.isin(words(pairs, "transport_mode"), ("truck", "ship")), tonnes, 0.0)


def _electric_share(
    replaced: npt.NDArray[np.object_], country: npt.NDArray[np.object_], parameters: Parameters
) -> FloatArray:
    """Share of what is replaced that is electricity: all of power, a part of mixed heat."""
    mixed = np.isin(replaced, ("heat_mix_no", "heat_mix_se"))
    swedish = np.asarray(country == "SE", bool)
    return np.select(
        [np.isin(replaced, ("electricity_no", "electricity_se")), mixed & swedish, mixed],
        [1.0, parameters.parameter("freed.heat_mix_se"), parameters.parameter("freed.heat_mix_no")],
        0.0,
    )


def _gates(pairs: Columns, parameters: Parameters) -> dict[str, npt.NDArray[Any]]:
    """Give the first gate that fails, and by how much heat misses it."""
    both_heat = _is_heat(pairs)
    from_cold = np.asarray(words(pairs, "supply_resource") == "cooling", bool)
    to_cold = np.asarray(words(pairs, "demand_resource") == "cooling", bool)
    missing_k = heat.temperature_shortfall_k(
        numbers(pairs, "supply_temp_c"),
        numbers(pairs, "demand_temp_c"),
        min_delta_k=numbers(pairs, "min_delta_t_k"),
        min_source_c=numbers(pairs, "min_source_temp_c"),
        is_cooling=from_cold & to_cold,
        uses_heat_pump=~np.isnan(numbers(pairs, "cop")),
        compares=both_heat & (from_cold == to_cold),
        max_lift_k=parameters.parameter("heatpump.max_lift"),
    )
    is_warm_line = both_heat & ~from_cold & ~to_cold & np.isin(words(pairs, "transport_mode"), routes.LINES)
    built = _built_m(pairs, numbers(pairs, "route_km") * METRES_PER_KM, parameters)
    density = np.where(is_warm_line, numbers(pairs, "matched_quantity") / np.maximum(built, 1.0), np.nan)
    gates = [
        (missing_k > 0, Gate.TEMPERATURE),
        (np.asarray(pairs["unlicensed"], bool), Gate.HAZARDOUS),
        (np.asarray(pairs["material_excluded"], bool), Gate.QUALITY),
        (density < parameters.parameter("heat.linear_density_min"), Gate.DENSITY),
    ]
    failed = np.select([test for test, _ in gates], [gate.value for _, gate in gates], Gate.NONE.value)
    return {
        "gate": failed.astype(object),
        "temperature_shortfall_k": np.maximum(missing_k, 0.0),
        "heat_density_mwh_per_m": density,
    }


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
