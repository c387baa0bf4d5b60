"""Read ODS as a stream of XML: all sheets stand in one part, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from symgeo.storage.readers.cells import clean, number_text
from symgeo.storage.readers.grid import Budget, GridBuilder
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Merged
from symgeo.storage.readers.refusals import Refusal, refuse

_MOST_PLACES: Final = 10_000
_MOST_BLANKS: Final = 1_000
_SKIPPED: Final = frozenset({"annotation", "tracked-changes", "shapes", "forms", "ruby-text"})
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_DURATION: Final = re.compile(r"(-?)PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d*)?S")
_WRITTEN_NUMBER: Final = re.compile(r"[-+\u2212]?[\d\s.,'\u2019]*\d(?:[eE][-+]?\d+)?")
_TELLS_UNIT: Final = re.compile(r"[^\W\d_]|[°%€£$]")


@dataclass
class OdsSheet:
    """One sheet.

    Attributes
    ----------
    name : str
        As written in the file.
    builder : GridBuilder
        Holds its rows.
    is_hidden : bool
        Whether the spreadsheet hides it.
    filled : list of int
        How many cells have text, for each of its first rows with any.
    merged, without_value, dates, hidden_rows, units
        As for `xlsx.SheetReader`.
    """

    name: str
    builder: GridBuilder
    is_hidden: bool = False
    filled: list[int] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    without_value: list[tuple[int, int]] = field(default_factory=list)
    dates: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    units: int = 0


class OdsReader:
    """Turns the content of an ODS file into sheets.

    Parameters
    ----------
    path : Path
        The file that refusals name.
    limits : Limits
        How wide and long a sheet may be.
    budget : Budget
        Memory for all sheets.
    first_rows : int
        Keep only so many rows of each sheet; 0 for all.

    Attributes
    ----------
    sheets : list of OdsSheet
        In the order of the file.
    """

    def __init__(self, path: Path, limits: Limits, budget: Budget, first_rows: int, sample_rows: int) -> None:
        self.sheets: list[OdsSheet] = []
        self._path = path
        self._limits = limits
        self._budget = budget
        self._first_rows = first_rows
        self._sample_rows = sample_rows
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._skipped = 0
        self._depth = 0
        self._row = self._repeated_rows = 0
        self._cell: dict[str, str] | None = None
        self._column = 0
        self._cells: list[str] = []
        self._points: list[bool] = []
        self._parts: list[str] = []
        self._paragraphs = 0
        self._is_paragraph = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table,
            "table-row": self._start_row,
            "style": self._start_style,
            "table-properties": self._take_properties,
            "p": self._start_paragraph,
            "s": self._take_blanks,
            "tab": self._take_tab,
            "line-break": self._take_line_break,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
            return
        if name in _CELLS:
            if self._depth == 1:
                self._start_cell(attributes)
            return
        begin = self._starts.get(name)
        if begin:
            begin({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
        elif name in _CELLS:
            if self._depth == 1 and self._cell is not None:
                self._end_cell(self._cell)
        elif name == "table-row":
            if self._depth == 1:
                self._end_row()
        elif name == "p":
            self._is_paragraph = False
        elif name == "table":
            self._depth -= 1

    def text(self, text: str) -> None:
        """Take a piece of a cell's text."""
        if self._is_paragraph and not self._skipped:
            self._parts.append(text)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        # Tables within cells are shown as part of the cell; nobody keeps data there.
        builder = GridBuilder(self._budget, self._first_rows)
        is_hidden = attributes.get("style-name", "") in self._hidden_styles
        self.sheets.append(OdsSheet(attributes.get("name", ""), builder, is_hidden))
        self._row = 0

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")

    def _take_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._repeated_rows = _count(attributes.get("number-rows-repeated"))
        if self._depth == 1 and attributes.get("visibility", "visible") != "visible":
            self.sheets[-1].hidden_rows += min(self._repeated_rows, self._limits.rows)
        self._cells, self._points = [], []
        self._column = 0

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        filled = sum(map(bool, self._cells))
        if filled:
            if self._repeated_rows > self._limits.rows:
                raise refuse(self._path, Refusal.TOO_MANY_ROWS, limit=self._limits.rows)
            for place in range(self._repeated_rows):
                sheet.builder.add(self._row + place + 1, list(self._cells), self._points)
            if len(sheet.filled) < self._sample_rows:
                sheet.filled.append(filled)
        self._row += self._repeated_rows

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._parts = []
        self._paragraphs = 0

    def _start_paragraph(self, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every beginning
        if self._cell is not None:
            if self._paragraphs:
                self._parts.append("\n")
            self._paragraphs += 1
            self._is_paragraph = True

    def _take_blanks(self, attributes: dict[str, str]) -> None:
        self._parts.append(" " * min(_count(attributes.get("c")), _MOST_BLANKS))

    def _take_tab(self, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every beginning
        self._parts.append("\t")

    def _take_line_break(self, attributes: dict[str, str]) -> None:  # noqa: ARG002  # as every beginning
        self._parts.append("\n")

    def _end_cell(self, cell: dict[str, str]) -> None:
        shown = clean("".join(self._parts))
        repeated = _count(cell.get("number-columns-repeated"))
        kind = cell.get("value-type", "")
        text = self._text_of(cell, kind, shown)
        self._take_merged(cell)
        if text:
            self._put(text, is_number=kind in _NUMBERS, repeated=repeated)
        elif "formula" in cell and not kind:
            self._remember(self.sheets[-1].without_value)
        self._column += repeated
        self._cell = None

    def _put(self, text: str, *, is_number: bool, repeated: int) -> None:
        if self._column + repeated > self._limits.columns:
            raise refuse(self._path, Refusal.TOO_MANY_COLUMNS, limit=self._limits.columns)
        missing = self._column - len(self._cells)
        self._cells += [""] * missing + [text] * repeated
        self._points += [False] * missing + [is_number] * repeated

    def _text_of(self, cell: dict[str, str], kind: str, shown: str) -> str:
        sheet = self.sheets[-1]
        if kind in _NUMBERS:
            return self._number_of(cell, kind, shown)
        if kind == "date":
            self._remember(sheet.dates)
            return cell.get("date-value", "").replace("T", " ").removesuffix(" 00:00:00")
        if kind == "time":
            self._remember(sheet.dates)
            found = _DURATION.fullmatch(cell.get("time-value", ""))
            return f"{found[1]}{found[2]:0>2}:{found[3]:0>2}:{found[4]:0>2}" if found else shown
        if kind == "boolean":
            return cell.get("boolean-value", "").upper()
        return shown or clean(cell.get("string-value", ""))

    def _number_of(self, cell: dict[str, str], kind: str, shown: str) -> str:
        try:
            value = float(cell.get("value", ""))
        except ValueError as error:
            raise refuse(self._path, Refusal.DAMAGED) from error
        if kind == "percentage":
            self.sheets[-1].units += 1
            return f"{number_text(float(format(value * 100, '.12g')))} %"
        unit = _WRITTEN_NUMBER.sub("", shown, count=1).strip()
        if kind == "currency":
            unit = cell.get("currency", "") or unit
        if not _TELLS_UNIT.search(unit):
            return number_text(value)
        self.sheets[-1].units += 1
        return f"{number_text(value)} {unit}"

    def _take_merged(self, cell: dict[str, str]) -> None:
        rows, columns = _count(cell.get("number-rows-spanned")), _count(cell.get("number-columns-spanned"))
        merged = self.sheets[-1].merged
        if (rows > 1 or columns > 1) and len(merged) < _MOST_PLACES:
            row, column = self._row + 1, self._column
            merged.append(Merged(row, row + rows - 1, column, column + columns - 1))

    def _remember(self, places: list[tuple[int, int]]) -> None:
        if len(places) < _MOST_PLACES:
            places.append((self._row + 1, self._column))


def _count(text: str | None) -> int:
    if text is None or len(text) > 8 or not (text.isdecimal() and text.isascii()):
        return 1
    return max(int(text), 1)
