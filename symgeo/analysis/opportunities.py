"""From sites and flows to ranked opportunities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import compatibility, proximity, records
from symgeo.analysis.allocation import Capacities, capacity_keys
from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.evaluation import (
    ends_of_quantity,
    evaluate_pairs,
    judge_pairs,
    measure_pairs,
    score_pairs,
)
from symgeo.analysis.frames import with_columns
from symgeo.vocabulary import Direction, Evidence, Tier

COLUMNS = (
    *("opportunity_id", "rank", "tier", "score"),
    *("supply_flow_id", "demand_flow_id", "supply_site_id", "demand_site_id"),
    *("supply_resource", "demand_resource", "resource_group", "rule_id", "route", "transport_mode"),
    *("distance_km", "route_km", "route_high_km", "crosses_water_km"),
    *("matched_quantity", "matched_low", "matched_high", "unit"),
    *("net_benefit_eur", "net_benefit_low_eur", "net_benefit_high_eur"),
    *("co2_t", "co2_low_t", "co2_high_t", "electricity_freed_mwh"),
    *("evidence", "is_illustrative", "confidence", "barrier", "barrier_level"),
    *("existing_exchange_id", "exchange_stage", "gate", "temperature_shortfall_k", "precedent_id"),
    *("cop", "electricity_used_mwh", "heat_density_mwh_per_m", "shared_network", "free_share"),
    *("allocated_quantity", "supply_taken", "demand_taken", "used_quantity", "network_id"),
    *("fit", "quantity_score", "distance_score", "quality_score"),
    *("benefit_score", "co2_score", "barrier_score", "feasibility", "attractiveness"),
    *("value_eur", "disposal_eur", "transport_eur", "annuity_eur", "power_eur"),
    *("line_eur", "line_capex_eur", "plant_capex_eur"),
    *("co2_replaced_t", "co2_transport_t", "co2_power_t", "price_key", "ef_key"),
    *("supply_county", "demand_county", "supply_municipality", "demand_municipality"),
)
MONEY = (
    *("net_benefit_eur", "net_benefit_low_eur", "net_benefit_high_eur"),
    *("value_eur", "disposal_eur", "transport_eur", "annuity_eur", "power_eur"),
    *("line_eur", "line_capex_eur", "plant_capex_eur"),
)
TIER_ORDER = (Tier.QUICK_WIN, Tier.INVESTIGATE, Tier.LONG_SHOT, Tier.EXISTING, Tier.GATE_FAILED)
IDEAS = (Tier.QUICK_WIN.value, Tier.INVESTIGATE.value, Tier.LONG_SHOT.value)
"""Tiers that are news."""

_FOR_ALLOCATION = ("supply_taken", "demand_taken", "supply_capacity_key", "demand_capacity_key")
_EVIDENCE_ORDER = [evidence.value for evidence in Evidence]
_SITE_COLUMNS = [
    *(
        "lon",
        "lat",
        "nace",
        "country",
        "county_code",
        "municipality_number",
        "network_id",
        "status",
        "cluster_label",
    ),
]
_PLACE_NAMES = {
    f"{side}_{column}": f"{side}_{name}"
    for side in ("supply", "demand")
    for column, name in (("county_code", "county"), ("municipality_number", "municipality"))
}
_RESOURCE_COLUMNS = [
    *("resource_group", "takers", "hazardous", "legal_default", "transport_mode", "alt_mode"),
    *("default_radius_km", "disposal_param", "line_param"),
]


def find(dataset: Dataset, choices: Choices | None = None) -> pd.DataFrame:
    """Find, score and rank all opportunities of a data set.

    A pure function: the same data and choices give the same frame, whatever the order of the rows.

    Parameters
    ----------
    dataset : Dataset
        Sites, flows, exchanges and the reference tables.
    choices : Choices, optional
        What the reader changed.

    Returns
    -------
    DataFrame
        One row for each pair of flows, best first, with :data:`COLUMNS`; described in the README.
        Money is withheld (NaN) where either flow is illustrative.
    """
    choices = choices or Choices()
    return rerank(look_around(dataset, choices), dataset.reference, choices)


def look_around(dataset: Dataset, choices: Choices | None = None) -> pd.DataFrame:
    """Find everything that weights do not change: all pairs within the radius and all that is known of them.

    Parameters
    ----------
    dataset : Dataset
    choices : Choices, optional
        Its weights do not matter.

    Returns
    -------
    DataFrame
        For `rerank`, in an order that means nothing.
    """
    choices = choices or Choices()
    reference = dataset.reference
    rules = compatibility.complete_rules(reference.rules, reference.resources)
    supply, demand = place_flows(dataset, hide_commitments=choices.hide_exchanges)
    radii = proximity.search_radii_km(reference.resources, choices)
    near = proximity.find_pairs(supply, demand, compatibility.compatible_codes(rules), radii)
    return describe(supply, demand, near, dataset, choices)


def rerank(described: pd.DataFrame, reference: Reference, choices: Choices) -> pd.DataFrame:
    """Rank pairs anew after a weight or a radius was changed; nothing is read or joined again.

    Parameters
    ----------
    described : DataFrame
        As `look_around` gave it, with radii at least as large as the new ones.
    reference : Reference
    choices : Choices
        Weights and radii; the rest as it was.

    Returns
    -------
    DataFrame
        What `find` gives with these choices.
    """
    radii = proximity.search_radii_km(reference.resources, choices)
    inside = described["distance_km"].to_numpy() <= radii.reindex(described["supply_resource"]).to_numpy()
    if not inside.all():
        described = described[inside]
    scored = score(described, reference, choices)
    # What nobody asks for afterwards is left out first: to bring columns of texts into order takes longest.
    needed = scored.columns.intersection([*COLUMNS, *_FOR_ALLOCATION])
    return finish(_rank(scored[needed]), Capacities())


def score(described: pd.DataFrame, reference: Reference, choices: Choices) -> pd.DataFrame:
    """Add the score to pairs as `describe` gives them, with the chosen weights or the table's."""
    return score_pairs(described, reference, choices.weights or table_weights(reference))


