"""The ground of a map on paper: land, lakes and counties, with as many corners as the paper can show."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from symgeo.handouts.paper import Frame, Ring
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

_FINEST_PT: Final = 0.45
"""Corners nearer than this are left out."""
_SMALLEST_PT2: Final = 1.2
"""Islands and lakes smaller than this are left out, square points."""
_SEAM_M: Final = 6.0
"""Pieces of the fine coast are widened by this, so that they meet."""
_STEP_DEG: Final = 0.03
"""Between corners of pieces: the seams of longer sides would gape."""
_GRID_DEG: Final = 0.0625
"""Sides of the fine coast's smallest tile."""
_ON_LINE: Final = 1e-6
"""So near, in sides of a tile, is on the line."""
_AREA: Final = 2
"""Dimension of what has an area."""
_NEAR_M: Final = 90_000.0
"""A narrower map is drawn with the fine coast."""
Shapes = npt.NDArray[np.object_]


def is_near(frame: Frame) -> bool:
    """Say whether a map is drawn with the fine coast."""
    return frame.width * frame.metres_per_pt < _NEAR_M


def land_rings(kind: str, frame: Frame) -> tuple[Ring, ...]:
    """Give the outlines of ``land`` or ``lake`` on the paper."""
    if not is_near(frame):
        return _outlines(_cut(_coarse(kind), frame), frame)
    whole, pieces = (_cut(shapes, frame) for shapes in _fine(kind))
    wider = shapely.buffer(pieces, _SEAM_M, join_style="mitre")
    joined = shapely.clip_by_rect(shapely.union_all(wider), *frame.box)
    return _outlines(np.append(whole, joined), frame)


def county_rings(counties: gpd.GeoDataFrame, frame: Frame) -> tuple[Ring, ...]:
    """Give the outlines of counties, in metres, on the paper."""
    return _outlines(_cut(counties.geometry, frame), frame)


def _cut(shapes: gpd.GeoSeries, frame: Frame) -> Shapes:
    near = shapes.to_numpy()[shapes.sindex.query(shapely.box(*frame.box))]
    # What cannot be seen whole cannot be seen in part; most islands are so small.
    seen = near[shapely.area(near) > _smallest_m2(frame)]
    cut: Shapes = shapely.get_parts(shapely.clip_by_rect(seen, *frame.box))
    areas: Shapes = cut[shapely.get_dimensions(cut) == _AREA]
    return areas


def _outlines(shapes: Shapes, frame: Frame) -> tuple[Ring, ...]:
    simple = shapely.simplify(shapes, _FINEST_PT * frame.metres_per_pt)
    parts = shapely.get_parts(simple)
    outer = shapely.get_exterior_ring(parts[shapely.area(parts) > _smallest_m2(frame)])
    return tuple(frame.place(shapely.get_coordinates(ring)).round(2) for ring in outer)


def _smallest_m2(frame: Frame) -> float:
    return _SMALLEST_PT2 * frame.metres_per_pt**2


@lru_cache(maxsize=2)
def _fine(kind: str) -> tuple[gpd.GeoSeries, gpd.GeoSeries]:
    """Read the fine coast in metres, one polygon a row: islands, and pieces that meet others in a seam.

    It was cut along lines of a grid in degrees; what ends on one is taken for a piece.
    """
    tiles = gpd.read_parquet(DATA_FOLDER / "geo" / "land_fine.parquet")
    shapes = tiles.loc[tiles["kind"] == kind, "geometry"].explode(ignore_index=True)
    sides = shapes.bounds.to_numpy() / _GRID_DEG
    is_piece = np.isclose(sides, sides.round(), rtol=0, atol=_ON_LINE).any(axis=1)
    # The straight sides of two pieces bend alike only where both have corners on the way.
    pieces = shapes[is_piece].segmentize(_STEP_DEG)
    return shapes[~is_piece].to_crs(CRS_METRIC), pieces.to_crs(CRS_METRIC)


@lru_cache(maxsize=2)
def _coarse(kind: str) -> gpd.GeoSeries:
    """Read land or lakes of the whole area in metres, one polygon a row."""
    with (DATA_FOLDER / "geo" / "land_draw.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    shapes = [shapely.geometry.shape(f["geometry"]) for f in features if f["properties"]["kind"] == kind]
    return gpd.GeoSeries(shapes, crs=CRS_GEOGRAPHIC).explode(ignore_index=True).to_crs(CRS_METRIC)
