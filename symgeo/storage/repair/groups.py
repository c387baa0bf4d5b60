"""What stops rows, grouped by the action that mends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from symgeo.storage.interpretation.codes import Code, Finding, Outcome, outcome_of
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair import amount_repairs, place_repairs, resource_repairs
from symgeo.storage.repair.case import Builder, Case, Draft, rows_of
from symgeo.storage.repair.changes import Action, ActionKind, Change
from symgeo.storage.repair.mistakes import mistake_key
from symgeo.storage.repair.replay import repaired_reading
from symgeo.storage.repair.state import Cell, RepairState

_BUILDERS: Final[Mapping[Code, Builder]] = MappingProxyType(
    {
        Code.NUMBER_AMBIGUOUS: amount_repairs.decimal_marks,
        Code.UNIT_MISSING: amount_repairs.units_missing,
        Code.UNIT_UNKNOWN: amount_repairs.unit_word,
        Code.HOURS_MISSING: amount_repairs.hours,
        Code.AMOUNT_IMPLAUSIBLE: amount_repairs.implausible,
        Code.LOOKS_LIKE_DATE: amount_repairs.dates,
        Code.LOW_ABOVE_HIGH: amount_repairs.bounds,
        Code.RESOURCE_UNKNOWN: resource_repairs.resource_word,
        Code.RESOURCE_AMBIGUOUS: resource_repairs.resource_word,
        Code.TEMPERATURE_OUTSIDE_BAND: resource_repairs.by_temperature,
        Code.DIRECTION_MISSING: resource_repairs.direction,
        Code.DIRECTION_UNKNOWN: resource_repairs.direction_word,
        Code.FLOW_TWICE: resource_repairs.twice,
        Code.ZONE_MISSING: place_repairs.systems,
        Code.POSITION_INCOMPLETE: place_repairs.no_point,
        Code.NOT_A_COORDINATE: place_repairs.no_point,
        Code.OUTSIDE_AREA: place_repairs.no_point,
        Code.COUNTY_NOT_FOUND: place_repairs.no_point,
        Code.MUNICIPALITY_CONTRADICTS_POINT: place_repairs.point_or_municipality,
        Code.COUNTY_CONTRADICTS_POINT: place_repairs.point_or_municipality,
        Code.MUNICIPALITY_DIFFERS: place_repairs.number_or_name,
        Code.COUNTY_CONTRADICTS_MUNICIPALITY: place_repairs.county_or_municipality,
        Code.MUNICIPALITY_AMBIGUOUS: place_repairs.namesakes,
        Code.ID_TWICE: place_repairs.new_ids,
        Code.SITE_DIFFERS: place_repairs.first_row_holds,
        Code.OUTSIDE_CHOSEN_COUNTIES: place_repairs.keep,
        Code.NEAR_DUPLICATE: place_repairs.same_site,
    }
)
_MAY_BE_EMPTY: Final = frozenset(
    {
        Code.NOT_A_NUMBER,
        Code.LOOKS_LIKE_DATE,
        Code.MONEY_REFUSED,
        Code.PERCENT_REFUSED,
        Code.OUT_OF_RANGE,
        Code.FORMULA_WITHOUT_VALUE,
        Code.UNIT_UNKNOWN,
    }
)


@dataclass(frozen=True)
class Group:
    """Findings that one action mends.

    Attributes
    ----------
    key : str
        Stable for the same file and state.
    code : Code
        What is wrong.
    rows : tuple of int
        Rows that it is wrong in.
    cells : tuple of Cell
        Where; column -1 means the whole row.
    column : int
        Of the grid; -1 where the whole row is meant.
    values : tuple of str
        What was found, each once, at most five.
    findings : tuple of Finding
        All of them.
    actions : tuple of Action
        What can be done by one press, the likeliest first.
    needs_typing : bool
        True where no action mends it without giving something up.
    """

    key: str
    code: Code
    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    column: int
    values: tuple[str, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    needs_typing: bool


def find_groups(
    reading: Reading, state: RepairState, interpreted: Interpreted, knowledge: Knowledge
) -> tuple[Group, ...]:
    """Group what stops rows, and say what mends each group; those with most rows come first.

    Parameters
    ----------
    reading : Reading
        The file as it was read.
    state : RepairState
        What was decided so far.
    interpreted : Interpreted
        What `symgeo.storage.repair.replay.replay` gave for them.
    knowledge : Knowledge
        Everything known.
    """
    case = Case(repaired_reading(reading, state), interpreted, knowledge)
    kinds = _sorted_out(interpreted, (Outcome.ASK, Outcome.REJECT))
    groups = [_group(case, key, findings) for key, findings in kinds.items()]
    return tuple(sorted(groups, key=lambda group: (group.needs_typing, -len(group.rows), group.key)))


def warning_groups(interpreted: Interpreted) -> tuple[Group, ...]:
    """Group what a person should know but need not act on; those with most rows come first."""
    kinds = _sorted_out(interpreted, (Outcome.WARN,))
    groups = [_bare(key, findings, ()) for key, findings in kinds.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group.rows), group.key)))


def leave_out(rows: Sequence[int]) -> Draft:
    """Leave rows out."""
    return Draft(ActionKind.LEAVE_OUT, Change(left_out=frozenset(rows)))


def filled(group: Group, interpreted: Interpreted, text: str, field: str = "") -> Action:
    """Give the action that writes one typed value into every cell of a group.

    Parameters
    ----------
    group : Group
        Which cells.
    interpreted : Interpreted
        With the column that holds the field.
    text : str
        What was typed.
    field : str
        The field to write where the group's own column is not the one, such as ``temp_c``.
    """
    own = next((match.column for match in interpreted.columns if field and match.field == field), -1)
    column = own if field else group.column
    change = (
        Change(edits=tuple(((row, column), text) for row in group.rows))
        if column >= 0
        else Change(extra=tuple(((row, field), text) for row in group.rows))
    )
    return _action(
        group.key, Draft(ActionKind.FILL, change, text), group.findings, _label(interpreted, column) or field
    )


def _sorted_out(interpreted: Interpreted, outcomes: Sequence[Outcome]) -> dict[str, list[Finding]]:
    skipped = set(interpreted.rows.index[interpreted.rows["outcome"] == Outcome.SKIP])
    kinds: dict[str, list[Finding]] = {}
    for finding in interpreted.findings:
        if outcome_of(finding.code) in outcomes and finding.row not in skipped:
            kinds.setdefault(mistake_key(finding), []).append(finding)
    return kinds


def _group(case: Case, key: str, findings: Sequence[Finding]) -> Group:
    builder = _BUILDERS.get(findings[0].code)
    drafts = builder(case, findings) if builder else []
    mends = len(drafts)
    kinds = {draft.kind for draft in drafts}
    giving_up: list[Callable[[], list[Draft]]] = [
        lambda: amount_repairs.empty_cells(case, findings) if findings[0].code in _MAY_BE_EMPTY else [],
        lambda: [] if ActionKind.WITHOUT_FLOW in kinds else amount_repairs.without_flow(case, findings),
        lambda: [leave_out(rows_of(findings))],
    ]
    drafts += [draft for give in giving_up for draft in give()]
    label = _label(case.found, findings[0].column)
    actions = tuple(_action(key, draft, findings, label) for draft in drafts)
    return _bare(key, findings, actions, needs_typing=not mends)


def _bare(
    key: str, findings: Sequence[Finding], actions: tuple[Action, ...], *, needs_typing: bool = False
) -> Group:
    values = tuple(dict.fromkeys(finding.value for finding in findings if finding.value))
    # The mistake itself speaks first, and what follows from it after that.
    findings = sorted(findings, key=lambda finding: not key.startswith(f"{finding.code}:"))
    first = findings[0]
    return Group(
        key,
        first.code,
        rows_of(findings),
        tuple((finding.row, finding.column) for finding in findings),
        first.column,
        values[:5],
        tuple(findings),
        actions,
        needs_typing,
    )


def _action(key: str, draft: Draft, findings: Sequence[Finding], label: str) -> Action:
    rows = draft.rows or rows_of(findings)
    cells = tuple(cell for cell, _ in draft.change.edits) or tuple((f.row, f.column) for f in findings)
    name = f"{key}/{draft.kind}/{draft.detail}"
    return Action(name, draft.kind, rows, cells, label, draft.value, draft.detail, draft.change)


def _label(interpreted: Interpreted, column: int) -> str:
    if not 0 <= column < len(interpreted.columns):
        return ""
    return interpreted.columns[column].label
