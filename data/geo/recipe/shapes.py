"""Work on polygons that several steps of the recipe share. Metres are EPSG:25833, degrees EPSG:4326."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import STRtree

DEGREES, METRES = 4326, 25833
"""EPSG numbers: files are in degrees (lon, lat), all work is in metres."""
GRID = 1e-4
"""Precision of the files in degrees: 11 m by 5 m at 63 N."""

Shape: TypeAlias = shapely.Geometry
Shapes = NDArray[np.object_]
Box = tuple[float, float, float, float]


def project(shapes: Iterable[Shape], source: int = DEGREES, target: int = METRES) -> Shapes:
    """Project shapes between two EPSG numbers."""
    return np.asarray(gpd.GeoSeries(list(shapes), crs=source).to_crs(target).values)


def box(corners: Box) -> Shape:
    """Give a lon/lat box as a metric polygon; its edges are densified, because they are bent in UTM."""
    return project([shapely.segmentize(shapely.box(*corners), 0.1)])[0]


def polygons(shapes: Shapes | Sequence[Shape]) -> Shapes:
    """Give the valid, non-empty single polygons in the shapes."""
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(np.atleast_1d(shapes))))
    return np.asarray(parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)])


def union(shapes: Shapes | Sequence[Shape]) -> Shape:
    """Unite the polygons in the shapes."""
    return shapely.union_all(polygons(shapes))


def without_crumbs(shape: Shape, min_area_m2: float) -> Shape:
    """Drop the parts of a shape that are no larger than `min_area_m2`."""
    parts = polygons([shape])
    return shapely.union_all(parts[shapely.area(parts) > min_area_m2])


def simplified(shapes: Shapes, tolerance_m: float, min_area_m2: float) -> Shape:
    """Simplify polygons together, so that shared edges stay shared, and drop the small ones.

    `shapely.coverage_simplify` removes triangles smaller than the square of the tolerance.
    """
    shapes = shapes[shapely.area(shapes) >= min_area_m2]
    result = polygons(shapely.coverage_simplify(shapes, tolerance_m))
    return union(result[shapely.area(result) >= min_area_m2 * 0.5])


def in_scales(shapes: Shapes, steps: Sequence[tuple[Shape, float, float]]) -> Shape:
    """Unite parts that are simplified more the further out they lie.

    Parameters
    ----------
    shapes : ndarray of polygons
        Metres.
    steps : sequence of (region, tolerance_m, min_area_m2)
        Finest first. Each region holds what the ones before it left; None, in the last, is everywhere.
    """
    parts, done = [], None
    for region, tolerance_m, min_area_m2 in steps:
        part = shapes
        if region is not None:
            part = shapes[shapely.intersects(region, shapes)]
            big = shapely.get_num_coordinates(part) > 20_000
            around = region.buffer(30_000)
            part = np.concatenate([part[~big], polygons(shapely.intersection(part[big], around))])
        shape = simplified(part, tolerance_m, min_area_m2)
        shape = shape if region is None else shape.intersection(region)
        parts.append(shape if done is None else shape.difference(done))
        done = region if done is None or region is None else done.union(region)
    return union(parts)


def extend(seeds: Mapping[str, Shape], domain: Shape, spacing_m: float) -> dict[str, Shape]:
    """Give every part of a domain outside the seeds to the nearest seed.

    Nearest is by Voronoi cells of points along the seeds' outlines, at most `spacing_m` apart.
    """
    labels = list(seeds)
    rest = domain.difference(shapely.union_all([seeds[label] for label in labels]))
    if rest.is_empty:
        return dict(seeds)
    points, owner = _outline_points([seeds[label] for label in labels], rest.buffer(10), spacing_m)
    cells = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=domain.envelope, ordered=True)
    cells = shapely.get_parts(cells)
    extended = {}
    for number, label in enumerate(labels):
        mine = cells[owner == number]
        reach = shapely.coverage_union_all(mine) if len(mine) else shapely.Polygon()
        extended[label] = shapely.union_all([seeds[label], reach.intersection(rest)])
    return extended


def _outline_points(
    shapes: Sequence[Shape], near: Shape, spacing_m: float
) -> tuple[Shapes, NDArray[np.intp]]:
    """Give points along the outlines that lie near a shape, and which shape each is from."""
    found, numbers = [], []
    shapely.prepare(near)
    for number, shape in enumerate(shapes):
        outline = shapely.segmentize(shape.boundary, spacing_m)
        points = shapely.points(np.unique(np.round(shapely.get_coordinates(outline), 1), axis=0))
        found.append(points)
        numbers.append(np.full(len(points), number))
    points, owner = np.concatenate(found), np.concatenate(numbers)
    keep = shapely.intersects(near, points)
    points, owner = points[keep], owner[keep]
    # A corner that two outlines share goes to the first.
    _, first = np.unique(shapely.get_coordinates(points), axis=0, return_index=True)
    return points[first], owner[first]


def share_out(
    parts: Shapes, seeds: Mapping[str, Shape], *, spacing_m: float = 500, far_m: float | None = None
) -> dict[str, Shapes]:
    """Share polygons of land out between labelled seeds.

    A part that touches one label is that label's, whole; one that touches none goes to the nearest label
    (beyond `far_m` to "other"); one that touches several is split, unless it is smaller than 300 km2
    and 85 % of it lies in one label.
    """
    labels = list(seeds)
    flat = [polygons([seeds[label]]) for label in labels]
    owner = np.repeat(np.arange(len(labels)), [len(shapes) for shapes in flat])
    tree = STRtree(np.concatenate(flat))
    rows, hits = tree.query(parts, predicate="intersects")
    touching = pd.Series(owner[hits], index=rows).groupby(level=0).unique()
    result: dict[str, list[Shape]] = {label: [] for label in [*labels, "other"]}
    lone = np.setdiff1d(np.arange(len(parts)), touching.index)
    if len(lone):
        (rows, hits), distance = tree.query_nearest(parts[lone], return_distance=True, all_matches=False)
        for row, hit, distance_m in zip(rows, hits, distance, strict=True):
            is_far = far_m is not None and distance_m > far_m
            result["other" if is_far else labels[owner[hit]]].append(parts[lone[row]])
    for row, owned in zip(touching.index, touching, strict=True):
        for label, shape in _split(parts[row], {labels[o]: seeds[labels[o]] for o in owned}, spacing_m):
            result[label].append(shape)
    return {label: np.array(shapes, dtype=object) for label, shapes in result.items()}


def _split(part: Shape, seeds: Mapping[str, Shape], spacing_m: float) -> list[tuple[str, Shape]]:
    if len(seeds) == 1:
        return [(next(iter(seeds)), part)]
    pieces = {label: seed.intersection(part) for label, seed in seeds.items()}
    best = max(pieces, key=lambda label: pieces[label].area / part.area)
    if pieces[best].area / part.area > 0.85 and part.area < 3e8:
        return [(best, part)]
    whole = extend({label: union([piece]) for label, piece in pieces.items()}, part, spacing_m)
    return [(label, shape) for label, united in whole.items() for shape in polygons([united])]


def faces(lines: Shapes, grid: float = GRID) -> Shapes:
    """Give the areas that a net of lines encloses, its coordinates rounded to a grid."""
    net = shapely.unary_union(lines, grid_size=grid)
    return np.asarray(shapely.get_parts(shapely.polygonize(shapely.get_parts(net))))


def united_faces(areas: Shapes, owner: NDArray[np.intp], count: int) -> Shapes:
    """Unite the faces of each owner 0 ... count - 1."""
    return np.array([shapely.coverage_union_all(areas[owner == k]) for k in range(count)], dtype=object)


def owners(areas: Shapes, shapes: Shapes) -> NDArray[np.intp]:
    """Find the first of the shapes that each face lies in; -1 where it lies in none."""
    rows, hits = STRtree(shapes).query(shapely.point_on_surface(areas), predicate="within")
    owner = np.full(len(areas), -1)
    owner[rows[::-1]] = hits[::-1]
    return owner
