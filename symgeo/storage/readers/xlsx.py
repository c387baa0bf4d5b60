"""Open XLSX as a stream of XML: its sheets, the texts that cells share, and number formats.

calamine reads values faster, but it holds a sheet three times over (14 times the size of a typical file)
and lays out every cell between the first and the last, which a file of a few kilobytes can place at the
far end of a sheet. It also does not tell percentages, units in number formats, formulas without a value
and hidden rows.
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
from symgeo.storage.readers.cells import clean
from symgeo.storage.readers.grid import Budget
from symgeo.storage.readers.number_formats import NumberFormat, builtin_format, read_format
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.xml_stream import XmlHandler, read_xml

_WORKBOOK: Final = "xl/workbook.xml"
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT_BYTES: Final = 60
"""What a short text takes in Python beside its letters."""
PHONETIC: Final = "rPh"
TRUTHS: Final = frozenset({"1", "true"})


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
        self, sheet: SheetPart, reader: XmlHandler, on_bytes: Callable[[int], None] | None
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
            self.from_1904 = attributes.get("date1904", "") in TRUTHS
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
        elif name == PHONETIC:
            self._is_phonetic = True

    def end(self, name: str) -> None:
        """End a text or take the whole item."""
        if name == "t":
            self._is_text = False
        elif name == PHONETIC:
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
            self._codes[whole_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            self._of_styles.append(whole_number(attributes.get("numFmtId")))

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


def unescaped(text: str) -> str:
    """Give a text with characters that XML cannot hold (``_x000D_``) as themselves."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(found[0], int(found[1], 16)), text)


def _character(written: str, code: int) -> str:
    is_half = 0xD800 <= code <= 0xDFFF
    return written if is_half else chr(code)


def whole_number(text: str | None, otherwise: int = 0) -> int:
    """Read a number as workbooks write places; what is none, or longer than any, gives the other value."""
    # Longer numbers are no places in a sheet, and turning them costs time.
    if text is None or len(text) > 10 or not (text.isdecimal() and text.isascii()):
        return otherwise
    return int(text)
