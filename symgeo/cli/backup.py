"""``python3 -m symgeo backup``: everything into one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from symgeo.cli import data, store
from symgeo.storage.backups import write_backup


def run(options: argparse.Namespace) -> int:
    """Write the backup.

    Raises
    ------
    StoreError
        If the database cannot be read or the file cannot be written.
    """
    database = store.opened(options)
    rows = write_backup(database, Path(options.file))
    message = f"{database.name} backed up to {options.file} ({rows} rows)."
    data.tell(options, "backed_up", message, rows=rows, file=options.file)
    return 0
