"""The outline of the land as short edges in a grid, so that many lines can be cut by it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_CELL_M: Final = 2_000.0
"""Width of a cell; on the land file faster than 1,000 and 4,000."""
_MARGIN_M: Final = 1.0
"""An edge is listed in every cell within this distance, so that rounding at a cell's border loses none."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Lines, divided where they cross the coastline; ordered along each line, all lines present.

    Attributes
    ----------
    line : ndarray of int, shape (n,)
        Row of the line.
    begin, share : ndarray of float, shape (n,)
        Where the piece begins and how long it is, as shares (0-1) of the line.
    layers : ndarray of int, shape (n,)
        Polygons entered less polygons left since the line began.
    """

    line: Integers
    begin: Floats
    share: Floats
    layers: Integers


@dataclass(frozen=True, eq=False)
class Coastline:
    """Edges of polygons with the polygon on their left, listed by grid cell.

    `_from` and `_to` hold the ends of each edge (m, 2). Row r, column c of the grid, which has its corner
    at `_corner`, holds the edges `_listed[_first[k]:_first[k + 1]]` with k = r x columns + c.
    """

    _from: Floats
    _to: Floats
    _corner: Floats
    _shape: tuple[int, int]
    _first: Integers
    _listed: Integers

    @classmethod
    def from_polygons(cls, polygons: NDArray[np.object_]) -> Coastline:
        """Make it from polygons in a metric reference system with edges much shorter than a kilometre."""
        rings = shapely.get_rings(shapely.orient_polygons(polygons))
        points, ring = shapely.get_coordinates(rings, return_index=True)
        joined = ring[1:] == ring[:-1]
        start, end = points[:-1][joined], points[1:][joined]
        if not len(start):
            start = end = np.zeros((1, 2))
        corner = np.minimum(start, end).min(axis=0) - _MARGIN_M
        low = _cell(np.minimum(start, end) - corner - _MARGIN_M).clip(0)
        high = _cell(np.maximum(start, end) - corner + _MARGIN_M)
        columns, rows = (int(n) + 1 for n in high.max(axis=0))
        edge, cell = _covered_cells(low, high, columns)
        order = np.argsort(cell, kind="stable")
        first = np.concatenate(([0], np.cumsum(np.bincount(cell, minlength=rows * columns))))
        return cls(start, end, corner, (rows, columns), first, edge[order])

    def divide(self, start: Floats, end: Floats) -> Pieces:
        """Divide straight lines where they cross the coastline.

        Parameters
        ----------
        start, end : ndarray of float, shape (n, 2)
            Metres; row i of both make a line.
        """
        line, share, change = self._crossings(start, end)
        number, border = np.arange(len(start)), np.zeros(len(start))
        line = np.concatenate((number, line, number))
        share = np.concatenate((border, share, border + 1))
        change = np.concatenate((border, change, border)).astype(np.int64)
        order = np.lexsort((share, line))
        line, share, change = line[order], share[order], change[order]
        within = line[1:] == line[:-1]
        # The changes of a line's own crossings: what the lines before it have gathered is taken off.
        gathered = np.cumsum(change)[:-1][within]
        piece_line = line[:-1][within]
        begins = np.searchsorted(piece_line, number)
        layers = gathered - gathered[begins][piece_line] if len(number) else gathered
        return Pieces(piece_line, share[:-1][within], np.diff(share)[within], layers)

    def _crossings(self, start: Floats, end: Floats) -> tuple[Integers, Floats, Integers]:
        """Find line, share along it, and +1 (onto land) or -1 (off it) of every crossing."""
        line, enter, leave, cell = _walk(start - self._corner, end - self._corner, self._shape)
        step, edge = self._edges_in(cell)
        line, enter, leave = line[step], enter[step], leave[step]
        origin = start[line]
        direction = end[line] - origin
        side_from = _cross(direction, self._from[edge] - origin)
        side_to = _cross(direction, self._to[edge] - origin)
        # A corner exactly on the line belongs to one side, so a ring is always left as often as entered.
        crosses = np.flatnonzero((side_from > 0) != (side_to > 0))
        line, enter, leave = line[crosses], enter[crosses], leave[crosses]
        side_from, side_to, edge = side_from[crosses], side_to[crosses], edge[crosses]
        along = self._to[edge] - self._from[edge]
        share = _cross(self._from[edge] - start[line], along) / _cross(end[line] - start[line], along)
        # An edge is listed in several cells, but its crossing lies in one step of the walk.
        here = (share >= enter) & (share < leave)
        return line[here], share[here], np.where(side_from > 0, 1, -1)[here]

    def _edges_in(self, cell: Integers) -> tuple[Integers, Integers]:
        """List the edges of each cell: row of `cell`, number of the edge."""
        count = self._first[cell + 1] - self._first[cell]
        step = np.repeat(np.arange(len(cell)), count)
        return step, self._listed[self._first[cell][step] + _counted(count)]


def _cell(metres: Floats) -> Integers:
    return np.asarray(np.floor(metres / _CELL_M), dtype=np.int64)


def _cross(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def _counted(count: Integers) -> Integers:
    """Count 0, 1, 2 ... within each run of the given lengths."""
    return np.asarray(np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count))


def _covered_cells(low: Integers, high: Integers, columns: int) -> tuple[Integers, Integers]:
    """List every cell of the rectangles from low to high (column, row): row of `low`, number of the cell."""
    width = high[:, 0] - low[:, 0] + 1
    count = width * (high[:, 1] - low[:, 1] + 1)
    owner = np.repeat(np.arange(len(low)), count)
    offset = _counted(count)
    row = low[owner, 1] + offset // width[owner]
    return owner, row * columns + low[owner, 0] + offset % width[owner]


def _walk(start: Floats, end: Floats, shape: tuple[int, int]) -> tuple[Integers, Floats, Floats, Integers]:
    """List the cells of the grid that each line passes: line, shares where it enters and leaves, cell."""
    lines, shares = [np.arange(len(start))] * 2, [np.zeros(len(start)), np.ones(len(start))]
    for axis in (0, 1):
        a, b = start[:, axis], end[:, axis]
        low = _cell(np.minimum(a, b))
        count = _cell(np.maximum(a, b)) - low
        line = np.repeat(np.arange(len(start)), count)
        border_m = (np.repeat(low, count) + 1 + _counted(count)) * _CELL_M
        lines.append(line)
        shares.append(((border_m - a[line]) / (b[line] - a[line])).clip(0, 1))
    line, share = np.concatenate(lines), np.concatenate(shares)
    order = np.lexsort((share, line))
    line, share = line[order], share[order]
    within = line[1:] == line[:-1]
    line, enter, leave = line[:-1][within], share[:-1][within], share[1:][within]
    middle = start[line] + (end[line] - start[line]) * ((enter + leave) / 2)[:, None]
    column, row = _cell(middle).T
    on_grid = (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0]) & (leave > enter)
    return line[on_grid], enter[on_grid], leave[on_grid], (row * shape[1] + column)[on_grid]
