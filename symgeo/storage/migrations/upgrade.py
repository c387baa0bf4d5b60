"""Bring a database's tables up to date, once, however many processes start."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from symgeo.errors import StoreError
from symgeo.storage.failures import shown, translated
from symgeo.storage.journal import Journal, set_journal
from symgeo.storage.stored_tables import PROJECTS
from symgeo.storage.trouble import Trouble

LATEST: Final = "0008"
"""The step that this symgeo works with."""
VERSION_TABLE: Final = "symgeo_version"
"""Holds the step; a name of its own, so that a server's database may be shared with other programmes."""

_LOCK: Final = 7_306_041_853
"""Any number that no other programme on the server takes for its own lock."""
_PAUSE_S: Final = 0.05


class Opened(Protocol):
    """What is needed of a database; `symgeo.storage.database.Database` has it."""

    @property
    def engine(self) -> sa.Engine:
        """Give what opens connections."""

    @property
    def wait_s(self) -> float:
        """Give how long to wait for others, in seconds."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Open a connection that reads."""

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Open a connection with one transaction."""


def upgrade(database: Opened) -> None:
    """Take all steps that are missing, in one transaction.

    Whoever comes second waits, finds the work done and goes on; whoever is killed leaves nothing.

    Raises
    ------
    StoreError
        If the database belongs to another programme or to a newer symgeo.
    """
    with database.reading() as connection:
        if step_of(connection) == LATEST:
            return
    if database.engine.dialect.name == "sqlite":
        _switch_to_wal(database)
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        step = step_of(connection)
        if step == LATEST:
            return
        _require_known(step, connection)
        command.upgrade(_settings(connection), "head")


def step_of(connection: sa.Connection) -> str:
    """Say which step a database has reached; "" for one that is empty."""
    tables = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        return str(
            connection.execute(
                sa.select(sa.column("version_num")).select_from(sa.table(VERSION_TABLE))
            ).scalar_one()
        )
    shares = connection.dialect.name == "postgresql" and PROJECTS.name not in tables
    if tables and not shares:
        raise StoreError(Trouble.NOT_A_DATABASE, where=shown(connection.engine.url))
    return ""


def _require_known(step: str, connection: sa.Connection) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_settings(None)).walk_revisions()}
    if step and step not in known:
        raise StoreError(Trouble.NEWER, where=shown(connection.engine.url))


def _settings(connection: sa.Connection | None) -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def _switch_to_wal(database: Opened) -> None:
    """Let readers and one writer work side by side; the file remembers it.

    SQLite does not wait here when two processes start at once, so the waiting is done by hand.
    """
    end = time.monotonic() + database.wait_s
    while True:
        try:
            with translated(database.engine.url):
                set_journal(database.engine, Journal.WAL)
        except StoreError as error:
            if error.code != Trouble.LOCKED or time.monotonic() > end:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
