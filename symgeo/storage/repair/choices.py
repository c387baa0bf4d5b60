"""The words that a person may choose from for a field, in her language; the reader knows each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from symgeo.storage.interpretation.codes import TableKind
from symgeo.storage.interpretation.resources import How, match_resource
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.tables.schema import dictionary
from symgeo.texts import Texts
from symgeo.vocabulary import Direction, Openness

UNITS: Final = ("MWh", "GWh", "kWh", "t", "kg", "m3", "1000 m3", "m2", "unit", "fte")
"""Units to choose from; the reader knows many more."""
FIELDS: Final = (
    "site_id",
    "name",
    "operator",
    "organisation_number",
    "municipality_number",
    "municipality",
    "county",
    "lat",
    "lon",
    "north",
    "east",
    "coordinates",
    "zone",
    "place",
    "postcode",
    "address",
    "nace",
    "nace_label",
    "main_product",
    "site_type",
    "status",
    "resource",
    "ewc",
    "direction",
    "quantity",
    "unit",
    "period",
    "hours",
    "temp_c",
    "dm_pct",
    "quantity_low",
    "quantity_high",
    "profile",
    "committed_pct",
    "evidence",
    "current_outlet",
    "openness",
    "openness_reason",
    "source",
    "confidence",
    "note",
)
"""What a column can be said to hold, in the order in which it is offered."""


def resource_words(knowledge: Knowledge, t: Texts) -> dict[str, str]:
    """Give the names of all resources that can be written in a cell, and their codes, by group.

    A name that means two resources in one language is followed by its code.
    """
    resources = knowledge.resources
    words: dict[str, str] = {}
    for group in resources.index[resources["parent"] == ""]:
        for code in resources.index[resources["parent"] == group]:
            name = t.resource(resources.loc[code])
            match = match_resource(name, knowledge)
            clear = match.how is How.EXACT and match.codes == (str(code),)
            words[name if clear else str(code)] = str(code)
    return words


def direction_words(t: Texts) -> dict[str, str]:
    """Give the words for left over and needed, and their codes."""
    return {t(f"direction.{code}"): str(code) for code in Direction}


def openness_words(t: Texts) -> dict[str, str]:
    """Give the words for who may see a row, and their codes."""
    return {t(f"openness.{code}"): str(code) for code in Openness}


def municipality_words(knowledge: Knowledge, counties: Sequence[str] = ()) -> tuple[str, ...]:
    """Give "number name" of all municipalities, or of those of some counties."""
    towns = knowledge.geography.municipalities
    chosen = towns[towns["county_code"].isin(list(counties) or towns["county_code"])]
    return tuple(
        f"{number} {name}" for number, name in sorted(chosen["name"].items(), key=lambda one: one[1])
    )


def words_for(field: str, knowledge: Knowledge, t: Texts, counties: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the words for one field; empty where anything may be written."""
    if field == "resource":
        return tuple(resource_words(knowledge, t))
    if field == "direction":
        return tuple(direction_words(t))
    if field == "openness":
        return tuple(openness_words(t))
    if field == "unit":
        return UNITS
    if field == "municipality":
        return municipality_words(knowledge, counties)
    if field == "county":
        return tuple(sorted(knowledge.geography.counties["name"]))
    column = next(
        (c for table in ("sites", "flows") for c in dictionary(table).columns if c.name == field), None
    )
    return column.codes if column else ()


def field_label(field: str, knowledge: Knowledge, t: Texts) -> str:
    """Name what a column holds; ``resource_amount:CODE`` is the amounts of one resource."""
    name, _, code = field.partition(":")
    if name == "resource_amount":
        return (
            t("repair.field.resource_amount", resource=t.resource(knowledge.resources.loc[code]))
            if code
            else t("repair.field.amounts")
        )
    return t(f"repair.field.{name or 'unused'}")


def table_label(table: TableKind, t: Texts) -> str:
    """Say what the rows of a table are."""
    return t(f"repair.table.{table}")
