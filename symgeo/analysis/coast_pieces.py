"""The fine coast in pieces: a fixed grid over the land file, and what a map draws in one of its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from symgeo.vocabulary import CRS_GEOGRAPHIC

GRID_DEGREES: Final = 1e-4
"""Precision of the land file."""
MARGIN_DEGREES: Final = 0.004
"""What a piece holds beyond its edges (200 m eastwards, 450 m northwards at 63 N, some pixels where pieces
are first drawn), so that a coast drawn up to the edge goes on in the next piece without a seam."""

_POLYGON: Final = 3

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class PieceGrid:
    """Cells of one size, counted from the equator and from Greenwich.

    Attributes
    ----------
    height, width : float
        Size of a cell in degrees, northwards and eastwards.
    first_row, last_row, first_column, last_column : int
        The cells there are, both ends included. Row r reaches from ``r * height`` northwards, column c
        from ``c * width`` eastwards.
    """

    height: float
    width: float
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether there is such a cell."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """Give the south-western corner of a cell as lon, lat in degrees."""
        return column * self.width, row * self.height


PIECES: Final = PieceGrid(height=0.25, width=0.5, first_row=218, last_row=285, first_column=6, last_column=63)
"""The window of the land file, 3 to 32 E and 54.5 to 71.5 N; about 25 km by 28 km each at 63 N."""


@dataclass(frozen=True, eq=False)
class CoastPiece:
    """What lies in one cell and its margin: polygons in EPSG:4326 (lon/lat).

    Attributes
    ----------
    land, lakes : ndarray of polygons
        Lakes lie on land and have their islands as holes.
    counties : tuple of (str, ndarray of polygons)
        By ISO 3166-2 code; they reach out to sea, so that all land up to their coast is theirs.
    """

    land: Shapes
    lakes: Shapes
    counties: tuple[tuple[str, Shapes], ...]


@dataclass(frozen=True, eq=False)
class _Layer:
    shapes: Shapes
    tree: shapely.STRtree

    @classmethod
    def of(cls, shapes: Shapes) -> _Layer:
        return cls(shapes, shapely.STRtree(shapes))

    def inside(self, box: shapely.Geometry) -> tuple[NDArray[np.intp], Shapes]:
        """Give which shapes meet a box, and what of them lies in it."""
        numbers = np.sort(self.tree.query(box, predicate="intersects"))
        return numbers, np.asarray(shapely.intersection(self.shapes[numbers], box))


@dataclass(frozen=True, eq=False)
class CoastGround:
    """Fine land, lakes and counties, ready to be cut. Never changes; threads may share it."""

    _land: _Layer
    _lakes: _Layer
    _counties: _Layer
    _codes: tuple[str, ...]

    @classmethod
    def from_frames(cls, land: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> CoastGround:
        """Make it from the land file and the counties.

        Parameters
        ----------
        land : GeoDataFrame
            Polygons in tiles of any cut; column ``kind`` is ``land`` or ``lake``.
        counties : GeoDataFrame
            Polygons that reach out to sea; column ``code``.
        """
        ground = land.to_crs(CRS_GEOGRAPHIC)
        shapes, kind = np.asarray(ground.geometry.array), ground["kind"].to_numpy()
        return cls(
            _Layer.of(shapes[kind == "land"]),
            _Layer.of(shapes[kind == "lake"]),
            _Layer.of(np.asarray(counties.geometry.to_crs(CRS_GEOGRAPHIC).array)),
            tuple(str(code) for code in counties["code"]),
        )

    def cut(self, row: int, column: int, *, grid: PieceGrid = PIECES) -> CoastPiece:
        """Cut one cell with its margin.

        Parameters
        ----------
        row, column : int
            A cell of the grid.
        grid : PieceGrid
            Where the cells lie.
        """
        west, south = grid.corner(row, column)
        box = shapely.box(
            west - MARGIN_DEGREES,
            south - MARGIN_DEGREES,
            west + grid.width + MARGIN_DEGREES,
            south + grid.height + MARGIN_DEGREES,
        )
        numbers, parts = self._counties.inside(box)
        counties = ((self._codes[number], _united(part)) for number, part in zip(numbers, parts, strict=True))
        return CoastPiece(
            land=_united(self._land.inside(box)[1]),
            lakes=_united(self._lakes.inside(box)[1]),
            counties=tuple((code, polygons) for code, polygons in counties if len(polygons)),
        )


def _united(shapes: Shapes | shapely.Geometry) -> Shapes:
    """Unite shapes, so that the edges between tiles of a file vanish, and keep the polygons."""
    whole = shapely.union_all(_polygons(shapes), grid_size=GRID_DEGREES)
    return _polygons(whole)


def _polygons(shapes: Shapes | shapely.Geometry) -> Shapes:
    parts = shapely.get_parts(np.atleast_1d(shapes))
    return np.asarray(parts[shapely.get_type_id(parts) == _POLYGON])
