"""The tables of a hand-out: numbers stay numbers, each column with its heading and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import pandas as pd

from symgeo.analysis import summary
from symgeo.analysis.bands import rest_on_bands, with_ends
from symgeo.analysis.disclosure import LEAST_IN_GROUP, suppress_small_groups
from symgeo.handouts.material import Material
from symgeo.texts import Texts
from symgeo.views.reference_tables import list_parameters
from symgeo.views.tables import flow_amounts, matched_amounts
from symgeo.vocabulary import Evidence

Kind = Literal["text", "whole", "number", "one_decimal", "wide"]
LEAST_SITES = LEAST_IN_GROUP
"""A sum over fewer sites is not told where something is blurred."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """One table of a hand-out.

    Attributes
    ----------
    name : str
        Its name in the reader's language, of at most 31 characters as workbooks want it.
    frame : DataFrame
        Columns under their headings.
    kinds : tuple of str
        What each column holds.
    """

    name: str
    frame: pd.DataFrame
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, eq=False)
class _Column:
    heading: str
    cells: Sequence[object]
    kind: Kind = "text"


def all_sheets(material: Material) -> tuple[Sheet, ...]:
    """Give every table, the opportunities first; one without rows is left out."""
    sheets = (
        material.once(opportunity_sheet),
        site_sheet(material),
        flow_sheet(material),
        exchange_sheet(material),
        place_sheet(material),
        parameter_sheet(material),
    )
    return tuple(sheet for sheet in sheets if len(sheet.frame))


def opportunity_sheet(material: Material) -> Sheet:
    """List what was found; amounts and money are empty where they rest on example figures or on bands.

    What rests on bands has the least and the most of CO2 and money, and its amount in words.
    """
    found, texts = material.found, material.texts
    sites = material.dataset.sites
    blurred = material.blurred_flows()
    invented = found["is_illustrative"].to_numpy(bool)
    hidden = invented | rest_on_bands(found, blurred).to_numpy(bool)

    def numbers(column: str, digits: int = 0) -> list[object]:
        return _numbers(found[column].mask(hidden).round(digits))

    def ends(column: str, digits: int = 0) -> list[object]:
        return _numbers(found[column].mask(invented).round(digits))

    def money(end: str) -> _Column:
        heading = texts(f"handouts.column_money{end}", currency=texts.currency)
        withheld = invented if end else hidden
        return _Column(heading, _money(found[f"net_benefit{end}_eur"].mask(withheld), texts), "number")

    columns = [
        _Column(texts("tables.rank"), found["rank"].tolist(), "whole"),
        *_ends(found, sites, texts),
        _Column(texts("tables.resource"), _resources(found["supply_resource"], material), "wide"),
        _Column(texts("handouts.column_used_as"), _resources(found["demand_resource"], material), "wide"),
        _Column(texts("tables.tier"), [texts(f"tier.{tier}") for tier in found["tier"]]),
        _Column(texts("tables.score"), found["score"].round(0).tolist(), "whole"),
        _Column(texts("tables.amount"), numbers("matched_quantity"), "number"),
        _Column(texts("tables.unit"), [_unit(unit, texts) for unit in found["unit"]]),
        _Column(
            texts("handouts.column_in_words"),
            matched_amounts(found, blurred, texts),
            "wide",
        ),
        _Column(texts("tables.distance_km"), found["distance_km"].round(1).tolist(), "one_decimal"),
        _Column(
            texts("handouts.column_water_km"), found["crosses_water_km"].round(1).tolist(), "one_decimal"
        ),
        _Column(texts("handouts.column_electricity"), numbers("electricity_freed_mwh"), "number"),
        _Column(texts("handouts.column_co2"), numbers("co2_t"), "number"),
        _Column(texts("handouts.column_co2_low"), ends("co2_low_t"), "number"),
        _Column(texts("handouts.column_co2_high"), ends("co2_high_t"), "number"),
        money(""),
        money("_low"),
        money("_high"),
        _Column(texts("card.barrier.title"), [texts(f"barrier.{one}") for one in found["barrier"]], "wide"),
        _Column(texts("tables.evidence"), [texts(f"evidence.{one}") for one in found["evidence"]]),
        _Column(texts("card.confidence_title"), found["confidence"].tolist()),
        _Column(texts("handouts.column_id"), found["opportunity_id"].tolist()),
    ]
    return _sheet(texts("handouts.sheet_opportunities"), columns)


def site_sheet(material: Material) -> Sheet:
    """List the sites with their place."""
    sites, texts = material.sites, material.texts
    columns = [
        _Column(texts("handouts.column_id"), list(sites.index)),
        _Column(texts("tables.site"), sites["name"].tolist(), "wide"),
        _Column(texts("card.site.operator"), sites["operator"].tolist(), "wide"),
        _Column(texts("tables.municipality"), sites["municipality"].tolist()),
        _Column(texts("tables.county"), sites["county"].tolist()),
        _Column(texts("tables.activity"), [texts.reference(one) for one in sites["nace_label"]], "wide"),
        _Column(texts("handouts.column_nace"), sites["nace"].tolist()),
        _Column(texts("handouts.column_lat"), sites["lat"].round(4).tolist(), "text"),
        _Column(texts("handouts.column_lon"), sites["lon"].round(4).tolist(), "text"),
        _Column(
            texts("card.site.position"),
            [texts(f"card.precision.{one}") for one in sites["coord_precision"]],
            "wide",
        ),
        *_openness(sites, material),
        _Column(texts("tables.source"), [texts.reference(one) for one in sites["source"]], "wide"),
    ]
    return _sheet(texts("handouts.sheet_sites"), columns)


def flow_sheet(material: Material) -> Sheet:
    """List surpluses and needs; an example figure has its order of magnitude in words alone."""
    flows, texts = material.flows, material.texts
    committed = material.dataset.counted_flows["committed_pct"].loc[flows.index]
    hidden = (flows["evidence"] == Evidence.ILLUSTRATIVE.value).to_numpy()
    blurred = flows.index.isin(list(material.blurred_flows()))
    names = material.dataset.sites["name"]
    columns = [
        _Column(texts("handouts.column_id"), list(flows.index)),
        _Column(texts("tables.site"), names.loc[flows["site_id"]].tolist(), "wide"),
        _Column(texts("tables.direction"), [texts(f"direction.{one}") for one in flows["direction"]]),
        _Column(texts("tables.resource"), _resources(flows["resource_code"], material), "wide"),
        _Column(texts("tables.amount"), _numbers(flows["quantity"].mask(hidden | blurred)), "number"),
        _Column(texts("tables.low"), _numbers(flows["quantity_low"].mask(hidden)), "number"),
        _Column(texts("tables.high"), _numbers(flows["quantity_high"].mask(hidden)), "number"),
        _Column(texts("tables.unit"), [_unit(unit, texts) for unit in flows["unit"]]),
        _Column(
            texts("handouts.column_in_words"), flow_amounts(flows, material.blurred_flows(), texts), "wide"
        ),
        _Column(texts("tables.temperature"), _numbers(flows["temp_c"]), "whole"),
        _Column(texts("tables.committed"), _numbers(committed), "whole"),
        _Column(texts("tables.evidence"), [texts(f"evidence.{one}") for one in flows["evidence"]]),
        *_openness(flows, material),
        _Column(texts("tables.source"), [texts.reference(one) for one in flows["source"]], "wide"),
        _Column(texts("tables.note"), [texts.reference(one) for one in flows["note"]], "wide"),
    ]
    return _sheet(texts("handouts.sheet_flows"), columns)


def exchange_sheet(material: Material) -> Sheet:
    """List recorded exchanges."""
    exchanges, texts = material.exchanges, material.texts
    hidden = (exchanges["evidence"] == Evidence.ILLUSTRATIVE.value).to_numpy()
    columns = [
        _Column(texts("handouts.column_id"), list(exchanges.index)),
        _Column(texts("tables.exchange"), [texts.reference(one) for one in exchanges["title"]], "wide"),
        _Column(texts("tables.from"), exchanges["supplier"].tolist(), "wide"),
        _Column(texts("tables.to"), exchanges["receiver"].tolist(), "wide"),
        _Column(texts("tables.resource"), _resources(exchanges["resource_code"], material), "wide"),
        _Column(texts("tables.stage"), [texts(f"stage.{one}") for one in exchanges["stage"]]),
        _Column(texts("tables.start_year"), [texts.reference(one) for one in exchanges["start_year"]]),
        _Column(texts("tables.amount"), _numbers(exchanges["quantity"].mask(hidden)), "number"),
        _Column(texts("tables.unit"), [_unit(unit, texts) for unit in exchanges["unit"]]),
        _Column(texts("tables.distance_km"), _numbers(exchanges["straight_km"].round(1)), "one_decimal"),
        _Column(texts("tables.source"), [texts.reference(one) for one in exchanges["source"]], "wide"),
        _Column(texts("tables.note"), [texts.reference(one) for one in exchanges["note"]], "wide"),
    ]
    return _sheet(texts("handouts.sheet_exchanges"), columns)


def place_sheet(material: Material) -> Sheet:
    """Add up by municipality, without sums over so few that one of them could be worked out."""
    texts, dataset = material.texts, material.dataset
    sums = material.once(municipality_sums)
    towns = dataset.reference.municipalities
    names = towns["name"].reindex(sums.index)
    counties = dataset.reference.counties["name"].reindex(towns["county_code"].reindex(sums.index))
    columns = [
        _Column(texts("tables.municipality"), names.fillna("").tolist(), "wide"),
        _Column(texts("tables.county"), counties.fillna("").tolist()),
        _Column(texts("map.legend_lines"), _numbers(sums["opportunities"]), "whole"),
        _Column(texts("tier.A"), _numbers(sums["tier_a"]), "whole"),
        *(column for what in _SUMS for column in _sum_columns(sums, what, material)),
    ]
    return _sheet(texts("handouts.sheet_places"), columns)


_SUMS = ("electricity_freed_mwh", "co2_t", "net_benefit_eur")
"""What is added up by place."""


def _sum_columns(sums: pd.DataFrame, what: str, material: Material) -> list[_Column]:
    """Give a sum; to others than the staff with its least and its most, and alone where both are equal."""
    texts = material.texts
    headings = {
        "electricity_freed_mwh": (
            texts("handouts.column_electricity"),
            texts("handouts.column_electricity_low"),
            texts("handouts.column_electricity_high"),
        ),
        "co2_t": (
            texts("handouts.column_co2"),
            texts("handouts.column_co2_low"),
            texts("handouts.column_co2_high"),
        ),
        "net_benefit_eur": (
            texts("handouts.column_money", currency=texts.currency),
            texts("handouts.column_money_low", currency=texts.currency),
            texts("handouts.column_money_high", currency=texts.currency),
        ),
    }[what]

    def rounded(column: str) -> pd.Series:
        return (sums[column] * texts.per_eur).round(-3) if what.endswith("_eur") else sums[column].round(-1)

    cells = rounded(what)
    if not material.is_redacted:
        return [_Column(headings[0], _numbers(cells), "number")]
    low, high = rounded(f"{what}_low"), rounded(f"{what}_high")
    columns = zip(headings, (cells.where(low == high), low, high), strict=True)
    return [_Column(heading, _numbers(column), "number") for heading, column in columns]


def municipality_sums(material: Material) -> pd.DataFrame:
    """Sum the ideas with known figures by municipality; NaN where too few would be told apart.

    Example figures are left out of the sums. Sums have their ends beside them, as `with_ends` gives them.
    """
    raw = _known(material)
    by_place = partial(summary.by_municipality, dataset=material.dataset)
    sums = with_ends(by_place, raw, material.blurred_flows())
    sums = sums[sums["opportunities"] > 0]
    return suppressed(sums, raw, "municipality", material)


def suppressed(sums: pd.DataFrame, pairs: pd.DataFrame, what: str, material: Material) -> pd.DataFrame:
    """Empty sums over fewer than three sites where one of them is blurred, for all but the staff.

    Parameters
    ----------
    sums : DataFrame
        By place, as `symgeo.analysis.summary` gives them.
    pairs : DataFrame
        What was added up.
    what : str
        ``county`` or ``municipality``.
    material : Material
        What they belong to.
    """
    if not material.is_redacted:
        return sums
    sides = [
        pairs[
            [f"{place}_{what}", "supply_site_id", "demand_site_id", "supply_flow_id", "demand_flow_id"]
        ].set_axis(["place", "site", "other", "flow", "other_flow"], axis=1)
        for place in ("supply", "demand")
    ]
    both = pd.concat(sides)
    ends = pd.concat(
        [
            both[["place", "site", "flow"]],
            both[["place", "other", "other_flow"]].set_axis(["place", "site", "flow"], axis=1),
        ]
    )
    is_blurred = ends["site"].isin(list(material.blurred_sites())) | ends["flow"].isin(
        list(material.blurred_flows())
    )
    members = ends.groupby("place")["site"].nunique()
    hidden = ends[is_blurred].groupby("place")["site"].nunique()
    return suppress_small_groups(sums, members, hidden, kept=("opportunities", "tier_a", "tier_b", "tier_c"))


def parameter_sheet(material: Material) -> Sheet:
    """List prices, factors and distances with their sources."""
    table = list_parameters(material.dataset.reference.parameters, material.texts)
    columns = [
        _Column(
            column.label,
            _numbers(table.frame[column.key])
            if column.kind == "number"
            else table.frame[column.key].tolist(),
            "number" if column.kind == "number" else "wide",
        )
        for column in table.columns
    ]
    return _sheet(material.texts("handouts.sheet_parameters"), columns)


def _known(material: Material) -> pd.DataFrame:
    return material.counted[~material.counted["is_illustrative"]]


def _ends(found: pd.DataFrame, sites: pd.DataFrame, texts: Texts) -> list[_Column]:
    columns = []
    for side, heading in (("supply", "tables.from"), ("demand", "tables.to")):
        ends = sites.loc[found[f"{side}_site_id"]]
        town = texts("handouts.column_of", side=texts(heading), what=texts("tables.municipality"))
        columns.append(_Column(texts(heading), ends["name"].tolist(), "wide"))
        columns.append(_Column(town, ends["municipality"].tolist()))
    return columns


def _openness(frame: pd.DataFrame, material: Material) -> list[_Column]:
    """Say who may see a row: to the staff what is stored, to others only whether it is blurred."""
    texts = material.texts
    said = [texts(f"openness.{code}") for code in frame["openness"]]
    return [_Column(texts("repair.field.openness"), list(said))]


def _resources(codes: pd.Series, material: Material) -> list[object]:
    names = material.dataset.reference.resources[f"name_{material.texts.language}"]
    return list(codes.map(names))


def _unit(unit: str, texts: Texts) -> str:
    """Give a unit with "a year" where it is one, without a number."""
    return texts(f"unit.{unit}", number="").strip() if unit else ""


def _numbers(cells: pd.Series) -> list[object]:
    return [None if pd.isna(cell) else float(cell) for cell in cells]


def _money(eur: pd.Series, texts: Texts) -> list[object]:
    """Give money in the currency of the texts, to the nearest thousand."""
    return _numbers((eur * texts.per_eur).round(-3))


def _sheet(name: str, columns: list[_Column]) -> Sheet:
    frame = pd.DataFrame({column.heading: pd.Series(list(column.cells), dtype=object) for column in columns})
    return Sheet(name, frame, tuple(column.kind for column in columns))
