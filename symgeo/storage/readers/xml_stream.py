"""Read XML as a stream; documents that bring their own entities are refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Final, Protocol
from xml.parsers import expat

from symgeo.storage.readers.refusals import Refusal, refuse

_CHUNK_BYTES: Final = 1 << 16
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class XmlHandler(Protocol):
    """What takes the pieces of a document; names are without their namespace's prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take text within an element."""


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
            parser.Parse(chunk, False)
            done += len(chunk)
            if on_bytes:
                on_bytes(done)
            chunk = stream.read(_CHUNK_BYTES)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise refuse(path, Refusal.DAMAGED) from error
    finally:
        # The parser and the handler's methods hold each other.
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _parser(path: Path, handler: XmlHandler, encoding: str) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    plain: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        local = plain.get(name)
        if local is None:
            local = plain.setdefault(name, name.rpartition(":")[2]) if len(plain) < 1_000 else name
        handler.start(local, attributes)

    def end(name: str) -> None:
        handler.end(plain.get(name, name))

    def forbid(*_: object) -> None:
        raise refuse(path, Refusal.UNSAFE_XML)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = forbid
    parser.EntityDeclHandler = forbid
    return parser
