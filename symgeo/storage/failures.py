"""What the database's own errors mean for the person who waits for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
import sqlalchemy as sa
import sqlalchemy.exc

from symgeo.errors import StoreError
from symgeo.storage.trouble import Trouble

_SQLITE: Final = (
    ("SQLITE_FULL", Trouble.DISK_FULL),
    ("SQLITE_IOERR", Trouble.DISK_FAILED),
    ("SQLITE_BUSY", Trouble.LOCKED),
    ("SQLITE_LOCKED", Trouble.LOCKED),
    ("SQLITE_READONLY", Trouble.READ_ONLY),
    ("SQLITE_PERM", Trouble.READ_ONLY),
    ("SQLITE_CANTOPEN", Trouble.CANNOT_OPEN),
    ("SQLITE_NOTADB", Trouble.NOT_A_DATABASE),
    ("SQLITE_CORRUPT", Trouble.DAMAGED),
    ("SQLITE_TOOBIG", Trouble.TOO_LONG),
)
"""Beginnings of SQLite's names of errors (sqlite.org/rescode.html) and what they mean."""
_POSTGRESQL: Final = (
    ("53100", Trouble.DISK_FULL),
    ("58030", Trouble.DISK_FAILED),
    ("55P03", Trouble.LOCKED),
    ("40001", Trouble.LOCKED),
    ("40P01", Trouble.LOCKED),
    ("25006", Trouble.READ_ONLY),
    ("42501", Trouble.READ_ONLY),
    ("54000", Trouble.TOO_LONG),
    ("XX001", Trouble.DAMAGED),
    ("XX002", Trouble.DAMAGED),
    ("28", Trouble.NOT_LET_IN),
    ("3D000", Trouble.NO_SUCH_DATABASE),
    ("08", Trouble.UNREACHABLE),
    ("53", Trouble.UNREACHABLE),
    ("57", Trouble.UNREACHABLE),
)
"""SQLSTATE codes or classes (PostgreSQL's manual, appendix A) and what they mean."""


@contextmanager
def translated(where: sa.URL) -> Iterator[None]:
    """Turn what can happen to any database into a `StoreError`; a mistake of ours stays what it is.

    Parameters
    ----------
    where : URL
        Of the database; named in the sentence, without its password.

    Raises
    ------
    StoreError
        If the disk is full, the database locked, damaged, out of reach, …
    """
    try:
        yield
    except sqlalchemy.exc.DBAPIError as error:
        code = _code(error.orig)
        if not code:
            raise
        raise StoreError(code, where=shown(where)) from error


def shown(url: sa.URL) -> str:
    """Name a database to the reader: a file by its path, a server by its address without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.render_as_string(hide_password=True)


def _code(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        name = str(getattr(error, "sqlite_errorname", ""))
        return next((code for start, code in _SQLITE if name.startswith(start)), "")
    if isinstance(error, psycopg.Error):
        # No state at all: the server never answered, or went away.
        lost = Trouble.UNREACHABLE if isinstance(error, psycopg.OperationalError) else ""
        state = error.sqlstate or ""
        return next(
            (code for start, code in _POSTGRESQL if state.startswith(start)), lost if not state else ""
        )
    return ""
