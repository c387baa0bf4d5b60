"""How SQLite keeps a transaction until it is whole."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
import sqlalchemy.exc


class Journal(StrEnum):
    """Ways that are used here; the file remembers which."""

    WAL = "WAL"
    """Readers and one writer work side by side."""
    DELETE = "DELETE"
    """All is in the one file as soon as a transaction ends: for a file that travels."""


def set_journal(engine: sa.Engine, journal: Journal) -> None:
    """Switch a database file to a journal.

    Raises
    ------
    DBAPIError
        If the file is in use or cannot be changed.
    """
    # Not as a part of a transaction: SQLite refuses it there.
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(f"PRAGMA journal_mode = {journal}")
    except engine.dialect.loaded_dbapi.Error as error:
        raise sqlalchemy.exc.DBAPIError(str(error), None, error) from error
    finally:
        connection.close()
