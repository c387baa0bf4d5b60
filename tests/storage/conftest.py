"""Every test that asks for a database runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.stored_tables import EVERY_TABLE
from tests.storage.postgresql_report import report_postgresql
from tests.storage.postgresql_server import NoServerError, create_database, drop_database, postgresql_server

_WAIT_S = 5


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
            report_postgresql(request.config, f"Storage tests did NOT run on PostgreSQL: {error}")
            pytest.skip(str(error))
        engine = sa.create_engine(address, poolclass=sa.NullPool)
        with engine.connect() as connection:
            version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        report_postgresql(request.config, f"Storage tests ran on SQLite and on PostgreSQL {version}.")
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


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database file with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "symgeo.sqlite"
    open_database(sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def server_database(server: str) -> Database:
    """Give a database on the server, with its tables."""
    return open_database(create_database(server, "shared"), wait_s=_WAIT_S)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, empty_file: Path) -> Database:
    """Give a database with its tables and nothing in them."""
    if request.param == "sqlite":
        path = shutil.copyfile(empty_file, tmp_path / "symgeo.sqlite")
        return open_database(sqlite_url(path), wait_s=_WAIT_S)
    database: Database = request.getfixturevalue("server_database")
    names = ", ".join(table.name for table in EVERY_TABLE)
    with database.writing() as connection:
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
    return database


@pytest.fixture
def file_database(tmp_path: Path, empty_file: Path) -> Database:
    """Give a database file, for what only a file can suffer."""
    (tmp_path / "file").mkdir()
    path = shutil.copyfile(empty_file, tmp_path / "file" / "symgeo.sqlite")
    return open_database(sqlite_url(path), wait_s=_WAIT_S)
