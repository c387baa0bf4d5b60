"""How far it is between two places without leaving dry land."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from pyproj import Transformer
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from symgeo.analysis.crossings import Land
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

CELL_M: Final = 250.0
"""Side of the cells that a way goes over; water narrower than one may be missed."""
_SNAP_CELLS: Final = 2
"""So many cells beside a place its way may begin: coordinates are often a few hundred metres off."""
_SOURCES_AT_ONCE: Final = 32
"""Places whose ways are looked for together, so that memory stays below some 100 MB."""
_ROW: Final = 1 << 32

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def land_ways_km(
    land: Land, lon1: FloatArray, lat1: FloatArray, lon2: FloatArray, lat2: FloatArray, longest_km: float
) -> FloatArray:
    """Measure the shortest way over dry land between pairs of places.

    Parameters
    ----------
    land : Land
        Dry land.
    lon1, lat1, lon2, lat2 : ndarray, shape (n,)
        Degrees, WGS84. Row i of the first two is joined to row i of the last two.
    longest_km : float
        Longer ways are not looked for.

    Returns
    -------
    ndarray, shape (n,)
        Kilometres, up to 8 % too long because a way turns by 45 degrees only; infinite where there is no
        way, or a longer one.

    Notes
    -----
    Dijkstra's algorithm over cells of `CELL_M` whose middle is on land, with steps to all eight neighbours.
    """
    ways = np.full(len(lon1), np.inf)
    ends = [_cells_of(lon, lat) for lon, lat in ((lon1, lat1), (lon2, lat2))]
    keys = [_key(*end.T) for end in ends]
    sources = np.unique(keys[0])
    for first in range(0, len(sources), _SOURCES_AT_ONCE):
        batch = sources[first : first + _SOURCES_AT_ONCE]
        rows = np.flatnonzero(np.isin(keys[0], batch))
        ways[rows] = _ways_km(land, ends[0][rows], ends[1][rows], longest_km)
    return ways


def _ways_km(land: Land, start: IntArray, finish: IntArray, longest_km: float) -> FloatArray:
    """Measure the ways of one batch of pairs of cells."""
    dry = _dry_cells(land, np.unique(start, axis=0), int(np.ceil(longest_km * 1000 / CELL_M)))
    if not len(dry):
        return np.full(len(start), np.inf)
    keys = _key(*dry.T)
    begin, end = (_nearest(keys, cells) for cells in (start, finish))
    known = np.flatnonzero((begin >= 0) & (end >= 0))
    sources, which = np.unique(begin[known], return_inverse=True)
    ways = np.full(len(start), np.inf)
    if len(sources):
        found = dijkstra(_steps(dry, keys), directed=False, indices=sources, limit=longest_km * 1000)
        ways[known] = found[which, end[known]] / 1000
    return ways


def _dry_cells(land: Land, around: IntArray, reach: int) -> IntArray:
    """Give the dry cells within reach of any of some cells, sorted by their keys."""
    farthest = reach + _SNAP_CELLS
    step = np.arange(-farthest, farthest + 1)
    window = np.stack(np.meshgrid(step, step, indexing="ij"), axis=-1).reshape(-1, 2)
    # A way is no shorter than the straight line: what lies in the corners is out of reach.
    window = window[np.hypot(*window.T) <= farthest]
    cells = np.unique((around[:, None, :] + window[None, :, :]).reshape(-1, 2), axis=0)
    middle = (cells + 0.5) * CELL_M
    return np.asarray(cells[land.is_land(middle[:, 0], middle[:, 1])])


def _steps(dry: IntArray, keys: IntArray) -> csr_matrix:
    """Join neighbouring dry cells; each step in one direction, because the graph is read both ways."""
    found = []
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        there = _find(keys, _key(dry[:, 0] + dx, dry[:, 1] + dy))
        here = np.flatnonzero(there >= 0)
        found.append((here, there[here], np.full(len(here), CELL_M * float(np.hypot(dx, dy)))))
    rows, columns, lengths = (np.concatenate(part) for part in zip(*found, strict=True))
    return csr_matrix((lengths, (rows, columns)), shape=(len(dry), len(dry)))


def _nearest(keys: IntArray, cells: IntArray) -> IntArray:
    """Find the dry cell nearest to each cell, -1 where none is near."""
    step = np.arange(-_SNAP_CELLS, _SNAP_CELLS + 1)
    window = np.stack(np.meshgrid(step, step, indexing="ij"), axis=-1).reshape(-1, 2)
    window = window[np.argsort(np.hypot(*window.T), kind="stable")]
    there = _find(keys, _key(*(cells[:, None, :] + window[None, :, :]).reshape(-1, 2).T))
    there = there.reshape(len(cells), len(window))
    first = np.argmax(there >= 0, axis=1)
    return np.asarray(there[np.arange(len(cells)), first])


def _find(keys: IntArray, wanted: IntArray) -> IntArray:
    """Give the position of each wanted key, -1 where it is not there."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def _key(column: IntArray, row: IntArray) -> IntArray:
    return np.asarray(column * _ROW + row)


def _cells_of(lon: FloatArray, lat: FloatArray) -> IntArray:
    transformer = Transformer.from_crs(CRS_GEOGRAPHIC, CRS_METRIC, always_xy=True)
    metric = np.column_stack(transformer.transform(lon, lat))
    return np.floor(metric / CELL_M).astype(np.int64)
