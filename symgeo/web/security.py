"""Security headers: what a page of ours may load, and from where."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Background maps are off until the reader switches one on. These hosts are named all the same, because
# a page's policy is sent with its first answer and cannot change afterwards; without the switch,
# nothing asks them.
TILE_HOSTS: Final = ("https://cache.kartverket.no", "https://tile.openstreetmap.org")

_HOST: Final = re.compile(r"[A-Za-z0-9.\-\[\]:]+")

_FIXED_HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    # The tile hosts want to know which site asks; they learn its name only, never the page or its filters.
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)


def content_security_policy(host: str) -> str:
    """Give the Content-Security-Policy for pages of one host.

    Parameters
    ----------
    host
        The request's Host header; older browsers want the page's own WebSocket address spelt out.

    Returns
    -------
    str
        The header's value.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'self'",
            # streamlit-folium builds the map with eval; Streamlit starts with an inline script.
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob: {' '.join(TILE_HOSTS)}",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets} blob: data:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """ASGI middleware that puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = content_security_policy(host)
                for name, value in _FIXED_HEADERS:
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)
