"""Read XML as a stream; documents that bring their own entities are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, Protocol
from xml.parsers import expat

from symgeo.storage.readers.refusals import Refusal, refuse

_CHUNK_BYTES: Final = 1 << 16
_LAST: Final = True
_MOST_NAMES: Final = 1_000
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class XmlHandler(Protocol):
    """What takes the pieces of a document; names are without their namespace's prefix."""

    @property
    def text(self) -> Callable[[str], None]:
        """What takes text within an element."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def read_xml(
    path: Path, stream: IO[bytes], handler: XmlHandler, *, on_bytes: Callable[[int], None] | None = None
) -> None:
    """Send every element of a document to a handler.

    Parameters
    ----------
    path : Path
        The file that a refusal names.
    stream : IO
        The document.
    handler : XmlHandler
        Takes the elements; what it raises ends the reading.
    on_bytes : callable, optional
        Takes how many bytes were read, each time some were.

    Raises
    ------
    ReadError
        If it is no well-formed XML, or declares a document type or entities.
    """
    chunk = stream.read(_CHUNK_BYTES)
    encoding = "utf-16" if chunk.startswith(_UTF16_MARKS) else "utf-8"
    parser = _parser(path, handler, encoding)
    done = 0
    try:
        while chunk:
            parser.Parse(chunk)
            done += len(chunk)
            if on_bytes:
                on_bytes(done)
            chunk = stream.read(_CHUNK_BYTES)
        parser.Parse(b"", _LAST)
    except expat.ExpatError as error:
        raise refuse(path, Refusal.DAMAGED) from error
    finally:
        # The parser and the handler's methods hold each other.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _parser(path: Path, handler: XmlHandler, encoding: str) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        # Most workbooks have no prefixes; then the parser calls the handler itself.
        plain = _PlainNames(handler) if ":" in name else handler
        parser.StartElementHandler = plain.start
        parser.EndElementHandler = plain.end
        parser.CharacterDataHandler = handler.text
        plain.start(name, attributes)

    def forbid(*_: object) -> None:
        raise refuse(path, Refusal.UNSAFE_XML)

    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    return parser


class _PlainNames:
    """Takes the prefixes off names, then calls the handler."""

    def __init__(self, handler: XmlHandler) -> None:
        self._start = handler.start
        self._end = handler.end
        self._plain: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = self._plain.get(name)
        if plain is None:
            plain = name.rpartition(":")[2]
            if len(self._plain) < _MOST_NAMES:
                self._plain[name] = plain
        self._start(plain, attributes)

    def end(self, name: str) -> None:
        self._end(self._plain.get(name) or name.rpartition(":")[2])
