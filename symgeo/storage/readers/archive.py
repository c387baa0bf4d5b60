"""Open packed files (XLSX, ODS, zipped shapefile) without trusting what they say."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.refusals import Refusal, refuse

PART_BYTES: Final = 1 << 16
_END_RECORD: Final = b"PK\x05\x06"
_END_RECORD_BYTES: Final = 22
_LARGE_END_RECORD: Final = b"PK\x06\x06"
_LARGE_END_RECORD_BYTES: Final = 56
_LONGEST_COMMENT: Final = 65_535
_MOST_DIRECTORY_BYTES: Final = 2_000_000
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive whose list of contents is small and whose contents stay within the limit.

    Only the sizes in the list are used: reading stops at them, so that a file which lies about them
    is cut off and found damaged.

    Raises
    ------
    ReadError
        If it is damaged, protected by a password, or unpacks to too much.
    """
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as packed:
            _check_parts(path, packed, limits)
            yield packed
    # The zip reader answers damaged lists of contents with each of these.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        struct.error,
        UnicodeDecodeError,
    ) as error:
        raise refuse(path, Refusal.DAMAGED) from error
    except OSError as error:
        # Places outside the file, as a damaged list of contents names them.
        if error.errno == errno.EINVAL:
            raise refuse(path, Refusal.DAMAGED) from error
        raise refuse(path, Refusal.CANNOT_OPEN, why=error.strerror or "") from error


@contextmanager
def open_part(packed: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Open one file of an archive by its plain name.

    Raises
    ------
    KeyError
        If there is none.
    """
    real = next((info for info in packed.infolist() if plain_name(info.filename) == plain_name(name)), None)
    if real is None:
        raise KeyError(name)
    with packed.open(real) as part:
        yield part


def size_of_part(packed: zipfile.ZipFile, name: str) -> int:
    """Give the unpacked size in bytes; 0 where there is no such part."""
    sizes = (info.file_size for info in packed.infolist() if plain_name(info.filename) == plain_name(name))
    return next(sizes, 0)


def plain_name(name: str) -> str:
    """Write a name in an archive in one way; some programmes use backslashes or capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def _check_directory(path: Path) -> None:
    """Refuse a huge list of contents before it is read into memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _END_RECORD_BYTES - _LONGEST_COMMENT, 0))
        tail = file.read()
    place = tail.rfind(_END_RECORD)
    if place < 0 or len(tail) < place + _END_RECORD_BYTES:
        raise refuse(path, Refusal.DAMAGED)
    (directory_bytes,) = struct.unpack_from("<L", tail, place + 12)
    large = tail.rfind(_LARGE_END_RECORD, 0, place)
    if large >= 0 and place - large >= _LARGE_END_RECORD_BYTES:
        directory_bytes = max(directory_bytes, *struct.unpack_from("<Q", tail, large + 40))
    if directory_bytes > _MOST_DIRECTORY_BYTES:
        raise refuse(path, Refusal.UNPACKS_TOO_LARGE)


def _check_parts(path: Path, packed: zipfile.ZipFile, limits: Limits) -> None:
    parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refuse(path, Refusal.PASSWORD)
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise refuse(path, Refusal.UNPACKS_TOO_LARGE)
    if any(part.compress_type not in _METHODS for part in parts):
        raise refuse(path, Refusal.DAMAGED)
