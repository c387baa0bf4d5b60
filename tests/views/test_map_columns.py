"""Many rows are packed without a change, wait on a shelf, and leave the map itself short."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np

from symgeo.texts import texts_for
from symgeo.views.map import Reader
from symgeo.views.map_columns import as_bytes, plain
from symgeo.views.map_lines import opportunity_layer, opportunity_rows
from symgeo.views.map_script import layer_columns
from symgeo.views.map_shelf import Shelf
from symgeo.views.map_sites import site_layer, site_marks, site_rows
from tests.views import map_frames as frames


def numbers(packed: dict[str, object]) -> list[float]:
    """Unpack as `columns.js` does."""
    values = np.frombuffer(base64.b64decode(str(packed["data"])), dtype=f"<{packed['type']}")
    return list(values / float(str(packed.get("unit", 1))))


def words(packed: dict[str, object]) -> list[str]:
    different, rows = packed["words"], packed["rows"]
    assert isinstance(different, list)
    assert isinstance(rows, dict)
    return [different[int(k)] for k in numbers(rows)]


def test_packed_sites_and_lines_are_the_same_rows() -> None:
    sites, texts = frames.sites(frames.HOSTILE), texts_for("nb")
    marks = site_marks(sites, frames.flows(), frames.resources())
    rows = site_rows(sites, marks, frames.resources(), texts)
    given, packed = plain(rows), json.loads(as_bytes(rows))
    assert packed["title"] == list(frames.HOSTILE)
    for name in ("lat", "lon", "size", "family", "hollow"):
        assert numbers(packed[name]) == given[name]
    first, rest = map(words, packed["detail"]["lines"])
    assert [f"{one}\n{other}" for one, other in zip(first, rest, strict=True)] == given["detail"]
    found = opportunity_rows(frames.opportunities(), frames.sites(), frames.resources(), texts)
    packed = json.loads(as_bytes(found))
    assert words(packed["to"]) == ["TR001", "TR000"]
    assert numbers(packed["lat1"]) == plain(found)["lat1"]


def test_layer_with_an_address_carries_what_is_chosen_and_no_rows() -> None:
    sites, reader = frames.sites(), Reader(texts_for("en"))
    marks = site_marks(sites, frames.flows(), frames.resources())
    layer = site_layer(
        sites, marks, frames.resources(), reader, selected=("TR001",), quiet=("TR003",), address="../x.json"
    )
    columns = layer_columns(layer)
    assert columns["address"] == "../x.json"
    assert columns["selected"] == ["TR001"]
    assert isinstance(columns["dim"], dict)
    assert numbers(dict(columns["dim"])) == [0, 0, 0, 1]
    assert "title" not in columns
    lines = opportunity_layer(frames.opportunities(), sites, frames.resources(), reader, address="../y.json")
    assert "id" not in layer_columns(lines)


def test_shelf_gives_the_same_address_for_the_same_rows_and_another_server_another() -> None:
    shelf = Shelf()
    address = shelf.put(b"rows")
    assert shelf.put(b"rows") == address
    assert shelf.has(address)
    packed = shelf.find(address.split("/")[-1].removesuffix(".json"))
    assert packed is not None
    assert gzip.decompress(packed) == b"rows"
    assert Shelf().put(b"rows") != address


def test_full_shelf_lets_go_of_what_was_wanted_longest_ago() -> None:
    shelf = Shelf(most_bytes=60)
    one, two = shelf.put(b"1" * 10), shelf.put(b"2" * 10)
    assert shelf.has(one)
    three = shelf.put(b"3" * 10)
    assert [shelf.has(address) for address in (one, two, three)] == [True, False, True]
