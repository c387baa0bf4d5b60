"""The page that starts the application in the browser, told where its server is and how it reads."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from symgeo.vocabulary import LANGUAGES

_HEAD: Final = b"<head>"
_END: Final = b"</head>"
_TITLE: Final = b"<title>Streamlit</title>"
"""The pages of components have another one, and are left as they are."""
_LANG: Final = b'<html lang="en">'


class FirstPage:
    """ASGI middleware that completes Streamlit's start page.

    Streamlit's script looks for its server below every part of a deep link and logs an error for
    each address that is not there; the base path spares it that. The language of the link is set
    before the first text is drawn.

    Parameters
    ----------
    app : ASGI application
        What answers.
    base_url_path : str
        Path below which the application is served, without slashes around it; "" for none.
    links : str
        What else stands in its head, as HTML.
    """

    def __init__(self, app: ASGIApp, base_url_path: str = "", links: str = "") -> None:
        self.app = app
        base = re.sub(r"[^A-Za-z0-9._~/-]", "", base_url_path).strip("/")
        path = f"/{base}" if base else ""
        self._script = f'<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+"{path}/"}};</script>'
        self._links = links

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; complete what comes back where it is the start page."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        # The page is small and must be readable here, so it is not asked for compressed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        held: list[Message] = []
        body = bytearray()

        async def send_completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                if "text/html" in Headers(scope=message).get("content-type", ""):
                    held.append(message)
                    return
            elif held:
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                page = self._completed(bytes(body), scope["query_string"])
                MutableHeaders(scope=held[0])["content-length"] = str(len(page))
                await send(held.pop())
                await send({"type": "http.response.body", "body": page})
                return
            await send(message)

        await self.app({**scope, "headers": plain}, receive, send_completed)

    def _completed(self, page: bytes, query: bytes) -> bytes:
        if _TITLE not in page:
            return page
        asked = parse_qs(query.decode("latin-1")).get("lang", [""])[0]
        if asked in LANGUAGES:
            page = page.replace(_LANG, f'<html lang="{asked}">'.encode(), 1)
        page = page.replace(_HEAD, _HEAD + self._script.encode(), 1)
        return page.replace(_END, self._links.encode() + _END, 1)
