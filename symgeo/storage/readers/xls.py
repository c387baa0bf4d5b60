"""Read the sheets of an XLS file with calamine, after a look at how far its cells lie apart."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from symgeo.storage.readers.cells import CellValue, value_text
from symgeo.storage.readers.compound import SheetPlaces, sheet_places
from symgeo.storage.readers.grid import Budget
from symgeo.storage.readers.number_formats import NumberFormat
from symgeo.storage.readers.reading import Merged
from symgeo.storage.readers.refusals import Refusal, refuse

_CELL_BYTES: Final = 24
_TIMES: Final = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)


@dataclass(frozen=True)
class XlsRow:
    """One row of a sheet.

    Attributes
    ----------
    number : int
        As a spreadsheet shows it.
    cells : list of str
        From column A on.
    points : list of bool
        For each cell, whether it is a number.
    dates : list of int
        Columns of dates and times.
    units : int
        How many cells show a unit by their format.
    """

    number: int
    cells: list[str]
    points: list[bool]
    dates: list[int]
    units: int


class XlsFile:
    """An open XLS file.

    Parameters
    ----------
    path : Path
        The file.
    budget : Budget
        Memory that a sheet's cells are taken from while it is read.

    Raises
    ------
    ReadError
        If it is damaged or protected by a password.
    """

    def __init__(self, path: Path, budget: Budget) -> None:
        self._path = path
        self._budget = budget
        content = path.read_bytes()
        self._places = sheet_places(content, path)
        try:
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except PasswordError as error:
            raise refuse(path, Refusal.PASSWORD) from error
        except CalamineError as error:
            raise refuse(path, Refusal.DAMAGED) from error
        self.sheets = [
            (sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
            for sheet in self._workbook.sheets_metadata
        ]

    def rows(self, number: int) -> tuple[Iterator[XlsRow], int, list[Merged]]:
        """Give a sheet's rows one by one, how many there are, and its merged ranges."""
        # Which sheet a record belongs to can be told wrongly: the widest of all must be small enough.
        widest = max((places.rows * places.columns for places in self._places), default=0)
        self._budget.spend(_CELL_BYTES * widest)
        places = self._places[number] if number < len(self._places) else SheetPlaces()
        try:
            sheet = self._workbook.get_sheet_by_index(number)
        except CalamineError as error:
            raise refuse(self._path, Refusal.DAMAGED) from error
        merged = [Merged(a + 1, c + 1, b, d) for (a, b), (c, d) in sheet.merged_cell_ranges or []]
        self._budget.spend(-_CELL_BYTES * widest)
        return _rows_of(sheet, places), sheet.height, merged


def _rows_of(sheet: CalamineSheet, places: SheetPlaces) -> Iterator[XlsRow]:
    first_row, first_column = sheet.start or (0, 0)
    for row, values in enumerate(sheet.iter_rows(), start=first_row):
        cells = [""] * first_column
        points = [False] * first_column
        dates: list[int] = []
        units = 0
        for column, value in enumerate(values, start=first_column):
            number_format = places.formats.get((row, column))
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if isinstance(value, _TIMES):
                dates.append(column)
            units += number_format is not None and is_number
            cells.append(_text(value, number_format if is_number else None))
            points.append(is_number)
        yield XlsRow(row + 1, cells, points, dates, units)


def _text(value: CellValue, number_format: NumberFormat | None) -> str:
    if number_format is None or not isinstance(value, int | float):
        return value_text(value)
    return number_format.text(float(value))
