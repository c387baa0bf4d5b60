"""Tell what a file is by its content; its ending may lie."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Final

from symgeo.storage.readers import archive, compound
from symgeo.storage.readers.encoding import looks_like_utf16
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Kind
from symgeo.storage.readers.refusals import Refusal, refuse

_HEAD_BYTES: Final = 65_536
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SQLITE: Final = b"SQLite format 3\0"
_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
    (b"\x7fELF", "ELF"),
)
_MARKUP: Final = re.compile(
    rb"<(?:\?xml|!doctype|!--|html|head|body|table|svg|kml|gml|rss|office:document)[\s>]", re.IGNORECASE
)
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_JSON: Final = re.compile(rb"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_GEOJSON: Final = re.compile(
    rb'"type"\s*:\s*"(?:FeatureCollection|Feature|GeometryCollection|(?:Multi)?(?:Point|LineString|Polygon))"'
)
_GEOPACKAGE: Final = re.compile(rb"GPKG|GP10|GP11|gpkg_contents")
SHAPE_CODE: Final = b"\x00\x00\x27\x0a"
"""First bytes of every shapefile."""
_UNPRINTABLE: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_FEW_UNPRINTABLE: Final = 3
_MOST_UNPRINTABLE: Final = 0.02
_UTF8_BOM: Final = b"\xef\xbb\xbf"


def find_kind(path: Path, limits: Limits) -> Kind:
    """Tell what a file is.

    Parameters
    ----------
    path : Path
        Any file.
    limits : Limits
        How large it and what it unpacks to may be.

    Raises
    ------
    ReadError
        If it cannot be opened, is empty or too large, or is no table.
    """
    head, tail = _read_ends(path, limits)
    if head.startswith(_ZIP_STARTS):
        return _kind_of_archive(path, limits)
    if head.startswith(compound.SIGNATURE):
        return _kind_of_compound(path)
    if head.startswith(_SQLITE):
        if _GEOPACKAGE.search(head[60:]):
            return Kind.GEOPACKAGE
        raise refuse(path, Refusal.WRONG_KIND, what="SQLite")
    if head.startswith(SHAPE_CODE):
        raise refuse(path, Refusal.LONE_SHAPEFILE)
    _refuse_signatures(path, head)
    return _kind_of_text(path, head, tail)


def check_kind(path: Path, kind: Kind, limits: Limits) -> Kind:
    """Check a file whose kind a person chose: what cannot be text is not read as text.

    Raises
    ------
    ReadError
        If it cannot be opened, is empty or too large, or is not text but shall be.
    """
    head, _ = _read_ends(path, limits)
    if kind is Kind.TEXT and not looks_like_utf16(head) and _is_binary(head):
        raise refuse(path, Refusal.NOT_TEXT)
    return kind


def _is_binary(head: bytes) -> bool:
    is_packed = head.startswith((*_ZIP_STARTS, compound.SIGNATURE, _SQLITE))
    unprintable = len(head) - len(head.translate(None, _UNPRINTABLE))
    return is_packed or unprintable > _FEW_UNPRINTABLE + _MOST_UNPRINTABLE * len(head)


def _read_ends(path: Path, limits: Limits) -> tuple[bytes, bytes]:
    try:
        size = path.stat().st_size
        if size > limits.size_bytes:
            raise refuse(path, Refusal.TOO_LARGE, limit_mb=limits.size_bytes // 1_000_000)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
            file.seek(max(size - _HEAD_BYTES, 0))
            tail = file.read(_HEAD_BYTES)
    except OSError as error:
        raise refuse(path, Refusal.CANNOT_OPEN, why=error.strerror or "") from error
    if not head.removeprefix(_UTF8_BOM).strip(b" \t\r\n\0"):
        raise refuse(path, Refusal.EMPTY)
    return head, tail


def _refuse_signatures(path: Path, head: bytes) -> None:
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise refuse(path, Refusal.WRONG_KIND, what=what)
    if b"%PDF-" in head[:1024]:
        raise refuse(path, Refusal.WRONG_KIND, what="PDF")


def _kind_of_archive(path: Path, limits: Limits) -> Kind:
    with archive.open_archive(path, limits) as packed:
        names = {archive.plain_name(name) for name in packed.namelist()}
        mime_type = _mime_type(packed) if "mimetype" in names else b""
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
        return Kind.XLSX
    if b"opendocument.spreadsheet" in mime_type:
        return Kind.ODS
    if any(name.endswith(".shp") for name in names):
        return Kind.SHAPEFILE
    raise refuse(path, Refusal.WRONG_KIND, what=_packed_kind(names, mime_type))


def _mime_type(packed: zipfile.ZipFile) -> bytes:
    with archive.open_part(packed, "mimetype") as part:
        return part.read(200)


def _packed_kind(names: Collection[str], mime_type: bytes) -> str:
    if "xl/workbook.bin" in names:
        return "XLSB"
    if "word/document.xml" in names:
        return "Word"
    if any(name.startswith("ppt/") for name in names):
        return "PowerPoint"
    if any(name.endswith(".kml") for name in names):
        return "KMZ"
    if mime_type:
        return "OpenDocument"
    return "ZIP"


def _kind_of_compound(path: Path) -> Kind:
    names = compound.stream_names(path.read_bytes(), path)
    if names & {"workbook", "book"}:
        return Kind.XLS
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise refuse(path, Refusal.PASSWORD)
    if not names:
        raise refuse(path, Refusal.DAMAGED)
    if "worddocument" in names:
        raise refuse(path, Refusal.WRONG_KIND, what="Word")
    raise refuse(path, Refusal.WRONG_KIND, what="OLE")


def _kind_of_text(path: Path, head: bytes, tail: bytes) -> Kind:
    if looks_like_utf16(head):
        return Kind.TEXT
    if _is_binary(head):
        raise refuse(path, Refusal.NOT_TEXT)
    start = head.removeprefix(_UTF8_BOM).lstrip()
    if _MARKUP.match(start):
        what = "HTML" if _HTML.search(start[:2000]) else "KML" if b"<kml" in start[:2000] else "XML"
        raise refuse(path, Refusal.WRONG_KIND, what=what)
    if _JSON.match(start):
        if _GEOJSON.search(head) or _GEOJSON.search(tail):
            return Kind.GEOJSON
        raise refuse(path, Refusal.WRONG_KIND, what="JSON")
    return Kind.TEXT
