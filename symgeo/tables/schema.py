"""The column dictionary: what every column of every table holds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

TABLES: Final = (
    "sites",
    "flows",
    "exchanges",
    "resources",
    "rules",
    "parameters",
    "precedents",
    "barriers",
    "benchmarks",
    "cases",
    "municipalities",
    "units",
    "hubs",
    "opportunities",
)
"""Names of all tables, in the order in which they are documented; the last one is a result."""


class ColumnType(StrEnum):
    """What the cells of a column are."""

    KEY = "key"
    TEXT = "text"
    TEXTS = "texts"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CODE = "code"
    NACE = "nace"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
        Column name in the file and in the frame.
    type : ColumnType
        What the cells are; ``key`` is unique and never empty, ``texts`` are separated by semicolons.
    unit : str
        Unit of a number, or "".
    required : bool
        True where no cell may be empty; then the column cannot be missing either.
    minimum, maximum : float or None
        Range of a number, ends included.
    above_minimum : bool
        True where the minimum itself is not allowed (written ``>0``).
    codes : tuple of str
        Codes allowed, or empty.
    reference : str
        Where else the allowed codes stand, as ``table.column``, or "".
    default : str
        What an empty cell or a missing column means.
    other_names : tuple of str
        Earlier or other names of the column that are read too.
    other_values : tuple of (str, str)
        Other spellings of codes and what they mean.
    descriptions : tuple of (str, str)
        Language and description.
    """

    name: str
    type: ColumnType
    unit: str
    required: bool
    minimum: float | None
    maximum: float | None
    above_minimum: bool
    codes: tuple[str, ...]
    reference: str
    default: str
    other_names: tuple[str, ...]
    other_values: tuple[tuple[str, str], ...]
    descriptions: tuple[tuple[str, str], ...]

    def description(self, language: str = "en") -> str:
        """Give the description in one language."""
        return dict(self.descriptions)[language]

    @property
    def is_number(self) -> bool:
        """Say whether the cells become numbers."""
        return self.type in (ColumnType.NUMBER, ColumnType.INTEGER)

    @property
    def range_text(self) -> str:
        """Give the allowed range as data, such as ``> 0``, ``0 to 100`` or ""."""
        low = "" if self.minimum is None else f"{self.minimum:g}"
        high = "" if self.maximum is None else f"{self.maximum:g}"
        if low and high:
            return f"{low} to {high}"
        if low:
            return f"> {low}" if self.above_minimum else f">= {low}"
        return f"<= {high}" if high else ""


@dataclass(frozen=True)
class Dictionary:
    """All columns of one table.

    Attributes
    ----------
    table : str
        Name of the table.
    columns : tuple of Column
        In the order of the file.
    """

    table: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str:
        """Give the name of the key column."""
        return next(column.name for column in self.columns if column.type is ColumnType.KEY)

    def __getitem__(self, name: str) -> Column:
        """Give the column of that name."""
        return next(column for column in self.columns if column.name == name)


@cache
def dictionary(table: str) -> Dictionary:
    """Read the column dictionary of one table.

    Parameters
    ----------
    table : str
        One of `TABLES`.
    """
    source = resources.files("symgeo.tables").joinpath("dictionary", f"{table}.csv")
    lines = source.read_text(encoding="utf-8").splitlines()
    return Dictionary(table, tuple(_column(row) for row in csv.DictReader(lines)))


def _column(row: dict[str, str]) -> Column:
    reference = row["values"] if "." in row["values"] and ";" not in row["values"] else ""
    return Column(
        name=row["name"],
        type=ColumnType(row["type"]),
        unit=row["unit"],
        required=row["required"] == "yes",
        minimum=_bound(row["minimum"]),
        maximum=_bound(row["maximum"]),
        above_minimum=row["minimum"].startswith(">"),
        codes=() if reference else _parts(row["values"]),
        reference=reference,
        default=row["default"],
        other_names=_parts(row["other_names"]),
        other_values=tuple(_pair(part) for part in _parts(row["other_values"])),
        descriptions=tuple(
            (name.removeprefix("description_"), text)
            for name, text in row.items()
            if name.startswith("description_")
        ),
    )


def _bound(text: str) -> float | None:
    return float(text.removeprefix(">")) if text else None


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()


def _pair(text: str) -> tuple[str, str]:
    written, _, meant = text.partition("=")
    return written, meant
