"""Read XLS: the records of its one stream, as described in [MS-XLS] (Excel 5 to 2003).

No library does it safely: on damaged files calamine panics or asks for hundreds of gigabytes, which ends
the whole server, and xlrd raises whatever comes. Neither tells percentages and units of number formats
together with bounded memory.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from symgeo.storage.readers.cells import clean, number_text
from symgeo.storage.readers.compound import read_stream
from symgeo.storage.readers.grid import Budget
from symgeo.storage.readers.number_formats import PLAIN, NumberFormat, builtin_format, read_format
from symgeo.storage.readers.reading import Merged, Progress
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.xls_texts import read_counted, read_shared

_BEGIN, _END, _CONTINUE = 0x0809, 0x000A, 0x003C
_PASSWORD, _CALENDAR, _CODE_PAGE, _SHEET = 0x002F, 0x0022, 0x0042, 0x0085
_FORMAT, _STYLE, _SHARED_TEXTS = 0x041E, 0x00E0, 0x00FC
_ROW, _MERGED = 0x0208, 0x00E5
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
_SHARED_TEXT, _TEXT, _RICH_TEXT, _TRUTH = 0x00FD, 0x0204, 0x00D6, 0x0205
_FORMULA, _FORMULA_TEXT = 0x0006, 0x0207
_VERSION_8: Final = 0x0600

_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_CODE_PAGES: Final = {10_000: "mac_roman", 32_768: "mac_roman", 437: "cp437", 850: "cp850", 865: "cp865"}
_HIDDEN_ROW: Final = 0x20
_MOST_SHEETS: Final = 1_000
_COLUMNS: Final = 256
_PROGRESS_RECORDS: Final = 5_000
_CELL_BYTES: Final = 70
"""What a cell takes while its sheet is read."""


@dataclass(frozen=True)
class XlsSheet:
    """A sheet's name, whether it is hidden, and where in the stream it begins."""

    name: str
    is_hidden: bool
    start: int


class XlsFile:
    """An open XLS file: its sheets, shared texts and number formats.

    Parameters
    ----------
    path : Path
        The file.
    budget : Budget
        Memory that texts and cells are taken from.

    Raises
    ------
    ReadError
        If it is damaged or protected by a password.
    """

    def __init__(self, path: Path, budget: Budget) -> None:
        self.path = path
        self.budget = budget
        self.sheets: list[XlsSheet] = []
        self.texts: list[str] = []
        self.from_1904 = False
        self.is_wide = True
        self.code_page = "cp1252"
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._stream = read_stream(path.read_bytes(), {"workbook", "book"}, path)
        try:
            self._read_globals()
        except struct.error as error:
            raise refuse(path, Refusal.DAMAGED) from error
        known = {number: read_format(code) for number, code in self._codes.items()}
        self.formats = [known.get(number) or builtin_format(number) for number in self._styles]

    @property
    def size(self) -> int:
        """How many bytes the stream has."""
        return len(self._stream)

    def records(self, start: int) -> Iterator[tuple[int, int, bytes]]:
        """Give place, kind and content of the records of one part of the stream, charts left out."""
        depth = 0
        for place, kind, data in _records(self._stream, start):
            if kind == _BEGIN:
                depth += 1
            elif kind == _END:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield place, kind, data

    def _read_globals(self) -> None:
        shared: list[bytes] = []
        before = 0
        if len(self._stream) > 6:
            self.is_wide = struct.unpack_from("<H", self._stream, 4)[0] == _VERSION_8
        for _, kind, data in self.records(0):
            if kind == _PASSWORD:
                raise refuse(self.path, Refusal.PASSWORD)
            if kind == _SHARED_TEXTS or (kind == _CONTINUE and before == _SHARED_TEXTS):
                shared.append(data)
                before = _SHARED_TEXTS
                continue
            before = kind
            self._take_global(kind, data)
        self.texts = read_shared(shared, self.budget)

    def _take_global(self, kind: int, data: bytes) -> None:
        if kind == _SHEET and len(self.sheets) < _MOST_SHEETS:
            start, state = struct.unpack_from("<LB", data)
            name = read_counted(data, 6, "<B", is_wide=self.is_wide, code_page=self.code_page)
            self.sheets.append(XlsSheet(name, bool(state & 3), start))
        elif kind == _FORMAT:
            size = "<H" if self.is_wide else "<B"
            code = read_counted(data, 2, size, is_wide=self.is_wide, code_page=self.code_page)
            self._codes[struct.unpack_from("<H", data)[0]] = code
        elif kind == _STYLE:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _CALENDAR:
            self.from_1904 = bool(struct.unpack_from("<H", data)[0])
        elif kind == _CODE_PAGE:
            self.code_page = _CODE_PAGES.get(struct.unpack_from("<H", data)[0], "cp1252")