def describe(
    supply: pd.DataFrame, demand: pd.DataFrame, near: pd.DataFrame, dataset: Dataset, choices: Choices
) -> pd.DataFrame:
    """Calculate everything about some pairs; their order stays, and what has no rule is left out.

    Parameters
    ----------
    supply, demand : DataFrame
        As `place_flows` gives them.
    near : DataFrame
        ``supply`` and ``demand`` (positions in the two frames) and ``distance_km``.
    dataset : Dataset
    choices : Choices

    Returns
    -------
    DataFrame
        For `score`: the columns of `find` without score, rank and allocation, and some of the way there.
    """
    reference = dataset.reference
    rules = compatibility.complete_rules(reference.rules, reference.resources)
    pairs = _gather(supply, demand, near, rules, reference)
    pairs = _add_records(pairs, dataset, choices)
    pairs = measure_pairs(pairs, reference)
    pairs = ends_of_quantity(pairs)
    pairs = evaluate_pairs(pairs, reference)
    pairs = judge_pairs(pairs, reference)
    return _add_evidence(pairs)


def finish(pairs: pd.DataFrame, capacities: Capacities) -> pd.DataFrame:
    """Allocate amounts to ranked pairs and give the columns of `find`.

    Parameters
    ----------
    pairs : DataFrame
        As `describe` gives them, with ``rank``, best first.
    capacities : Capacities
        What better pairs have left; changed.
    """
    pairs = with_columns(pairs, {"allocated_quantity": _allocated(pairs, capacities)})
    return _withhold_money(pairs)[list(COLUMNS)]


def opportunity_ids(supply_flow_ids: pd.Series, demand_flow_ids: pd.Series) -> pd.Series:
    """Name opportunities after their two flows, so that links survive a new calculation.

    Returns
    -------
    Series of str
        ``<supply flow>~<demand flow>``.
    """
    return supply_flow_ids.astype(str) + "~" + demand_flow_ids.astype(str)


