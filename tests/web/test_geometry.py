"""Land and counties: compressed, cached, and an error at the start where they are missing."""

import gzip
from pathlib import Path

import pytest

from symgeo.errors import SetupError
from symgeo.web.geometry import GeometryFile

from .conftest import LAND, Get


@pytest.mark.parametrize("address", ["/geo/land.json", "/geo/counties.json"])
def test_geometry_is_sent_compressed(get: Get, address: str) -> None:
    answer = get(address, Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert gzip.decompress(answer.body) == LAND


def test_geometry_is_sent_plain_to_those_who_cannot_unpack(get: Get) -> None:
    answer = get("/geo/land.json", Accept_Encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == LAND


@pytest.mark.parametrize("prefix", ["", "W/"])
def test_unchanged_geometry_is_not_sent_twice(get: Get, prefix: str) -> None:
    etag = get("/geo/land.json").headers["etag"]
    again = get("/geo/land.json", If_None_Match=f'"other", {prefix}{etag}')
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("address", ["/geo", "/geo/", "/geo/land.geojson", "/geo/../secret.txt"])
def test_other_addresses_are_a_404(get: Get, address: str) -> None:
    assert get(address).status == 404


def test_other_content_has_another_etag(tmp_path: Path) -> None:
    path = tmp_path / "land.geojson"
    path.write_bytes(b"one")
    before = GeometryFile.read(path)
    path.write_bytes(b"two")
    assert GeometryFile.read(path).etag != before.etag


def test_missing_geometry_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"land\.geojson"):
        GeometryFile.read(tmp_path / "land.geojson")
