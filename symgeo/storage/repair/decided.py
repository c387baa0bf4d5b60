"""What was decided about columns and words, written into the cells, so that the file itself says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.headers import RESOURCE_AMOUNT
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.numbers import normal
from symgeo.storage.interpretation.systems import by_code
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Reading
from symgeo.storage.repair.case import POSITION_FIELDS, Case
from symgeo.storage.repair.replay import repaired_reading
from symgeo.storage.repair.state import Cell, RepairState, with_edits, with_extra

_NUMBER: Final = re.compile(r"\d[\d.,\s']*")
_GROUP: Final = 3


def with_decisions_written(
    reading: Reading, state: RepairState, interpreted: Interpreted, knowledge: Knowledge
) -> RepairState:
    """Give a state whose cells say what was decided, so that nothing has to be asked again.

    Words of resources become codes, numbers lose the marks between thousands, amounts get their unit,
    and direction and zone get a column of their own where the file has none.

    Parameters
    ----------
    reading, state, interpreted
        The file as it was read, what was decided, and what they mean.
    knowledge : Knowledge
        Everything known.
    """
    width = reading.grid.shape[1]
    for write in (_resources, _decimals, _units):
        case = Case(repaired_reading(reading, state), interpreted, knowledge)
        edits = {cell: text for cell, text in write(case, state) if cell[1] < width}
        state = with_edits(state, edits) if edits else state
    case = Case(repaired_reading(reading, state), interpreted, knowledge)
    extra = {place: text for add in (_directions, _zones) for place, text in add(case, state)}
    return with_extra(state, extra) if extra else state


def _rows(case: Case) -> list[int]:
    return [int(row) for row in case.found.rows.index]


def _resources(case: Case, state: RepairState) -> Iterator[tuple[Cell, str]]:
    chosen = {fold(word): code for word, code in state.answers.resources}
    column = case.column("resource") if case.column("resource") >= 0 else case.column("ewc")
    if not chosen or column < 0:
        return
    for row, text in case.texts(_rows(case), column).items():
        code = chosen.get(fold(text))
        if code:
            yield (row, column), code


def _decimals(case: Case, state: RepairState) -> Iterator[tuple[Cell, str]]:
    """Take the marks between thousands out where the column's mark was decided."""
    for column, mark in state.answers.decimals:
        for row, text in case.texts(_rows(case), column).items():
            plain = _with_mark(normal(text), mark)
            if text and plain != normal(text):
                yield (row, column), plain


def _with_mark(text: str, mark: str) -> str:
    return _NUMBER.sub(lambda match: _plain(match[0], mark), text)


def _plain(number: str, mark: str) -> str:
    other = "." if mark == "," else ","
    bare = number.replace(" ", "").replace("'", "")
    if other in bare and all(len(part) == _GROUP for part in bare.split(other)[1:]) and mark not in bare:
        return bare.replace(other, "") + (" " if number.endswith(" ") else "")
    whole, _, part = bare.partition(mark)
    if mark in bare and len(part) == _GROUP:
        # Three digits behind the mark look like thousands; a fourth one does not.
        return f"{whole}{mark}{part}0" + (" " if number.endswith(" ") else "")
    return number


def _units(case: Case, state: RepairState) -> Iterator[tuple[Cell, str]]:
    unit_column = case.column("unit")
    for column, unit in state.answers.units:
        match = case.match(column)
        if match is None or match.unit:
            continue
        units = case.texts(_rows(case), unit_column)
        for row, text in case.texts(_rows(case), column).items():
            if _NUMBER.search(text) and not units.get(row) and text[-1:].isdecimal():
                yield (row, column), f"{text} {unit}"


def _directions(case: Case, state: RepairState) -> Iterator[tuple[tuple[int, str], str]]:
    has_amounts = case.columns("quantity", RESOURCE_AMOUNT, "resource")
    if not state.answers.direction or case.column("direction") >= 0 or not has_amounts:
        return
    for row in _rows(case):
        yield (row, "direction"), state.answers.direction


def _zones(case: Case, state: RepairState) -> Iterator[tuple[tuple[int, str], str]]:
    if not state.answers.system or case.column("zone") >= 0 or not case.columns(*POSITION_FIELDS):
        return
    for row in _rows(case):
        yield (row, "zone"), by_code(state.answers.system).name
