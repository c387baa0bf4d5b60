"""Rows of large maps are given out compressed, kept by the reader's browser alone, or not there."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

from symgeo.web.columns import columns_route
from tests.web.awaiting import awaited

ROWS = gzip.compress(b'{"id":["A"]}')


def ask(name: str, encodings: bytes = b"gzip, br") -> Response:
    route = columns_route({"known": ROWS}.get, base_url_path="/maps/")
    assert route.path == "/maps/columns/{name}.json"
    scope = {"type": "http", "path_params": {"name": name}, "headers": [(b"accept-encoding", encodings)]}
    answer: Response = awaited(route.endpoint(Request(scope)))
    return answer


def test_rows_come_compressed_and_stay_with_one_reader() -> None:
    answer = ask("known")
    assert answer.body == ROWS
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"].startswith("private")


def test_who_cannot_unpack_gets_them_plain() -> None:
    assert ask("known", b"identity").body == b'{"id":["A"]}'


def test_what_is_not_there_is_not_found() -> None:
    assert ask("other").status_code == 404
