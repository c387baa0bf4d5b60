"""What a project holds at one revision, and what differs between two of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import sqlalchemy as sa

from symgeo.storage.stored_tables import DATA_TABLES, LATER_COLUMNS, columns_of, versions
from symgeo.tables.schema import dictionary

POSITION: Final = "position"
"""Column that keeps rows in the order in which they first came."""

_DIGEST_BITS: Final = 256


@dataclass(frozen=True, eq=False)
class State:
    """The rows of a project.

    Attributes
    ----------
    sites, flows, exchanges : DataFrame
        Indexed by their key; columns of the dictionary, text as ``str`` and numbers as float64, and
        `POSITION`.
    """

    sites: pd.DataFrame
    flows: pd.DataFrame
    exchanges: pd.DataFrame

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Give one of the three tables by its name."""
        return {"sites": self.sites, "flows": self.flows, "exchanges": self.exchanges}[table]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing at all."""
        return all(self[table].empty for table in DATA_TABLES)


@dataclass(frozen=True, eq=False)
class TableChanges:
    """What differs between two states of one table.

    Attributes
    ----------
    table : str
        One of `DATA_TABLES`.
    added : DataFrame
        Rows that only the later state has.
    before, after : DataFrame
        Rows that both have with different content, in the same order.
    removed : DataFrame
        Rows that only the earlier state has.
    """

    table: str
    added: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    removed: pd.DataFrame

    @property
    def counts(self) -> tuple[int, int, int]:
        """Give how many rows were added, changed and removed."""
        return len(self.added), len(self.after), len(self.removed)

    @property
    def ids(self) -> pd.Index:
        """Give the ids of all rows that differ."""
        return self.added.index.append([self.after.index, self.removed.index])

    def cells(self) -> pd.DataFrame:
        """Give one row for each cell that was changed: ``table``, ``id``, ``column``, ``before``, ``after``.

        Numbers are written in the shortest way that gives the same number back.
        """
        columns = list(columns_of(self.table))
        before, after = self.before[columns], self.after[columns]
        row, column = np.nonzero(_differences(before, after))
        return pd.DataFrame(
            {
                "table": self.table,
                "id": before.index.to_numpy()[row],
                "column": np.array(columns, dtype=object)[column],
                "before": _texts(before, row, column),
                "after": _texts(after, row, column),
            },
            dtype=str,
        )


@dataclass(frozen=True, eq=False)
class Changes:
    """What differs between two states of a project."""

    sites: TableChanges
    flows: TableChanges
    exchanges: TableChanges

    @property
    def tables(self) -> tuple[TableChanges, TableChanges, TableChanges]:
        """Give the three tables in order."""
        return self.sites, self.flows, self.exchanges

    @property
    def counts(self) -> dict[str, tuple[int, int, int]]:
        """Give how many rows were added, changed and removed in each table."""
        return {changes.table: changes.counts for changes in self.tables}

    @property
    def is_empty(self) -> bool:
        """Say whether nothing differs."""
        return not any(sum(changes.counts) for changes in self.tables)

    def cells(self) -> pd.DataFrame:
        """Give one row for each cell that was changed, as `TableChanges.cells` does."""
        return pd.concat([changes.cells() for changes in self.tables], ignore_index=True)


def as_text(value: object) -> str:
    """Write a cell as text; missing is "", and a whole number has no decimals."""
    if isinstance(value, float):
        if np.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)


def as_cells(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Give typed rows as the table of text that a check takes; the index stays."""
    cells = {
        column.name: [as_text(value) for value in python_values(frame[column.name])]
        if column.is_number
        else frame[column.name]
        for column in dictionary(table).columns
    }
    return pd.DataFrame(cells, index=frame.index).astype("str")


def empty_state() -> State:
    """Give the state of a project that nothing was saved in."""
    return State(**{table: stored_frame(table, []) for table in DATA_TABLES})


def read_state(connection: sa.Connection, project_id: int, number: int) -> State:
    """Read what a project held at a revision; 0 is before the first one."""
    return State(**{table: _read_table(connection, table, project_id, number) for table in DATA_TABLES})


