"""Turn one sheet of an XLSX file into rows of text, as a stream."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from symgeo.storage.readers.cells import clean, number_text
from symgeo.storage.readers.number_formats import PLAIN
from symgeo.storage.readers.reading import Merged
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.xlsx import PHONETIC, TRUTHS, XlsxFile, unescaped, whole_number

TakeRow = Callable[[int, list[str], list[bool]], None]
"""Takes row number, cells from column A on, and for each whether it is a number."""

_AREA: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_MOST_PLACES: Final = 10_000


class SheetReader:
    """Turns a sheet's XML into rows of text.

    Parameters
    ----------
    file : XlsxFile
        Gives shared texts and number formats.
    take_row : callable
        Takes each row.

    Attributes
    ----------
    merged : list of Merged
        Merged ranges.
    without_value, dates : list of (int, int)
        Row and column of formulas without a value, and of dates.
    hidden_rows, units : int
        How many rows are hidden, and how many cells show a unit by their format.
    """

    def __init__(self, file: XlsxFile, take_row: TakeRow) -> None:
        self.merged: list[Merged] = []
        self.without_value: list[tuple[int, int]] = []
        self.dates: list[tuple[int, int]] = []
        self.hidden_rows = 0
        self.units = 0
        self._file = file
        self._texts = file.texts
        self._formats = file.formats
        self._from_1904 = file.from_1904
        self._take_row = take_row
        self._columns: dict[str, int] = {}
        self._is_data = False
        self._is_phonetic = False
        self._row = self._column = 0
        self._type = self._style = ""
        self._has_formula = self._has_value = False
        self._parts: list[str] = []
        self._kept = 0
        # A million cells: the parser calls the list itself.
        self.text = self._parts.append
        self._cells: list[str] = []
        self._points: list[bool] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or its value; take a merged range."""
        if not self._is_data:
            if name == "sheetData":
                self._is_data = True
            elif name == "mergeCell":
                self._take_merged(attributes.get("ref", ""))
        elif name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self._has_value = True
        elif name == "f":
            self._has_formula = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "t":
            # Blanks between the elements of a rich text are none of its own.
            del self._parts[self._kept :]
        elif name == PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        """End a value, take a cell or a row."""
        if not self._is_data or name == "v":
            return
        if name == "c":
            self._end_cell()
        elif name == "row":
            self._take_row(self._row, self._cells, self._points)
        elif name == "f":
            self._parts.clear()
        elif name == "t":
            if not self._is_phonetic:
                self._kept = len(self._parts)
        elif name == "sheetData":
            self._is_data = False
        elif name == PHONETIC:
            self._is_phonetic = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        before, self._row = self._row, whole_number(attributes.get("r"), self._row + 1)
        if not before < self._row <= _LAST_ROW:
            raise refuse(self._file.path, Refusal.DAMAGED)
        self.hidden_rows += attributes.get("hidden", "") in TRUTHS
        self._column = 0
        self._cells, self._points = [], []

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is not None:
            self._column = self._column_of(place.rstrip("0123456789"))
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._has_formula = self._has_value = False
        self._parts.clear()
        self._kept = 0

    def _end_cell(self) -> None:
        parts = self._parts
        kind = self._type
        if kind == "inlineStr":
            del parts[self._kept :]
        value = parts[0] if len(parts) == 1 else "".join(parts).strip()
        if not value:
            if self._has_formula and not (kind == "str" and self._has_value):
                self._remember(self.without_value)
        elif kind == "s":
            self._put(self._shared(value), is_number=False)
        elif kind == "n":
            self._put_number(value)
        else:
            self._put_rare(kind, value)
        self._column += 1

    def _put_rare(self, kind: str, value: str) -> None:
        if kind == "b":
            self._put("TRUE" if value in TRUTHS else "FALSE", is_number=False)
        elif kind == "d":
            self._remember(self.dates)
            self._put(clean(value.replace("T", " ").removesuffix(" 00:00:00")), is_number=False)
        else:
            self._put(clean(unescaped(value)), is_number=False)

    def _put_number(self, value: str) -> None:
        style = self._style
        number_format = PLAIN
        if style and style != "0":
            place = whole_number(style)
            number_format = self._formats[place] if place < len(self._formats) else PLAIN
        if number_format is PLAIN and len(value) < 16 and value.isdecimal() and value.isascii():
            self._put(value, is_number=True)
            return
        try:
            number = float(value)
        except ValueError as error:
            raise refuse(self._file.path, Refusal.DAMAGED) from error
        if number_format is PLAIN:
            self._put(number_text(number), is_number=True)
            return
        if number_format.is_date:
            self._remember(self.dates)
        self.units += number_format.adds_unit
        text = number_format.text(number, from_1904=self._from_1904)
        self._put(text, is_number=not number_format.is_date)

    def _put(self, text: str, *, is_number: bool) -> None:
        if not text:
            return
        missing = self._column - len(self._cells)
        if missing < 0:
            # A second cell at the same place or before: a spreadsheet would call the file damaged.
            raise refuse(self._file.path, Refusal.DAMAGED)
        if missing:
            self._cells.extend([""] * missing)
            self._points.extend([False] * missing)
        self._cells.append(text)
        self._points.append(is_number)

    def _shared(self, value: str) -> str:
        try:
            place = int(value)
            if place >= 0:
                return self._texts[place]
        except (ValueError, IndexError) as error:
            raise refuse(self._file.path, Refusal.DAMAGED) from error
        raise refuse(self._file.path, Refusal.DAMAGED)

    def _column_of(self, letters: str) -> int:
        column = self._columns.get(letters)
        if column is None:
            column = column_number(letters)
            if not 0 <= column < _LAST_COLUMN:
                raise refuse(self._file.path, Refusal.DAMAGED)
            self._columns[letters] = column
        return column

    def _remember(self, places: list[tuple[int, int]]) -> None:
        if len(places) < _MOST_PLACES:
            places.append((self._row, self._column))

    def _take_merged(self, area: str) -> None:
        found = _AREA.fullmatch(area)
        if found and len(self.merged) < _MOST_PLACES:
            first, last = column_number(found[1]), column_number(found[3])
            self.merged.append(Merged(int(found[2]), int(found[4]), first, last))


def column_number(letters: str) -> int:
    """Give the number of a column, A is 0; -1 for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - 64
    return number - 1
