"""Write a revision and the versions of rows that begin and end with it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import sqlalchemy as sa

from symgeo.storage.revisions import Kind, Origin, stored_time
from symgeo.storage.states import POSITION, Changes, digest_after, python_values
from symgeo.storage.stored_tables import (
    COUNTED,
    REVISION_FILES,
    REVISION_REPAIRS,
    REVISIONS,
    columns_of,
    versions,
)
from symgeo.tables.schema import dictionary

_ROWS_AT_ONCE: Final = 5000


def write_revision(
    connection: sa.Connection,
    key: tuple[int, int],
    kind: Kind,
    origin: Origin,
    changes: Changes,
    digest_before: str,
    about: int | None,
) -> None:
    """Write what a revision is.

    Parameters
    ----------
    connection : Connection
        In the transaction of the save.
    key : (int, int)
        Project and number of the new revision.
    kind, origin, about
        As in `symgeo.storage.revisions.Revision`.
    changes : Changes
        From the revision before.
    digest_before : str
        Digest of the revision before.
    """
    project_id, number = key
    counts = {
        f"{table}_{name}": count
        for table, found in changes.counts.items()
        for name, count in zip(COUNTED, found, strict=True)
    }
    shared = {"project_id": project_id, "number": number}
    connection.execute(
        sa.insert(REVISIONS).values(
            **shared,
            kind=str(kind),
            about=about,
            who=_storable(origin.who),
            made_at=stored_time(origin.when),
            digest=digest_after(digest_before, changes),
            **counts,
        )
    )
    files = [
        {**shared, "place": place, "name": _storable(file.name), "sha256": file.sha256}
        for place, file in enumerate(origin.files)
    ]
    repairs = [
        {
            **shared,
            "place": place,
            "code": repair.code,
            "column_name": repair.column,
            "cells": repair.cells,
            "detail": _storable(repair.detail),
        }
        for place, repair in enumerate(origin.repairs)
    ]
    for table, rows in ((REVISION_FILES, files), (REVISION_REPAIRS, repairs)):
        if rows:
            connection.execute(sa.insert(table), rows)


def write_changes(connection: sa.Connection, key: tuple[int, int], changes: Changes) -> None:
    """End the versions of rows that changed or went, and write those that begin."""
    for part in changes.tables:
        _end(connection, part.table, key, part.before.index.append(part.removed.index))
        for frame in (part.after, part.added):
            _begin(connection, part.table, key, frame)


def _end(connection: sa.Connection, table: str, key: tuple[int, int], ids: pd.Index) -> None:
    stored = versions(table)
    holds = (
        (stored.c.project_id == key[0])
        & (stored.c[dictionary(table).key] == sa.bindparam("ended_id"))
        & stored.c.to_revision.is_(None)
    )
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        part = [{"ended_id": name} for name in ids[start : start + _ROWS_AT_ONCE]]
        connection.execute(sa.update(stored).where(holds).values(to_revision=key[1]), part)


def _begin(connection: sa.Connection, table: str, key: tuple[int, int], frame: pd.DataFrame) -> None:
    names = [dictionary(table).key, *columns_of(table), POSITION]
    shared = {"project_id": key[0], "from_revision": key[1], "to_revision": None}
    cells = frame.reset_index()
    for start in range(0, len(cells), _ROWS_AT_ONCE):
        part = cells.iloc[start : start + _ROWS_AT_ONCE]
        columns = [_database_values(part[name]) for name in names]
        rows = [{**shared, **dict(zip(names, row, strict=True))} for row in zip(*columns, strict=True)]
        connection.execute(sa.insert(versions(table)), rows)


def _storable(text: str) -> str:
    """Give a text that both databases take: names of files may hold bytes that are no characters."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def _database_values(cells: pd.Series) -> list[object]:
    if cells.dtype.kind != "f":
        return python_values(cells)
    # A number that is not there is NULL; minus zero, which SQLite does not keep, is zero.
    return [None if number != number else number + 0.0 for number in cells]  # noqa: PLR0124 - only NaN differs
