"""The presentation of saved views is a page of our own, and never comes out of a cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from symgeo.errors import UsageError
from symgeo.web.show import show_route
from tests.web.awaiting import awaited


def page_of(asked: Mapping[str, Sequence[str]]) -> bytes:
    """Write back what was asked for."""
    if "broken" in asked:
        message = "The data cannot be read. Restore the file."
        raise UsageError(message)
    return repr(sorted(asked.items())).encode()


def ask(query: str) -> Response:
    """Ask the route, as the server does."""
    route = show_route(page_of, base_url_path="/maps/")
    assert route.path == "/maps/show"
    request = Request({"type": "http", "query_string": query.encode()})
    answer: Response = awaited(route.endpoint(request))
    return answer


def test_it_gives_the_page_with_all_that_was_asked_for() -> None:
    answer = ask("lang=nn&lang=sv")
    assert answer.body == b"[('lang', ['nn', 'sv'])]"
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"


def test_data_that_cannot_be_shown_is_told_in_a_sentence() -> None:
    answer = ask("broken=1")
    assert (answer.status_code, answer.body) == (503, b"The data cannot be read. Restore the file.")
