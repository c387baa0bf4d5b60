"""The database: where it is, and connections that live for one use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
import sqlalchemy.exc

from symgeo.errors import StoreError
from symgeo.storage.failures import shown, translated
from symgeo.storage.migrations.upgrade import upgrade
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import DATA_FOLDER_VARIABLE

URL_VARIABLE: Final = "SYMGEO_DATABASE_URL"
FILE_IN_FOLDER: Final = Path("var", "symgeo.sqlite")
"""Where the embedded database lies in the data folder."""

_CHECKOUT: Final = Path(__file__).resolve().parents[2]
_WRITES: Final = "symgeo_writes"
_WAIT_S: Final = 30.0
"""How long a save waits for another one to end."""


@dataclass(frozen=True, eq=False)
class Database:
    """A database that has been brought up to date.

    It may be shared by threads: it holds no connection; each use opens one and closes it.

    Attributes
    ----------
    engine : Engine
        Opens connections.
    wait_s : float
        How long a save waits for another one to end, in seconds.
    """

    engine: sa.Engine
    wait_s: float

    @property
    def name(self) -> str:
        """Say where it is, without a password."""
        return shown(self.engine.url)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Open a connection that sees one state of the database from beginning to end.

        Raises
        ------
        StoreError
            If the database cannot be read.
        """
        with translated(self.engine.url), self.engine.connect() as connection:
            reader = connection
            if connection.dialect.name == "postgresql":
                reader = connection.execution_options(isolation_level="REPEATABLE READ")
            with reader.begin():
                yield reader

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Open a connection with one transaction: all of it is saved at the end, or nothing.

        SQLite lets one writer in at a time; on PostgreSQL the one who writes locks the project's row.

        Raises
        ------
        StoreError
            If the database is locked for longer than `wait_s`, the disk is full, …
        """
        with translated(self.engine.url), self.engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                if writer.dialect.name == "postgresql":
                    writer.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.wait_s * 1000)}")
                yield writer


def database_url(variables: Mapping[str, str], data_folder: Path | None = None) -> str:
    """Say which database is meant.

    Parameters
    ----------
    variables : mapping
        The environment: `URL_VARIABLE` names a database, `DATA_FOLDER_VARIABLE` a data folder.
    data_folder : Path, optional
        Folder from the command line.

    Returns
    -------
    str
        An address such as ``sqlite:////srv/symgeo/var/symgeo.sqlite``.

    Raises
    ------
    StoreError
        If both a database and a folder are named: one of them would be left out in silence.
    """
    url = variables.get(URL_VARIABLE, "")
    if url and data_folder:
        raise StoreError(Trouble.TWO_PLACES, variable=URL_VARIABLE, folder=str(data_folder))
    return url or sqlite_url(database_folder(variables, data_folder) / FILE_IN_FOLDER.name)


def database_folder(variables: Mapping[str, str], data_folder: Path | None = None) -> Path:
    """Give the folder for the database and what belongs to it; parameters as for `database_url`."""
    folder = data_folder or Path(variables.get(DATA_FOLDER_VARIABLE) or _CHECKOUT)
    return folder.expanduser().resolve() / FILE_IN_FOLDER.parent


def sqlite_url(path: Path) -> str:
    """Give the address of a database file."""
    return sa.URL.create("sqlite", database=str(path)).render_as_string()


def open_database(url: str, *, wait_s: float = _WAIT_S) -> Database:
    """Open a database and bring its tables up to date; a new file is made where there is none.

    Parameters
    ----------
    url : str
        ``sqlite:///…`` or ``postgresql+psycopg://…``.
    wait_s : float
        How long a save waits for another one to end, in seconds.

    Raises
    ------
    StoreError
        If it cannot be opened, is no database of symgeo, or was made by a newer symgeo.
    """
    engine = _engine(_parsed(url), wait_s)
    database = Database(engine, wait_s)
    upgrade(database)
    return database


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sqlalchemy.exc.ArgumentError as error:
        # What cannot be taken apart may hold a password: it is not repeated.
        raise StoreError(Trouble.BAD_ADDRESS, variable=URL_VARIABLE) from error
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    in_memory = parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg") or in_memory:
        raise StoreError(Trouble.BAD_ADDRESS, variable=URL_VARIABLE)
    return parsed


def _engine(url: sa.URL, wait_s: float) -> sa.Engine:
    # What companies gave is not repeated in the log of an error.
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(
            url,
            poolclass=sa.NullPool,
            hide_parameters=True,
            connect_args={"connect_timeout": int(wait_s) or 1},
        )
    path = Path(url.database or "")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(Trouble.CANNOT_OPEN, where=str(path)) from error
    engine = sa.create_engine(
        url, poolclass=sa.NullPool, hide_parameters=True, connect_args={"timeout": wait_s}
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # Transactions begin where we say it, also before changes of tables; Python's module would not.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # A revision that was confirmed is still there after a power cut.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
