"""Which county a point lies in, and how far it is from a county that a row names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from symgeo.storage.geography import NEAREST_LIMIT_M, load_counties
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

_TO_METRIC: Final = (CRS_GEOGRAPHIC, CRS_METRIC)
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Borders:
    """Counties out to sea, in `CRS_METRIC`, ready to be asked; never changes after it is made.

    Attributes
    ----------
    codes : ndarray of str
        ISO 3166-2 codes.
    polygons : ndarray
        Their areas, 25 km out to sea.
    """

    codes: NDArray[np.object_]
    polygons: NDArray[np.object_]

    @classmethod
    def from_file(cls, sea_path: Path) -> Borders:
        """Load the counties with their sea."""
        counties = load_counties(sea_path).to_crs(CRS_METRIC)
        polygons = np.asarray(counties.geometry.array)
        shapely.prepare(polygons)
        return cls(np.asarray(counties.index, dtype=object), polygons)

    def county_of(self, lon: Floats, lat: Floats) -> NDArray[np.object_]:
        """Give the code of the county that each point lies in or is nearest to, within 10 km; else "".

        Parameters
        ----------
        lon, lat : ndarray, shape (n,)
            Degrees, WGS84; NaN gives "".
        """
        x, y = _metric(lon, lat)
        found = np.full(len(x), "", dtype=object)
        finite = np.isfinite(x) & np.isfinite(y)
        for code, polygon in zip(self.codes, self.polygons, strict=True):
            rows = np.flatnonzero(finite & (found == "") & _in_box(x, y, polygon))
            found[rows[shapely.contains_xy(polygon, x[rows], y[rows])]] = code
        rows = np.flatnonzero(finite & (found == ""))
        points = shapely.points(x[rows], y[rows])
        nearest = shapely.STRtree(self.polygons).query_nearest(
            points, max_distance=NEAREST_LIMIT_M, all_matches=False
        )
        found[rows[nearest[0]]] = self.codes[nearest[1]]
        return found

    def is_within(self, lon: Floats, lat: Floats, codes: pd.Series, limit_m: float) -> NDArray[np.bool_]:
        """Say whether each point lies in the county of its row, or nearer to it than a limit.

        Parameters
        ----------
        lon, lat : ndarray, shape (n,)
            Degrees, WGS84; NaN gives False.
        codes : Series of str, shape (n,)
            County of each row; an unknown one gives False.
        limit_m : float
            Metres outside the border that are let pass.
        """
        x, y = _metric(lon, lat)
        inside = np.zeros(len(x), dtype=bool)
        named = codes.to_numpy(dtype=object)
        for code, polygon in zip(self.codes, self.polygons, strict=True):
            rows = np.flatnonzero((named == code) & np.isfinite(x))
            if len(rows):
                held = shapely.contains_xy(polygon, x[rows], y[rows])
                out = rows[~held]
                inside[rows[held]] = True
                inside[out] = shapely.dwithin(polygon, shapely.points(x[out], y[out]), limit_m)
        return inside


def _metric(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    transformer = Transformer.from_crs(*_TO_METRIC, always_xy=True)
    x, y = transformer.transform(np.asarray(lon, dtype=float), np.asarray(lat, dtype=float))
    known = np.isfinite(lon) & np.isfinite(lat)
    return np.where(known, x, np.nan), np.where(known, y, np.nan)


def _in_box(x: Floats, y: Floats, polygon: shapely.Geometry) -> NDArray[np.bool_]:
    west, south, east, north = shapely.bounds(polygon)
    return np.asarray((x >= west) & (x <= east) & (y >= south) & (y <= north))


@dataclass(frozen=True, eq=False)
class Shore:
    """Counties along their coast, a little inland, to see quickly which points are surely on land.

    Attributes
    ----------
    polygons : ndarray
        In EPSG:4326, lon/lat.
    """

    polygons: NDArray[np.object_]

    @classmethod
    def from_polygons(cls, polygons: NDArray[np.object_]) -> Shore:
        """Prepare the counties' areas."""
        shapely.prepare(polygons)
        return cls(polygons)

    def holds(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Say which points lie on land by the counties' coast."""
        found = np.zeros(len(lon), dtype=bool)
        for polygon in self.polygons:
            rows = np.flatnonzero(~found & _in_box(lon, lat, polygon))
            found[rows] = shapely.contains_xy(polygon, lon[rows], lat[rows])
        return found
