"""What commands that save have in common: the database, the person and the clock."""

from __future__ import annotations

import argparse
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

from symgeo.storage.database import Database, database_url, open_database
from symgeo.storage.example import sync_example
from symgeo.storage.revisions import Origin, Repair, Revision, SourceFile


def opened(options: argparse.Namespace) -> Database:
    """Open the database that the options or the environment name; it is made where there is none.

    Raises
    ------
    StoreError
        If it cannot be opened.
    """
    database = open_database(database_url(os.environ, folder_of(options)))
    sync_example(database, when=now())
    return database


def folder_of(options: argparse.Namespace) -> Path | None:
    """Give the data folder that the command line names."""
    return Path(options.data_dir) if options.data_dir else None


def origin_of(
    options: argparse.Namespace, files: tuple[SourceFile, ...] = (), repairs: tuple[Repair, ...] = ()
) -> Origin:
    """Say who saves, when, from which files and with which repairs."""
    return Origin(options.who or _user_name(), now(), files, repairs)


def now() -> datetime:
    """Give the time in UTC."""
    return datetime.now(UTC)


def summary(revision: Revision) -> dict[str, tuple[int, int, int]]:
    """Give what a revision counts, by table."""
    return {table: (added, changed, removed) for table, added, changed, removed in revision.counts}


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run under a number that has no name.
        return ""
