"""Read any file that a county has: from bytes to a grid of text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from symgeo.storage.readers.delimited import read_delimited
from symgeo.storage.readers.geodata import read_geodata
from symgeo.storage.readers.kinds import check_kind, find_kind
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import (
    WORKBOOKS,
    Kind,
    Note,
    NoteCode,
    Progress,
    Reading,
    ReadOptions,
)
from symgeo.storage.readers.workbook import read_workbook

_ENDINGS: Final = {
    Kind.TEXT: (".csv", ".tsv", ".txt", ".tab", ".asc", ".dat"),
    Kind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Kind.XLS: (".xls", ".xlt"),
    Kind.ODS: (".ods", ".ots"),
    Kind.GEOJSON: (".geojson", ".json"),
    Kind.GEOPACKAGE: (".gpkg",),
    Kind.SHAPEFILE: (".zip", ".shz"),
}


def read_file(
    path: Path,
    limits: Limits | None = None,
    options: ReadOptions | None = None,
    *,
    progress: Progress | None = None,
) -> Reading:
    """Read a file into a grid of text; what it is and how it is read is decided once and told.

    Nothing in the file is executed, and formulas are never computed. Memory stays below ten times the
    file's size, or a hundred megabytes for small files.

    Parameters
    ----------
    path : Path
        CSV, TSV, TXT, XLSX, XLS, ODS, GeoJSON, GeoPackage or zipped shapefile, whatever its ending.
    limits : Limits, optional
        How large it may be.
    options : ReadOptions, optional
        Decisions of a person.
    progress : callable, optional
        Is told the part that is done, 0 to 1, every few thousand rows; may raise `Cancelled`.

    Returns
    -------
    Reading
        The grid and all decisions.

    Raises
    ------
    ReadError
        If it cannot be read; its code is one of `Refusal`.
    Cancelled
        If ``progress`` raised it.
    """
    limits = limits or Limits()
    options = options or ReadOptions()
    progress = progress or _ignore
    progress(0.0)
    kind = check_kind(path, options.kind, limits) if options.kind else find_kind(path, limits)
    notes = _note_on_ending(path, kind)
    if kind is Kind.TEXT:
        reading = read_delimited(path, limits=limits, options=options, progress=progress, notes=notes)
    elif kind in WORKBOOKS:
        reading = read_workbook(path, kind, limits=limits, options=options, progress=progress, notes=notes)
    else:
        reading = read_geodata(path, kind, limits=limits, options=options, progress=progress, notes=notes)
    progress(1.0)
    return reading


def _note_on_ending(path: Path, kind: Kind) -> tuple[Note, ...]:
    ending = path.suffix.lower()
    is_known = any(ending in endings for endings in _ENDINGS.values())
    if is_known and ending not in _ENDINGS[kind]:
        return (Note(NoteCode.ENDING_DIFFERS, detail=ending),)
    return ()


def _ignore(done: float) -> None:
    """Take the progress that nobody watches."""
