"""Read XLSX as a stream of XML, with the memory of one row and the texts that cells share.

calamine reads values twice as fast, but it holds a sheet three times over (14 times the size of a
typical file) and lays out every cell between the first and the last, which a file of a few kilobytes can
place at the far end of a sheet. It also does not tell percentages, units in number formats, formulas
without a value and hidden rows.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from symgeo.storage.readers import archive
from symgeo.storage.readers.cells import clean, number_text
from symgeo.storage.readers.grid import Budget
from symgeo.storage.readers.number_formats import PLAIN, NumberFormat, builtin_format, read_format
from symgeo.storage.readers.reading import Merged
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.xml_stream import XmlHandler, read_xml

TakeRow = Callable[[int, list[str], list[bool]], None]
"""Takes row number, cells from column A on, and for each whether it is a number."""

_WORKBOOK: Final = "xl/workbook.xml"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AREA: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_TEXT_BYTES: Final = 60
"""What a short text takes in Python beside its letters."""
_MOST_PLACES: Final = 10_000
_PHONETIC: Final = "rPh"
_TRUE: Final = frozenset({"1", "true"})


@dataclass(frozen=True)
class SheetPart:
    """A sheet's name, whether it is hidden, and where in the archive it stands."""

    name: str
    is_hidden: bool
    part: str


class XlsxFile:
    """An open XLSX file: its sheets, shared texts and number formats.

    Parameters
    ----------
    path : Path
        The file that refusals name.
    packed : ZipFile
        From `archive.open_archive`.
    budget : Budget
        Memory that shared texts are taken from.
    """

    def __init__(self, path: Path, packed: zipfile.ZipFile, budget: Budget) -> None:
        self.path = path
        self.packed = packed
        self._budget = budget
        self._names = {archive.plain_name(name) for name in packed.namelist()}
        root = _Relations()
        self._read("_rels/.rels", root)
        self._workbook = archive.plain_name(root.target_of("/officeDocument") or _WORKBOOK)
        self._relations = _Relations(posixpath.dirname(self._workbook))
        folder, name = posixpath.split(self._workbook)
        self._read(f"{folder}/_rels/{name}.rels", self._relations)
        workbook = _Workbook(self._relations)
        if not self._read(self._workbook, workbook):
            raise refuse(path, Refusal.DAMAGED)
        self.sheets = tuple(
            sheet for sheet in workbook.sheets if archive.plain_name(sheet.part) in self._names
        )
        self.from_1904 = workbook.from_1904

    @cached_property
    def texts(self) -> list[str]:
        """Texts that cells share, by number."""
        shared = _SharedTexts(self._budget)
        self._read(self._relations.target_of("/sharedStrings") or "xl/sharedStrings.xml", shared)
        return shared.texts

    @cached_property
    def formats(self) -> list[NumberFormat]:
        """Number formats by the number of the cell's style."""
        styles = _Styles()
        self._read(self._relations.target_of("/styles") or "xl/styles.xml", styles)
        return styles.formats()

    def read_sheet(
        self, sheet: SheetPart, reader: SheetReader, on_bytes: Callable[[int], None] | None
    ) -> None:
        """Send a sheet's rows to a reader; what the reader raises ends it."""
        self._read(sheet.part, reader, on_bytes)

    def size_of(self, sheet: SheetPart) -> int:
        """Give a sheet's unpacked size in bytes."""
        return archive.size_of_part(self.packed, sheet.part)

    def _read(self, part: str, handler: XmlHandler, on_bytes: Callable[[int], None] | None = None) -> bool:
        if archive.plain_name(part) not in self._names:
            return False
        with archive.open_part(self.packed, part) as stream:
            read_xml(self.path, stream, handler, on_bytes=on_bytes)
        return True


