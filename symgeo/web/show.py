"""The presentation of saved views: one page, given out beside Streamlit's, that needs nothing afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from symgeo.errors import SymgeoError
from symgeo.vocabulary import SHOW_PATH

PageOf = Callable[[Mapping[str, Sequence[str]]], bytes]
"""Gives the page that query parameters ask for."""


def show_route(page_of: PageOf, *, base_url_path: str = "") -> Route:
    """Give the route of the presentation.

    Parameters
    ----------
    page_of : callable
        Makes the page; it may take seconds, and runs beside the server.
    base_url_path : str
        Streamlit's ``server.baseUrlPath``.
    """

    async def answer(request: Request) -> Response:
        asked = {name: request.query_params.getlist(name) for name in request.query_params}
        try:
            page = await run_in_threadpool(page_of, asked)
        except SymgeoError as error:
            return PlainTextResponse(str(error), status_code=503)
        # What was saved or hidden since must not come out of a cache.
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    return Route(f"{base}/{SHOW_PATH}", answer)
