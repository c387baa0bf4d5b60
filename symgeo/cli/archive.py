"""``python3 -m symgeo archive``: one project as a package for the archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from symgeo.cli import data, store
from symgeo.storage.archive import write_archive
from symgeo.storage.revisions import find_project


def run(options: argparse.Namespace) -> int:
    """Write the package.

    Raises
    ------
    StoreError
        If there is no such project or revision, or the file cannot be written.
    """
    database = store.opened(options)
    project = find_project(database, options.project)
    written = write_archive(database, project.id, Path(options.file), number=options.revision)
    message = f"{project.name}, revision {written.number}, written to {options.file}."
    data.tell(options, "archived", message, project=project.name, revision=written.number, file=options.file)
    return 0