class _Relations:
    """Which part a relation's id leads to."""

    def __init__(self, folder: str = "") -> None:
        self.targets: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one relation."""
        if name == "Relationship":
            target = attributes.get("Target", "")
            whole = target if target.startswith("/") else posixpath.join(self._folder, target)
            self.targets[attributes.get("Id", "")] = posixpath.normpath(whole).lstrip("/")
            self._kinds[attributes.get("Type", "")] = attributes.get("Id", "")

    def end(self, name: str) -> None:
        """Nothing follows."""

    def text(self, text: str) -> None:
        """There is none."""

    def target_of(self, kind: str) -> str:
        """Give the part of the relation whose type ends so; "" where there is none."""
        ids = [relation for name, relation in self._kinds.items() if name.endswith(kind)]
        return self.targets[ids[0]] if ids else ""


class _Workbook:
    """The list of sheets."""

    def __init__(self, relations: _Relations) -> None:
        self.sheets: list[SheetPart] = []
        self.from_1904 = False
        self._relations = relations

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take one sheet or the calendar."""
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in _TRUE
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            part = self._relations.targets.get(relation, "")
            self.sheets.append(SheetPart(attributes.get("name", ""), is_hidden, part))

    def end(self, name: str) -> None:
        """Nothing follows."""

    def text(self, text: str) -> None:
        """There is none."""


class _SharedTexts:
    """The texts that cells share; pronunciation is left out."""

    def __init__(self, budget: Budget) -> None:
        self.texts: list[str] = []
        self._budget = budget
        self._parts: list[str] = []
        self._is_text = False
        self._is_phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every handler
        """Begin an item or one of its texts."""
        if name == "si":
            self._parts = []
        elif name == "t":
            self._is_text = not self._is_phonetic
        elif name == _PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        """End a text or take the whole item."""
        if name == "t":
            self._is_text = False
        elif name == _PHONETIC:
            self._is_phonetic = False
        elif name == "si":
            text = clean(unescaped("".join(self._parts)))
            self._budget.spend(_TEXT_BYTES + len(text))
            self.texts.append(text)

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._is_text:
            self._parts.append(text)


class _Styles:
    """Number formats, by the number of a cell's style."""

    def __init__(self) -> None:
        self._codes: dict[int, str] = {}
        self._of_styles: list[int] = []
        self._is_of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take a format or a style."""
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self._of_styles.append(_whole(attributes.get("numFmtId")))

    def end(self, name: str) -> None:
        """Leave the list of cell styles."""
        if name == "cellXfs":
            self._is_of_cells = False

    def text(self, text: str) -> None:
        """There is none."""

    def formats(self) -> list[NumberFormat]:
        """Give the format of each style."""
        read = {number: read_format(code) for number, code in self._codes.items()}
        return [read.get(number) or builtin_format(number) for number in self._of_styles]


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
        elif name == _PHONETIC:
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
        elif name == _PHONETIC:
            self._is_phonetic = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        before, self._row = self._row, _whole(attributes.get("r"), self._row + 1)
        if not before < self._row <= _LAST_ROW:
            raise refuse(self._file.path, Refusal.DAMAGED)
        self.hidden_rows += attributes.get("hidden", "") in _TRUE
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
        value = "".join(self._parts[: self._kept] if self._type == "inlineStr" else self._parts).strip()
        if value:
            if self._type == "s":
                self._put(self._shared(value), is_number=False)
            elif self._type == "n":
                self._put_number(value)
            elif self._type == "b":
                self._put("TRUE" if value in _TRUE else "FALSE", is_number=False)
            elif self._type == "d":
                self._remember(self.dates)
                self._put(value.replace("T", " ").removesuffix(" 00:00:00"), is_number=False)
            else:
                self._put(clean(unescaped(value)), is_number=False)
        elif (self._has_formula and self._type != "str") or (self._has_formula and not self._has_value):
            self._remember(self.without_value)
        self._column += 1

    def _put_number(self, value: str) -> None:
        style = self._style
        number_format = PLAIN
        if style and style != "0":
            place = _whole(style)
            number_format = self._formats[place] if place < len(self._formats) else PLAIN
        if number_format is PLAIN and value.isdecimal() and value.isascii() and len(value) < 16:
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
        place = _whole(value, -1)
        if not 0 <= place < len(self._texts):
            raise refuse(self._file.path, Refusal.DAMAGED)
        return self._texts[place]

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


def unescaped(text: str) -> str:
    """Give a text with characters that XML cannot hold (``_x000D_``) as themselves."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(found[0], int(found[1], 16)), text)


def _character(written: str, code: int) -> str:
    is_half = 0xD800 <= code <= 0xDFFF
    return written if is_half else chr(code)


def _whole(text: str | None, otherwise: int = 0) -> int:
    # Longer numbers are no places in a sheet, and turning them costs time.
    if text is None or len(text) > 10 or not (text.isdecimal() and text.isascii()):
        return otherwise
    return int(text)
