"""A real PostgreSQL server for the tests, started by them and stopped after them."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from symgeo.bootstrap.postgresql import find_postgresql
from symgeo.errors import SetupError


class NoServerError(Exception):
    """There is no PostgreSQL here; the text says why."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Give the address of the database ``postgres`` on a new, empty server.

    The server listens on a socket in a folder of its own, not on the network.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="symgeo-pg-"))
    user = server_user()
    if user:
        shutil.chown(folder, user=user)
    try:
        data = folder / "data"
        settings = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
        _call([str(programs / "initdb"), "-D", str(data), *settings], folder, user)
        # Nothing survives the tests: writing to the disk in time is not what they are about.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
        _call([*control, "-o", options, "-l", str(folder / "log"), "start"], folder, user)
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _call([*control, "-m", "immediate", "stop"], folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str, *, folder: Path | None = None) -> str:
    """Make an empty database on the server, in a folder of its own if one is given; give its address."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        if folder is not None:
            connection.exec_driver_sql(f"CREATE TABLESPACE \"{name}\" LOCATION '{folder}'")
        place = f'TABLESPACE "{name}"' if folder is not None else ""
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" {place}')
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(server: str, name: str, *, with_folder: bool = False) -> None:
    """Drop a database with whoever is still connected to it."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        if with_folder:
            connection.exec_driver_sql(f'DROP TABLESPACE "{name}"')


def _programs() -> Path:
    try:
        found = find_postgresql()
    except SetupError as error:
        raise NoServerError(str(error)) from error
    if found is None:
        message = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
        raise NoServerError(message)
    return found


def server_user() -> str | None:
    """Give who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _call(command: list[str], folder: Path, user: str | None) -> None:
    done = subprocess.run(
        command, cwd=folder, user=user, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()[-500:]}"
        raise NoServerError(message)
