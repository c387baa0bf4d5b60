"""Land, lakes and counties for drawing: the map's GeoJSON files as rings of whole steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

STEP_DEGREES: Final = 1e-4
"""Precision of the files, and of `rings.js`."""
_LABEL_GRID: Final = 16
_LABEL_POINTS: Final = 160
_NAMES_ARE_WIDE: Final = 0.6
"""Room to the sides counts for less than room above and below."""

FloatArray = npt.NDArray[np.float64]
Rings = list[list[int]]
County = dict[str, str | list[float] | Rings]


def pack_land(shapes: Mapping[str, Any]) -> dict[str, Rings]:
    """Give the rings of land and of lakes.

    Parameters
    ----------
    shapes : mapping
        GeoJSON whose features have the property ``kind``: lake, or anything else for land.
    """
    packed: dict[str, Rings] = {"land": [], "lakes": []}
    for feature in shapes["features"]:
        is_lake = feature["properties"]["kind"] == "lake"
        packed["lakes" if is_lake else "land"].extend(map(_steps, _rings(feature["geometry"])))
    return packed


def pack_counties(shapes: Mapping[str, Any]) -> list[County]:
    """Give ``code``, ``name``, ``label`` (lon, lat where the name has most room) and rings of each county.

    Parameters
    ----------
    shapes : mapping
        GeoJSON whose features have the properties ``code`` and ``name``, and maybe ``name_en``.
    """
    return [
        _county(feature["properties"], list(_rings(feature["geometry"]))) for feature in shapes["features"]
    ]


def _county(properties: Mapping[str, Any], rings: Sequence[FloatArray]) -> County:
    # "Västernorrland" for "Västernorrlands län": the short form is the same in all four languages.
    name = str(properties.get("name_en") or properties["name"]).removesuffix(" County")
    return {
        "code": str(properties["code"]),
        "name": name,
        "label": inner_point(max(rings, key=_area)),
        "rings": [_steps(ring) for ring in rings],
    }


def _rings(geometry: Mapping[str, Any]) -> Iterator[FloatArray]:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for part in parts:
        for ring in part:
            yield np.asarray(ring, dtype=float)[:, :2]


def _steps(ring: FloatArray) -> list[int]:
    """Write a closed ring as its first point and the way to each further one, without the last."""
    places = np.rint(ring[:-1] / STEP_DEGREES).astype(np.int64)
    steps: list[int] = np.diff(places, axis=0, prepend=0).ravel().tolist()
    return steps


def inner_point(ring: FloatArray) -> list[float]:
    """Give the lon, lat inside a ring that is farthest from it, on a coarse grid: room for a name."""
    thin = ring[:: -(-len(ring) // _LABEL_POINTS)]
    (west, south), (east, north) = thin.min(axis=0), thin.max(axis=0)
    shares = np.arange(1, _LABEL_GRID) / _LABEL_GRID
    lon, lat = (
        grid.ravel() for grid in np.meshgrid(west + shares * (east - west), south + shares * (north - south))
    )
    squeeze = _NAMES_ARE_WIDE * np.cos(np.radians((south + north) / 2))
    nearest = np.hypot((thin[:, 0] - lon[:, None]) * squeeze, thin[:, 1] - lat[:, None]).min(axis=1)
    best = int(np.where(_holds(thin, lon, lat), nearest, -nearest).argmax())
    return [round(float(lon[best]), 4), round(float(lat[best]), 4)]


def _holds(ring: FloatArray, lon: FloatArray, lat: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which points lie in a ring: an odd number of its edges lies to their east."""
    (x1, y1), (x2, y2) = ring.T, np.roll(ring, 1, axis=0).T
    crosses = (y1 > lat[:, None]) != (y2 > lat[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (x2 - x1) * (lat[:, None] - y1) / (y2 - y1) + x1
    return np.asarray((crosses & (lon[:, None] < at)).sum(axis=1) % 2 == 1)


def _area(ring: FloatArray) -> float:
    x, y = ring.T
    return abs(float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()))
