"""Look into the container of old Office files (XLS, DOC): its streams, put together from sectors.

The container is described in [MS-CFB]. Every chain is followed at most once through each sector, so that
what comes out is never larger than the file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from symgeo.storage.readers.refusals import Refusal, refuse

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER_BYTES: Final = 512
_ENTRY_BYTES: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_SHORT_STREAM: Final = 4_096
_STREAM_KINDS: Final = frozenset({1, 2, 5})
_ROOT: Final = 5


def stream_names(content: bytes, path: Path) -> set[str]:
    """Give the names of a container's streams in small letters.

    Raises
    ------
    ReadError
        If the container is damaged.
    """
    return {name for name, _, _, _ in _Container(content, path).entries}


def read_stream(content: bytes, names: set[str], path: Path) -> bytes:
    """Give the first stream with one of these names in small letters.

    Raises
    ------
    ReadError
        If there is none, or the container is damaged.
    """
    return _Container(content, path).stream(names)


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
