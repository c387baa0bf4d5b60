"""What one repair changes in the state; applied to any state, and undone by taking the state before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.repair.state import Cell, RepairState, Written
from symgeo.storage.revisions import Repair


class ActionKind(StrEnum):
    """Kinds of repair actions; each has a button ``repair.action.<kind>`` in every catalogue."""

    DECIMAL_COMMA = "decimal_comma"
    DECIMAL_POINT = "decimal_point"
    UNIT_OF_COLUMN = "unit_of_column"
    USUAL_UNITS = "usual_units"
    UNIT_WORD = "unit_word"
    OTHER_UNIT = "other_unit"
    RESOURCE_WORD = "resource_word"
    RESOURCE_OF_COLUMN = "resource_of_column"
    RESOURCE_BY_TEMPERATURE = "resource_by_temperature"
    DIRECTION = "direction"
    DIRECTION_WORD = "direction_word"
    SYSTEM = "system"
    POINT_FROM_MUNICIPALITY = "point_from_municipality"
    MUNICIPALITY_FROM_POINT = "municipality_from_point"
    MUNICIPALITY_BY_NUMBER = "municipality_by_number"
    MUNICIPALITY_BY_NAME = "municipality_by_name"
    MUNICIPALITY = "municipality"
    COUNTY_FROM_MUNICIPALITY = "county_from_municipality"
    NEW_IDS = "new_ids"
    EMPTY_CELL = "empty_cell"
    SORT_RANGE = "sort_range"
    DATE_AS_RANGE = "date_as_range"
    ALL_YEAR = "all_year"
    SAME_SITE = "same_site"
    FIRST_ROW_HOLDS = "first_row_holds"
    KEEP = "keep"
    WITHOUT_FLOW = "without_flow"
    LEAVE_OUT = "leave_out"
    FILL = "fill"


GIVING_UP: Final = frozenset(
    {ActionKind.KEEP, ActionKind.EMPTY_CELL, ActionKind.WITHOUT_FLOW, ActionKind.LEAVE_OUT}
)
"""Actions that mend nothing: they keep what is doubtful, or do without it."""


@dataclass(frozen=True)
class Change:
    """What an action adds to the state; what is empty stays as it is.

    Attributes
    ----------
    decimals, units, fields, resources
        As in `Answers`.
    direction, system : str
        As in `Answers`.
    accepted : frozenset of (int, str)
        Row and code of findings that are let pass.
    edits, extra, left_out, without_flow
        As in `RepairState`.
    """

    decimals: tuple[tuple[int, str], ...] = ()
    units: tuple[tuple[int, str], ...] = ()
    fields: tuple[tuple[int, str], ...] = ()
    resources: tuple[tuple[str, str], ...] = ()
    direction: str = ""
    system: str = ""
    accepted: frozenset[tuple[int, str]] = frozenset()
    edits: tuple[tuple[Cell, str], ...] = ()
    extra: tuple[Written, ...] = ()
    left_out: frozenset[int] = frozenset()
    without_flow: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Action:
    """One repair that a person can take with one press.

    Attributes
    ----------
    key : str
        Stable for the same file and state: the group's key, the kind and the detail.
    kind : ActionKind
        What it does.
    rows : tuple of int
        Rows that it is about.
    cells : tuple of Cell
        Cells that it is about; column -1 means the whole row.
    column : str
        Heading of the column, or "".
    value : str
        Word that it is about, or "".
    detail : str
        What is chosen, as data: a code, a unit, a mark.
    change : Change
        What it adds to the state.
    """

    key: str
    kind: ActionKind
    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    column: str
    value: str
    detail: str
    change: Change


def apply(state: RepairState, action: Action) -> RepairState:
    """Take an action, and note it for the revision; to undo it, take the state before."""
    note = Repair(str(action.kind), action.column, len(action.cells), _noted(action))
    return replace(changed(state, action.change), repairs=(*state.repairs, note))


def changed(state: RepairState, change: Change) -> RepairState:
    """Give the state with a change in it."""
    return replace(
        state,
        answers=_answered(state.answers, change),
        edits=tuple(sorted({**dict(state.edits), **dict(change.edits)}.items())),
        # What an action writes over is no longer what was typed.
        typed=state.typed - {cell for cell, _ in change.edits},
        extra=tuple(sorted({**dict(state.extra), **dict(change.extra)}.items())),
        left_out=state.left_out | change.left_out,
        without_flow=state.without_flow | change.without_flow,
    )


def _answered(answers: Answers, change: Change) -> Answers:
    return replace(
        answers,
        decimals=_joined(answers.decimals, change.decimals),
        units=_joined(answers.units, change.units),
        fields=_joined(answers.fields, change.fields),
        resources=tuple(sorted({**dict(answers.resources), **dict(change.resources)}.items())),
        direction=change.direction or answers.direction,
        system=change.system or answers.system,
        accepted=answers.accepted | change.accepted,
    )


def _joined(
    before: tuple[tuple[int, str], ...], more: tuple[tuple[int, str], ...]
) -> tuple[tuple[int, str], ...]:
    return tuple(sorted({**dict(before), **dict(more)}.items()))


def _noted(action: Action) -> str:
    parts = [part for part in (action.value, action.detail) if part]
    return " -> ".join(parts)
