"""Counts and sums of opportunities by county, municipality and resource."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.bands import BAND, at_ends, rest_on_bands
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.ledger import TIERS, Ledger, Sums
from symgeo.analysis.opportunities import IDEAS, TIER_ORDER
from symgeo.vocabulary import Direction, Evidence, Tier

Place = Literal["county", "municipality"]
_PLACES: Final[dict[Place, str]] = {"county": "county_code", "municipality": "municipality_number"}
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
    return add_by_place(Ledger(opportunities, dataset.reference), dataset, "county")


def by_municipality(opportunities: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sum by municipality number; otherwise as :func:`by_county`."""
    return add_by_place(Ledger(opportunities, dataset.reference), dataset, "municipality")


def by_resource(opportunities: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Sum by the resource supplied, each opportunity once; otherwise as :func:`by_county`."""
    return add_by_resource(Ledger(opportunities, dataset.reference), dataset)


def add_by_place(
    ledger: Ledger, dataset: Dataset, what: Place, kept: npt.NDArray[np.bool_] | None = None
) -> pd.DataFrame:
    """Sum the opportunities of a ledger over either side, a pair inside one place once.

    Parameters
    ----------
    ledger : Ledger
    dataset : Dataset
    what : str
        ``county`` or ``municipality``.
    kept : ndarray of bool, optional
        Which of them count, as `symgeo.analysis.selection.mark` gives it; all if left out.

    Returns
    -------
    DataFrame
        As :func:`by_county`.
    """
    cells = ledger.county_cells if what == "county" else ledger.municipality_cells
    summed = _framed(cells.sums(kept), cells.places)
    shown = sorted(set(dataset.sites[_PLACES[what]]))
    return summed.reindex(shown, fill_value=0).rename_axis(what)


def add_by_resource(
    ledger: Ledger, dataset: Dataset, kept: npt.NDArray[np.bool_] | None = None
) -> pd.DataFrame:
    """Sum the opportunities of a ledger by the resource supplied; otherwise as :func:`add_by_place`."""
    cells = ledger.resource_cells
    sums = cells.sums(kept)
    summed = _framed(sums, cells.places)
    present = set(cells.places[np.flatnonzero(sums.counts.sum(axis=(1, 2)))])
    order = [code for code in dataset.reference.resources.index if code in present]
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


def _framed(sums: Sums, names: pd.Index) -> pd.DataFrame:
    """Give sums the columns of `COLUMNS`."""
    tiers = sums.counts.sum(axis=2)
    ideas = tiers[:, [TIERS.index(tier) for tier in IDEAS]].sum(axis=1)
    columns = {
        "opportunities": ideas,
        **{f"tier_{tier.lower()}": tiers[:, n] for n, tier in enumerate(TIERS)},
        **sums.worth,
        **{column: sums.amounts.get(unit, np.zeros(len(names))) for unit, column in UNITS.items()},
        "illustrative_share": sums.counts[:, :, 1].sum(axis=1) / np.maximum(ideas, 1),
    }
    return pd.DataFrame(columns, index=names)[list(COLUMNS)]


def _flows_with_place(dataset: Dataset, counties: tuple[str, ...]) -> pd.DataFrame:
    sites = dataset.sites
    open_sites = sites.index[
        (sites["status"] != "closed") & (sites["county_code"].isin(counties) | (not counties))
    ]
    return dataset.counted_flows[dataset.counted_flows["site_id"].isin(open_sites)]


def _count_once(flows: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Keep the largest flow of each pool and stream."""
    keys = capacity_keys(dataset.flows).loc[flows.index].to_numpy(object)
    largest = flows.assign(key=keys).sort_values("quantity", ascending=False, kind="stable")
    return largest.drop_duplicates("key").drop(columns="key").sort_index()
