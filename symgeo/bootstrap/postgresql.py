"""PostgreSQL's programmes for the tests of the store: those that are installed, else Debian's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from symgeo.bootstrap.debian import install_package, may_install_packages
from symgeo.errors import SetupError

POSTGRESQL_VARIABLE = "SYMGEO_POSTGRESQL"
"""The folder of PostgreSQL's programmes (initdb, pg_ctl): set it to choose one; the tests read it."""

_DEBIAN = Path("/usr/lib/postgresql")


def prepare_postgresql(*, say: Callable[[str], None]) -> Path | None:
    """Give the folder of PostgreSQL's programmes; install them where that is possible.

    Without them the tests of the store run on SQLite alone, which is said and stops nothing.

    Parameters
    ----------
    say
        Shows a line of progress.

    Raises
    ------
    SetupError
        If the variable names a folder that has none.
    """
    found = find_postgresql()
    if found is None and may_install_packages():
        say("No PostgreSQL found; installing Debian's package postgresql.")
        try:
            install_package("postgresql")
        except SetupError as error:
            say(str(error))
        found = find_postgresql()
    if found is None:
        say("There is no PostgreSQL here: the tests of the store run on SQLite alone.")
    return found


def find_postgresql() -> Path | None:
    """Give the folder of PostgreSQL's programmes: the chosen one, Debian's newest, or that on the path.

    Raises
    ------
    SetupError
        If the variable names a folder that has none.
    """
    chosen = os.environ.get(POSTGRESQL_VARIABLE)
    if chosen:
        if not _has_programmes(Path(chosen)):
            message = f"{POSTGRESQL_VARIABLE} names {chosen}, where initdb and pg_ctl are not. Correct it."
            raise SetupError(message)
        return Path(chosen)
    return next((folder for folder in _folders() if _has_programmes(folder)), None)


def _folders() -> Iterator[Path]:
    versions = [folder for folder in _DEBIAN.glob("*/bin") if folder.parent.name.isdecimal()]
    yield from sorted(versions, key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


def _has_programmes(folder: Path) -> bool:
    return (folder / "initdb").is_file() and (folder / "pg_ctl").is_file()
