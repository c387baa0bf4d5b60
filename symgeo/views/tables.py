"""Tables for screen and download: frames with headings in the reader's language.

A `Table` says as plain data how each column is to be shown; numbers stay numbers, so that a press
on a heading sorts them rightly. An amount that rests on an example figure is a text with its order
of magnitude, so amounts are texts and have no number column.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from symgeo.analysis.bands import rest_on_bands
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.texts import Texts
from symgeo.texts.rounding import round_significant
from symgeo.vocabulary import Direction, Evidence

Kind = Literal["text", "number", "count", "distance", "progress"]
Width = Literal["small", "medium", "large"]
_MOST_PX: Final[Mapping[Width, int]] = MappingProxyType({"small": 170, "medium": 205, "large": 400})
_LETTER_PX: Final = 7.7
_EDGES_PX: Final = 18
_BAR_LETTERS: Final = 9


@dataclass(frozen=True)
class Column:
    """How one column is shown.

    Attributes
    ----------
    key : str
        Name of the column in the frame; stable, not translated.
    label : str
        Heading in the reader's language.
    kind : str
        text: as it is. number: in the reader's way. count: the same, whole. distance: kilometres, one
        decimal. progress: a bar from 0 to 100.
    width : str
        How much room long cells get: small, medium or large.
    help : str
        Explanation behind the heading, "" for none.
    """

    key: str
    label: str
    kind: Kind = "text"
    width: Width = "medium"
    help: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A frame with what is needed to show it.

    Attributes
    ----------
    frame : DataFrame
        Columns named by their key; the index holds the ids of what the rows stand for, hidden on
        screen and used to read a selection.
    columns : tuple of Column
        In the order in which they are shown.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]

    def widths_px(self) -> dict[str, int]:
        """Give each column room for its whole heading, and for its longest cell as far as its width goes."""
        return {column.key: _width_px(column, self.frame[column.key]) for column in self.columns}

    def labelled(self) -> pd.DataFrame:
        """Give the frame with headings in the reader's language and the ids as first column."""
        labels = {column.key: column.label for column in self.columns}
        return self.frame[list(labels)].rename(columns=labels).reset_index()


def _width_px(column: Column, cells: pd.Series) -> int:
    letters = _BAR_LETTERS if column.kind == "progress" else _letters_of_longest(cells)
    heading, longest = (round(_LETTER_PX * size) + _EDGES_PX for size in (len(column.label), letters))
    return max(heading, min(longest, _MOST_PX[column.width]))


def _letters_of_longest(cells: pd.Series) -> int:
    known = cells.dropna()
    written = known.round(3) if pd.api.types.is_numeric_dtype(known) else known
    return int(written.astype(str).str.len().max()) if len(known) else 0