def place_flows(dataset: Dataset, *, hide_commitments: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give supply and demand of sites that are not closed, each flow with its place.

    Returns
    -------
    tuple of DataFrame
        Supply and demand, sorted by flow id so that the order of the rows cannot matter.
    """
    flows = dataset.counted_flows.rename_axis("flow_id").reset_index()
    flows = flows.merge(
        pd.DataFrame(dataset.sites)[_SITE_COLUMNS], left_on="site_id", right_index=True, validate="m:1"
    )
    flows["capacity_key"] = capacity_keys(dataset.flows).loc[flows["flow_id"]].to_numpy()
    if hide_commitments:
        flows["committed_pct"] = 0.0
    flows = flows[flows["status"] != "closed"].sort_values("flow_id", kind="stable")
    sides = (flows[flows["direction"] == side] for side in (Direction.SUPPLY, Direction.DEMAND))
    first, second = (side.reset_index(drop=True) for side in sides)
    return first, second


def _gather(
    supply: pd.DataFrame, demand: pd.DataFrame, near: pd.DataFrame, rules: pd.DataFrame, reference: Reference
) -> pd.DataFrame:
    """Put flows, rule and resource of each pair beside one another."""
    s = supply.iloc[near["supply"]].reset_index(drop=True)
    d = demand.iloc[near["demand"]].reset_index(drop=True)
    chosen = compatibility.choose_rules(
        s["resource_code"].to_numpy(object),
        d["resource_code"].to_numpy(object),
        d["nace"].to_numpy(object),
        rules,
    )
    pairs = pd.concat([s.add_prefix("supply_"), d.add_prefix("demand_")], axis=1)
    pairs["distance_km"] = near["distance_km"].to_numpy()
    kept = chosen >= 0
    pairs = pairs[kept].reset_index(drop=True)
    pairs = pd.concat([pairs, rules.iloc[chosen[kept]].reset_index(names="rule_id")], axis=1)
    pairs = pairs.drop(columns=["supply_code", "demand_code"]).rename(
        columns={"supply_resource_code": "supply_resource", "demand_resource_code": "demand_resource"}
    )
    own = reference.resources.loc[pairs["supply_resource"]].reset_index(drop=True)
    own = own.rename(columns={"parent": "resource_group", "demand_nace": "takers"})[_RESOURCE_COLUMNS]
    pairs = pd.concat([pairs, own], axis=1)
    return with_columns(
        pairs.rename(columns=_PLACE_NAMES),
        {
            "demand_group": reference.resources["parent"].reindex(pairs["demand_resource"]).to_numpy(object),
            "unit": pairs["demand_unit"],
            "opportunity_id": opportunity_ids(pairs["supply_flow_id"], pairs["demand_flow_id"]),
            "crosses_water_km": _crossings(pairs, reference),
        },
    )


def _crossings(pairs: pd.DataFrame, reference: Reference) -> npt.NDArray[np.float64]:
    if reference.land is None or pairs.empty:
        return np.zeros(len(pairs))
    ends = (pairs[c].to_numpy(float) for c in ("supply_lon", "supply_lat", "demand_lon", "demand_lat"))
    return reference.land.crossings_km(*ends)


def _add_records(pairs: pd.DataFrame, dataset: Dataset, choices: Choices) -> pd.DataFrame:
    exchanges = dataset.exchanges.iloc[:0] if choices.hide_exchanges else dataset.exchanges
    reference = dataset.reference
    precedents = reference.precedents if choices.use_precedents else reference.precedents.iloc[:0]
    known = records.match_exchanges(pairs, exchanges)
    before = records.match_precedents(
        pairs,
        precedents,
        bonus_class=reference.parameter("score.prior_4digit"),
        bonus_division=reference.parameter("score.prior_2digit"),
    )
    return pd.concat([pairs, known, before], axis=1)


def _add_evidence(pairs: pd.DataFrame) -> pd.DataFrame:
    """Take evidence and confidence from the weaker of the two flows."""
    rank = {word: n for n, word in enumerate(_EVIDENCE_ORDER)}
    weaker = np.maximum(pairs["supply_evidence"].map(rank), pairs["demand_evidence"].map(rank))
    evidence = np.array(_EVIDENCE_ORDER, dtype=object)[np.asarray(weaker, dtype=int)]
    grades = pairs[["supply_confidence", "demand_confidence"]].max(axis=1)
    return with_columns(
        pairs,
        {
            "evidence": evidence,
            "is_illustrative": evidence == Evidence.ILLUSTRATIVE.value,
            "confidence": grades.to_numpy(object),
        },
    )


def _rank(pairs: pd.DataFrame) -> pd.DataFrame:
    """Tiers come first, then the score; the id settles ties."""
    order = {tier.value: n for n, tier in enumerate(TIER_ORDER)}
    pairs = with_columns(pairs, {"order": pairs["tier"].map(order), "down": -pairs["score"].round(9)})
    pairs = pairs.sort_values(["order", "down", "opportunity_id"], kind="stable", ignore_index=True)
    return with_columns(pairs, {"rank": np.arange(1, len(pairs) + 1)})


def _allocated(pairs: pd.DataFrame, capacities: Capacities) -> npt.NDArray[np.float64]:
    """Hand out the amounts of ideas in their order; what exists or fails gets nothing."""
    ideas = pairs["tier"].isin(IDEAS).to_numpy()
    news = pairs[ideas]
    given = np.zeros(len(pairs))
    given[ideas] = capacities.hand_out(
        news["matched_quantity"].to_numpy(float),
        news["supply_taken"].to_numpy(float),
        news["demand_taken"].to_numpy(float),
        news["supply_capacity_key"].to_numpy(object),
        news["demand_capacity_key"].to_numpy(object),
    )
    return given


def _withhold_money(pairs: pd.DataFrame) -> pd.DataFrame:
    """No money where an amount is only an example."""
    hidden = pairs["is_illustrative"].to_numpy()
    return with_columns(pairs, dict(**{column: pairs[column].mask(hidden) for column in MONEY}))


def table_weights(reference: Reference) -> Weights:
    """Give the weights that the parameters table holds."""
    keys = {"money": "eur", "climate": "co2"}
    names = ("fit", "quantity", "distance", "quality", "money", "climate", "barrier")
    return Weights(**{name: reference.parameter(f"score.w.{keys.get(name, name)}") for name in names})
