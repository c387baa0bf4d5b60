"""A file under repair, as the builders of repair actions look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from symgeo.storage.interpretation.codes import Finding
from symgeo.storage.interpretation.headers import ColumnMatch
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.changes import ActionKind, Change
from symgeo.storage.repair.state import Cell

POSITION_FIELDS = ("lat", "lon", "north", "east", "x", "y", "coordinates", "zone")
MUNICIPALITY_FIELDS = ("municipality_number", "municipality")
COUNTY_FIELDS = ("county", "county_code")


@dataclass(frozen=True, eq=False)
class Case:
    """A file under repair.

    Attributes
    ----------
    reading : Reading
        Cells with all repairs so far.
    found : Interpreted
        What they mean.
    knowledge : Knowledge
        Everything known.
    """

    reading: Reading
    found: Interpreted
    knowledge: Knowledge

    def columns(self, *fields: str) -> tuple[int, ...]:
        """Give the columns of the grid that hold any of these fields."""
        return tuple(match.column for match in self.found.columns if match.field in fields)

    def column(self, name: str) -> int:
        """Give the first column of a field; -1 where there is none."""
        return next(iter(self.columns(name)), -1)

    def match(self, column: int) -> ColumnMatch | None:
        """Give what a column is."""
        return self.found.columns[column] if 0 <= column < len(self.found.columns) else None

    def cell(self, row: int, column: int) -> str:
        """Give the text of one cell; "" where there is none."""
        grid = self.reading.grid
        return str(grid.at[row, column]) if column in grid.columns and row in grid.index else ""

    def texts(self, rows: Sequence[int], column: int) -> dict[int, str]:
        """Give the texts of one column in some rows, those that there are."""
        grid = self.reading.grid
        if column not in grid.columns:
            return {}
        found = grid.loc[grid.index.isin(list(rows)), column]
        return {int(row): str(text) for row, text in zip(found.index, found, strict=True)}

    def emptied(self, rows: Sequence[int], *fields: str) -> tuple[tuple[Cell, str], ...]:
        """Give the edits that empty the cells of some fields in some rows."""
        return tuple(
            ((row, column), "")
            for column in self.columns(*fields)
            for row, text in self.texts(rows, column).items()
            if text
        )

    def flow_places(self, rows: Sequence[int], column: int) -> tuple[Cell, ...]:
        """Give row and column of the flows that findings of one column are about."""
        flows = self.found.flows
        here = flows[flows["row"].isin(list(rows))]
        places = list(zip(here["row"].tolist(), here["column"].tolist(), strict=True))
        exact = [place for place in places if place[1] == column]
        return tuple((int(row), int(at)) for row, at in (exact or places))


@dataclass(frozen=True)
class Draft:
    """An action before it has a key.

    Attributes
    ----------
    kind : ActionKind
        What it does.
    change : Change
        What it adds to the state.
    detail, value : str
        What is chosen, and the word that it is about.
    rows : tuple of int
        Rows that it is about, where these are fewer than the group's.
    """

    kind: ActionKind
    change: Change = field(default_factory=Change)
    detail: str = ""
    value: str = ""
    rows: tuple[int, ...] = ()


Builder = Callable[[Case, Sequence[Finding]], list[Draft]]
"""Gives the actions that may mend findings of one kind, the likeliest first."""


def rows_of(findings: Sequence[Finding]) -> tuple[int, ...]:
    """Give the rows of findings, each once, in order."""
    return tuple(sorted({finding.row for finding in findings}))


def accepted(findings: Sequence[Finding]) -> frozenset[tuple[int, str]]:
    """Give what lets these findings pass."""
    return frozenset((finding.row, str(finding.code)) for finding in findings)
