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

_DEBIAN = Path("/etc/debian_version")
_INSTALL_S = 300


class NoServerError(Exception):
    """There is no PostgreSQL here; the text says why."""


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Give the address of the database ``postgres`` on a new, empty server.

    The server listens on a socket in a folder of its own, not on the network.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="symgeo-pg-"))
    user = _server_user()
    if user:
        shutil.chown(folder, user=user)
    try:
        data = folder / "data"
        settings = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"]
        _call([programs / "initdb", "-D", data, *settings], folder, user)
        # Nothing survives the tests: writing to the disk in time is not what they are about.
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        control = [programs / "pg_ctl", "-D", data, "-w", "-t", "60"]
        _call([*control, "-o", options, "-l", folder / "log", "start"], folder, user)
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            _call([*control, "-m", "immediate", "stop"], folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(server: str, name: str) -> str:
    """Make an empty database on the server and give its address."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(server: str, name: str) -> None:
    """Drop a database with whoever is still connected to it."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def _programs() -> Path:
    found = _find_programs()
    if found is None and os.geteuid() == 0 and _DEBIAN.is_file() and shutil.which("apt-get"):
        _install()
        found = _find_programs()
    if found is None:
        message = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
        raise NoServerError(message)
    return found


def _find_programs() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    folders += [Path(on_path).resolve().parent] if on_path else []
    return next((f for f in folders if (f / "initdb").is_file() and (f / "pg_ctl").is_file()), None)


def _install() -> None:
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        try:
            subprocess.run(
                ["apt-get", "-q", *arguments],
                env=variables,
                capture_output=True,
                timeout=_INSTALL_S,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            message = f"Debian's package postgresql cannot be installed ({error})"
            raise NoServerError(message) from error


def _server_user() -> str | None:
    """Give who runs the server: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _call(command: list[Path | str], folder: Path, user: str | None) -> None:
    done = subprocess.run(
        command, cwd=folder, user=user, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()[-500:]}"
        raise NoServerError(message)
