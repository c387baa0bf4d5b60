"""Pieces of the fine coast: made on demand, compressed, cached, and nothing but pieces."""

import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from symgeo.errors import SetupError
from symgeo.web.coast import CoastPieces

from .conftest import Get

PIECE = "/geo/coast/252/19.json"


def test_piece_is_rings_in_steps_from_its_corner(get: Get) -> None:
    answer = get(PIECE, Accept_Encoding="gzip")
    assert answer.headers["content-type"] == "application/json"
    piece = json.loads(gzip.decompress(answer.body))
    # A square from 9.6 to 9.8 E and 63.0 to 63.1 N: 0.1 degrees are 1,000 steps, the corner is 9.5 E 63 N.
    assert sorted(points(piece["land"][0])) == [(1000, 0), (1000, 1000), (3000, 0), (3000, 1000)]
    assert sorted(points(piece["lakes"][0])) == [(1500, 400), (1500, 600), (2000, 400), (2000, 600)]
    assert list(piece["counties"]) == ["NO-50"]


def points(ring: list[int]) -> list[tuple[int, int]]:
    place = (0, 0)
    found = []
    for east, north in zip(ring[::2], ring[1::2], strict=True):
        place = (place[0] + east, place[1] + north)
        found.append(place)
    return found


def test_piece_without_land_is_an_answer_too(get: Get) -> None:
    assert json.loads(get("/geo/coast/285/6.json").body) == {"land": [], "lakes": [], "counties": {}}


def test_unchanged_piece_is_not_sent_twice(get: Get) -> None:
    etag = get(PIECE).headers["etag"]
    again = get(PIECE, If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")
    assert "max-age=" in again.headers["cache-control"]


def test_piece_carries_the_security_headers(get: Get) -> None:
    headers = get(PIECE).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        *("/geo/coast", "/geo/coast/", "/geo/coast/252", "/geo/coast/252/", "/geo/coast/252/19"),
        *(
            "/geo/coast/252/19.json.gz",
            "/geo/coast/252/19.JSON",
            "/geo/coast/252/.json",
            "/geo/coast//19.json",
        ),
        *("/geo/coast/252/19.json/", "/geo/coast/252/19.json;a=1"),
        *(
            "/geo/coast/0252/19.json",
            "/geo/coast/252/019.json",
            "/geo/coast/252/+19.json",
            "/geo/coast/252/1_9.json",
        ),
        *("/geo/coast/-252/19.json", "/geo/coast/252.0/19.json", "/geo/coast/252/%2019.json"),
        *("/geo/coast/%D9%A2%D9%A5%D9%A2/19.json", "/geo/coast/252/19%0A.json", "/geo/coast/NaN/19.json"),
        *(
            "/geo/coast/217/19.json",
            "/geo/coast/286/19.json",
            "/geo/coast/252/5.json",
            "/geo/coast/252/64.json",
        ),
        *("/geo/coast/252/" + "9" * 5000 + ".json", "/geo/coast/999/999.json"),
        *("/geo/coast/../../secret.txt", "/geo/coast/252/..%2F..%2F..%2Fsecret.txt%00.json"),
        *("/geo/coast/252/..%5C..%5Csecret.txt", "/geo/coast/%2e%2e/%2e%2e.json"),
    ],
)
def test_other_addresses_are_a_404(get: Get, address: str) -> None:
    answer = get(address)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_missing_file_stops_the_start_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "counties_sea.geojson").touch()
    with pytest.raises(SetupError, match=r"land_fine\.parquet"):
        CoastPieces(tmp_path / "land_fine.parquet", tmp_path / "counties_sea.geojson")


def test_piece_is_cut_once_and_kept(served_folder: Path) -> None:
    pieces = CoastPieces(
        served_folder / "geo" / "land_fine.parquet", served_folder / "geo" / "counties_sea.geojson"
    )
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda column: pieces.piece(252, column), range(15, 23)))
    assert pieces.piece(252, 19) is pieces.piece(252, 19)
    assert pieces.piece.cache_info().currsize == 8
    assert pieces.piece.cache_info().maxsize is not None
