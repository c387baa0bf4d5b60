"""Interpret a file with everything that a person has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.interpret import Interpreted, interpret
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Progress, Reading
from symgeo.storage.repair.state import RepairState


def replay(
    reading: Reading, state: RepairState, knowledge: Knowledge, *, progress: Progress | None = None
) -> Interpreted:
    """Interpret a file as a person has repaired it.

    Parameters
    ----------
    reading : Reading
        The file, read with the options of the state.
    state : RepairState
        What was decided.
    knowledge : Knowledge
        Spellings, units, resources, places.
    progress : callable, optional
        Is told the part that is done, 0 to 1; may raise `symgeo.errors.Cancelled`.
    """
    repaired = repaired_reading(reading, state)
    found = interpret(repaired, knowledge, repaired_answers(reading, state), progress=progress)
    return _without_flows(found, state)


def repaired_reading(reading: Reading, state: RepairState) -> Reading:
    """Give the cells with what was typed and repaired, without the rows that were left out.

    Fields that the file has no column for become columns behind its last one.
    """
    grid, points = reading.grid, reading.has_point
    if state.left_out:
        kept = ~grid.index.isin(list(state.left_out))
        grid = grid[kept]
        points = None if points is None else points[kept]
    written = {cell: text for cell, text in state.edits if cell[1] < grid.shape[1]}
    fields = extra_fields(state)
    wide = _with_columns(grid, fields)
    width = reading.grid.shape[1]
    written |= {(row, width + fields.index(name)): text for (row, name), text in state.extra}
    if points is not None:
        points = _as_text(_with_flags(points, fields), written)
    return replace(
        reading,
        grid=_with_cells(wide, written),
        has_point=points,
        without_value=tuple(cell for cell in reading.without_value if cell not in written),
    )


def repaired_answers(reading: Reading, state: RepairState) -> Answers:
    """Give the answers, with the meaning of the columns that were added."""
    width = reading.grid.shape[1]
    added = tuple((width + place, name) for place, name in enumerate(extra_fields(state)))
    return replace(state.answers, fields=(*state.answers.fields, *added)) if added else state.answers


def extra_fields(state: RepairState) -> list[str]:
    """Give the fields that become columns of their own, in their order."""
    return sorted({name for (_, name), _ in state.extra})


def _with_columns(grid: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    if not fields:
        return grid
    width = grid.shape[1]
    added = {width + place: pd.Series("", index=grid.index, dtype=str) for place in range(len(fields))}
    wide = pd.concat([grid, pd.DataFrame(added, index=grid.index)], axis=1)
    return wide.set_axis(pd.RangeIndex(wide.shape[1]), axis=1)


def _with_flags(points: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    if not fields:
        return points
    added = {points.shape[1] + place: False for place in range(len(fields))}
    return pd.concat([points, pd.DataFrame(added, index=points.index)], axis=1)


def _with_cells(grid: pd.DataFrame, written: Mapping[tuple[int, int], str]) -> pd.DataFrame:
    """Put texts into cells, a column at a time."""
    by_column: dict[int, dict[int, str]] = {}
    for (row, column), text in written.items():
        by_column.setdefault(column, {})[row] = text.strip()
    if not by_column:
        return grid
    changed = grid.copy()
    for column, texts in by_column.items():
        places = grid.index.get_indexer(pd.Index(list(texts)))
        values = grid[column].to_numpy(dtype=object).copy()
        there = places >= 0
        values[places[there]] = np.array(list(texts.values()), dtype=object)[there]
        changed[column] = pd.Series(values, index=grid.index, dtype=grid[column].dtype)
    return changed


def _as_text(points: pd.DataFrame, written: Mapping[tuple[int, int], str]) -> pd.DataFrame:
    """Take the file's word that a cell is a number from cells that hold something else now."""
    flags = points.to_numpy(dtype=bool).copy()
    rows = points.index.get_indexer(pd.Index([row for row, _ in written], dtype="int64"))
    columns = np.array([column for _, column in written], dtype=int)
    there = rows >= 0
    flags[rows[there], columns[there]] = False
    return pd.DataFrame(flags, index=points.index, columns=points.columns)


def _without_flows(found: Interpreted, state: RepairState) -> Interpreted:
    if not state.without_flow or found.flows.empty:
        return found
    places = list(zip(found.flows["row"].tolist(), found.flows["column"].tolist(), strict=True))
    kept = np.array([place not in state.without_flow for place in places], dtype=bool)
    return replace(found, flows=found.flows[kept].reset_index(drop=True))
