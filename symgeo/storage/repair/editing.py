"""The cells that still have to be typed, as a small table of the bad rows only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.headers import RESOURCE_AMOUNT
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.choices import field_label
from symgeo.storage.repair.mistakes import STOPPING, stops
from symgeo.storage.repair.replay import repaired_reading
from symgeo.storage.repair.state import RepairState, with_edits, with_extra
from symgeo.storage.repair.wording import Reason, reason_of
from symgeo.texts import Texts

_PLACE_FIELDS: Final = (
    "lat",
    "lon",
    "north",
    "east",
    "x",
    "y",
    "coordinates",
    "municipality_number",
    "municipality",
    "place",
)
_NAMES: Final = ("name", "operator", "site_id")
_AMOUNT: Final = ("quantity", "unit")
_MOST_ROWS: Final = 200
_MENDED_IN: Final[Mapping[Code, tuple[tuple[str, ...], str]]] = MappingProxyType(
    {
        Code.POSITION_MISSING: (_PLACE_FIELDS, "municipality"),
        Code.POSITION_INCOMPLETE: (_PLACE_FIELDS, ""),
        Code.NOT_A_COORDINATE: (_PLACE_FIELDS, ""),
        Code.OUTSIDE_AREA: (_PLACE_FIELDS, ""),
        Code.COUNTY_NOT_FOUND: (_PLACE_FIELDS, ""),
        Code.PLACE_AMBIGUOUS: (("place", "municipality"), "municipality"),
        Code.MUNICIPALITY_AMBIGUOUS: (("municipality", "municipality_number"), ""),
        Code.MUNICIPALITY_CONTRADICTS_POINT: (_PLACE_FIELDS, ""),
        Code.COUNTY_CONTRADICTS_POINT: ((*_PLACE_FIELDS, "county"), ""),
        Code.TEMPERATURE_MISSING: (("temp_c",), "temp_c"),
        Code.TEMPERATURE_OUTSIDE_BAND: (("temp_c", "resource"), ""),
        Code.HOURS_MISSING: (("hours", *_AMOUNT), "hours"),
        Code.DIRECTION_MISSING: (("direction",), "direction"),
        Code.UNIT_MISSING: (_AMOUNT, ""),
        Code.UNIT_UNKNOWN: (_AMOUNT, ""),
        Code.UNIT_DOES_NOT_FIT: ((*_AMOUNT, "resource"), ""),
        Code.AMOUNT_IMPLAUSIBLE: (_AMOUNT, ""),
        Code.AMOUNT_MISSING: (_AMOUNT, ""),
        Code.LOW_ABOVE_HIGH: (("quantity", "quantity_low", "quantity_high"), ""),
        Code.RESOURCE_MISSING: (("resource",), "resource"),
        Code.SITE_MISSING: (_NAMES, "name"),
        Code.NAME_MISSING: (_NAMES, ""),
    }
)
"""Fields to look at besides the cell itself, and the field to add where the file has none of them."""


@dataclass(frozen=True)
class EditorColumn:
    """One column of the editor.

    Attributes
    ----------
    name : str
        In the frame; the person's own heading.
    column : int
        Of the file; -1 for one that the file does not have.
    field : str
        What it holds.
    is_wrong : bool
        True where cells of it are wrong; the others help to recognise the row.
    """

    name: str
    column: int
    field: str
    is_wrong: bool


@dataclass(frozen=True, eq=False)
class EditorTable:
    """The bad rows of a file.

    Attributes
    ----------
    frame : DataFrame of str
        Index ``row`` as the spreadsheet shows it; the cells of `columns`, and at the end the reasons.
    columns : tuple of EditorColumn
        All that can be edited.
    reason : str
        Name of the last column, which says in words what is wrong; it is not edited.
    reasons : tuple of Reason
        One for each thing that is wrong, in the order of the rows.
    more : int
        Bad rows that are not shown because there are too many.
    """

    frame: pd.DataFrame
    columns: tuple[EditorColumn, ...]
    reason: str
    reasons: tuple[Reason, ...]
    more: int = 0


def editor_table(
    reading: Reading,
    state: RepairState,
    interpreted: Interpreted,
    knowledge: Knowledge,
    t: Texts,
    *,
    most_rows: int = _MOST_ROWS,
) -> EditorTable:
    """Give the bad rows with the cells that matter.

    Parameters
    ----------
    reading, state, interpreted
        The file as it was read, what was decided, and what they mean.
    knowledge : Knowledge
        Names of codes.
    t : Texts
        Language of the reasons.
    most_rows : int
        Show so many rows; what repeats in many rows is mended by a button.
    """
    outcome = interpreted.rows["outcome"]
    bad = [int(row) for row in outcome.index[outcome.isin(STOPPING)]]
    shown = bad[:most_rows]
    rows = set(shown)
    findings = [f for f in interpreted.findings if f.row in rows and stops(f)]
    grid = repaired_reading(reading, state).grid.reindex(shown, fill_value="")
    columns = _columns(findings, interpreted, reading.grid.shape[1], knowledge, t)
    cells = {one.name: _cells(one, grid, interpreted) for one in columns}
    reasons = tuple(reason_of(finding, interpreted, knowledge, t) for finding in findings)
    said: dict[int, list[str]] = {}
    for reason in reasons:
        said.setdefault(reason.row, []).append(reason.advice)
    heading = _unique(t("repair.editor.reason"), cells)
    why = [" ".join(dict.fromkeys(said.get(row, ()))) for row in shown]
    frame = pd.DataFrame({**cells, heading: pd.Series(why, index=grid.index, dtype=str)}, index=grid.index)
    return EditorTable(frame.rename_axis("row"), columns, heading, reasons, len(bad) - len(shown))


def typed(state: RepairState, table: EditorTable, after: pd.DataFrame) -> RepairState:
    """Give the state with what a person typed into the editor.

    Parameters
    ----------
    state : RepairState
        Stays as it is.
    table : EditorTable
        As it was shown.
    after : DataFrame
        The frame as it came back; None and NaN count as empty.
    """
    edits: dict[tuple[int, int], str] = {}
    extra: dict[tuple[int, str], str] = {}
    for one in table.columns:
        now = after[one.name].astype(object).where(after[one.name].notna(), "")
        before = table.frame[one.name]
        for row in before.index:
            text = str(now.loc[row]).strip()
            if text == before.loc[row]:
                continue
            if one.column >= 0:
                edits[(int(row), one.column)] = text
            else:
                extra[(int(row), one.field)] = text
    if extra:
        state = with_extra(state, extra)
    return with_edits(state, edits) if edits else state


def _columns(
    findings: Sequence[Finding], interpreted: Interpreted, width: int, knowledge: Knowledge, t: Texts
) -> tuple[EditorColumn, ...]:
    """Give the columns that tell the rows apart, and those that something is wrong in."""
    wrong = {finding.column for finding in findings if 0 <= finding.column < width}
    added: list[str] = []
    for code in dict.fromkeys(finding.code for finding in findings):
        fields, missing = _MENDED_IN.get(code, ((), ""))
        there = {
            match.column for match in interpreted.columns if match.field in fields and match.column < width
        }
        wrong |= there
        if missing and not there and missing not in added:
            added.append(missing)
    names = {match.column for match in interpreted.columns if match.field in _NAMES[:2]}
    known = {
        match.column
        for match in interpreted.columns
        if match.field in (RESOURCE_AMOUNT, "resource") and match.column in wrong
    }
    columns: list[EditorColumn] = []
    taken: dict[str, str] = {}
    for place in sorted(wrong | names | known):
        if place < width:
            match = interpreted.columns[place]
            name = _unique(match.label or field_label(match.field, knowledge, t), taken)
            taken[name] = name
            columns.append(EditorColumn(name, place, match.field, place in wrong))
    for field in added:
        name = _unique(field_label(field, knowledge, t), taken)
        taken[name] = name
        columns.append(EditorColumn(name, -1, field, is_wrong=True))
    return tuple(columns)


def _cells(one: EditorColumn, grid: pd.DataFrame, interpreted: Interpreted) -> pd.Series:
    """Give the cells of a column; a field that was added earlier stands behind the file's own columns."""
    column = one.column
    if column < 0:
        column = next((match.column for match in interpreted.columns if match.field == one.field), -1)
    if column not in grid.columns:
        return pd.Series("", index=grid.index, dtype=str)
    return grid[column].astype(str)


def _unique(name: str, taken: Mapping[str, object]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def waiting_rows(interpreted: Interpreted) -> tuple[int, ...]:
    """Give the rows that cannot be saved yet."""
    outcome = interpreted.rows["outcome"]
    return tuple(int(row) for row in outcome.index[outcome.isin(STOPPING)])