class XlsSheetReader:
    """Takes the cells of one sheet, in whatever order they stand, and gives its rows.

    Attributes
    ----------
    merged, without_value, dates, hidden_rows, units
        As for `xlsx_sheet.SheetReader`.
    """

    def __init__(self, file: XlsFile) -> None:
        self.merged: list[Merged] = []
        self.without_value: list[tuple[int, int]] = []
        self.dates: list[tuple[int, int]] = []
        self.hidden_rows = 0
        self.units = 0
        self._file = file
        self._places = array("L")
        self._texts: list[str] = []
        self._is_number = bytearray()
        self._formula = 0

    def read(self, sheet: XlsSheet, progress: Progress | None = None, *, most_cells: int = 0) -> None:
        """Take the cells of a sheet.

        Parameters
        ----------
        sheet : XlsSheet
            Which one.
        progress : callable, optional
            Is told the part of the file that is done.
        most_cells : int
            Stop after so many; 0 for all.

        Raises
        ------
        ReadError
            If it is damaged or takes too much memory.
        """
        try:
            for count, (place, kind, data) in enumerate(self._file.records(sheet.start)):
                self._take(kind, data)
                if progress and count % _PROGRESS_RECORDS == 0:
                    progress(place / self._file.size)
                if 0 < most_cells <= len(self._texts):
                    return
        except struct.error as error:
            raise refuse(self._file.path, Refusal.DAMAGED) from error

    def rows(self) -> Iterator[tuple[int, list[str], list[bool]]]:
        """Give number, cells and which of them are numbers, row by row."""
        order = sorted(range(len(self._places)), key=self._places.__getitem__)
        row, cells, points = -1, list[str](), list[bool]()
        for place in order:
            here, column = divmod(self._places[place], _COLUMNS)
            if here != row:
                if cells:
                    yield row + 1, cells, points
                row, cells, points = here, [], []
            # Of two cells at one place the later one counts.
            missing = column + 1 - len(cells)
            cells += [""] * missing
            points += [False] * missing
            cells[column] = self._texts[place]
            points[column] = bool(self._is_number[place])
        if cells:
            yield row + 1, cells, points

    def release(self) -> None:
        """Give back the memory of cells that were copied to the grid."""
        self._file.budget.spend(-_CELL_BYTES * len(self._texts))
        self._places, self._texts, self._is_number = array("L"), [], bytearray()

    def _take(self, kind: int, data: bytes) -> None:
        if kind == _SHORT_NUMBER:
            row, column, style, packed = struct.unpack_from("<3HL", data)
            self._put_number(row, column, style, _unpacked(packed))
        elif kind == _SHARED_TEXT:
            row, column, _, number = struct.unpack_from("<3HL", data)
            if number >= len(self._file.texts):
                raise refuse(self._file.path, Refusal.DAMAGED)
            self._put(row, column, self._file.texts[number])
        elif kind == _NUMBER:
            row, column, style, value = struct.unpack_from("<3Hd", data)
            self._put_number(row, column, style, value)
        elif kind == _SHORT_NUMBERS:
            self._take_numbers(data)
        elif kind == _FORMULA:
            self._take_formula(data)
        else:
            self._take_rare(kind, data)

    def _take_rare(self, kind: int, data: bytes) -> None:
        if kind in {_TEXT, _RICH_TEXT}:
            row, column = struct.unpack_from("<2H", data)
            self._put(row, column, clean(self._text_at(data, 6)))
        elif kind == _FORMULA_TEXT:
            self._put(*divmod(self._formula, _COLUMNS), clean(self._text_at(data, 0)))
        elif kind == _TRUTH:
            row, column, _, value, is_error = struct.unpack_from("<3H2B", data)
            self._put(row, column, _ERRORS.get(value, "#?") if is_error else _truth(value))
        elif kind == _MERGED:
            self._take_merged(data)
        elif kind == _ROW:
            self.hidden_rows += bool(struct.unpack_from("<H", data, 12)[0] & _HIDDEN_ROW)

    def _take_numbers(self, data: bytes) -> None:
        row, first = struct.unpack_from("<2H", data)
        for place in range((len(data) - 6) // 6):
            style, packed = struct.unpack_from("<HL", data, 4 + 6 * place)
            self._put_number(row, first + place, style, _unpacked(packed))

    def _take_formula(self, data: bytes) -> None:
        row, column, style, value, mark = struct.unpack_from("<3H6sH", data)
        self._formula = row * _COLUMNS + column % _COLUMNS
        if mark != 0xFFFF:
            self._put_number(row, column, style, struct.unpack_from("<d", data, 6)[0])
        elif value[0] == 1:
            self._put(row, column, _truth(value[2]))
        elif value[0] == 2:
            self._put(row, column, _ERRORS.get(value[2], "#?"))

    def _take_merged(self, data: bytes) -> None:
        (count,) = struct.unpack_from("<H", data)
        for place in range(min(count, (len(data) - 2) // 8)):
            top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * place)
            self.merged.append(Merged(top + 1, bottom + 1, left, right))

    def _text_at(self, data: bytes, place: int) -> str:
        file = self._file
        return read_counted(data, place, "<H", is_wide=file.is_wide, code_page=file.code_page)

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        formats = self._file.formats
        number_format: NumberFormat = formats[style] if style < len(formats) else PLAIN
        if number_format is PLAIN:
            self._put(row, column, number_text(value), is_number=True)
            return
        if number_format.is_date:
            self.dates.append((row + 1, column))
        self.units += number_format.adds_unit
        text = number_format.text(value, from_1904=self._file.from_1904)
        self._put(row, column, text, is_number=not number_format.is_date)

    def _put(self, row: int, column: int, text: str, *, is_number: bool = False) -> None:
        if not text:
            return
        if column >= _COLUMNS:
            raise refuse(self._file.path, Refusal.DAMAGED)
        self._file.budget.spend(_CELL_BYTES)
        self._places.append(row * _COLUMNS + column)
        self._texts.append(text)
        self._is_number.append(is_number)


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, start)
        yield start, kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _unpacked(packed: int) -> float:
    """Give the number of an RK value: a whole one or the upper half of a float, perhaps in hundredths."""
    if packed & 2:
        value = float((packed if packed < 1 << 31 else packed - (1 << 32)) >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))
    return value / 100 if packed & 1 else value


def _truth(value: int) -> str:
    return "TRUE" if value else "FALSE"
