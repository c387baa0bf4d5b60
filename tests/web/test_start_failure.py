"""A start that fails: one sentence for what is known, the traceback for a broken programme."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message

from symgeo.errors import TableError
from symgeo.web.start_failure import PlainStartFailure
from tests.web.awaiting import awaited


async def _start(app: Starlette) -> list[Message]:
    """Give what the server hears when the application starts."""
    heard: list[Message] = []

    async def receive() -> Message:
        return {"type": "lifespan.startup" if not heard else "lifespan.shutdown"}

    async def send(message: Message) -> None:
        heard.append(message)

    await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    return heard


def _application(error: Exception | None) -> Starlette:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if error:
            raise error
        yield

    return Starlette(lifespan=lifespan, middleware=[Middleware(PlainStartFailure)])


def test_broken_table_is_one_sentence() -> None:
    broken = TableError("sites.csv", "it is empty", "Fill it")
    assert awaited(_start(_application(broken))) == [
        {"type": "lifespan.startup.failed", "message": "symgeo: sites.csv: it is empty. Fill it"}
    ]


def test_broken_programme_shows() -> None:
    with pytest.raises(ZeroDivisionError):
        awaited(_start(_application(ZeroDivisionError("no"))))


def test_good_start_passes_through() -> None:
    heard = awaited(_start(_application(None)))
    assert [message["type"] for message in heard] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
