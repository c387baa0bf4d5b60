"""Files in our own columns on their way into a project; each says by its columns which table it is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path

from symgeo.errors import TableError
from symgeo.storage.dataset import Source, check_upload
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.revisions import SourceFile
from symgeo.storage.uploads import Upload
from symgeo.tables.schema import dictionary

_BY_KEY = ("exchanges", "flows", "sites")
"""The order matters: flows have a column with the site's id, too."""
_LONGEST_HEADER = 10_000
"""Bytes; no header of ours is that long."""


def read_own_files(paths: Sequence[Path], *, stored_sites: Collection[str]) -> Upload:
    """Read and check files with the columns of the column dictionary.

    Parameters
    ----------
    paths : sequence of Path
        One file for each table, in any order.
    stored_sites : collection of str
        Ids of sites in the project, which flows and exchanges may point at.

    Raises
    ------
    TableError
        If a file cannot be read, or it is not clear which table it is.
    DataErrors
        If cells are wrong; it holds all issues of all files.
    """
    sources: dict[str, Source] = {}
    for path in paths:
        source = Source(path, read_csv_table(path))
        table = _table_of(source)
        if table in sources:
            raise TableError(path, f"there are two files of {table}", "Import them one after the other")
        sources[table] = source
    return check_upload(sources, stored_sites=stored_sites)


def is_own_file(path: Path) -> bool:
    """Say whether a file is a CSV with our own columns, which is read to the letter.

    A file that cannot be read is none: reading it any other way says why.
    """
    if path.suffix.casefold() != ".csv":
        return False
    try:
        with path.open("rb") as file:
            first = file.readline(_LONGEST_HEADER)
    except OSError:
        return False
    names = [name.strip(' "') for name in first.decode("utf-8-sig", "replace").split(",")]
    known = {column.name for table in _BY_KEY for column in dictionary(table).columns}
    return names[0] in {dictionary(table).key for table in _BY_KEY} and len(known.intersection(names)) > 1


def source_file(path: Path) -> SourceFile:
    """Give the name of a file and the SHA-256 of its bytes.

    Raises
    ------
    TableError
        If it cannot be read.
    """
    try:
        return SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror})"
        raise TableError(path, reason, "Check its name and place") from error


def _table_of(source: Source) -> str:
    for table in _BY_KEY:
        if dictionary(table).key in source.cells.columns:
            return table
    keys = ", ".join(dictionary(table).key for table in reversed(_BY_KEY))
    raise TableError(source.path, f"none of its columns is {keys}", "Name the column with the ids so")
