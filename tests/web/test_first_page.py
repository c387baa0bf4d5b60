"""The start page knows its server and its language."""

from __future__ import annotations

import gzip

import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse
from starlette.types import Message, Scope

from symgeo.web.first_page import FirstPage
from tests.web.awaiting import awaited

PAGE = '<html lang="en"><head><title>Streamlit</title></head></html>' + " " * 2000


def _browse(
    query: str = "", *, base: str = "", accept: str = "text/html,*/*", page: str = PAGE
) -> tuple[dict[str, str], bytes]:
    """Ask once as a browser does that understands gzip; give headers and body."""
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": "/county",
        "query_string": query.encode(),
        "headers": [(b"accept", accept.encode()), (b"accept-encoding", b"gzip")],
    }

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    awaited(FirstPage(GZipMiddleware(HTMLResponse(page)), base, "<link>")(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent[1:])


def test_deep_link_names_the_base_of_the_server() -> None:
    headers, body = _browse()
    assert b'<head><script>window.__streamlit={BACKEND_BASE_URL:location.origin+"/"};</script>' in body
    assert headers["content-length"] == str(len(body))


def test_base_path_is_kept_and_cannot_break_out_of_the_script() -> None:
    assert b'location.origin+"/sym/geo/"' in _browse(base="/sym/geo/")[1]
    assert _browse(base='"</script>x')[1].count(b"</script>") == 1


@pytest.mark.parametrize(
    ("asked", "given"), [("nn", "nn"), ("sv", "sv"), ("xx", "en"), ("%22%3E%3Cscript%3E", "en"), ("", "en")]
)
def test_language_of_the_link_is_set_from_the_start(asked: str, given: str) -> None:
    assert _browse(f"lang={asked}")[1].startswith(f'<html lang="{given}">'.encode())


def test_further_links_stand_at_the_end_of_the_head() -> None:
    assert b"</title><link></head>" in _browse()[1]


def test_pages_of_components_pass_untouched() -> None:
    page = '<html lang="en"><head><title>Map</title></head></html>'
    assert _browse(page=page)[1].decode() == page


def test_other_answers_pass_untouched() -> None:
    headers, body = _browse(accept="application/json")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == PAGE
