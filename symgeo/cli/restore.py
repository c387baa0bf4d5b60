"""``python3 -m symgeo restore``: everything back from one file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from symgeo.cli import data, store
from symgeo.storage.backups import restore_backup
from symgeo.storage.database import database_folder


def run(options: argparse.Namespace) -> int:
    """Restore the backup; what it replaces is backed up first.

    Raises
    ------
    StoreError
        If the file is no backup, something would be replaced, or the database cannot save.
    """
    database = store.opened(options)
    kept = None
    if options.replace:
        name = f"before-restore-{store.now():%Y%m%dT%H%M%SZ}.sqlite"
        kept = database_folder(os.environ, store.folder_of(options)) / name
    rows = restore_backup(database, Path(options.file), kept=kept)
    message = f"{options.file} restored to {database.name} ({rows} rows)."
    if kept is not None and kept.is_file():
        message += f" What was there before is in {kept}."
    data.tell(options, "restored", message, rows=rows, kept=str(kept or ""))
    return 0
