"""Every test that asks for a database runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.storage.database import Database, open_database, sqlite_url
from tests.storage.postgresql_server import NoServerError, create_database, drop_database, postgresql_server

_SAID = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def reference(example: Dataset) -> Reference:
    return example.reference


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give a running PostgreSQL server; tests that need it are skipped where there is none."""
    with ExitStack() as stack:
        try:
            address = stack.enter_context(postgresql_server())
        except NoServerError as error:
            request.config.stash[_SAID] = f"Storage tests did NOT run on PostgreSQL: {error}"
            pytest.skip(str(error))
        engine = sa.create_engine(address, poolclass=sa.NullPool)
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        request.config.stash[_SAID] = f"Storage tests ran on SQLite and on PostgreSQL {version}."
        yield address


@pytest.fixture(scope="session")
def database_numbers() -> Iterator[int]:
    return itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, database_numbers: Iterator[int]) -> Iterator[str]:
    """Give the address of a new, empty database."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "var" / "symgeo.sqlite")
        return
    server = request.getfixturevalue("server")
    name = f"test_{next(database_numbers)}"
    yield create_database(server, name)
    drop_database(server, name)


@pytest.fixture
def database(url: str) -> Database:
    """Give a new database with its tables."""
    return open_database(url, wait_s=5)


@pytest.fixture
def file_database(tmp_path: Path) -> Database:
    """Give a new database file, for what only a file can suffer."""
    return open_database(sqlite_url(tmp_path / "file" / "symgeo.sqlite"), wait_s=5)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if _SAID in config.stash:
        terminalreporter.write_line(config.stash[_SAID])