def stored_frame(table: str, rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    """Make a frame with the columns and types that a state has.

    Parameters
    ----------
    table : str
        One of `DATA_TABLES`.
    rows : sequence of sequences
        Cells of each row: key, `columns_of` the table, position; text, numbers and None.
    """
    words = dictionary(table)
    names = [words.key, *columns_of(table), POSITION]
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    cells = {
        name: np.array(values, dtype=np.float64) if words[name].is_number else pd.array(values, dtype="str")
        for name, values in zip(names[1:-1], columns[1:-1], strict=True)
    }
    index = pd.Index(columns[0], name=words.key, dtype="str")
    return pd.DataFrame({**cells, POSITION: np.array(columns[-1], dtype=np.int64)}, index=index)


def python_values(cells: pd.Series) -> list[object]:
    """Give the cells of a column as Python's own values; quicker than to go through them one by one."""
    values: list[object] = cells.to_numpy(dtype=object).tolist()
    return values


def rows_of(frame: pd.DataFrame, ids: pd.Index) -> pd.DataFrame:
    """Take rows; none and all of them, as they mostly are, without copying each column."""
    if ids.empty:
        return frame.iloc[:0]
    return frame if ids.equals(frame.index) else frame.loc[ids]


def compare(before: State, after: State) -> Changes:
    """Say what differs between two states."""
    return Changes(**{table: _compare_table(table, before[table], after[table]) for table in DATA_TABLES})


def digest_after(digest: str, changes: Changes) -> str:
    """Give the digest of the state that changes lead to.

    The digest of a state is the sum, modulo 2**256, of the SHA-256 of its rows. So it does not depend on
    the way that led there, and the next one costs as much as what changed. It finds damage and names
    content; it is no signature.

    Parameters
    ----------
    digest : str
        Of the state before, 64 hexadecimal digits.
    changes : Changes
        From that state to the next one.
    """
    total = int(digest, 16)
    for part in changes.tables:
        total += _row_sum(part.table, part.added) + _row_sum(part.table, part.after)
        total -= _row_sum(part.table, part.before) + _row_sum(part.table, part.removed)
    return f"{total % 2**_DIGEST_BITS:064x}"


def digest_of(state: State) -> str:
    """Give the digest of a state from all of its rows."""
    return digest_after("0", compare(empty_state(), state))


def _texts(frame: pd.DataFrame, row: npt.NDArray[np.intp], column: npt.NDArray[np.intp]) -> list[str]:
    cells = frame.astype(object).to_numpy()
    return [as_text(value) for value in cells[row, column]]


def _row_sum(table: str, frame: pd.DataFrame) -> int:
    if frame.empty:
        return 0
    first = [name for name in columns_of(table) if name not in LATER_COLUMNS]
    cells = [python_values(frame[name]) for name in [*first, POSITION]]
    rows = zip(_later_cells(table, frame), python_values(frame.index.to_series()), *cells, strict=True)
    return sum(
        int.from_bytes(hashlib.sha256(repr((table, *row, *later)).encode()).digest()) for later, *row in rows
    )


def _later_cells(table: str, frame: pd.DataFrame) -> list[tuple[object, ...]]:
    """Give the cells of the columns that came later; () for a row that says nothing in them."""
    names = [name for name in columns_of(table) if name in LATER_COLUMNS]
    if not names:
        return [()] * len(frame)
    silent = tuple(dictionary(table)[name].default for name in names)
    rows = zip(*(python_values(frame[name]) for name in names), strict=True)
    return [() if row == silent else row for row in rows]


def _read_table(connection: sa.Connection, table: str, project_id: int, number: int) -> pd.DataFrame:
    stored = versions(table)
    names = [dictionary(table).key, *columns_of(table), POSITION]
    held = (stored.c.from_revision <= number) & (
        stored.c.to_revision.is_(None) | (stored.c.to_revision > number)
    )
    query = sa.select(*(stored.c[name] for name in names)).where(stored.c.project_id == project_id, held)
    # Sorted here: databases differ in how they sort text.
    rows = sorted(connection.execute(query), key=lambda row: (row[-1], row[0]))
    return stored_frame(table, rows)


def _compare_table(table: str, before: pd.DataFrame, after: pd.DataFrame) -> TableChanges:
    if before is after:
        none = before.iloc[:0]
        return TableChanges(table, added=none, before=none, after=none, removed=none)
    both = after.index.intersection(before.index, sort=False)
    old, new = rows_of(before, both), rows_of(after, both)
    changed = both[np.flatnonzero(_differences(old, new).any(axis=1))]
    return TableChanges(
        table,
        added=rows_of(after, after.index.difference(both, sort=False)),
        before=rows_of(old, changed),
        after=rows_of(new, changed),
        removed=rows_of(before, before.index.difference(both, sort=False)),
    )


def _differences(before: pd.DataFrame, after: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Say cell by cell what differs, for two frames with the same rows and columns; NaN equals NaN."""
    found = np.zeros(before.shape, dtype=bool)
    if before.empty:
        return found
    for place, name in enumerate(before.columns):
        old, new = before[name].to_numpy(), after[name].to_numpy()
        differs = old != new
        if before[name].dtype.kind == "f":
            differs &= ~(np.isnan(old) & np.isnan(new))
        found[:, place] = differs
    return found
