"""Look into the container of old Office files (XLS, DOC): names of its streams, and cells' places.

calamine reads the values of an XLS file. It lays out every cell between the first and the last, so two
cells at the corners of a sheet make 17 million; and it does not tell percentages from quarters. Both are
looked up here first. The container is described in [MS-CFB], the records in [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from symgeo.storage.readers.number_formats import PLAIN, NumberFormat, builtin_format, read_format
from symgeo.storage.readers.refusals import Refusal, refuse

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES: Final = 512
_ENTRY_BYTES: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_SHORT_STREAM: Final = 4_096
_STREAM_KINDS: Final = frozenset({1, 2, 5})
_ROOT: Final = 5

_SHEET_BEGIN, _SHEET_END = 0x0809, 0x000A
_FILE_PASSWORD, _FORMAT, _STYLE, _SHEET_NAME = 0x002F, 0x041E, 0x00E0, 0x0085
_NUMBERS: Final = frozenset({0x0203, 0x027E, 0x0006})
_TEXTS: Final = frozenset({0x00FD, 0x0204, 0x0205, 0x00D6})
_MANY_NUMBERS: Final = 0x00BD


@dataclass
class SheetPlaces:
    """Where one sheet's cells stand.

    Attributes
    ----------
    rows, columns : int
        Up to which row and column there are values.
    formats : dict of (int, int) to NumberFormat
        Formats of numbers that show more than the number; row and column from 0.
    """

    rows: int = 0
    columns: int = 0
    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)


def stream_names(content: bytes, path: Path) -> set[str]:
    """Give the names of a container's streams in small letters.

    Raises
    ------
    ReadError
        If the container is damaged.
    """
    return {name for name, _, _, _ in _Container(content, path).entries}


def sheet_places(content: bytes, path: Path) -> list[SheetPlaces]:
    """Give where the cells of each sheet stand, in the order of the file.

    Raises
    ------
    ReadError
        If the container is damaged or protected by a password.
    """
    finder = _PlaceFinder(path)
    for start, kind, data in _records(_Container(content, path).stream({"workbook", "book"})):
        finder.take(start, kind, data)
    return finder.sheets()


class _PlaceFinder:
    """Takes the records of a workbook one by one, and keeps where cells stand."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[int, SheetPlaces] = {}
        self._order: list[int] = []
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._depth = 0
        self._current = SheetPlaces()

    def sheets(self) -> list[SheetPlaces]:
        return [self._found.get(start, SheetPlaces()) for start in self._order]

    def take(self, start: int, kind: int, data: bytes) -> None:
        if kind == _FILE_PASSWORD:
            raise refuse(self._path, Refusal.PASSWORD)
        if kind == _SHEET_BEGIN:
            self._depth += 1
            if self._depth == 1:
                # A chart within a sheet has a beginning of its own.
                self._current = self._found.setdefault(start, SheetPlaces())
        elif kind == _SHEET_END:
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 1:
            for row, column, style in _cells_of(kind, data):
                _place(self._current, row, column, _format_for(style, self._styles, self._codes))
            self._take_shared(kind, data)

    def _take_shared(self, kind: int, data: bytes) -> None:
        if kind == _SHEET_NAME and len(data) >= 4:
            self._order.append(struct.unpack_from("<L", data)[0])
        elif kind == _FORMAT:
            self._codes.update(_format_of(data))
        elif kind == _STYLE and len(data) >= 4:
            self._styles.append(struct.unpack_from("<H", data, 2)[0])


def _place(sheet: SheetPlaces, row: int, column: int, number_format: NumberFormat) -> None:
    sheet.rows = max(sheet.rows, row + 1)
    sheet.columns = max(sheet.columns, column + 1)
    if number_format.adds_unit:
        sheet.formats[row, column] = number_format


def _format_for(style: int, styles: list[int], codes: dict[int, str]) -> NumberFormat:
    if style >= len(styles):
        return PLAIN
    number = styles[style]
    return read_format(codes[number]) if number in codes else builtin_format(number)


