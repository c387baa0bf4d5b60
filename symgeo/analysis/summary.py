"""Counts and sums of opportunities by county, municipality and resource."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.bands import BAND, at_ends, rest_on_bands
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS, TIER_ORDER
from symgeo.vocabulary import Direction, Evidence, Tier

UNITS = {"MWh": "matched_mwh", "t": "matched_t", "m3": "matched_m3"}
COLUMNS = (
    "opportunities",
    *(f"tier_{tier.value.lower()}" for tier in TIER_ORDER),
    *("electricity_freed_mwh", "co2_t", "net_benefit_eur"),
    *UNITS.values(),
    "illustrative_share",
)


def by_county(opportunities: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sum by county; an opportunity counts in each county that one of its sides lies in.

    Returns
    -------
    DataFrame
        Indexed by ISO 3166-2 code, every county that has a site, with :data:`COLUMNS`. Sums take
        what is left after nothing was promised twice (``allocated_quantity``) and the ideas A, B
        and C alone; money is that of opportunities without illustrative flows.
    """
    return _by_place(opportunities, "county", dataset.sites["county_code"])


def by_municipality(opportunities: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sum by municipality number; otherwise as :func:`by_county`."""
    return _by_place(opportunities, "municipality", dataset.sites["municipality_number"])


def by_resource(opportunities: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sum by the resource supplied, each opportunity once; otherwise as :func:`by_county`."""
    summed = _sum(_measures(opportunities), opportunities["supply_resource"])
    order = [code for code in dataset.reference.resources.index if code in summed.index]
    return summed.loc[order].rename_axis("resource")


def group_tiers(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Count by resource group and tier: ``resource_group``, ``tier``, ``opportunities``."""
    counted = opportunities.groupby(["resource_group", "tier"], sort=True).size()
    return counted.rename("opportunities").reset_index()


def group_amounts(opportunities: pd.DataFrame, blurred: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Sum conflict-free amounts of ideas by ``resource_group``, ``unit`` and ``evidence``.

    Parameters
    ----------
    blurred : frozenset of str
        Flows whose amounts are bands. What rests on one has the evidence `BAND`.

    Returns
    -------
    DataFrame
        ``amount``, with ``low`` and ``high``: the same but for bands.
    """
    ideas = opportunities[opportunities["tier"].isin(IDEAS)]
    is_rough = rest_on_bands(ideas, blurred) & ~ideas["is_illustrative"]
    ideas = _with_amount_ends(ideas.assign(evidence=ideas["evidence"].mask(is_rough, BAND)), blurred)
    summed = ideas.groupby(["resource_group", "unit", "evidence"], sort=True)[["amount", "low", "high"]].sum()
    amounts = summed.reset_index()
    return amounts[amounts["amount"] > 0].reset_index(drop=True)


def _with_amount_ends(pairs: pd.DataFrame, blurred: frozenset[str]) -> pd.DataFrame:
    lower, upper = at_ends(pairs, blurred)
    what = "allocated_quantity"
    return pairs.assign(amount=pairs[what], low=lower[what], high=upper[what])


def flow_links(opportunities: pd.DataFrame, unit: str, blurred: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Sum what goes from surplus to need, for one unit.

    Parameters
    ----------
    blurred : frozenset of str
        Flows whose amounts are bands.

    Returns
    -------
    DataFrame
        ``supply_resource``, ``demand_resource``, ``amount`` (conflict-free, demand units a year),
        ``low`` and ``high`` (the same but where bands are part of it), ``opportunities``,
        ``illustrative_share`` (of the amount, 0-1); largest first.
    """
    ideas = opportunities[opportunities["tier"].isin(IDEAS) & (opportunities["unit"] == unit)]
    ideas = _with_amount_ends(ideas, blurred)
    ideas = ideas.assign(shown=ideas["amount"].where(ideas["is_illustrative"], 0.0))
    summed = ideas.groupby(["supply_resource", "demand_resource"], sort=True).agg(
        amount=("amount", "sum"),
        low=("low", "sum"),
        high=("high", "sum"),
        opportunities=("tier", "size"),
        shown=("shown", "sum"),
    )
    summed = summed[summed["amount"] > 0]
    summed["illustrative_share"] = summed["shown"] / summed["amount"]
    links = summed.drop(columns="shown").reset_index()
    return links.sort_values("amount", ascending=False, kind="stable", ignore_index=True)


def heat_bands(dataset: Dataset, counties: tuple[str, ...] = ()) -> pd.DataFrame:
    """Sum heat by temperature band, surplus against need.

    Each pool and stream counts once, by its largest flow; sites that are closed do not count.

    Parameters
    ----------
    counties : tuple of str
        ISO codes; empty for all.

    Returns
    -------
    DataFrame
        ``band`` (resource code), ``direction``, ``amount_mwh``, ``low_mwh``, ``high_mwh``, ``free_mwh`` and
        ``evidence``: `BAND` for amounts that the audience is shown as bands; of others, low and high are
        the amount.
    """
    flows = _flows_with_place(dataset, counties)
    resources = dataset.reference.resources
    bands = resources.index[(resources["parent"] == "heat") & (resources.index != "cooling")]
    heat = _count_once(flows[flows["resource_code"].isin(bands)], dataset)
    is_rough = heat.index.isin(list(dataset.blurred_flows))
    invented = heat["evidence"] == Evidence.ILLUSTRATIVE.value
    heat = heat.assign(
        free=heat["quantity"] * (1 - heat["committed_pct"] / 100),
        low=heat["quantity"].mask(is_rough, heat["quantity_low"]),
        high=heat["quantity"].mask(is_rough, heat["quantity_high"]),
        evidence=heat["evidence"].mask(is_rough & ~invented, BAND),
    )
    summed = heat.groupby(["resource_code", "direction", "evidence"], sort=False).agg(
        amount_mwh=("quantity", "sum"),
        low_mwh=("low", "sum"),
        high_mwh=("high", "sum"),
        free_mwh=("free", "sum"),
    )
    order = {code: n for n, code in enumerate(bands)}
    found = summed.reset_index().rename(columns={"resource_code": "band"})
    found = found.assign(order=found["band"].map(order))
    return found.sort_values(["order", "direction", "evidence"], ignore_index=True).drop(columns="order")


def missing(opportunities: pd.DataFrame, dataset: Dataset, counties: tuple[str, ...] = ()) -> pd.DataFrame:
    """List flows with something free that no idea or exchange reaches.

    Returns
    -------
    DataFrame
        ``flow_id``, ``site_id``, ``resource_code``, ``direction``, ``quantity`` (the free part),
        ``unit``, ``evidence``, ``kind`` (``no_taker`` or ``no_source``), by resource and amount.
    """
    reached = opportunities[opportunities["tier"] != Tier.GATE_FAILED.value]
    met = set(reached["supply_flow_id"]) | set(reached["demand_flow_id"])
    flows = _flows_with_place(dataset, counties).rename_axis("flow_id").reset_index()
    free = flows["quantity"] * (1 - flows["committed_pct"] / 100)
    alone = flows.assign(quantity=free)[~flows["flow_id"].isin(met) & (free > 0)]
    kind = alone["direction"].map({Direction.SUPPLY.value: "no_taker", Direction.DEMAND.value: "no_source"})
    order = dataset.reference.resources.index.get_indexer(pd.Index(alone["resource_code"]))
    listed = alone.assign(kind=kind, order=order, down=-alone["quantity"])
    listed = listed.sort_values(["kind", "order", "down", "flow_id"], ignore_index=True)
    return listed[
        ["flow_id", "site_id", "resource_code", "direction", "quantity", "unit", "evidence", "kind"]
    ]


def evidence_share(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Count by ``evidence`` (the weaker flow) and ``tier``: column ``opportunities``."""
    counted = opportunities.groupby(["evidence", "tier"], sort=True).size()
    return counted.rename("opportunities").reset_index()


def distances(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give ``distance_km``, ``tier``, ``transport_mode`` and ``crosses_water_km`` of each row."""
    return opportunities[["distance_km", "tier", "transport_mode", "crosses_water_km"]].reset_index(drop=True)


def _by_place(opportunities: pd.DataFrame, what: str, places: pd.Series) -> pd.DataFrame:
    """Sum over either side, a pair inside one place once."""
    measures = _measures(opportunities)
    supply, demand = opportunities[f"supply_{what}"], opportunities[f"demand_{what}"]
    elsewhere = (supply != demand).to_numpy()
    doubled = pd.concat([measures, measures[elsewhere]])
    keys = pd.concat([supply, demand[elsewhere]])
    summed = _sum(doubled.reset_index(drop=True), keys.reset_index(drop=True))
    return (
        summed.reindex(sorted(set(places)), fill_value=0.0).rename_axis(what).astype({"opportunities": int})
    )


def _measures(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give what is added up, a column each; only ideas carry amounts."""
    idea = opportunities["tier"].isin(IDEAS)
    with_share = opportunities["matched_quantity"].where(opportunities["matched_quantity"] > 0)
    share = (opportunities["allocated_quantity"] / with_share).fillna(0.0)
    columns: dict[str, pd.Series] = {"opportunities": idea.astype(int)}
    for tier in TIER_ORDER:
        columns[f"tier_{tier.value.lower()}"] = (opportunities["tier"] == tier.value).astype(int)
    for column in ("electricity_freed_mwh", "co2_t", "net_benefit_eur"):
        columns[column] = (opportunities[column].fillna(0.0) * share).where(idea, 0.0)
    for unit, column in UNITS.items():
        columns[column] = opportunities["allocated_quantity"].where(opportunities["unit"] == unit, 0.0)
    columns["illustrative"] = (opportunities["is_illustrative"] & idea).astype(int)
    return pd.DataFrame(columns)


def _sum(measures: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    summed = measures.groupby(keys.to_numpy(object), sort=True).sum()
    share = (summed["illustrative"] / summed["opportunities"]).where(summed["opportunities"] > 0, 0.0)
    return summed.assign(illustrative_share=share)[list(COLUMNS)]


def _flows_with_place(dataset: Dataset, counties: tuple[str, ...]) -> pd.DataFrame:
    sites = dataset.sites
    open_sites = sites.index[
        (sites["status"] != "closed") & (sites["county_code"].isin(counties) | (not counties))
    ]
    return dataset.flows[dataset.flows["site_id"].isin(open_sites)]


def _count_once(flows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Keep the largest flow of each pool and stream."""
    keys = capacity_keys(dataset.flows).loc[flows.index].to_numpy(object)
    largest = flows.assign(key=keys).sort_values("quantity", ascending=False, kind="stable")
    return largest.drop_duplicates("key").drop(columns="key").sort_index()
