"""Where a straight line between two places crosses open water."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

from symgeo.analysis.coastline import Coastline, Floats, Integers, Pieces
from symgeo.analysis.geodesy import geodesic_km
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

SNAP_M: Final = 500.0
"""A place in water no farther from land than this counts as on the shore: it is a quay, or its coordinates
are a few hundred metres off."""
THRESHOLD_KM: Final = 1.0
"""Shortest single stretch of water worth a question (method, section 5)."""

_EDGE_DEGREES: Final = 0.01
"""Longest edge before projection. Tiles of the land file end on parallels and meridians, which are bent in
`CRS_METRIC`; left long, neighbouring tiles would gape by up to 400 m, so they gape by a centimetre."""
_BATCH: Final = 20_000
"""Pairs worked on at once, so that memory stays below some 100 MB."""


@dataclass(frozen=True, eq=False)
class Land:
    """Dry land, ready to be asked what lies between places.

    Open water is the sea or a lake of the file. Water outside the land of the file counts as sea.
    The value never changes after it is made and may be shared by threads.
    """

    _ground: NDArray[np.object_]
    _tree: shapely.STRtree
    _coastline: Coastline

    @classmethod
    def from_frame(cls, frame: gpd.GeoDataFrame) -> Land:
        """Make it from polygons of land and lakes.

        Parameters
        ----------
        frame : GeoDataFrame
            EPSG:4326, lon/lat; column ``kind`` is ``land`` or ``lake``. Lakes lie on land and have their
            islands as holes. Smaller polygons (tiles) make it faster.
        """
        geometry = np.asarray(frame.geometry.to_crs(CRS_GEOGRAPHIC).array)
        kind = frame["kind"].to_numpy()
        dry = _without_lakes(geometry[kind == "land"], geometry[kind == "lake"])
        ground = _metric_polygons(dry)
        return cls(ground, shapely.STRtree(ground), Coastline.from_polygons(ground))

    def crossings_km(
        self,
        lon1: ArrayLike,
        lat1: ArrayLike,
        lon2: ArrayLike,
        lat2: ArrayLike,
        *,
        snap_m: float = SNAP_M,
        threshold_km: float = THRESHOLD_KM,
    ) -> Floats:
        """Measure the open water on the straight line between pairs of places.

        Parameters
        ----------
        lon1, lat1, lon2, lat2 : array_like, shape (n,)
            Finite degrees, WGS84. Row i of the first two is joined to row i of the last two.
        snap_m : float
            An end that lies in water counts as on the nearest land where that is within so many metres.
        threshold_km : float
            Only single stretches of water at least this long count.

        Returns
        -------
        ndarray, shape (n,)
            Kilometres of water in the stretches that count, together; 0 where there is none, and where the
            places are closer together than the threshold. Never more than the geodesic between them.

        Notes
        -----
        A stretch counts by its whole width, from land to land: nothing is left out beside the ends, or a
        fjord would be as narrow as what is left of it. The line is straight in `CRS_METRIC`; shares along
        it are turned into lengths with the geodesic.
        """
        pairs = np.column_stack((lon1, lat1, lon2, lat2)).astype(float)
        length_km = geodesic_km(*pairs.T)
        rows = np.flatnonzero((length_km > 0) & (length_km >= threshold_km))
        water_km = np.zeros(len(pairs))
        water_km[rows] = np.minimum(
            self._between_shores_km(pairs[rows], snap_m, threshold_km), length_km[rows]
        )
        return water_km

    def are_parted(
        self,
        lon1: ArrayLike,
        lat1: ArrayLike,
        lon2: ArrayLike,
        lat2: ArrayLike,
        *,
        threshold_km: float = THRESHOLD_KM,
    ) -> NDArray[np.bool_]:
        """Say which pairs of places lie on two shores of open water.

        A place in water belongs to the nearest shore, up to the threshold away, however near the other place
        is: a fish farm in the middle of a fjord makes no bridge across it.

        Parameters
        ----------
        lon1, lat1, lon2, lat2 : array_like, shape (n,)
            As for `crossings_km`.
        threshold_km : float
            Shortest single stretch of water between the shores that parts.
        """
        pairs = np.column_stack((lon1, lat1, lon2, lat2)).astype(float)
        return self._between_shores_km(pairs, threshold_km * 1000, threshold_km) > 0

    def is_land(self, x_m: ArrayLike, y_m: ArrayLike) -> NDArray[np.bool_]:
        """Say which places lie on dry land.

        Parameters
        ----------
        x_m, y_m : array_like, shape (n,)
            Metres in `CRS_METRIC`.
        """
        points = shapely.points(np.column_stack((x_m, y_m)))
        rows, _ = self._tree.query(points, predicate="intersects")
        found = np.zeros(len(points), dtype=bool)
        found[rows] = True
        return found

    def off_land_m(self, lon: ArrayLike, lat: ArrayLike) -> Floats:
        """Give the distance from each place to the nearest dry land.

        Parameters
        ----------
        lon, lat : array_like, shape (n,)
            Finite degrees, WGS84.

        Returns
        -------
        ndarray, shape (n,)
            Metres in `CRS_METRIC`; 0 on dry land, infinite where there is no land at all.
        """
        points = shapely.points(_to_metric(np.column_stack((lon, lat))))
        distance_m = np.full(len(points), np.inf)
        (rows, _), nearest_m = self._tree.query_nearest(points, return_distance=True, all_matches=False)
        distance_m[rows] = nearest_m
        return distance_m

    def _between_shores_km(self, pairs: Floats, snap_m: float, threshold_km: float) -> Floats:
        """Measure the stretches of water that count, batch by batch."""
        water_km = np.zeros(len(pairs))
        for first in range(0, len(pairs), _BATCH):
            batch = slice(first, first + _BATCH)
            water_km[batch] = self._batch_km(pairs[batch], snap_m, threshold_km)
        return water_km

    def _batch_km(self, pairs: Floats, snap_m: float, threshold_km: float) -> Floats:
        straight = _to_metric(np.concatenate((pairs[:, :2], pairs[:, 2:])))
        start, end = np.split(self._ashore(straight, snap_m), 2)
        straight_m = np.hypot(*np.subtract(*np.split(straight, 2)).T)
        # A metre of the projection is not everywhere the same.
        km_per_m = np.divide(
            geodesic_km(*pairs.T), straight_m, out=np.zeros(len(pairs)), where=straight_m > 0
        )
        line, share = self._stretches_of_water(start, end)
        stretch_km = share * (np.hypot(*(end - start).T) * km_per_m)[line]
        counts = (stretch_km > 0) & (stretch_km >= threshold_km)
        return np.bincount(line[counts], stretch_km[counts], minlength=len(pairs)).astype(float)

    def _ashore(self, places: Floats, snap_m: float) -> Floats:
        """Give the places, those in water moved to the nearest land within `snap_m`."""
        if snap_m <= 0:
            return places
        unique, which = np.unique(places, axis=0, return_inverse=True)
        wet = np.flatnonzero(~self.is_land(*unique.T))
        points = shapely.points(unique[wet])
        rows, ground = self._tree.query_nearest(points, max_distance=snap_m, all_matches=False)
        shore = shapely.shortest_line(points[rows], self._ground[ground])
        unique[wet[rows]] = shapely.get_coordinates(shore)[1::2]
        return np.asarray(unique[which.reshape(-1)])

    def _stretches_of_water(self, start: Floats, end: Floats) -> tuple[Integers, Floats]:
        """Find the unbroken stretches of water on each line: the line and the share of it."""
        pieces = self._coastline.divide(start, end)
        is_water = pieces.layers + self._layers_at_start(start, end, pieces) <= 0
        begins = np.flatnonzero(
            np.diff(pieces.line, prepend=-1).astype(bool) | np.diff(is_water, prepend=not is_water[0])
        )
        share = np.add.reduceat(pieces.share, begins)
        water = is_water[begins]
        return pieces.line[begins][water], share[water]

    def _layers_at_start(self, start: Floats, end: Floats, pieces: Pieces) -> Integers:
        """Count for each piece the polygons of land under the beginning of its line.

        Counted in the middle of the line's longest piece, far from any coast, and reckoned back: right at
        the beginning, rounding could turn land and water round for the whole line.
        """
        first = np.searchsorted(pieces.line, np.arange(len(start)))
        longest = np.lexsort((pieces.share, pieces.line))[np.append(first[1:], len(pieces.line)) - 1]
        middle = pieces.begin[longest] + pieces.share[longest] / 2
        points = shapely.points(start + (end - start) * middle[:, None])
        rows, _ = self._tree.query(points, predicate="intersects")
        layers = np.bincount(rows, minlength=len(start))
        return np.asarray((layers - pieces.layers[longest])[pieces.line])


def _to_metric(lon_lat: Floats) -> Floats:
    transformer = Transformer.from_crs(CRS_GEOGRAPHIC, CRS_METRIC, always_xy=True)
    return np.column_stack(transformer.transform(lon_lat[:, 0], lon_lat[:, 1]))


def _without_lakes(land: NDArray[np.object_], lakes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Cut the lakes out of the land polygons that they touch."""
    dry = land.copy()
    rows, hits = shapely.STRtree(lakes).query(land, predicate="intersects")
    for row in np.unique(rows):
        # Clipped first: a large lake of many tiles would be put together anew for every tile of land.
        near = shapely.clip_by_rect(lakes[hits[rows == row]], *land[row].bounds)
        dry[row] = shapely.difference(land[row], shapely.union_all(near))
    return dry


def _metric_polygons(geometry: NDArray[np.object_]) -> NDArray[np.object_]:
    """Project to `CRS_METRIC` and take the single polygons apart."""
    projected = shapely.transform(shapely.segmentize(geometry, _EDGE_DEGREES), _to_metric)
    parts = shapely.get_parts(shapely.get_parts(projected))
    return np.asarray(parts[shapely.area(parts) > 0])
