"""Pieces of the fine coast: what one cell of the grid holds."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon, box

from symgeo.analysis.coast_pieces import MARGIN_DEGREES, PIECES, CoastGround, CoastPiece

ROW, COLUMN = 252, 19
"""The cell from 63 N 9.5 E: 252 * 0.25 = 63 and 19 * 0.5 = 9.5."""
LAKE = Polygon(
    [(9.6, 63.05), (9.8, 63.05), (9.8, 63.15), (9.6, 63.15)],
    [[(9.65, 63.08), (9.7, 63.08), (9.7, 63.1), (9.65, 63.1)]],
)


def ground() -> CoastGround:
    """Land south of 63.2 N in two tiles, a lake with an island, a county on each side of 9.7 E."""
    land = gpd.GeoDataFrame(
        {"kind": ["land", "land", "lake"]},
        geometry=[box(9, 62.5, 9.75, 63.2), box(9.75, 62.5, 10.5, 63.2), LAKE],
        crs=4326,
    )
    counties = gpd.GeoDataFrame(
        {"code": ["NO-50", "NO-15", "SE-Y"]},
        geometry=[box(9.7, 62, 12, 64), box(8, 62, 9.7, 64), box(15, 62, 18, 64)],
        crs=4326,
    )
    return CoastGround.from_frames(land, counties)


@pytest.fixture(scope="module")
def piece() -> CoastPiece:
    return ground().cut(ROW, COLUMN)


def test_edges_between_tiles_of_the_file_are_gone(piece: CoastPiece) -> None:
    assert len(piece.land) == 1
    assert len(shapely.get_coordinates(shapely.simplify(piece.land[0], 0))) == 5


def test_piece_reaches_a_margin_beyond_its_cell(piece: CoastPiece) -> None:
    # Land fills the cell up to 63.2 N; MARGIN_DEGREES is 0.004.
    assert shapely.bounds(piece.land[0]) == pytest.approx([9.496, 62.996, 10.004, 63.2])
    assert MARGIN_DEGREES == 0.004


def test_neighbours_hold_the_same_along_their_edge(piece: CoastPiece) -> None:
    strip = box(10.0 - MARGIN_DEGREES, 62.9, 10.0 + MARGIN_DEGREES, 63.3)
    beside = ground().cut(ROW, COLUMN + 1)
    here, there = (shapely.union_all(shapely.intersection(one.land, strip)) for one in (piece, beside))
    assert here.equals(there)
    assert here.area == pytest.approx(0.008 * 0.204)


def test_islands_in_lakes_stay(piece: CoastPiece) -> None:
    assert [len(lake.interiors) for lake in piece.lakes] == [1]


def test_only_counties_that_reach_into_the_piece_are_told(piece: CoastPiece) -> None:
    counties = dict(piece.counties)
    assert set(counties) == {"NO-50", "NO-15"}
    # Counties reach out to sea: they fill the cell beyond the coast too.
    assert shapely.bounds(counties["NO-15"][0]) == pytest.approx([9.496, 62.996, 9.7, 63.254])


def test_open_sea_is_a_piece_without_land() -> None:
    piece = ground().cut(ROW + 2, COLUMN)
    assert (len(piece.land), len(piece.lakes)) == (0, 0)


def test_frames_are_not_changed() -> None:
    land = gpd.GeoDataFrame({"kind": ["land"]}, geometry=[box(9, 62, 10, 64)], crs=4326)
    counties = gpd.GeoDataFrame({"code": ["NO-50"]}, geometry=[box(9, 62, 10, 64)], crs=4326)
    before = land.copy(), counties.copy()
    CoastGround.from_frames(land, counties).cut(ROW, COLUMN)
    assert land.equals(before[0])
    assert counties.equals(before[1])


def test_grid_covers_the_window_of_the_land_file_and_nothing_else() -> None:
    # 3 to 32 E, 54.5 to 71.5 N.
    assert PIECES.corner(PIECES.first_row, PIECES.first_column) == (3.0, 54.5)
    assert PIECES.corner(PIECES.last_row + 1, PIECES.last_column + 1) == (32.0, 71.5)
    assert PIECES.holds(218, 6)
    assert PIECES.holds(285, 63)
    assert not np.any([PIECES.holds(*cell) for cell in ((217, 6), (218, 5), (286, 63), (285, 64))])
