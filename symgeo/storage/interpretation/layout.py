"""Where the header of a grid is, and which rows below it are no data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.headers import (
    IGNORED,
    RESOURCE_AMOUNT,
    ColumnMatch,
    is_known,
    match_headers,
)
from symgeo.storage.interpretation.row_kinds import NUMBER, is_unit, sort_rows
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading

_HEADER_WITHIN: Final = 60
_LOOKED_THROUGH: Final = 3
"""Rows with most known words that are tried as a header, and those above them."""
_LEAST_MATCHES: Final = 2


@dataclass(frozen=True, eq=False)
class Layout:
    """How a grid is laid out.

    Attributes
    ----------
    header_rows : tuple of int
        Rows of the heading as a spreadsheet shows them: none, one or two.
    columns : tuple of ColumnMatch
        What every column is, by its heading.
    body : DataFrame
        Rows below the header that hold data.
    skipped : tuple of Finding
        Rows below the header that hold none, and why.
    """

    header_rows: tuple[int, ...]
    columns: tuple[ColumnMatch, ...]
    body: pd.DataFrame
    skipped: tuple[Finding, ...]


@dataclass(frozen=True)
class _Candidate:
    """One possible header: its place in the grid, how many levels, and how good it is."""

    place: int
    levels: int
    score: float
    columns: tuple[ColumnMatch, ...]


def find_layout(reading: Reading, knowledge: Knowledge, header_rows: tuple[int, ...] = ()) -> Layout:
    """Find the header and the rows that are no data.

    Parameters
    ----------
    reading : Reading
        Cells of one sheet.
    knowledge : Knowledge
        Spellings.
    header_rows : tuple of int
        Rows that a person chose; empty to find them.
    """
    grid = reading.grid
    if header_rows:
        places = [int(place) for place in grid.index.get_indexer(pd.Index(header_rows)) if place >= 0]
        levels = min(len(places), 2)
        labels = _labels(reading, places[0], levels) if places else []
        best = _Candidate(places[0], levels, 0.0, match_headers(labels, knowledge)) if places else None
    else:
        best = _best_header(reading, knowledge)
    if best is None:
        return Layout((), (), grid.iloc[:0], ())
    rows = tuple(int(row) for row in grid.index[best.place : best.place + best.levels])
    body = grid.iloc[best.place + best.levels :]
    is_data, skipped = sort_rows(body, best.columns, grid.loc[list(rows)], knowledge)
    return Layout(rows, _with_units(best.columns, body, skipped, knowledge), body[is_data], skipped)


def _with_units(
    columns: tuple[ColumnMatch, ...], body: pd.DataFrame, skipped: Sequence[Finding], knowledge: Knowledge
) -> tuple[ColumnMatch, ...]:
    """Give columns without a unit in their heading the one of the row of units."""
    row = next((finding.row for finding in skipped if finding.code is Code.UNIT_ROW), None)
    if row is None:
        return columns
    texts = [text.strip("()[] ") for text in body.loc[[row]].to_numpy().tolist()[0]]
    return tuple(
        replace(column, unit=text) if text and not column.unit and is_unit(text, knowledge) else column
        for column, text in zip(columns, texts, strict=True)
    )


def _best_header(reading: Reading, knowledge: Knowledge) -> _Candidate | None:
    top = reading.grid.head(_HEADER_WITHIN)
    known = [sum(is_known(text, knowledge) for text in row if text) for row in top.to_numpy().tolist()]
    likely = sorted(range(len(top)), key=lambda place: -known[place])[:_LOOKED_THROUGH]
    candidates = [
        candidate
        for place in sorted({*likely, *(place - 1 for place in likely if place)})
        for levels in (1, 2)
        if place + levels <= len(reading.grid)
        and (candidate := _candidate(reading, place, levels, knowledge)) is not None
    ]
    # The first one wins where two are equally good: what follows is a repeated header.
    return max(candidates, key=lambda candidate: candidate.score, default=None)


def _candidate(reading: Reading, place: int, levels: int, knowledge: Knowledge) -> _Candidate | None:
    rows = reading.grid.iloc[place : place + levels]
    numbers = [sum(NUMBER.fullmatch(text) is not None for text in row) for row in rows.to_numpy().tolist()]
    if levels == 2 and numbers[1]:
        return None
    columns = match_headers(_labels(reading, place, levels), knowledge)
    known = [column for column in columns if column.field]
    fields = [column.field for column in known if column.field not in (IGNORED, RESOURCE_AMOUNT)]
    wide = sum(column.field == RESOURCE_AMOUNT for column in known)
    matches = len(set(fields)) + wide + 0.2 * (len(known) - len(set(fields)) - wide)
    if len(known) < _LEAST_MATCHES:
        return None
    filled = int((rows.iloc[-1] != "").sum())
    strange = filled - sum(bool(column.field) for column in columns if rows.iloc[-1, column.column] != "")
    score = matches - 0.3 * strange - 2.0 * numbers[0] - 0.01 * place - 0.5 * (levels - 1)
    return _Candidate(place, levels, score, columns)


def _labels(reading: Reading, place: int, levels: int) -> list[tuple[str, str]]:
    rows = reading.grid.iloc[place : place + levels]
    lower = rows.iloc[-1].tolist()
    if levels == 1:
        return [("", _one_line(label)) for label in lower]
    upper = _carried(reading, int(rows.index[0]), rows.iloc[0].tolist(), lower)
    return [(_one_line(above), _one_line(below)) for above, below in zip(upper, lower, strict=True)]


def _carried(reading: Reading, row: int, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Carry an upper heading to the right: over its merged range, or up to the next where none is."""
    merged = [area for area in reading.merged if area.first_row <= row <= area.last_row]
    carried = list(upper)
    for area in merged:
        for column in range(area.first_column, min(area.last_column + 1, len(carried))):
            carried[column] = carried[area.first_column]
    if not merged:
        for column in range(1, len(carried)):
            if not carried[column] and lower[column]:
                carried[column] = carried[column - 1]
    return carried


def _one_line(label: str) -> str:
    # A word that was broken by hand ("Kommune-\nnummer") is put together again.
    return " ".join(re.sub(r"(?<=\w)-\s*\n\s*(?=[a-zæøåäö])", "", label).split())
