"""A start that fails for a known reason says so in one sentence, without a traceback."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from symgeo.errors import StoreError, SymgeoError
from symgeo.storage.trouble import sentence
from symgeo.texts import texts_for


class PlainStartFailure:
    """ASGI middleware: what the server reports of a failed start is the error's own text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, except the traceback of an error that was raised on purpose."""
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def send_or_hold(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                held.append(message)
            else:
                await send(message)

        try:
            await self.app(scope, receive, send_or_hold)
        except SymgeoError as error:
            held[:] = [{"type": "lifespan.startup.failed", "message": f"symgeo: {_told(error)}"}]
        finally:
            # Any other error is a broken programme: it is reported as it came, with its traceback.
            for message in held:
                await send(message)


def _told(error: SymgeoError) -> str:
    return sentence(error, texts_for("en")) if isinstance(error, StoreError) else str(error)
