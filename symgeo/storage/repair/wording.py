"""Groups, actions and effects in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.headers import ColumnMatch
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.messages import finding_sentence
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.changes import Action, ActionKind
from symgeo.storage.repair.geocoding import Stopped
from symgeo.storage.repair.groups import Group
from symgeo.storage.repair.trying import Effect
from symgeo.texts import Texts
from symgeo.vocabulary import Direction

_ALPHABET: Final = 26
_MOST_ROWS: Final = 12


@dataclass(frozen=True)
class Reason:
    """Why a cell stops its row.

    Attributes
    ----------
    row, column : int
        As in `Finding`; column -1 means the whole row.
    code : Code
        What is wrong.
    where, found, expected, advice : str
        In the reader's words: the place, what stands there, what should, and what to do.
    """

    row: int
    column: int
    code: Code
    where: str
    found: str
    expected: str
    advice: str


def reason_of(finding: Finding, interpreted: Interpreted, knowledge: Knowledge, t: Texts) -> Reason:
    """Say of one finding where it is, what was found and expected, and what to do."""
    worded = _worded(finding, knowledge, t)
    return Reason(
        finding.row,
        finding.column,
        finding.code,
        place_text(finding.row, finding.column, interpreted.columns, t),
        worded.value,
        worded.expected,
        finding_sentence(worded, t),
    )


def place_text(row: int, column: int, columns: Sequence[ColumnMatch], t: Texts) -> str:
    """Name a cell as a spreadsheet does: "row 12, column F (Enhet)"."""
    if not 0 <= column < len(columns):
        return t("repair.where.row", row=str(row))
    label = columns[column].label or columns[column].field
    return t("repair.where.cell", row=str(row), letter=column_letter(column), column=label)


def column_letter(column: int) -> str:
    """Give the letters that a spreadsheet shows above a column; 0 is A."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, _ALPHABET)
        letters = chr(ord("A") + place) + letters
    return letters


def group_title(group: Group, interpreted: Interpreted, t: Texts) -> str:
    """Say how many rows a group has and where: "2 rows, column Enhet"."""
    rows = t.plural("repair.group.rows", len(group.rows))
    if not 0 <= group.column < len(interpreted.columns):
        return rows
    match = interpreted.columns[group.column]
    return t("repair.group.in_column", rows=rows, column=match.label or match.field)


def group_sentence(group: Group, knowledge: Knowledge, t: Texts) -> str:
    """Say what is wrong in a group and what to do, with its first cell as the example."""
    return finding_sentence(_worded(group.findings[0], knowledge, t), t)


def group_rows(group: Group, t: Texts) -> str:
    """Name the rows of a group as the spreadsheet shows them, the first twelve of many."""
    shown = ", ".join(str(row) for row in group.rows[:_MOST_ROWS])
    if len(group.rows) > _MOST_ROWS:
        return t("repair.group.first_rows", rows=shown, more=len(group.rows) - _MOST_ROWS)
    return t("repair.group.all_rows", rows=shown)


def action_label(action: Action, knowledge: Knowledge, t: Texts) -> str:
    """Say on the button what an action does."""
    rows = t.plural("repair.group.rows", len(action.rows))
    return t(
        f"repair.action.{action.kind}",
        rows=rows,
        column=action.column,
        value=action.value,
        detail=_detail(action, knowledge, t),
    )


def effect_sentence(effect: Effect, t: Texts) -> str:
    """Say what an action does: "4 rows become good"."""
    parts = [
        t.plural(f"repair.effect.{name}", count)
        for name, count in (("good", effect.good), ("better", effect.better), ("left_out", effect.left_out))
        if count
    ]
    if not parts:
        return t("repair.effect.nothing")
    text = "; ".join(parts)
    return t.about(text) if effect.is_estimate else text


def _worded(finding: Finding, knowledge: Knowledge, t: Texts) -> Finding:
    """Give a finding with names in place of codes."""
    return replace(
        finding,
        value=words_of(finding.value, knowledge, t),
        expected=words_of(finding.expected, knowledge, t),
    )


def words_of(codes: str, knowledge: Knowledge, t: Texts) -> str:
    """Give names for a list of codes; a text that is no list of codes comes back as it is."""
    parts = codes.split(", ")
    resources = knowledge.resources
    if all(part in resources.index for part in parts):
        return ", ".join(t.resource(resources.loc[part]) for part in parts)
    if all(part in tuple(Direction) for part in parts):
        return ", ".join(t(f"direction.{part}") for part in parts)
    return codes


def _detail(action: Action, knowledge: Knowledge, t: Texts) -> str:
    if action.kind is ActionKind.MUNICIPALITY:
        town = knowledge.geography.municipalities.loc[action.detail]
        county = knowledge.geography.counties.loc[str(town["county_code"]), "name"]
        return f"{town['name']} ({county})"
    return words_of(action.detail, knowledge, t)


def stopped_sentence(stopped: Stopped, t: Texts) -> str:
    """Say why an address service was asked no further; "" where it was asked for every row."""
    return t(f"repair.geocode.{stopped}") if stopped else ""
