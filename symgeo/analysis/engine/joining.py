"""Pairs of flows near one another, in blocks: candidates for a closer look."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine.columns import Side

FloatArray = npt.NDArray[np.float64]
SmallArray = npt.NDArray[np.int32]

MARGIN_M = 2.0
"""Added to the search radius: rounding of squared distances stays far below."""
_ROWS = 64
_BOX = 128
_CELLS = 1 << 18
_BITS = 10


def spatial_order(side: Side) -> npt.NDArray[np.intp]:
    """Give the rows of a side by resource, and within one along a curve that keeps neighbours together."""
    # One number a row, because a sort of whole numbers uses the processor's wide registers; the rows that
    # share a place on the curve may come in any order.
    return np.argsort((side.resource.astype(np.int64) << (3 * _BITS)) | curve(side))


def curve(side: Side) -> npt.NDArray[np.int64]:
    """Give each flow's place on a curve through space (Morton order)."""
    spread = _spread(np.arange(1 << _BITS))
    codes = np.zeros(len(side), dtype=np.int64)
    for axis, values in enumerate((side.x, side.y, side.z)):
        codes |= spread[_steps(values)] << axis
    return codes


def _steps(values: FloatArray) -> npt.NDArray[np.int64]:
    if not len(values):
        return np.empty(0, dtype=np.int64)
    low = values.min()
    step = ((1 << _BITS) - 1) / max(float(values.max() - low), 1.0)
    return np.asarray((values - low) * step, dtype=np.int64)


def _spread(steps: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Put two empty bits after each bit."""
    spread = np.zeros_like(steps)
    for bit in range(_BITS):
        spread |= ((steps >> bit) & 1) << (3 * bit)
    return spread


def near_pairs(
    supply: Side, demand: Side, rows: SmallArray, columns: SmallArray, radius_km: float
) -> Iterator[tuple[SmallArray, SmallArray]]:
    """Give all pairs within a radius and some just outside it, block by block.

    Parameters
    ----------
    supply, demand : Side
    rows, columns : ndarray of int32
        Rows of supply and of demand to join, neighbours together.
    radius_km : float
        A chord is never longer than the geodesic, so nothing inside is missed.

    Yields
    ------
    tuple of ndarray
        Rows of supply and rows of demand.
    """
    if not len(rows) or not len(columns):
        return
    limit_m = radius_km * 1000.0 + MARGIN_M
    ours, theirs = _points(supply, rows), _points(demand, columns)
    boxes = _boxes(theirs, _BOX)
    wide = np.column_stack((theirs, np.ones(len(theirs)), (theirs * theirs).sum(axis=1)))
    for first in range(0, len(rows), _ROWS):
        block = ours[first : first + _ROWS]
        gap = np.maximum(np.maximum(boxes[0] - block.max(axis=0), block.min(axis=0) - boxes[1]), 0.0)
        near = np.flatnonzero((gap * gap).sum(axis=1) <= limit_m * limit_m)
        if not len(near):
            continue
        long = np.column_stack((-2.0 * block, (block * block).sum(axis=1), np.ones(len(block))))
        some = np.flatnonzero(np.repeat(_marks(near, len(boxes[0])), _BOX)[: len(columns)])
        for begin in range(0, len(some), _CELLS // _ROWS):
            part = some[begin : begin + _CELLS // _ROWS]
            squares = long @ wide[part].T
            hits = np.flatnonzero(squares.ravel() <= limit_m * limit_m)
            if len(hits):
                i = hits // len(part)
                yield rows[first + i], columns[part[hits - i * len(part)]]


def _points(side: Side, rows: SmallArray) -> FloatArray:
    return np.column_stack((side.x[rows], side.y[rows], side.z[rows]))


def _marks(near: npt.NDArray[np.intp], count: int) -> npt.NDArray[np.bool_]:
    marks = np.zeros(count, dtype=bool)
    marks[near] = True
    return marks


def _boxes(points: FloatArray, size: int) -> tuple[FloatArray, FloatArray]:
    """Give the lowest and highest corner of every run of ``size`` points."""
    begins = np.arange(0, len(points), size)
    return np.minimum.reduceat(points, begins), np.maximum.reduceat(points, begins)
