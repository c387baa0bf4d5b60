"""Land and counties: compressed, cached, and an error at the start where they are missing."""

import gzip
import json
from pathlib import Path

import pytest

from symgeo.errors import SetupError
from symgeo.views.map_ground import pack_land
from symgeo.web.geometry import GeometryFile, read_ground

from .conftest import Get

RING = [90000, 620000, 30000, 0, 0, 20000, -30000, 0]
"""A square from 9 E, 62 N in steps of 0.0001 degrees: its first corner, and the way to the others."""
LAND: dict[str, object] = {"land": [RING], "lakes": []}
COUNTIES = [{"code": "NO-50", "name": "Trøndelag", "label": [10.5, 63.0], "rings": [RING]}]


@pytest.mark.parametrize(("address", "content"), [("/geo/land.json", LAND), ("/geo/counties.json", COUNTIES)])
def test_geometry_is_sent_compressed(get: Get, address: str, content: object) -> None:
    answer = get(address, Accept_Encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(gzip.decompress(answer.body)) == content


def test_geometry_is_sent_plain_to_those_who_cannot_unpack(get: Get) -> None:
    answer = get("/geo/land.json", Accept_Encoding="identity")
    assert "content-encoding" not in answer.headers
    assert json.loads(answer.body) == LAND


@pytest.mark.parametrize("prefix", ["", "W/"])
def test_unchanged_geometry_is_not_sent_twice(get: Get, prefix: str) -> None:
    etag = get("/geo/land.json").headers["etag"]
    again = get("/geo/land.json", If_None_Match=f'"other", {prefix}{etag}')
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("address", ["/geo", "/geo/", "/geo/land.geojson", "/geo/../secret.txt"])
def test_other_addresses_are_a_404(get: Get, address: str) -> None:
    assert get(address).status == 404


def test_other_content_has_another_etag() -> None:
    assert GeometryFile.of(b"one").etag != GeometryFile.of(b"two").etag


@pytest.mark.parametrize("content", [None, "{}", '{"features": [{"properties": {}}]}', "not JSON"])
def test_missing_or_broken_geometry_names_the_file(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "land.geojson"
    if content is not None:
        path.write_text(content)
    with pytest.raises(SetupError, match=r"land\.geojson"):
        read_ground(path, pack_land)
