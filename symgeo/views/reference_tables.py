"""Tables of what the calculation rests on: parameters, and the columns of each data table."""

from __future__ import annotations

from typing import Final

import pandas as pd

from symgeo.tables.schema import Column as DataColumn
from symgeo.tables.schema import dictionary
from symgeo.texts import Texts
from symgeo.views.tables import Column, Table

_AFTER_UNIT: Final = 5


def list_parameters(parameters: pd.DataFrame, texts: Texts) -> Table:
    """List prices, factors and distances with their source and status, indexed by key.

    Each has the unit and the digits of its source; in another currency than EUR, prices stand in that, too,
    with two significant digits.
    """
    translated = {name: parameters[name].map(texts.reference) for name in ("source", "note")}
    frame = parameters[["value", "low", "high", "source_year"]].assign(
        name=[texts.reference(key) for key in parameters.index],
        evidence=[texts(f"evidence.{evidence}") for evidence in parameters["evidence"]],
        unit=parameters["unit"].map(texts.unit),
        **translated,
    )
    columns = [
        Column("name", texts("tables.parameter")),
        Column("value", texts("tables.value"), "number", "small"),
        Column("low", texts("tables.low"), "number", "small"),
        Column("high", texts("tables.high"), "number", "small"),
        Column("unit", texts("tables.unit"), width="small"),
        Column("evidence", texts("tables.evidence"), width="small"),
        Column("source", texts("tables.source"), width="large"),
        Column("source_year", texts("tables.source_year"), width="small"),
        Column("note", texts("tables.note")),
    ]
    if texts.currency != "EUR":
        frame["converted"] = [_converted(row, texts) for _, row in parameters.iterrows()]
        columns.insert(_AFTER_UNIT, Column("converted", texts("tables.converted", currency=texts.currency)))
    return Table(frame, tuple(columns))


def describe_columns(table: str, texts: Texts) -> Table:
    """List the columns of one data table, as its column dictionary describes them; indexed by name.

    Parameters
    ----------
    table : str
        One of `symgeo.tables.schema.TABLES`.
    """
    described = dictionary(table).columns
    frame = pd.DataFrame(
        {
            "type": [texts(f"tables.type.{column.type.value}") for column in described],
            "unit": [texts.reference(column.unit) for column in described],
            "required": [texts("tables.yes") if column.required else "" for column in described],
            "allowed": [_allowed(column, texts) for column in described],
            "description": [column.description(texts.language) for column in described],
        },
        index=pd.Index([column.name for column in described], name="column"),
    )
    columns = (
        Column("description", texts("tables.description"), width="large"),
        Column("type", texts("tables.type"), width="small"),
        Column("unit", texts("tables.unit"), width="small"),
        Column("required", texts("tables.required"), width="small"),
        Column("allowed", texts("tables.allowed")),
    )
    return Table(frame, columns)


def _converted(row: pd.Series, texts: Texts) -> str:
    """Write a price in EUR in the reader's currency, with its low and high; "" for all else."""
    if not texts.is_converted(str(row["unit"])):
        return ""
    value, low, high = (
        texts.significant(float(row[bound]) * texts.per_eur) for bound in ("value", "low", "high")
    )
    return f"{value} ({texts.span(low, high)})" if low != high else value


def _allowed(column: DataColumn, texts: Texts) -> str:
    if column.codes:
        return ", ".join(column.codes)
    if column.minimum is not None and column.maximum is not None:
        low, high = texts.number(column.minimum, 4), texts.number(column.maximum, 4)
        return texts("unit.range_words", low=low, high=high)
    return column.range_text
