"""The cells of a table by what they mean, and what kind of table it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Code, Finding, Problem, TableKind
from symgeo.storage.interpretation.degrees import read_pair
from symgeo.storage.interpretation.headers import COMPANIONS, IGNORED, RESOURCE_AMOUNT, ColumnMatch, Matched
from symgeo.storage.interpretation.resources import How, match_resource
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Kind

LISTED: Final = "resource_list"
"""Field of a column that names the resources of a site in words, without amounts."""
_GEODATA: Final = frozenset({Kind.GEOJSON, Kind.GEOPACKAGE, Kind.SHAPEFILE})
_POSITION: Final = ("lat", "lon", "north", "east", "x", "y", "coordinates")
_SITE_ONLY: Final = (*_POSITION, "municipality_number", "municipality", "place", "address", "nace", "county")
_LOOKED_AT: Final = 200
_NUMERIC: Final = 0.3
_RESOURCES: Final = 0.5
_PAIRS: Final = 0.7
_STARTS_LIKE_NUMBER: Final = re.compile(
    r"\W*(?:ca|cirka|kr|nok|sek|over|under|mellom|minst|maks)?\W*\d", re.IGNORECASE
)
_SHOWN: Final = 60


@dataclass(frozen=True, eq=False)
class Columns:
    """The data rows of a table by the meaning of their columns.

    Attributes
    ----------
    body : DataFrame of str
        Data rows; index as a spreadsheet shows them, columns as in the grid.
    has_point : DataFrame of bool or None
        True where the file itself holds a number.
    matches : tuple of ColumnMatch
        What each column is; at most one column for each field, but for amounts and what goes with them.
    """

    body: pd.DataFrame
    has_point: pd.DataFrame | None
    matches: tuple[ColumnMatch, ...]

    def match(self, field: str) -> ColumnMatch | None:
        """Give the column of a field that stands for all resources."""
        return next((m for m in self.matches if m.field == field and not m.resource), None)

    def text(self, field: str) -> pd.Series:
        """Give the cells of a field, "" where the table has no such column."""
        found = self.match(field)
        return self.cells(found.column) if found else pd.Series("", index=self.body.index, dtype=str)

    def cells(self, column: int) -> pd.Series:
        """Give the cells of one column."""
        return self.body[column]

    def points(self, column: int) -> pd.Series | None:
        """Say which cells of a column the file itself holds as numbers."""
        return None if self.has_point is None else self.has_point.loc[self.body.index, column]

    def place(self, field: str) -> int:
        """Give the column of a field in the grid; -1 where there is none."""
        found = self.match(field)
        return found.column if found else -1

    def has(self, *fields: str) -> bool:
        """Say whether the table has a column of any of these fields."""
        return any(match.field in fields for match in self.matches)

    @property
    def amounts(self) -> tuple[ColumnMatch, ...]:
        """Give the columns of amounts, and of resources named without amounts."""
        return tuple(m for m in self.matches if m.field in ("quantity", RESOURCE_AMOUNT, LISTED))


def found_at(
    wrong: pd.Series | np.ndarray,
    code: Code,
    values: pd.Series,
    *,
    column: int = -1,
    expected: str | pd.Series = "",
) -> list[Finding]:
    """Give one finding for each row that is marked.

    Parameters
    ----------
    wrong : Series or ndarray of bool, shape (n,)
        True where there is something to say.
    code : Code
        What.
    values : Series, shape (n,)
        What was found; the index is the row.
    column : int
        Of the grid.
    expected : str or Series of str
        What was expected or taken.
    """
    places = np.flatnonzero(np.asarray(wrong, dtype=bool))
    if not len(places):
        return []
    rows, texts = values.index.to_numpy()[places].tolist(), values.iloc[places].tolist()
    should = [expected] * len(places) if isinstance(expected, str) else expected.iloc[places].tolist()
    return [
        Finding(int(row), column, code, str(text)[:_SHOWN], str(other))
        for row, text, other in zip(rows, texts, should, strict=True)
    ]


def settle(
    matches: Sequence[ColumnMatch], body: pd.DataFrame, kind: Kind, answers: Answers, knowledge: Knowledge
) -> tuple[ColumnMatch, ...]:
    """Look at the cells where headings leave it open, apply a person's choice, and leave one column a field.

    Parameters
    ----------
    matches : sequence of ColumnMatch
        By their headings.
    body : DataFrame of str
        Data rows.
    kind : Kind
        Geodata brings its own position in its last columns.
    answers : Answers
        A person's choice.
    knowledge : Knowledge
        Words.
    """
    chosen = dict(answers.fields)
    found = [
        _chosen(match, chosen[match.column])
        if match.column in chosen
        else _by_content(match, body[match.column], knowledge)
        for match in matches
    ]
    if not any(match.field in _POSITION for match in found):
        found = [_pair_by_content(match, body[match.column]) for match in found]
    if not any(match.field == "resource" for match in found):
        found = [_resource_by_content(match, body[match.column], knowledge) for match in found]
    return tuple(_once(found, is_geodata=kind in _GEODATA))


def kind_of_table(columns: Columns, answers: Answers) -> TableKind:
    """Say what the rows of a table are."""
    if answers.table is not None and answers.table is not TableKind.SITES:
        return answers.table
    if answers.table is TableKind.SITES or not (columns.amounts or columns.has("resource", "ewc")):
        return TableKind.SITES
    is_long = columns.has("resource", "ewc")
    if not is_long and any(match.field in (RESOURCE_AMOUNT, LISTED) for match in columns.amounts):
        return TableKind.WIDE
    return TableKind.BOTH if columns.has(*_SITE_ONLY) else TableKind.FLOWS


def problem_of(columns: Columns, kind: TableKind) -> Problem:
    """Say why the columns do not make such a table."""
    if columns.body.empty:
        return Problem.NO_ROWS
    named = columns.has("name", "operator", "site_id")
    if not named or (kind is TableKind.FLOWS and not columns.has("resource", "ewc", RESOURCE_AMOUNT)):
        return Problem.NOT_A_SITE_TABLE
    return Problem.NONE


def _chosen(match: ColumnMatch, field: str) -> ColumnMatch:
    name, _, code = field.partition(":")
    resource = (code,) if code else match.resource if name in COMPANIONS | {RESOURCE_AMOUNT} else ()
    return replace(match, field=name or IGNORED, resource=resource, how=Matched.CHOSEN)


def _by_content(match: ColumnMatch, cells: pd.Series, knowledge: Knowledge) -> ColumnMatch:
    """Look at the cells of a column that should hold amounts."""
    if match.field not in ("quantity", RESOURCE_AMOUNT):
        return match
    sample = cells[cells != ""].head(_LOOKED_AT)
    if sample.empty:
        return match
    plain = [text.casefold().strip() for text in sample]
    answers = [text in knowledge.words[name] for name in ("yes", "no", "missing") for text in plain]
    numeric = sum(_STARTS_LIKE_NUMBER.match(text) is not None for text in sample) + sum(answers)
    if numeric / len(sample) >= _NUMERIC:
        return match
    if _share_of_resources(sample, knowledge) >= _RESOURCES:
        field = LISTED if match.direction else "resource"
        return replace(match, field=field, resource=(), how=Matched.CONTENT)
    # Words where amounts should be: the column stays one of amounts only if its heading says nothing else.
    return match if match.field == "quantity" or match.unit else replace(match, field="", how=Matched.NONE)


def _resource_by_content(match: ColumnMatch, cells: pd.Series, knowledge: Knowledge) -> ColumnMatch:
    """Take a column called "type" or without a known heading for resources where its cells are."""
    if match.field not in ("site_type", "") or match.how is Matched.CHOSEN:
        return match
    sample = cells[cells != ""].head(_LOOKED_AT)
    if sample.empty or _share_of_resources(sample, knowledge) < _RESOURCES:
        return match
    known = sum(bool(knowledge.word("site_type", text)) for text in sample)
    return match if known > len(sample) / 2 else replace(match, field="resource", how=Matched.CONTENT)


def _pair_by_content(match: ColumnMatch, cells: pd.Series) -> ColumnMatch:
    """Take a column without a known heading for coordinates where its cells are pairs of them."""
    sample = cells[cells != ""].head(_LOOKED_AT)
    if match.field or match.how is Matched.CHOSEN or sample.empty:
        return match
    pairs = sum(read_pair(text) is not None for text in sample)
    return (
        replace(match, field="coordinates", how=Matched.CONTENT) if pairs / len(sample) >= _PAIRS else match
    )


def _share_of_resources(sample: pd.Series, knowledge: Knowledge) -> float:
    parts = [re.split(r"[;,/]", text)[0] for text in sample.unique().tolist()]
    known = [match_resource(part, knowledge).how in (How.EXACT, How.CLEAR) for part in parts]
    return sum(known) / len(known)


def _once(found: list[ColumnMatch], *, is_geodata: bool) -> list[ColumnMatch]:
    """Leave the first column of each field; of geodata the last, where its own position stands."""
    order = sorted(range(len(found)), key=lambda place: -place if is_geodata else place)
    # A heading that is only similar comes after all that are spelt right.
    ranked = sorted(order, key=lambda place: found[place].how is Matched.SIMILAR)
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    kept = list(found)
    for place in ranked:
        match = found[place]
        key = (
            match.field,
            match.resource,
            match.direction if match.field in (RESOURCE_AMOUNT, "quantity", LISTED) else "",
        )
        if match.field and match.field != IGNORED and key in seen:
            kept[place] = replace(match, field="", how=Matched.NONE)
        seen.add(key)
    return kept
