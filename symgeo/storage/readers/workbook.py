"""Read the one sheet of a workbook (XLSX, XLS, ODS) that holds the table."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from symgeo.storage.readers import archive
from symgeo.storage.readers.cells import clean
from symgeo.storage.readers.grid import Budget, GridBuilder
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.ods import OdsReader
from symgeo.storage.readers.reading import Kind, Merged, Note, NoteCode, Progress, Reading, ReadOptions, Sheet
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.sheets import SAMPLE_ROWS, choose_sheet, guess_sheet, sheet_notes
from symgeo.storage.readers.xls import XlsFile, XlsSheet, XlsSheetReader
from symgeo.storage.readers.xlsx import XlsxFile
from symgeo.storage.readers.xlsx_sheet import SheetReader
from symgeo.storage.readers.xml_stream import read_xml

_SAMPLE_CELLS: Final = 3_000
_ODS_MANIFEST: Final = "META-INF/manifest.xml"
_MANIFEST_BYTES: Final = 1_000_000


class _EnoughError(Exception):
    """All rows that were asked for are there."""


@dataclass
class _Table:
    """What was found in the sheet that was read."""

    builder: GridBuilder
    merged: Sequence[Merged] = ()
    without_value: list[tuple[int, int]] = field(default_factory=list)
    dates: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    units: int = 0


def read_workbook(
    path: Path,
    kind: Kind,
    *,
    limits: Limits,
    options: ReadOptions,
    progress: Progress,
    notes: tuple[Note, ...] = (),
) -> Reading:
    """Read one sheet: the wanted one, or the first that seems to hold a table.

    Parameters
    ----------
    path : Path
        A workbook.
    kind : Kind
        XLSX, XLS or ODS.
    limits, options, progress
        As for `symgeo.storage.readers.read_file`.
    notes : tuple of Note
        What was noticed before.

    Raises
    ------
    ReadError
        If it is damaged, protected or beyond a limit, or no sheet holds anything.
    """
    read = {Kind.XLSX: _read_xlsx, Kind.XLS: _read_xls, Kind.ODS: _read_ods}[kind]
    sheets, chosen, table = read(path, limits, options, progress)
    if not table.builder.height:
        raise refuse(path, Refusal.EMPTY)
    frame = table.builder.frame()
    return Reading(
        name=path.name,
        kind=kind,
        grid=frame,
        sheet=sheets[chosen].name,
        sheets=tuple(sheets),
        notes=(*notes, *sheet_notes(sheets, chosen), *_notes_on(table)),
        has_point=table.builder.points(frame),
        merged=tuple(table.merged),
        without_value=tuple(table.without_value),
        dates=tuple(table.dates),
    )


def _notes_on(table: _Table) -> Iterator[Note]:
    counts = {
        NoteCode.CELLS_MERGED: len(table.merged),
        NoteCode.FORMULAS_WITHOUT_VALUE: len(table.without_value),
        NoteCode.DATES_FOUND: len(table.dates),
        NoteCode.ROWS_HIDDEN: table.hidden_rows,
        NoteCode.UNITS_FROM_FORMAT: table.units,
        NoteCode.FIRST_ROWS_ONLY: table.builder.height if table.builder.is_full else 0,
    }
    return (Note(code, count) for code, count in counts.items() if count)


def _read_xlsx(
    path: Path, limits: Limits, options: ReadOptions, progress: Progress
) -> tuple[list[Sheet], int, _Table]:
    with archive.open_archive(path, limits) as packed:
        budget = Budget(path, limits, path.stat().st_size)
        file = XlsxFile(path, packed, budget)
        sheets = [
            Sheet(clean(part.name), part.is_hidden, guess_sheet(part.name, _sample_xlsx(file, place)))
            for place, part in enumerate(file.sheets)
        ]
        chosen = choose_sheet(path, sheets, options.sheet)
        part = file.sheets[chosen]
        builder = GridBuilder(budget, options.first_rows)
        size = file.size_of(part)

        def take(row: int, cells: list[str], points: list[bool]) -> None:
            builder.add(row, cells, points)
            if builder.is_full:
                raise _EnoughError

        reader = SheetReader(file, take)
        with suppress(_EnoughError):
            file.read_sheet(part, reader, lambda done: progress(min(done / size, 1.0)))
    table = _Table(
        builder, reader.merged, reader.without_value, reader.dates, reader.hidden_rows, reader.units
    )
    return sheets, chosen, table


def _sample_xlsx(file: XlsxFile, place: int) -> list[int]:
    filled: list[int] = []

    def count(row: int, cells: list[str], points: list[bool]) -> None:  # noqa: ARG001  # as every taker
        if any(cells):
            filled.append(sum(map(bool, cells)))
        if len(filled) == SAMPLE_ROWS:
            raise _EnoughError

    with suppress(_EnoughError):
        file.read_sheet(file.sheets[place], SheetReader(file, count), None)
    return filled


def _read_ods(
    path: Path, limits: Limits, options: ReadOptions, progress: Progress
) -> tuple[list[Sheet], int, _Table]:
    budget = Budget(path, limits, path.stat().st_size)
    reader = OdsReader(path, limits, budget, options.first_rows, SAMPLE_ROWS)
    with archive.open_archive(path, limits) as packed:
        size = archive.size_of_part(packed, "content.xml")
        if not size:
            raise refuse(path, Refusal.DAMAGED)
        if _is_encrypted(packed):
            raise refuse(path, Refusal.PASSWORD)
        with archive.open_part(packed, "content.xml") as part:
            read_xml(path, part, reader, on_bytes=lambda done: progress(min(done / size, 1.0)))
    sheets = [
        Sheet(clean(sheet.name), sheet.is_hidden, guess_sheet(sheet.name, sheet.filled))
        for sheet in reader.sheets
    ]
    chosen = choose_sheet(path, sheets, options.sheet)
    sheet = reader.sheets[chosen]
    table = _Table(
        sheet.builder, sheet.merged, sheet.without_value, sheet.dates, sheet.hidden_rows, sheet.units
    )
    return sheets, chosen, table


def _is_encrypted(packed: zipfile.ZipFile) -> bool:
    if not archive.size_of_part(packed, _ODS_MANIFEST):
        return False
    with archive.open_part(packed, _ODS_MANIFEST) as part:
        return b"encryption-data" in part.read(_MANIFEST_BYTES)


def _read_xls(
    path: Path, limits: Limits, options: ReadOptions, progress: Progress
) -> tuple[list[Sheet], int, _Table]:
    budget = Budget(path, limits, path.stat().st_size)
    file = XlsFile(path, budget)
    sheets = [
        Sheet(clean(sheet.name), sheet.is_hidden, guess_sheet(sheet.name, _sample_xls(file, sheet)))
        for sheet in file.sheets
    ]
    chosen = choose_sheet(path, sheets, options.sheet)
    reader = XlsSheetReader(file)
    reader.read(file.sheets[chosen], progress)
    builder = GridBuilder(budget, options.first_rows)
    for row, cells, points in reader.rows():
        builder.add(row, cells, points)
        if builder.is_full:
            break
    reader.release()
    table = _Table(
        builder, reader.merged, reader.without_value, reader.dates, reader.hidden_rows, reader.units
    )
    return sheets, chosen, table


def _sample_xls(file: XlsFile, sheet: XlsSheet) -> list[int]:
    reader = XlsSheetReader(file)
    reader.read(sheet, most_cells=_SAMPLE_CELLS)
    filled = [sum(map(bool, cells)) for _, cells, _ in islice(reader.rows(), SAMPLE_ROWS)]
    reader.release()
    return filled
