"""Build land_fine.parquet, land_draw.geojson, counties.geojson and counties_sea.geojson.

usage: python build.py INPUTS OUTPUT

INPUTS is made by get_inputs.sh. Needs h5py and a GEOS of 3.12 or newer besides the project's own
requirements; about 10 minutes and 3 GB. The files are WGS84 in lon/lat order, rounded to four decimals.
"""

from __future__ import annotations

import argparse
import json
import logging
import warnings
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import facts
import numpy as np
import shapely
from counties import (
    counties_on_land,
    coverage_in_degrees,
    cut_by_coast,
    nations_on_land,
    simplified_coverage,
    warn_of_lost_islands,
    with_sea,
)
from land import lakes_without_islands, rounded, tiled, with_missing_islands
from shapes import Shape, Shapes, box, in_scales, polygons, union
from sources import ISLAND_IN_LAKE, LAKE, LAND, read_dcw, read_gshhg

LOG = logging.getLogger("recipe")
WINDOW = (3.0, 54.5, 32.0, 71.5)
"""West, south, east, north of the product in degrees."""
FINE_WINDOW = (4.0, 61.5, 20.0, 65.5)
CORE = ("NO-50", "NO-15", "SE-Y")
"""The three counties, drawn finest."""

# Tolerance in metres and smallest area in square metres of land, by where it lies.
FINE, COARSE = (50, 1e4), (250, 2e5)
DRAWN_CORE, DRAWN_HOME, DRAWN_ABROAD = (275, 4e5), (1500, 2e7), (5000, 2e8)


def main() -> None:
    """Build the four files."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("inputs", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7.0f ms  %(message)s")
    warnings.filterwarnings("ignore", message=".*invalid value encountered.*")
    arguments.output.mkdir(parents=True, exist_ok=True)
    build(arguments.inputs, arguments.output)


def build(inputs: Path, output: Path) -> None:
    """Build the four files from the downloaded packages."""
    window = box(WINDOW)
    levels = read_gshhg(inputs, WINDOW)
    outlines = {code: read_dcw(inputs, code) for code in ("NO", "SE", "FI", "RU", "DK")}
    LOG.info("read the coasts and the countries")
    land = with_missing_islands(levels[LAND], outlines["NO"])
    lakes = lakes_without_islands(levels[LAKE], levels[ISLAND_IN_LAKE])
    fine_land = _fine(land, COARSE[1]).intersection(window)
    fine_lakes = _fine(lakes, 2e6).intersection(window)
    _write_tiles(output / "land_fine.parquet", fine_land, fine_lakes)

    parts = polygons([fine_land])
    nations = nations_on_land(parts, outlines, window)
    on_land = counties_on_land(inputs, nations)
    warn_of_lost_islands(on_land, parts)
    foreign = np.concatenate([nations[code] for code in ("FI", "RU", "DK", "other")])
    areas = with_sea(on_land, foreign, window)
    LOG.info("extended the counties to sea")
    coverage = simplified_coverage(areas)
    drawn_land, drawn_lakes = _drawn(land, lakes, dict(zip(areas, coverage, strict=True)), window)
    sea = coverage_in_degrees(coverage)
    _write_features(
        output / "land_draw.geojson", [({"kind": "land"}, drawn_land), ({"kind": "lake"}, drawn_lakes)]
    )
    _write_counties(output / "counties.geojson", areas, cut_by_coast(sea, drawn_land))
    _write_counties(output / "counties_sea.geojson", areas, sea)


def _fine(shapes: Shapes, coarse_min_area_m2: float) -> Shape:
    fine = box(FINE_WINDOW)
    shapely.prepare(fine)
    return in_scales(shapes, [(fine, *FINE), (None, COARSE[0], coarse_min_area_m2)])


def _drawn(land: Shapes, lakes: Shapes, coverage: dict[str, Shape], window: Shape) -> tuple[Shape, Shape]:
    """Simplify land and lakes for drawing, in degrees: fine in the core, coarse abroad."""
    core = union(shapely.buffer(shapely.simplify([coverage[code] for code in CORE], 1000), 6000))
    shapely.prepare(core)
    home = union(shapely.simplify(shapely.union_all([*coverage.values()]), 3000).buffer(5000))
    drawn = in_scales(land, [(core, *DRAWN_CORE), (home, *DRAWN_HOME), (None, *DRAWN_ABROAD)])
    steps = [(core, DRAWN_CORE[0], 5e6), (home, DRAWN_HOME[0], 8e7), (None, DRAWN_ABROAD[0], 1.5e9)]
    both = (rounded(drawn.intersection(window)), rounded(in_scales(lakes, steps).intersection(window)))
    return shapely.multipolygons(polygons([both[0]])), shapely.multipolygons(polygons([both[1]]))


def _write_tiles(path: Path, land: Shape, lakes: Shape) -> None:
    frame = tiled(land, lakes, WINDOW)
    frame.to_parquet(path, compression="zstd", compression_level=19, index=False)
    LOG.info("%s: %d tiles", path.name, len(frame))


def _write_counties(path: Path, codes: Iterable[str], shapes: Shapes) -> None:
    by_code = dict(zip(codes, shapes, strict=True))
    countries = (("NO", facts.NORWAY), ("SE", facts.SWEDEN))
    named = [(country, county) for country, counties in countries for county in counties]
    ordered = np.array([by_code[county.code] for _, county in named], dtype=object)
    if not (shapely.is_valid(ordered).all() and shapely.coverage_is_valid(ordered)):
        LOG.warning("%s: the counties are no valid coverage", path.name)
    features = [
        ({key: values[key] for key in ("code", "number", "country", "name", "name_en", "name_other")}, shape)
        for values, shape in zip(
            ({"country": c} | asdict(county) for c, county in named), ordered, strict=True
        )
    ]
    _write_features(path, features)


def _write_features(path: Path, features: list[tuple[dict[str, str], Shape]]) -> None:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": _geometry(shape)}
            for properties, shape in features
        ],
    }
    path.write_text(json.dumps(collection, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    LOG.info("%s: %d kB", path.name, path.stat().st_size // 1000)


def _geometry(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, shapely.MultiPolygon) and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shapely.normalize(shape)))
    geometry["coordinates"] = _short(geometry["coordinates"])
    return geometry


def _short(numbers: list[Any] | float) -> list[Any] | float:
    return [_short(number) for number in numbers] if isinstance(numbers, list) else round(numbers, 4)


if __name__ == "__main__":
    main()
