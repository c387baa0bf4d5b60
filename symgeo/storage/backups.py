"""Back up everything to one file, and take it back from there.

A backup is a SQLite file with the same tables, whatever database it was made from. So it can be restored
to either kind, and a project can move from a file to a server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from symgeo.errors import StoreError
from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.failures import translated
from symgeo.storage.journal import Journal, set_journal
from symgeo.storage.revisions import list_projects, require_intact
from symgeo.storage.stored_tables import EVERY_TABLE, PROJECTS, SAVED_PLANS, SAVED_VIEWS
from symgeo.storage.trouble import Trouble

_ROWS_AT_ONCE: Final = 5000
_SIGNATURE: Final = b"SQLite format 3\0"


def write_backup(database: Database, path: Path) -> int:
    """Write all projects and revisions to one file, as they are at one moment; others may save meanwhile.

    Parameters
    ----------
    database : Database
        What is backed up.
    path : Path
        A file that stands there is replaced once the new one is whole.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    StoreError
        If the database cannot be read or the file cannot be written.
    """
    if not path.parent.is_dir():
        raise StoreError(Trouble.FILE_NOT_WRITTEN, where=str(path))
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
    try:
        copy = open_database(sqlite_url(partial))
        with database.reading() as source, copy.writing() as target:
            rows = _copy_rows(source, target)
        with translated(copy.engine.url):
            # No write-ahead log stays beside the file.
            set_journal(copy.engine, Journal.DELETE)
        _replace(partial, path)
    except OSError as error:
        raise StoreError(Trouble.FILE_NOT_WRITTEN, where=str(path)) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            partial.with_name(partial.name + ending).unlink(missing_ok=True)
    return rows


def restore_backup(database: Database, path: Path, *, kept: Path | None) -> int:
    """Replace everything in a database by a backup, in one transaction.

    Parameters
    ----------
    database : Database
        What is replaced.
    path : Path
        The backup; an older symgeo's is brought up to date on the way, the file itself stays as it is.
    kept : Path or None
        Where what is there now is backed up first. None: nothing is replaced where projects have
        been saved.

    Returns
    -------
    int
        How many rows were restored.

    Raises
    ------
    StoreError
        If the file is no backup or damaged, something would be replaced, or the database cannot save.
    """
    with _opened_copy(path) as backup:
        own = [project for project in list_projects(database, with_hidden=True) if not project.is_example]
        if own and kept is None:
            raise StoreError(Trouble.WOULD_REPLACE, names=", ".join(project.name for project in own))
        if own and kept is not None:
            write_backup(database, kept)
        with backup.reading() as source, database.writing() as target:
            if target.dialect.name == "postgresql":
                target.exec_driver_sql("LOCK TABLE projects, revisions IN EXCLUSIVE MODE")
            for table in reversed(EVERY_TABLE):
                target.execute(sa.delete(table))
            rows = _copy_rows(source, target)
            _renew_numbers(target)
            return rows


@contextmanager
def _opened_copy(path: Path) -> Iterator[Database]:
    """Open a copy of a backup, so that the file itself is never written to."""
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "backup.sqlite"
        try:
            with path.open("rb") as file:
                is_sqlite = file.read(len(_SIGNATURE)) == _SIGNATURE
            if is_sqlite:
                shutil.copyfile(path, copied)
        except OSError as error:
            raise StoreError(Trouble.CANNOT_OPEN, where=str(path)) from error
        if not is_sqlite:
            raise StoreError(Trouble.NOT_A_BACKUP, where=str(path))
        try:
            backup = open_database(sqlite_url(copied))
            with backup.reading() as connection:
                require_intact(connection)
        except StoreError as error:
            # The copy is gone in a moment: the sentence names the file that the person chose.
            is_known = error.code in (Trouble.NEWER, Trouble.DAMAGED, Trouble.DISK_FULL)
            code = error.code if is_known else Trouble.NOT_A_BACKUP
            raise StoreError(code, where=str(path)) from error
        yield backup


def _copy_rows(source: sa.Connection, target: sa.Connection) -> int:
    copied = 0
    for table in EVERY_TABLE:
        found = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(sa.select(table))
        for rows in found.mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in rows])
            copied += len(rows)
    return copied


def _renew_numbers(connection: sa.Connection) -> None:
    """Let PostgreSQL number new projects, views and plans after those restored; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in (PROJECTS, SAVED_VIEWS, SAVED_PLANS):
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, highest, sa.false())))


def _replace(partial: Path, path: Path) -> None:
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
