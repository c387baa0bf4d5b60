"""Land and counties for the map: read and compressed once, then answered from memory."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from symgeo.errors import SetupError

CACHE_CONTROL: Final = "public, max-age=3600, stale-while-revalidate=86400"
"""An hour without asking, because a county may put in its official borders."""


@dataclass(frozen=True)
class GeometryFile:
    """One file of geometry, ready to be sent.

    Attributes
    ----------
    plain : bytes
        The file as it is.
    packed : bytes
        The same, compressed with gzip.
    etag : str
        Fingerprint of the content, in quotes as the header wants it.
    media_type : str
        What it is.
    """

    plain: bytes
    packed: bytes
    etag: str
    media_type: str = "application/json"

    @classmethod
    def of(cls, plain: bytes, media_type: str = "application/json") -> GeometryFile:
        """Compress content that is ready to be sent."""
        etag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
        # mtime=0: the same content always gives the same bytes.
        return cls(plain=plain, packed=gzip.compress(plain, mtime=0), etag=etag, media_type=media_type)

    def answer(self, request: Request) -> Response:
        """Give the content, compressed where the browser reads that; 304 where it has it already."""
        headers = {"Cache-Control": CACHE_CONTROL, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if self.etag in _etags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(self.packed, media_type=self.media_type, headers=headers)
        return Response(self.plain, media_type=self.media_type, headers=headers)


def read_ground(path: Path, pack: Callable[[Mapping[str, Any]], object]) -> GeometryFile:
    """Read a GeoJSON file and pack it for drawing.

    Raises
    ------
    SetupError
        If the file cannot be read, or does not hold what is drawn.
    """
    try:
        packed = pack(json.loads(path.read_bytes()))
    except (OSError, KeyError, ValueError) as error:
        message = f"The map's geometry cannot be read from {path}. Restore this file from the repository."
        raise SetupError(message) from error
    return GeometryFile.of(json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode())


def content_route(address: str, file: GeometryFile) -> Route:
    """Give the route that answers with content that is held in memory."""

    async def answer(request: Request) -> Response:
        return file.answer(request)

    return Route(address, answer)


def _etags(header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}
