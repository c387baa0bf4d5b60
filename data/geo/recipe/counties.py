"""The counties of 2024 on land and 25 km out to sea, as one coverage without gaps or overlaps."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

import facts
import numpy as np
import shapely
from shapely import STRtree
from shapes import (
    DEGREES,
    METRES,
    Shape,
    Shapes,
    extend,
    faces,
    owners,
    polygons,
    project,
    share_out,
    union,
    united_faces,
    without_crumbs,
)
from sources import read_natural_earth, read_swedish_counties

LOG = logging.getLogger("recipe")
SEA_M = 25_000
BORDER_TOLERANCE_M = 500


def nations_on_land(parts: Shapes, outlines: Mapping[str, Shapes], window: Shape) -> dict[str, Shapes]:
    """Share the parts of the land out between countries; far from all of them is "other"."""
    nations = {code: union(shapes).intersection(window) for code, shapes in outlines.items()}
    for code, stronger in (("SE", "NO"), ("FI", "NO"), ("FI", "SE"), ("RU", "NO"), ("RU", "FI")):
        nations[code] = nations[code].difference(nations[stronger])
    return share_out(parts, nations, far_m=15_000)


def counties_on_land(inputs: Path, nations: Mapping[str, Shapes]) -> dict[str, Shape]:
    """Give the land of every county by ISO 3166-2 code."""
    norway = _norway_2017_on_land(inputs, nations["NO"])
    for transfer in facts.TRANSFERS:
        piece = _transferred(norway[transfer.source], transfer)
        norway[transfer.source] = union([norway[transfer.source].difference(piece)])
        norway[transfer.target] = union([norway[transfer.target], piece])
    iso = {county.number: county.code for county in facts.SWEDEN}
    sweden = {iso[number]: shape for number, shape in read_swedish_counties(inputs).items()}
    on_land = share_out(nations["SE"], sweden)
    return norway | {code: union(shapes) for code, shapes in on_land.items() if len(shapes)}


def _norway_2017_on_land(inputs: Path, land: Shapes) -> dict[str, Shape]:
    seeds: dict[str, list[Shape]] = {}
    for old, new in facts.NATURAL_EARTH_TO_2024:
        seeds.setdefault(new, []).append(read_natural_earth(inputs, old))
    counties = {code: union(shapes) for code, shapes in seeds.items()}
    oslo = union(project([shapely.Polygon(facts.OSLO)]))
    beyond = counties["NO-03"].difference(oslo)
    counties = {
        code: shape if code == "NO-03" else shape.difference(oslo) for code, shape in counties.items()
    }
    counties["NO-03"], counties["NO-32"] = oslo, union([counties["NO-32"], beyond])
    return {code: union(shapes) for code, shapes in share_out(land, counties).items() if len(shapes)}


def _transferred(county: Shape, transfer: facts.Transfer) -> Shape:
    """Give the part of a county that a reform moved; its line is slid until the area is the published one."""
    shift = 0.0
    if transfer.area_km2:
        low, high = -0.25, 0.25
        for _ in range(25):
            shift = (low + high) / 2
            is_too_small = _ring(transfer, shift).intersection(county).area / 1e6 < transfer.area_km2
            low, high = (shift, high) if is_too_small else (low, shift)
    ring, moved = _ring(transfer, shift), []
    for part in polygons([county]):
        inside = ring.intersection(part)
        if part.area < 3e8 and not transfer.splits_islands:
            inside = part if inside.area > 0.5 * part.area else shapely.Polygon()
        moved.append(inside)
    piece = union(moved)
    LOG.info("%s: %.0f km2, line moved %+.3f degrees", transfer.name, piece.area / 1e6, shift)
    return piece


def _ring(transfer: facts.Transfer, shift: float) -> Shape:
    east, north = transfer.direction
    line = [(x + shift * east, y + shift * north) for x, y in transfer.slide]
    return union(project([shapely.segmentize(shapely.Polygon([*transfer.fixed, *line]), 0.02)]))


def warn_of_lost_islands(counties: Mapping[str, Shape], land: Shapes) -> None:
    """Check that islands whose county is known lie in it, whole."""
    tree = STRtree(land)
    for name, lon, lat, code in facts.ISLANDS:
        hits = tree.query(project([shapely.Point(lon, lat)])[0], predicate="within")
        share = counties[code].intersection(land[hits[0]]).area / land[hits[0]].area if len(hits) else 0
        if share < 0.99:
            LOG.warning("%s: only %.3f of the island lies in %s", name, share, code)


def with_sea(counties: Mapping[str, Shape], foreign: Shapes, window: Shape) -> dict[str, Shape]:
    """Extend every county 25 km out to sea, or to the middle towards its neighbours."""
    domain = shapely.union_all([_reach(shape) for shape in counties.values()])
    domain = union([domain]).intersection(window)
    near = union(foreign).intersection(domain.buffer(30_000))
    whole = extend({**counties, "foreign": near}, shapely.union_all([domain, near]), 400)
    return {code: without_crumbs(whole[code].intersection(domain), 1e5) for code in counties}


def _reach(county: Shape) -> Shape:
    parts = polygons([county])
    parts = shapely.simplify(parts[shapely.area(parts) > 1e5], 1000)
    return shapely.simplify(shapely.union_all(shapely.buffer(parts, SEA_M, quad_segs=3)), 500)


def simplified_coverage(areas: Mapping[str, Shape]) -> Shapes:
    """Make an exact coverage of areas that almost are one, and simplify its borders; in metres."""
    coverage = shapely.coverage_simplify(_exact_coverage(np.array([*areas.values()])), BORDER_TOLERANCE_M)
    return np.array([union([shape]) for shape in coverage], dtype=object)


def _exact_coverage(shapes: Shapes) -> Shapes:
    """Node all outlines once and label every face; slivers go where the common edge is longest."""
    areas = faces(shapely.boundary(shapes), 0.01)
    owner = owners(areas, shapes)
    tree = STRtree(areas)
    for sliver in np.flatnonzero((owner < 0) & (shapely.area(areas) < 5e6)):
        hits = tree.query(areas[sliver], predicate="touches")
        hits = hits[owner[hits] >= 0]
        if len(hits):
            length = shapely.length(shapely.intersection(areas[hits], areas[sliver]))
            owner[sliver] = owner[hits[int(np.argmax(length))]]
    return united_faces(areas, owner, len(shapes))


def coverage_in_degrees(coverage: Shapes) -> Shapes:
    """Bring a coverage to degrees on the grid of the files, and keep it one."""
    degrees = project(coverage, METRES, DEGREES)
    areas = faces(shapely.boundary(degrees))
    return united_faces(areas, owners(areas, degrees), len(coverage))


def cut_by_coast(coverage: Shapes, land: Shape) -> Shapes:
    """Keep the land of each area of a coverage; both in degrees, on the grid of the files."""
    areas = faces(np.concatenate([[land.boundary], shapely.boundary(coverage)]))
    shapely.prepare(land)
    areas = areas[shapely.contains(land, shapely.point_on_surface(areas))]
    owner = owners(areas, coverage)
    on_land = []
    for shape in united_faces(areas, owner, len(coverage)):
        parts = polygons([shape])
        # Smaller ones are crumbs of borders across islets.
        on_land.append(shapely.multipolygons(parts[shapely.area(project(parts)) > 5e4]))
    return np.array(on_land, dtype=object)
