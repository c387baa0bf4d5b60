"""Browser files: given out with type and cache, and nothing else."""

from pathlib import Path

import pytest

from symgeo.errors import SetupError
from symgeo.web.assets import AssetFiles

from .conftest import SCRIPT, Get


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("/assets/leaflet/leaflet.js", {"application/javascript", "text/javascript"}),
        ("/assets/leaflet/leaflet.css", {"text/css"}),
        ("/assets/leaflet/images/layers.png", {"image/png"}),
        ("/assets/full/icon.svg", {"image/svg+xml"}),
    ],
)
def test_file_has_its_type(get: Get, address: str, types: set[str]) -> None:
    answer = get(address)
    assert answer.status == 200
    assert answer.headers["content-type"].split(";")[0] in types


def test_file_is_cached_for_a_day(get: Get) -> None:
    answer = get("/assets/leaflet/leaflet.js")
    assert answer.body == SCRIPT
    assert "max-age=86400" in answer.headers["cache-control"]


def test_unchanged_file_is_not_sent_twice(get: Get) -> None:
    etag = get("/assets/leaflet/leaflet.js").headers["etag"]
    again = get("/assets/leaflet/leaflet.js", If_None_Match=etag)
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "address",
    ["/assets", "/assets/", "/assets/leaflet", "/assets/leaflet/", "/assets/nothing.js", "/assets/a/b/c.css"],
)
def test_what_is_missing_is_a_404(get: Get, address: str) -> None:
    assert get(address).status == 404


@pytest.mark.parametrize(
    "address",
    [
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets/leaflet/../../secret.txt",
        "/assets/..%5csecret.txt",
        "/assets//secret.txt",
        "/assets/%00",
    ],
)
def test_nothing_outside_the_folder_is_given_out(get: Get, address: str) -> None:
    answer = get(address)
    assert answer.status in {400, 404}
    assert b"secret" not in answer.body


def test_missing_folder_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="python3 -m symgeo setup"):
        AssetFiles(tmp_path / "assets")