def _cells_of(kind: int, data: bytes) -> Iterator[tuple[int, int, int]]:
    if kind in _NUMBERS and len(data) >= 6:
        yield struct.unpack_from("<3H", data)
    elif kind in _TEXTS and len(data) >= 4:
        # Whatever the style of a text: it has no unit.
        yield (*struct.unpack_from("<2H", data), 0)
    elif kind == _MANY_NUMBERS and len(data) >= 6:
        row, first = struct.unpack_from("<2H", data)
        for place in range((len(data) - 6) // 6):
            yield row, first + place, struct.unpack_from("<H", data, 4 + 6 * place)[0]


def _format_of(data: bytes) -> Iterator[tuple[int, str]]:
    if len(data) > 5:
        number, length, is_wide = struct.unpack_from("<HHB", data)
        text = data[5 : 5 + length * (2 if is_wide & 1 else 1)]
        yield number, text.decode("utf-16-le" if is_wide & 1 else "cp1252", errors="replace")


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


class _Container:
    """The chains of sectors that make up streams."""

    def __init__(self, content: bytes, path: Path) -> None:
        self._content = content
        self._path = path
        if len(content) < _HEADER_BYTES:
            raise refuse(path, Refusal.DAMAGED)
        shift, short_shift = struct.unpack_from("<2H", content, 30)
        if shift not in {9, 12} or short_shift != 6:
            raise refuse(path, Refusal.DAMAGED)
        self._sector_bytes = 1 << shift
        self._short_bytes = 1 << short_shift
        first_directory, first_short_table = (
            struct.unpack_from("<L", content, 48)[0],
            struct.unpack_from("<L", content, 60)[0],
        )
        self._table = self._read_table()
        directory = self._chain(first_directory)
        self.entries = list(self._read_entries(directory))
        short_table = self._chain(first_short_table)
        self._short_table = struct.unpack(
            f"<{len(short_table) // 4}L", short_table[: len(short_table) // 4 * 4]
        )

    def stream(self, names: set[str]) -> bytes:
        """Give the first stream with one of these names."""
        for name, kind, start, size in self.entries:
            if name in names and kind != _ROOT:
                if size >= _SHORT_STREAM:
                    return self._chain(start)[:size]
                return self._short_chain(start)[:size]
        raise refuse(self._path, Refusal.DAMAGED)

    def _read_table(self) -> tuple[int, ...]:
        """Read the table of which sector follows which."""
        sectors = list(struct.unpack_from("<109L", self._content, 76))
        (following,) = struct.unpack_from("<L", self._content, 68)
        seen: set[int] = set()
        while following < _LAST_SECTOR and following not in seen:
            seen.add(following)
            block = self._sector(following)
            if len(block) < self._sector_bytes:
                break
            *more, following = struct.unpack(f"<{self._sector_bytes // 4}L", block)
            sectors += more
        # A sector that is named twice would let a small file claim a large table.
        named = dict.fromkeys(sector for sector in sectors if sector < _LAST_SECTOR)
        table = b"".join(self._sector(sector) for sector in named)
        return struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        return self._content[start : start + self._sector_bytes]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self._table))

    def _short_chain(self, start: int) -> bytes:
        root = next((entry for entry in self.entries if entry[1] == _ROOT), None)
        if root is None:
            raise refuse(self._path, Refusal.DAMAGED)
        store = self._chain(root[2])
        size = self._short_bytes
        return b"".join(
            store[number * size : (number + 1) * size] for number in _followed(start, self._short_table)
        )

    def _read_entries(self, directory: bytes) -> Iterator[tuple[str, int, int, int]]:
        for place in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            if kind not in _STREAM_KINDS:
                continue
            name = directory[place : place + max(min(length, 64) - 2, 0)].decode(
                "utf-16-le", errors="replace"
            )
            start, size = struct.unpack_from("<2L", directory, place + 116)
            yield name.lower(), kind, start, size


def _followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Follow a chain of sectors to its end; one that bites its tail ends there."""
    seen: set[int] = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        yield start
        start = table[start]
