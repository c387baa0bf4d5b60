"""The example data as a project of its own, kept as the programme ships it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.projects import create_example
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import replace_example
from symgeo.storage.revisions import Origin, Project, SourceFile, list_projects, list_revisions
from symgeo.storage.trouble import Trouble

EXAMPLE_NAME: Final = "symgeo example"
_WHO: Final = "symgeo"


def sync_example(database: Database, *, when: datetime) -> Project:
    """Make or renew the project of the example data; nothing happens where it is up to date.

    Nobody can change it; it can be hidden. A newer programme with other example data makes a new
    revision, so that addresses of earlier ones still show what they showed.

    Raises
    ------
    StoreError
        If the database cannot be read or saved to.
    TableError, DataErrors
        If a file that is shipped with the programme is broken.
    """
    files = tuple(
        SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for _, path in DEMO_FILES
    )
    project = find_example(database) or _make(database, when)
    latest = list_revisions(database, project.id)[:1]
    if not latest or latest[0].files != files:
        upload = check_upload({table: Source(path, read_csv_table(path)) for table, path in DEMO_FILES})
        replace_example(database, project.id, upload, origin=Origin(_WHO, when, files))
    return find_example(database) or project


def find_example(database: Database) -> Project | None:
    """Give the project of the example data, if it was made already."""
    every = list_projects(database, with_hidden=True)
    return next((project for project in every if project.is_example), None)


def _make(database: Database, when: datetime) -> Project:
    try:
        return create_example(database, EXAMPLE_NAME, when=when)
    except StoreError as error:
        # Another process was faster by a moment.
        made = find_example(database)
        if error.code != Trouble.NAME_TAKEN or made is None:
            raise
        return made