def list_opportunities(opportunities: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List opportunities in their order, a line each.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, or a selection.

    Returns
    -------
    Table
        Indexed by opportunity_id.
    """
    names, resources = dataset.sites["name"], dataset.reference.resources
    blurred = dataset.blurred_flows
    frame = pd.DataFrame(
        {
            "rank": opportunities["rank"].to_numpy(),
            "supply_site": names.loc[opportunities["supply_site_id"]].to_numpy(object),
            "resource": _resource_names(opportunities["supply_resource"], resources, texts),
            "demand_site": names.loc[opportunities["demand_site_id"]].to_numpy(object),
            "distance_km": opportunities["distance_km"].round(1).to_numpy(),
            "amount": matched_amounts(opportunities, blurred, texts),
            "amount_range": [
                matched_range(row, blurred, texts)
                for row in opportunities[list(_OF_AMOUNTS)].to_dict("records")
            ],
            "tier": [texts(f"tier.{tier}") for tier in opportunities["tier"]],
            "score": opportunities["score"].round(0).to_numpy(),
            "evidence": [texts(f"evidence.{evidence}") for evidence in opportunities["evidence"]],
            "money_number": sound_numbers(
                opportunities, opportunities["net_benefit_eur"] * texts.per_eur, blurred
            ),
            "climate_number": sound_numbers(opportunities, opportunities["co2_t"], blurred),
        },
        index=pd.Index(opportunities["opportunity_id"], name="opportunity_id"),
    )
    columns = (
        Column("rank", texts("tables.rank"), "count", "small"),
        Column("supply_site", texts("tables.from")),
        Column("demand_site", texts("tables.to")),
        _resource_column(texts),
        Column("tier", texts("tables.tier")),
        Column("amount", texts("tables.amount"), help=texts("tables.amount_help")),
        _distance_column(texts),
        Column("score", texts("tables.score"), "progress", "small", texts("tables.score_help")),
        _evidence_column(texts),
        money_number_column(texts),
        climate_number_column(texts),
        Column("amount_range", texts("tables.amount_range"), help=texts("tables.amount_range_help")),
    )
    return Table(frame, columns)


def list_sites(sites: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List sites with how many surpluses and needs each has.

    Parameters
    ----------
    sites : DataFrame
        ``dataset.sites`` or a selection.

    Returns
    -------
    Table
        Indexed by site_id.
    """
    flows = dataset.flows
    counts = pd.crosstab(flows["site_id"], flows["direction"]).reindex(sites.index, fill_value=0)
    counts = counts.reindex(columns=[side.value for side in Direction], fill_value=0)
    frame = pd.DataFrame(
        {
            "name": sites["name"],
            "municipality": sites["municipality"],
            "county": sites["county"],
            "activity": _translated(sites["nace_label"], texts),
            "surpluses": counts[Direction.SUPPLY.value],
            "needs": counts[Direction.DEMAND.value],
            "source": _translated(sites["source"], texts),
        },
        index=sites.index,
    )
    columns = (
        Column("name", texts("tables.site")),
        Column("municipality", texts("tables.municipality"), width="small"),
        Column("county", texts("tables.county"), width="small"),
        Column("activity", texts("tables.activity"), width="large"),
        Column("surpluses", texts("tables.surpluses"), "count", "small"),
        Column("needs", texts("tables.needs"), "count", "small"),
        _source_column(texts),
    )
    return Table(frame, columns)


def list_flows(flows: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List flows of a site, indexed by flow_id."""
    reference = dataset.reference
    frame = pd.DataFrame(
        {
            "direction": [texts(f"direction.{direction}") for direction in flows["direction"]],
            "resource": _resource_names(flows["resource_code"], reference.resources, texts),
            "amount": flow_amounts(flows, dataset.blurred_flows, texts),
            "temp_c": flows["temp_c"].to_numpy(),
            "committed_pct": dataset.counted_flows["committed_pct"].loc[flows.index].to_numpy(),
            "outlet": _translated(flows["current_outlet"], texts),
            "evidence": [texts(f"evidence.{evidence}") for evidence in flows["evidence"]],
            "source": _translated(flows["source"], texts),
            "note": _translated(flows["note"], texts),
        },
        index=flows.index,
    )
    columns = (
        Column("direction", texts("tables.direction"), width="small"),
        _resource_column(texts),
        _amount_column(texts),
        Column("temp_c", texts("tables.temperature"), "number", "small"),
        Column("committed_pct", texts("tables.committed"), "number", "small", texts("tables.committed_help")),
        Column("outlet", texts("tables.outlet")),
        _evidence_column(texts),
        _source_column(texts),
        _note_column(texts),
    )
    return Table(frame, columns)


def list_exchanges(exchanges: pd.DataFrame, reference: Reference, texts: Texts) -> Table:
    """List recorded exchanges, indexed by exchange_id."""
    frame = pd.DataFrame(
        {
            "title": _translated(exchanges["title"], texts),
            "supplier": exchanges["supplier"],
            "receiver": exchanges["receiver"],
            "resource": _resource_names(exchanges["resource_code"], reference.resources, texts),
            "stage": [texts(f"stage.{stage}") for stage in exchanges["stage"]],
            "start_year": _translated(exchanges["start_year"], texts),
            "amount": _amounts(exchanges, "quantity", texts),
            "distance_km": exchanges["straight_km"],
            "source": _translated(exchanges["source"], texts),
            "note": _translated(exchanges["note"], texts),
        },
        index=exchanges.index,
    )
    columns = (
        Column("title", texts("tables.exchange"), width="large"),
        Column("supplier", texts("tables.from")),
        Column("receiver", texts("tables.to")),
        _resource_column(texts),
        Column("stage", texts("tables.stage"), width="small"),
        Column("start_year", texts("tables.start_year"), width="small"),
        _amount_column(texts),
        _distance_column(texts),
        _source_column(texts),
        _note_column(texts),
    )
    return Table(frame, columns)


def list_missing(missing: pd.DataFrame, dataset: Dataset, texts: Texts) -> Table:
    """List flows that meet nobody, as `summary.missing` gives them; indexed by flow_id."""
    frame = pd.DataFrame(
        {
            "kind": [texts(f"figures.missing.{kind}") for kind in missing["kind"]],
            "site": dataset.sites["name"].loc[missing["site_id"]].to_numpy(object),
            "resource": _resource_names(missing["resource_code"], dataset.reference.resources, texts),
            "amount": _amounts(missing, "quantity", texts),
            "evidence": [texts(f"evidence.{evidence}") for evidence in missing["evidence"]],
        },
        index=pd.Index(missing["flow_id"], name="flow_id"),
    )
    columns = (
        Column("kind", texts("tables.missing")),
        Column("site", texts("tables.site")),
        _resource_column(texts),
        _amount_column(texts),
        _evidence_column(texts),
    )
    return Table(frame, columns)


def _resource_column(texts: Texts) -> Column:
    return Column("resource", texts("tables.resource"))


def _amount_column(texts: Texts) -> Column:
    return Column("amount", texts("tables.amount"), help=texts("tables.flow_amount_help"))


def _distance_column(texts: Texts) -> Column:
    return Column(
        "distance_km", texts("tables.distance_km"), "distance", "small", texts("tables.distance_help")
    )


def _evidence_column(texts: Texts) -> Column:
    return Column("evidence", texts("tables.evidence"), width="small", help=texts("tables.evidence_help"))


def money_number_column(texts: Texts) -> Column:
    """Give the column of net benefits as `sound_numbers` gives them, in the chosen currency."""
    label = texts("tables.money_number", currency=texts.currency)
    return Column("money_number", label, "number", "small", texts("tables.money_number_help"))


def climate_number_column(texts: Texts) -> Column:
    """Give the column of tonnes of CO2 as `sound_numbers` gives them."""
    label = texts("tables.climate_number")
    return Column("climate_number", label, "number", "small", texts("tables.climate_number_help"))


def _source_column(texts: Texts) -> Column:
    return Column("source", texts("tables.source"))


def _note_column(texts: Texts) -> Column:
    return Column("note", texts("tables.note"))


def _resource_names(codes: Iterable[str], resources: pd.DataFrame, texts: Texts) -> Sequence[str]:
    return [texts.resource(resources.loc[code]) for code in codes]


def _translated(column: Iterable[str], texts: Texts) -> list[str]:
    return [texts.reference(text) for text in column]


def _amounts(rows: pd.DataFrame, column: str, texts: Texts) -> list[str]:
    cells = zip(rows[column], rows["unit"], rows["evidence"], strict=True)
    return [write_amount(amount, unit, evidence, texts) for amount, unit, evidence in cells]


def flow_amounts(flows: pd.DataFrame, blurred: frozenset[str], texts: Texts) -> list[str]:
    """Write the amount of each flow: a range where it is blurred, an order of magnitude where invented."""
    rows = flows[["quantity", "quantity_low", "quantity_high", "unit", "evidence"]].to_dict("records")
    return [
        flow_amount(row, texts, is_blurred=flow in blurred)
        for flow, row in zip(flows.index, rows, strict=True)
    ]


def flow_amount(
    flow: Mapping[str, Any] | Mapping[Hashable, Any] | pd.Series, texts: Texts, *, is_blurred: bool
) -> str:
    """Write the amount of one flow; "" where there is none."""
    if is_blurred and not math.isnan(flow["quantity"]):
        return texts.quantity_range(flow["quantity_low"], flow["quantity_high"], flow["unit"])
    return write_amount(flow["quantity"], flow["unit"], flow["evidence"], texts)


Pair = pd.Series | Mapping[Hashable, Any]
"""A row of opportunities; many are read sooner as Python's own."""
_OF_AMOUNTS: Final = (
    *("supply_flow_id", "demand_flow_id", "is_illustrative", "evidence", "unit"),
    *("matched_quantity", "matched_low", "matched_high"),
)


def matched_amount(pair: Pair, blurred: frozenset[str], texts: Texts) -> str:
    """Write what fits on both sides; a range where one of them is blurred."""
    is_known = blurred.isdisjoint((pair["supply_flow_id"], pair["demand_flow_id"]))
    if is_known or pair["is_illustrative"]:
        return write_amount(pair["matched_quantity"], pair["unit"], pair["evidence"], texts)
    return texts.quantity_range(pair["matched_low"], pair["matched_high"], pair["unit"])


def matched_range(pair: Pair, blurred: frozenset[str], texts: Texts) -> str:
    """Write the least and the most that may fit; "" where `matched_amount` is such a span already."""
    is_known = blurred.isdisjoint((pair["supply_flow_id"], pair["demand_flow_id"]))
    if pair["is_illustrative"] or not is_known or math.isnan(pair["matched_low"] + pair["matched_high"]):
        return ""
    ends = float(pair["matched_low"]), float(pair["matched_high"])
    return texts.quantity_range(*ends, str(pair["unit"]), beside=float(pair["matched_quantity"]))


def matched_amounts(opportunities: pd.DataFrame, blurred: frozenset[str], texts: Texts) -> list[str]:
    """Write what fits on both sides of each pair; a range where one of them is blurred."""
    if not blurred:
        return _amounts(opportunities, "matched_quantity", texts)
    rows = opportunities[list(_OF_AMOUNTS)].to_dict("records")
    return [matched_amount(row, blurred, texts) for row in rows]


def rough_amounts(rows: pd.DataFrame, column: str, is_blurred: Iterable[bool], texts: Texts) -> list[str]:
    """Write what was made of amounts: an order of magnitude where one of them is blurred or invented.

    Parameters
    ----------
    rows : DataFrame
        With the column, ``unit`` and ``evidence``.
    column : str
        Amounts a year.
    is_blurred : iterable of bool
        For each row, whether it rests on a band, whose middle is nobody's amount.
    """
    cells = zip(rows[column], rows["unit"], rows["evidence"], is_blurred, strict=True)
    return [
        write_amount(amount, unit, Evidence.ILLUSTRATIVE.value if blurred else evidence, texts)
        for amount, unit, evidence, blurred in cells
    ]


def sound_numbers(pairs: pd.DataFrame, sizes: pd.Series, blurred: frozenset[str]) -> NDArray[np.float64]:
    """Give sizes of pairs as numbers with two significant digits, as words have them.

    Parameters
    ----------
    pairs : DataFrame
        Opportunities, or those of a plan.
    sizes : Series
        One of each pair.
    blurred : frozenset of str
        Flows whose amounts are bands.

    Returns
    -------
    ndarray, shape (n,)
        NaN where only the order of magnitude is known, for example figures and bands.
    """
    is_sound = ~pairs["is_illustrative"] & ~rest_on_bands(pairs, blurred)
    rounded = sizes.where(is_sound).map(round_significant, na_action="ignore")
    return np.asarray(rounded, dtype=np.float64)


def write_amount(amount: float, unit: str, evidence: str, texts: Texts) -> str:
    """Write an amount a year, "" where there is none; an example figure as its order of magnitude."""
    if math.isnan(amount):
        return ""
    if evidence == Evidence.ILLUSTRATIVE.value:
        return texts.order_of_magnitude(amount, unit)
    return texts.quantity(amount, unit)
