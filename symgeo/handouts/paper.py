"""Where on a piece of paper a place lies, in points; x runs to the right and y downwards."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

Ring = npt.NDArray[np.float64]
"""Corners as x, y."""


@dataclass(frozen=True)
class Frame:
    """Where on the paper a place in metres lies."""

    west: float
    north: float
    metres_per_pt: float
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Give the ground that is shown: west, south, east, north in metres."""
        m = self.metres_per_pt
        return self.west, self.north - self.height * m, self.west + self.width * m, self.north

    def place(self, metres: npt.NDArray[np.float64]) -> Ring:
        """Give points on paper for eastings and northings."""
        m = self.metres_per_pt
        return np.column_stack([(metres[:, 0] - self.west) / m, (self.north - metres[:, 1]) / m])


def in_metres(sites: pd.DataFrame) -> gpd.GeoSeries:
    """Give the points of rows with lon and lat in metres."""
    return gpd.GeoSeries(
        gpd.points_from_xy(sites["lon"], sites["lat"]), index=sites.index, crs=CRS_GEOGRAPHIC
    ).to_crs(CRS_METRIC)
