"""The rows of large maps, given out once to each browser."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from symgeo.vocabulary import COLUMNS_PATH

FindColumns = Callable[[str], bytes | None]
"""Gives compressed columns by their name."""
CACHE_CONTROL: Final = "private, max-age=86400, immutable"
"""A name stands for one content only; no cache that several readers share may keep it."""


def columns_route(find: FindColumns, *, base_url_path: str = "") -> Route:
    """Give the route of the rows of large maps.

    Parameters
    ----------
    find : callable
        Gives JSON compressed with gzip.
    base_url_path : str
        Streamlit's ``server.baseUrlPath``.
    """

    async def answer(request: Request) -> Response:
        packed = find(request.path_params["name"])
        if packed is None:
            return PlainTextResponse("Not Found", status_code=404)
        headers = {"Cache-Control": CACHE_CONTROL, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(
                packed, media_type="application/json", headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(gzip.decompress(packed), media_type="application/json", headers=headers)

    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    return Route(f"{base}/{COLUMNS_PATH}/{{name}}.json", answer)
