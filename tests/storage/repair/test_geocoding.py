"""Address services are asked row by row, slowly, once for each address, and may fail at any row."""

from __future__ import annotations

import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from symgeo import __version__
from symgeo.errors import Cancelled
from symgeo.storage.database import open_database, sqlite_url
from symgeo.storage.remembered import Geocoded, StoredAnswers
from symgeo.storage.repair.geocoding import (
    KARTVERKET,
    NOMINATIM,
    Address,
    Answered,
    Host,
    Stopped,
    addresses_of,
    geocode,
)
from symgeo.storage.repair.points import with_point
from symgeo.storage.repair.wording import stopped_sentence
from symgeo.texts import texts_for
from tests.storage.repair.conftest import Open

ORKANGER = {
    "adressetekst": "Havnegata 1",
    "postnummer": "7300",
    "poststed": "ORKANGER",
    "representasjonspunkt": {"epsg": "EPSG:4258", "lat": 63.3, "lon": 9.85},
}
SUNDSVALL = {
    "lat": "62.39",
    "lon": "17.31",
    "display_name": "Storgatan 1, Sundsvall",
    "addresstype": "building",
}


@dataclass
class Service:
    """A fake of both services on this computer."""

    base: str = ""
    asked: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    status: int = 200
    body: object = None

    def host(self, host: Host) -> Host:
        return replace(host, base=self.base)


@pytest.fixture
def service() -> Iterator[Service]:
    fake = Service()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urllib.parse.urlsplit(self.path)
            query = {name: values[0] for name, values in urllib.parse.parse_qs(parts.query).items()}
            fake.asked.append((parts.path, query, self.headers["User-Agent"]))
            body = fake.body if fake.body is not None else answer(parts.path, query)
            self.send_response(fake.status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield fake
    server.shutdown()
    server.server_close()


def answer(path: str, query: dict[str, str]) -> object:
    if path == "/adresser/v1/sok":
        return {"adresser": [ORKANGER] if "Havnegata" in query["sok"] else []}
    return [SUNDSVALL] if "Storgatan" in query["q"] else []


class Memory:
    """Keeps answers for one test."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], Geocoded] = {}

    def read(self, host: str, asked: str) -> Geocoded | None:
        return self.answers.get((host, asked))

    def save(self, host: str, asked: str, answer: Geocoded) -> None:
        self.answers[(host, asked)] = answer


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    now_s: float = 0.0
    slept_s: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self.now_s += seconds


HAVNEGATA = Address(2, "Havnegata 1, 7300 Orkanger", "5059", "NO")
STORGATAN = Address(3, "Storgatan 1, Sundsvall", "2281", "SE")
NOWHERE = Address(4, "Ingensteds 1", "5059", "NO")


def ask(addresses: list[Address], host: Host, cache: Memory | None = None) -> Answered:
    clock = Clock()
    return geocode(addresses, host, cache or Memory(), clock=clock, sleep=clock.sleep)


def test_kartverket_is_asked_for_norwegian_rows_only(service: Service) -> None:
    came = ask([HAVNEGATA, STORGATAN, NOWHERE], service.host(KARTVERKET))
    found = came.found[0]
    assert (found.row, found.lat, found.lon, found.precision) == (2, 63.3, 9.85, "facility")
    assert (came.not_found, came.not_asked, came.stopped) == ((4,), (3,), Stopped.NO)
    path, query, agent = service.asked[0]
    assert (path, query["kommunenummer"], agent) == ("/adresser/v1/sok", "5059", f"symgeo/{__version__}")


def test_nominatim_is_asked_with_our_name_once_a_second(service: Service) -> None:
    clock = Clock()
    host = service.host(NOMINATIM)
    came = geocode([HAVNEGATA, STORGATAN, NOWHERE], host, Memory(), clock=clock, sleep=clock.sleep)
    assert [(found.row, found.label) for found in came.found] == [(3, "Storgatan 1, Sundsvall")]
    assert clock.slept_s == [1.0, 1.0]
    assert {agent for _, _, agent in service.asked} == {f"symgeo/{__version__}"}


def test_nothing_is_asked_twice_even_after_a_new_start(service: Service, tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "symgeo.sqlite")
    for _ in range(2):
        kept = StoredAnswers(open_database(url), lambda: datetime(2026, 1, 2, tzinfo=UTC))
        came = geocode([HAVNEGATA, NOWHERE], service.host(KARTVERKET), kept, sleep=lambda _: None)
        assert ([found.row for found in came.found], came.not_found) == ([2], (4,))
    assert len(service.asked) == 2


@pytest.mark.parametrize(
    ("status", "body", "stopped"),
    [
        (429, {}, Stopped.TOO_MANY),
        (500, {}, Stopped.UNREACHABLE),
        (200, ["not", "ours"], Stopped.UNREACHABLE),
        (200, {"adresser": [{}]}, Stopped.UNREACHABLE),
    ],
)
def test_a_failing_service_is_left_alone_and_told(
    service: Service, status: int, body: object, stopped: Stopped
) -> None:
    service.status, service.body = status, body
    came = ask([HAVNEGATA, NOWHERE], service.host(KARTVERKET))
    assert (came.found, came.not_asked, came.stopped) == ((), (2, 4), stopped)
    assert len(service.asked) == 1
    assert all(stopped_sentence(came.stopped, texts_for(language)) for language in ("en", "nb", "nn", "sv"))


def test_no_service_at_all_is_told(service: Service) -> None:
    service.status = 429
    assert ask([STORGATAN], service.host(NOMINATIM)).stopped is Stopped.TOO_MANY
    gone = replace(KARTVERKET, base="http://127.0.0.1:9")
    assert ask([HAVNEGATA], gone).stopped is Stopped.UNREACHABLE
    assert stopped_sentence(Stopped.NO, texts_for("en")) == ""


def test_what_was_found_before_cancelling_is_kept(service: Service) -> None:
    def progress(done: float) -> None:
        if done > 0:
            raise Cancelled

    came = geocode([HAVNEGATA, NOWHERE], service.host(KARTVERKET), Memory(), progress=progress)
    assert ([found.row for found in came.found], came.not_asked) == ([2], (4,))
    assert came.stopped is Stopped.CANCELLED


def test_a_found_address_becomes_the_site_s_position(open_text: Open, service: Service) -> None:
    file = open_text(
        "Navn;Adresse;Kommune;Lat;Lon\nA;Havnegata 1, 7300 Orkanger;Orkland;;\nB;Et sted;Orkland;63,3;9,8\n"
    )
    addresses = addresses_of(file.reading, file.state, file.found)
    assert addresses == (Address(2, "Havnegata 1, 7300 Orkanger, Orkland", "5059", "NO"),)
    found = ask(list(addresses), service.host(KARTVERKET)).found[0]
    placed = file.then(with_point(file.state, file.reading, file.found, found.point))
    site = placed.found.sites.loc[2]
    assert (site["lat"], site["lon"], site["coord_precision"]) == (63.3, 9.85, "facility")
    assert site["coord_source"] == "ws.geonorge.no: Havnegata 1, 7300, ORKANGER"
