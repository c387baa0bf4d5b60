"""Fetch Norway's official county borders and write counties.geojson and counties_sea.geojson with them.

usage: python data/geo/recipe/fetch_official_borders.py OUTPUT

Source: Kartverket, Administrative enheter, CC BY 4.0 (name the source where the map is shown). The
Swedish counties and the coast stay those of the shipped files. Then put the two files into data/geo.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

SERVICE: Final = "https://api.kartverket.no/kommuneinfo/v1/fylker/{number}/omrade?utkoordsys=4258"
"""Gives the area of one county in ETRS89 lon/lat (EPSG:4258), which is WGS84 within a metre."""
SHIPPED: Final = Path(__file__).resolve().parents[1]
TOLERANCE_DEGREES: Final = 0.0015
"""Borders are simplified by about 100 m, so that a browser can draw them."""
GRID: Final = 1e-4


def main() -> int:
    """Fetch, cut by the coast, write; give the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("output", type=Path, help="folder for the two files")
    output: Path = parser.parse_args().output
    shipped = gpd.read_file(SHIPPED / "counties_sea.geojson")
    try:
        areas = [_fetch(row.number) if row.country == "NO" else row.geometry for row in shipped.itertuples()]
    except (urllib.error.URLError, TimeoutError, ValueError, KeyError) as error:
        print(f"The borders could not be fetched ({error}). Nothing was written.", file=sys.stderr)
        return 1
    sea = shipped.set_geometry(_without_overlaps(np.array(areas)), crs=shipped.crs)
    drawn = gpd.read_file(SHIPPED / "land_draw.geojson")
    land = drawn.loc[drawn["kind"] == "land", "geometry"].union_all()
    output.mkdir(parents=True, exist_ok=True)
    _write(output / "counties_sea.geojson", sea)
    _write(output / "counties.geojson", sea.set_geometry(sea.intersection(land, grid_size=GRID)))
    return 0


def _fetch(number: str) -> shapely.Geometry:
    """Fetch the area of one county by its national number."""
    address = SERVICE.format(number=number)
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - always https, see SERVICE
        area = json.load(answer)["omrade"]
    print(f"fetched county {number}")
    return shapely.make_valid(shapely.from_geojson(json.dumps(area)))


def _without_overlaps(
    areas: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Simplify areas and take from each what an earlier one, whose border is better known, has."""
    simple = shapely.coverage_simplify(areas, TOLERANCE_DEGREES)
    simple = shapely.set_precision(shapely.make_valid(simple), GRID)
    rows, others = shapely.STRtree(simple).query(simple, predicate="intersects")
    for row in range(len(simple)):
        earlier = others[(rows == row) & (others < row)]
        simple[row] = shapely.difference(simple[row], shapely.union_all(simple[earlier]), grid_size=GRID)
    return np.asarray(simple)


def _write(path: Path, counties: gpd.GeoDataFrame) -> None:
    counties.to_file(path, driver="GeoJSON", COORDINATE_PRECISION=4, WRITE_NAME="NO")
    print(f"wrote {path} ({path.stat().st_size // 1000} kB)")


if __name__ == "__main__":
    sys.exit(main())
