"""Texts in XLS files: one byte or two a letter, and cut anywhere between records."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from symgeo.storage.readers.cells import clean
from symgeo.storage.readers.grid import Budget

_TWO_BYTES, _PRONOUNCED, _RICH = 0x01, 0x04, 0x08
_TEXT_BYTES: Final = 60
"""What a short text takes in Python beside its letters."""


def read_counted(data: bytes, place: int, size: str, *, is_wide: bool, code_page: str) -> str:
    """Read a text that stands after its length.

    Parameters
    ----------
    data : bytes
        A record.
    place : int
        Where the length stands.
    size : str
        Form of the length, as for `struct`.
    is_wide : bool
        Whether the file is of a version (8) whose texts say how many bytes a letter has.
    code_page : str
        Encoding of older texts.
    """
    (length,) = struct.unpack_from(size, data, place)
    start = place + struct.calcsize(size)
    if not is_wide:
        return data[start : start + length].decode(code_page, errors="replace")
    (flags,) = struct.unpack_from("<B", data, start)
    return _decode(data[start + 1 : start + 1 + length * (2 if flags & _TWO_BYTES else 1)], flags)


def read_shared(blocks: Sequence[bytes], budget: Budget) -> list[str]:
    """Read the texts that cells share; the list ends where the data do, whatever count they claim.

    Parameters
    ----------
    blocks : sequence of bytes
        The record and those that continue it.
    budget : Budget
        Memory that the texts are taken from.
    """
    texts: list[str] = []
    if not blocks:
        return texts
    cursor = _Cursor(blocks)
    cursor.skip(8)
    try:
        while not cursor.is_at_end:
            text = clean(cursor.read_text())
            budget.spend(_TEXT_BYTES + len(text))
            texts.append(text)
    except struct.error:
        # Cut off in the middle: cells that need the rest will be found damaged.
        return texts
    return texts


class _Cursor:
    """Reads on over the ends of records."""

    def __init__(self, blocks: Sequence[bytes]) -> None:
        self._blocks = blocks
        self._number = 0
        self._place = 0

    @property
    def is_at_end(self) -> bool:
        while self._number < len(self._blocks) and self._place >= len(self._blocks[self._number]):
            self._number += 1
            self._place = 0
        return self._number >= len(self._blocks)

    def skip(self, count: int) -> None:
        while count and not self.is_at_end:
            here = min(count, len(self._blocks[self._number]) - self._place)
            self._place += here
            count -= here

    def read_text(self) -> str:
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        more = struct.unpack("<L", self._take(4))[0] if flags & _PRONOUNCED else 0
        parts = []
        while True:
            bytes_each = 2 if flags & _TWO_BYTES else 1
            piece = self._take_within(length * bytes_each)
            parts.append(_decode(piece, flags))
            length -= len(piece) // bytes_each
            if length <= 0 or self.is_at_end:
                break
            # The rest of a text begins with its own flag: it may have another width.
            (flags,) = struct.unpack("<B", self._take(1))
        self.skip(4 * runs + more)
        return "".join(parts)

    def _take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count and not self.is_at_end:
            taken += self._take_within(count - len(taken))
        return taken

    def _take_within(self, count: int) -> bytes:
        if self.is_at_end:
            return b""
        piece = self._blocks[self._number][self._place : self._place + count]
        self._place += len(piece)
        return piece


def _decode(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le" if flags & _TWO_BYTES else "latin-1", errors="replace")
