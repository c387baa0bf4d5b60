"""Read a text file with a character between its cells into a grid, line by line."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from symgeo.storage.readers.cells import clean, has_unseen, is_garbled
from symgeo.storage.readers.delimiter import SAMPLE_LINES, Agreement, agreement, find_delimiter
from symgeo.storage.readers.encoding import check_encoding, find_encoding
from symgeo.storage.readers.grid import Budget, GridBuilder
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Kind, Note, NoteCode, Progress, Quotes, Reading, ReadOptions
from symgeo.storage.readers.refusals import Refusal, refuse

if TYPE_CHECKING:
    from _csv import Reader

_PROGRESS_LINES: Final = 2_000
_MOST_DELIMITERS: Final = 16_384
"""Columns of a spreadsheet: trailing empty cells may go as far, cells with text only to the limit."""
_SAMPLE_CHARACTERS: Final = 2_000_000
_END: Final = "\x00end of file\x00"
"""A line after the last one: where it is not a row of its own, a quotation mark was never closed."""
_NO_DELIMITER: Final = "\x1f"
_DECLARATION: Final = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)


def read_delimited(
    path: Path, *, limits: Limits, options: ReadOptions, progress: Progress, notes: tuple[Note, ...] = ()
) -> Reading:
    """Read a text file; encoding, delimiter and the meaning of quotation marks are decided once.

    Parameters
    ----------
    path : Path
        A text file.
    limits, options, progress
        As for `symgeo.storage.readers.read_file`.
    notes : tuple of Note
        What was noticed before.

    Raises
    ------
    ReadError
        If a choice does not fit the file, or the file goes beyond a limit.
    """
    decisions = _decide(path, limits, options)
    lines = _Lines(path, decisions.encoding, limits, decisions.delimiter)
    size = path.stat().st_size
    builder = GridBuilder(Budget(path, limits, size), options.first_rows)
    broken_rows = 0
    for row in _rows(lines, decisions, size, progress):
        broken_rows += row.has_line_breaks
        builder.add(row.number, row.cells)
        if builder.is_full:
            break
    if not builder.height:
        raise refuse(path, Refusal.EMPTY)
    found = [*notes, *decisions.notes, *_notes_of(lines, broken_rows, builder)]
    return Reading(
        name=path.name,
        kind=Kind.TEXT,
        grid=builder.frame(),
        encoding=decisions.encoding,
        delimiter=decisions.delimiter,
        quotes=decisions.quotes,
        notes=tuple(found),
    )


class _Lines:
    """The lines of a file, looked at on their way; after them comes `_END`."""

    def __init__(self, path: Path, encoding: str, limits: Limits, delimiter: str = "") -> None:
        self.path = path
        self.unseen = 0
        self.garbled = 0
        self.never_closed = 0
        self.first_garbled = 0
        self.number = 0
        self.position_bytes = 0
        self._delimiter = delimiter
        self._longest = limits.columns * limits.cell_characters
        self._limits = limits
        # A mark at the beginning is no part of the first cell, also where a person says "utf-8".
        self._codec = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding

    def __iter__(self) -> Iterator[str]:
        with (
            self.path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding=self._codec, errors="replace", newline="") as text,
        ):
            while line := text.readline(self._longest):
                self.number += 1
                self.position_bytes = raw.tell()
                self._inspect(line)
                yield line.removeprefix("\ufeff") if self.number == 1 else line
        yield _END

    def _inspect(self, line: str) -> None:
        if len(line) == self._longest:
            raise refuse(
                self.path, Refusal.CELL_TOO_LONG, row=str(self.number), limit=self._limits.cell_characters
            )
        if self._delimiter and line.count(self._delimiter) > _MOST_DELIMITERS:
            raise refuse(self.path, Refusal.TOO_MANY_COLUMNS, limit=self._limits.columns)
        if has_unseen(line):
            self.unseen += 1
        if is_garbled(line):
            self.garbled += 1
            self.first_garbled = self.first_garbled or self.number


@dataclass(frozen=True)
class _Decisions:
    encoding: str
    delimiter: str
    quotes: Quotes
    has_declaration: bool
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class _Row:
    number: int
    cells: list[str]
    has_line_breaks: bool


def _decide(path: Path, limits: Limits, options: ReadOptions) -> _Decisions:
    encoding = check_encoding(path, options.encoding) if options.encoding else find_encoding(path)
    sample = _sample(_Lines(path, encoding, limits))
    declared = _DECLARATION.fullmatch(sample[0]) if sample else None
    notes: list[Note] = []
    if options.delimiter is not None:
        delimiter = _check_delimiter(path, options.delimiter)
    elif declared:
        delimiter = declared[1]
        notes.append(Note(NoteCode.DELIMITER_DECLARED))
    else:
        found = find_delimiter(sample)
        delimiter = found.delimiter
        notes += _notes_on(found)
    lines = _Lines(path, encoding, limits, delimiter)
    quotes, doubts = (options.quotes, []) if options.quotes else _find_quotes(lines, delimiter)
    return _Decisions(encoding, delimiter, quotes, declared is not None, (*notes, *doubts))


def _sample(lines: Iterable[str]) -> list[str]:
    sample: list[str] = []
    characters = 0
    for line in islice(lines, SAMPLE_LINES):
        characters += len(line)
        if line == _END or (sample and characters > _SAMPLE_CHARACTERS):
            break
        sample.append(line)
    return sample


def _check_delimiter(path: Path, delimiter: str) -> str:
    if len(delimiter) > 1 or delimiter in {"\n", "\r", '"'}:
        raise refuse(path, Refusal.UNKNOWN_DELIMITER, delimiter=delimiter)
    return delimiter


def _notes_on(found: Agreement) -> list[Note]:
    if not found.delimiter:
        return [Note(NoteCode.ONE_COLUMN)]
    return [] if found.is_sure else [Note(NoteCode.DELIMITER_UNSURE)]


def _find_quotes(lines: _Lines, delimiter: str) -> tuple[Quotes, list[Note]]:
    """Tell whether quotation marks stand around cells, or somebody just wrote one.

    One that is never closed would swallow all rows below it. Where that may have happened, the
    meaning is taken on which more rows agree.
    """
    if not _holds_quotes(lines.path) or not _may_be_swallowed(lines, delimiter):
        return Quotes.AROUND_CELLS, []
    if _share(lines, delimiter, Quotes.PLAIN_TEXT) >= _share(lines, delimiter, Quotes.AROUND_CELLS):
        return Quotes.PLAIN_TEXT, [Note(NoteCode.QUOTES_IGNORED)]
    return Quotes.AROUND_CELLS, []


def _share(lines: _Lines, delimiter: str, quotes: Quotes) -> float:
    rows = _parted(iter(lines), delimiter, quotes)
    return agreement((row for row in rows if row != [_END]), delimiter).share


def _holds_quotes(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b'"' in chunk for chunk in iter(lambda: file.read(1 << 18), b""))


def _may_be_swallowed(lines: _Lines, delimiter: str) -> bool:
    """Tell whether some cell holds whole rows, and the marks around cells are not in order."""
    has_rows_within = False
    reader = _reader(iter(lines), delimiter, Quotes.AROUND_CELLS, strict=True)
    try:
        for cells in reader:
            has_rows_within = has_rows_within or _holds_rows(cells, delimiter)
    except csv.Error:
        if has_rows_within:
            return True
    else:
        return False
    cells = []
    for cells in _parted(iter(lines), delimiter, Quotes.AROUND_CELLS):
        if _holds_rows(cells, delimiter):
            return True
    return cells != [_END]


def _holds_rows(cells: list[str], delimiter: str) -> bool:
    return any(("\n" in cell or "\r" in cell) and (not delimiter or delimiter in cell) for cell in cells)


def _parted(lines: Iterator[str], delimiter: str, quotes: Quotes) -> Iterator[list[str]]:
    """Part all lines into cells; a cell too long for the csv module ends it."""
    reader = _reader(lines, delimiter, quotes)
    while True:
        try:
            yield next(reader)
        except (StopIteration, csv.Error):
            return


def _reader(lines: Iterator[str], delimiter: str, quotes: Quotes, *, strict: bool = False) -> Reader:
    return csv.reader(
        lines,
        delimiter=delimiter or _NO_DELIMITER,
        quoting=csv.QUOTE_MINIMAL if quotes is Quotes.AROUND_CELLS else csv.QUOTE_NONE,
        skipinitialspace=True,
        strict=strict,
    )


def _rows(lines: _Lines, decisions: _Decisions, size: int, progress: Progress) -> Iterator[_Row]:
    source = iter(lines)
    if decisions.has_declaration:
        # A spreadsheet takes this line as a setting and does not show it.
        next(source)
    reader = _reader(source, decisions.delimiter, decisions.quotes)
    number = line_before = unseen_before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise refuse(
                lines.path, Refusal.CELL_TOO_LONG, row=str(number + 1), limit=csv.field_size_limit()
            ) from error
        number += 1
        if cells == [_END]:
            return
        has_line_breaks = reader.line_num - line_before > 1
        line_before = reader.line_num
        if has_line_breaks and any(cell.endswith(_END) for cell in cells):
            lines.never_closed = number
        if has_line_breaks:
            cells = [_with_plain_breaks(cell) for cell in cells]
        if lines.unseen > unseen_before:
            cells = [clean(cell) for cell in cells]
        yield _Row(number, [cell.strip() for cell in cells], has_line_breaks)
        unseen_before = lines.unseen
        if number % _PROGRESS_LINES == 0:
            progress(min(lines.position_bytes / size, 1.0))


def _with_plain_breaks(cell: str) -> str:
    return cell.removesuffix(_END).replace("\r\n", "\n").replace("\r", "\n")


def _notes_of(lines: _Lines, broken_rows: int, builder: GridBuilder) -> Iterator[Note]:
    if lines.garbled:
        yield Note(NoteCode.LETTERS_GARBLED, lines.garbled, str(lines.first_garbled))
    if lines.unseen:
        yield Note(NoteCode.UNSEEN_REMOVED, lines.unseen)
    if lines.never_closed:
        yield Note(NoteCode.QUOTE_NEVER_CLOSED, detail=str(lines.never_closed))
    if broken_rows:
        yield Note(NoteCode.LINE_BREAKS_IN_CELLS, broken_rows)
    if builder.is_full:
        yield Note(NoteCode.FIRST_ROWS_ONLY, builder.height)
