"""Land and lakes: the islands that GSHHG lacks, and the fine land cut into tiles."""

from __future__ import annotations

import logging

import geopandas as gpd
import numpy as np
import shapely
from shapely import STRtree
from shapes import DEGREES, GRID, METRES, Box, Shape, Shapes, polygons, project

LOG = logging.getLogger("recipe")


def with_missing_islands(land: Shapes, reference: Shapes) -> Shapes:
    """Add islands of 1.2 to 1,000 km2 that only the reference has (Sula, Ellingsøya ...).

    Each is moved by the shift that fits the coasts around it best, because the reference lies up to
    400 m off.
    """
    tree = STRtree(land)
    added = []
    for island in reference:
        if not 1.2e6 < island.area < 1e9:
            continue
        hits = tree.query(island, predicate="intersects")
        if len(hits) and shapely.union_all(shapely.intersection(land[hits], island)).area > 0.1 * island.area:
            continue
        added.append(_moved(island, land, tree, reference))
    return np.concatenate([land, polygons(added)])


def _moved(island: Shape, land: Shapes, tree: STRtree, reference: Shapes) -> Shape:
    around = island.buffer(15_000)
    coast = shapely.union_all(shapely.boundary(land[tree.query(around)])).intersection(around)
    others = [shape for shape in reference if shape is not island and shape.intersects(around)]
    outline = shapely.union_all(shapely.boundary(others)).intersection(island.buffer(12_000))
    sample = shapely.line_interpolate_point(outline, np.arange(0, outline.length, 600))
    east_m, north_m = _best_shift(sample, coast)
    moved = shapely.transform(island, lambda xy: xy + np.array((east_m, north_m)))
    moved = moved.difference(shapely.union_all(land[tree.query(moved.buffer(100))]).buffer(60))
    place = project([moved.representative_point()], METRES, DEGREES)[0]
    text = "island missing in GSHHG, taken from DCW: %.1f km2 at %.3f %.3f, moved %d %d m"
    LOG.info(text, island.area / 1e6, place.x, place.y, east_m, north_m)
    return moved


def _best_shift(points: Shapes, coast: Shape, reach_m: int = 750) -> tuple[int, int]:
    """Find metres east and north that bring points nearest to a coast (mean distance, capped at 1 km)."""
    tree = STRtree(_segments(coast))
    xy = shapely.get_coordinates(points)
    best = (np.inf, 0, 0)
    for step, span in ((250, reach_m), (50, 200)):
        _, east, north = best
        for dx in range(east - span, east + span + 1, step):
            for dy in range(north - span, north + span + 1, step):
                moved = shapely.points(xy + np.array((dx, dy)))
                _, distance_m = tree.query_nearest(moved, return_distance=True, all_matches=False)
                best = min(best, (float(np.minimum(distance_m, 1000).mean()), dx, dy))
    return best[1], best[2]


def _segments(shape: Shape) -> Shapes:
    parts = shapely.get_parts(shapely.get_parts(shape))
    xy, part = shapely.get_coordinates(parts, return_index=True)
    same = part[1:] == part[:-1]
    return np.asarray(shapely.linestrings(np.stack([xy[:-1][same], xy[1:][same]], axis=1)))


def lakes_without_islands(lakes: Shapes, islands: Shapes) -> Shapes:
    """Cut the islands out of the lakes that they lie in."""
    tree = STRtree(islands)
    return polygons(
        [shapely.difference(lake, shapely.union_all(islands[tree.query(lake)])) for lake in lakes]
    )


def tiled(land: Shape, lakes: Shape, window: Box) -> gpd.GeoDataFrame:
    """Cut metric land and lakes into tiles in degrees with the column ``kind``."""
    rows = []
    west, south, east, north = window
    for kind, shape in (("land", land), ("lake", lakes)):
        degrees = rounded(shape)
        for left in range(int(west), int(east), 2):
            for bottom in np.arange(south, north):
                corners = (left, bottom, min(left + 2, east), bottom + 1)
                rows += [(kind, tile) for tile in _tiles(degrees, corners)]
    return gpd.GeoDataFrame(rows, columns=["kind", "geometry"], crs=DEGREES)


def rounded(shape: Shape) -> Shape:
    """Bring a metric shape to degrees, on the grid of the files."""
    return shapely.set_precision(shapely.make_valid(project([shape], METRES, DEGREES)[0]), GRID)


def _tiles(shape: Shape, corners: Box, *, most_points: int = 300, smallest: float = 0.0625) -> list[Shape]:
    """Cut into rectangles of at most `most_points` each, so that every query touches little."""
    west, south, east, north = corners
    part = shapely.intersection(shape, shapely.box(*corners), grid_size=GRID)
    if part.is_empty:
        return []
    part = shapely.multipolygons(polygons([part]))
    if part.is_empty:
        return []
    if shapely.get_num_coordinates(part) <= most_points or north - south <= smallest:
        return [part if len(part.geoms) > 1 else part.geoms[0]]
    x, y = (west + east) / 2, (south + north) / 2
    quarters = ((west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north))
    return [tile for quarter in quarters for tile in _tiles(part, quarter)]
