"""Decide once how the bytes of a text file become letters."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from typing import Final

from symgeo.storage.readers.refusals import Refusal, refuse

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp865": "DOS 865",
    "iso8859_1": "ISO 8859-1",
}
"""The encodings that files of Nordic counties come in, with the names that people know them by; a person may
choose any other that Python knows."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK_BYTES: Final = 1 << 18
_SAMPLE_BYTES: Final = 4_096
_MOST_ZEROS_ON_TEXT_SIDE: Final = 0.05
_LEAST_ZEROS_ON_EMPTY_SIDE: Final = 0.6


def encoding_name(code: str) -> str:
    """Give the name that people know an encoding by."""
    return ENCODINGS.get(code.removesuffix("-sig"), code)


def find_encoding(path: Path) -> str:
    """Tell the encoding of a text file.

    A byte order mark decides; else UTF-16 by its zero bytes; else UTF-8, if every byte agrees; else
    Mac Roman where lines end as on old Macs (CR alone); else Windows-1252. Measured on files of Nordic
    offices this ladder was right where guessing by letter frequency was not.

    Parameters
    ----------
    path : Path
        A file that can be opened.

    Returns
    -------
    str
        A name of Python's codecs.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if looks_like_utf16(head):
        return "utf-16-le" if _zeros(head[1::2]) > _zeros(head[0::2]) else "utf-16-be"
    if fits(path, "utf-8"):
        return "utf-8"
    return "mac_roman" if _ends_lines_with_cr_only(path) else "cp1252"


def looks_like_utf16(head: bytes) -> bool:
    """Tell whether bytes are two to a letter: a byte order mark, or zeros on one side nearly always."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    sample = head[:_SAMPLE_BYTES]
    sides = sorted((_zeros(sample[0::2]), _zeros(sample[1::2])))
    return sides[0] < _MOST_ZEROS_ON_TEXT_SIDE and sides[1] > _LEAST_ZEROS_ON_EMPTY_SIDE


def fits(path: Path, encoding: str) -> bool:
    """Tell whether every byte of a file can be read in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def check_encoding(path: Path, encoding: str) -> str:
    """Check an encoding that a person chose.

    Raises
    ------
    ReadError
        If there is no such text encoding, or the file cannot be read in it.
    """
    try:
        known = codecs.lookup(encoding)
        # Names such as "zip" and "rot13" are codecs too, but none that makes letters of bytes.
        io.TextIOWrapper(io.BytesIO(), encoding=known.name).close()
    except (LookupError, ValueError) as error:
        raise refuse(path, Refusal.UNKNOWN_ENCODING, encoding=encoding) from error
    if known.name.startswith("utf") and not fits(path, known.name):
        raise refuse(path, Refusal.ENCODING_DOES_NOT_FIT, encoding=encoding)
    return encoding


def _zeros(part: bytes) -> float:
    return part.count(0) / len(part) if part else 0.0


def _ends_lines_with_cr_only(path: Path) -> bool:
    has_cr = False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            if b"\n" in chunk:
                return False
            has_cr = has_cr or b"\r" in chunk
    return has_cr
