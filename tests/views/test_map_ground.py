"""Land and counties as rings of whole steps: nothing lost, and names where there is room."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import shapely

from symgeo.storage.dataset import DATA_FOLDER
from symgeo.views.map_ground import STEP_DEGREES, inner_point, pack_counties, pack_land


def places(ring: list[int]) -> list[tuple[float, float]]:
    """Unpack a ring as `rings.js` does."""
    lons, lats = (list(accumulate(ring[start::2])) for start in (0, 1))
    return [
        (round(lon * STEP_DEGREES, 4), round(lat * STEP_DEGREES, 4))
        for lon, lat in zip(lons, lats, strict=True)
    ]


def outline(corners: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """A ring with points along its edges, as coasts have them."""
    return np.asarray(shapely.get_coordinates(shapely.segmentize(shapely.LinearRing(corners), 0.1)))


def test_packed_land_holds_every_point_of_the_file() -> None:
    shapes: dict[str, Any] = json.loads((DATA_FOLDER / "geo" / "land_draw.geojson").read_bytes())
    packed = pack_land(shapes)
    for kind in ("land", "lake"):
        geometry = next(f["geometry"] for f in shapes["features"] if f["properties"]["kind"] == kind)
        rings = [ring for part in geometry["coordinates"] for ring in part]
        unpacked = packed["land" if kind == "land" else "lakes"]
        assert [places(ring) for ring in unpacked] == [
            [tuple(point) for point in ring[:-1]] for ring in rings
        ]


def test_each_county_has_its_short_name_and_a_place_for_it() -> None:
    counties = pack_counties(json.loads((DATA_FOLDER / "geo" / "counties.geojson").read_bytes()))
    by_code = {county["code"]: county for county in counties}
    assert len(by_code) == 36
    assert by_code["SE-Y"]["name"] == "Västernorrland"
    assert by_code["NO-50"]["label"] == pytest.approx([11.2, 63.9], abs=1.0)


def test_name_stands_in_the_wide_part_of_a_shape_and_never_outside_it() -> None:
    # A wide room of 4 by 4 degrees with a corridor to the east, on the equator.
    room = [(0, 0), (4, 0), (4, 1.9), (12, 1.9), (12, 2.1), (4, 2.1), (4, 4), (0, 4), (0, 0)]
    lon, lat = inner_point(outline(room))
    assert 1 < lon < 3
    assert 1 < lat < 3
    # The middle of a horseshoe's box is no part of it.
    shoe = [(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3), (0, 0)]
    lon, lat = inner_point(outline(shoe))
    assert lat < 1 or not 1 < lon < 2
