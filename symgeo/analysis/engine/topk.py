"""The best few of each flow, kept while pairs stream by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine.keys import KeyArray

SmallArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

_LEAST_BUFFER = 1 << 18
_WIDEST = 256
"""Rows of at most so many are sorted side by side."""
_LAST = np.uint64((1 << 64) - 1)


@dataclass(frozen=True, eq=False)
class Best:
    """Rows with the other end of the pair and its key, sorted by row, best first.

    Attributes
    ----------
    row, other : ndarray of int32, shape (n,)
    key : ndarray of uint64, shape (n,)
    """

    row: SmallArray
    other: SmallArray
    key: KeyArray

    def __len__(self) -> int:
        """Give the number of kept pairs."""
        return len(self.row)

    def __iter__(self) -> Iterator[npt.NDArray[Any]]:
        """Give the three columns."""
        return iter((self.row, self.other, self.key))


class TopK:
    """Keeps the ``k`` pairs with the largest keys for each row; equal keys go by the other end's number.

    What is pushed waits in a buffer that is merged when it has grown as large as what is kept.
    """

    def __init__(self, rows: int, k: int) -> None:
        self.k = k
        self.least = np.zeros(rows, dtype=np.uint64)
        """Key of each row's last kept pair once the row is full: less need not be pushed."""
        self._kept = Best(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint64))
        self._waiting: list[Best] = []
        self._count = 0

    def push(self, row: SmallArray, other: SmallArray, key: KeyArray) -> None:
        """Offer pairs; each pair is offered once."""
        self._waiting.append(Best(row, other, key))
        self._count += len(row)
        if self._count > max(_LEAST_BUFFER, len(self._kept)):
            self._merge()

    def _merge(self) -> None:
        parts = [self._kept, *self._waiting]
        row, other, key = (
            np.concatenate([getattr(p, name) for p in parts]) for name in ("row", "other", "key")
        )
        self._waiting, self._count = [], 0
        good = key >= self.least[row]
        row, other, key = row[good], other[good], key[good]
        # Unlike a stable sort, a sort of whole numbers uses the processor's wide registers.
        order = np.argsort((row.astype(np.int64) << 32) | np.arange(len(row)))
        row, other, key = row[order], other[order], key[order]
        kept = _select(row, other, key, self.k, self.least)
        self._kept = Best(row[kept], other[kept], key[kept])

    def finish(self) -> Best:
        """Give what is kept, sorted by row and best first."""
        self._merge()
        kept = self._kept
        order = np.argsort((kept.row.astype(np.int64) << 32) | kept.other)
        row, other, key = kept.row[order], kept.other[order], kept.key[order]
        best = _best_first(row, key)
        return Best(row, other[best], key[best])


def _best_first(row: SmallArray, key: KeyArray) -> npt.NDArray[np.intp]:
    """Give the order by key within each row; equal keys stay in their order. Rows are sorted."""
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    counts = np.diff(begins, append=len(row))
    width = int(counts.max(initial=0))
    if not 0 < width <= _WIDEST:
        return np.lexsort((~key, row))
    columns = np.arange(width)
    inside = columns < counts[:, None]
    # Nothing is worse than the places that a short row leaves empty.
    down = np.where(inside, ~key[np.where(inside, begins[:, None] + columns, 0)], _LAST)
    places = np.argsort(down, axis=1, kind="stable") + begins[:, None]
    return np.asarray(places[inside])


def _select(row: SmallArray, other: SmallArray, key: KeyArray, k: int, least: KeyArray) -> BoolArray:
    """Mark the best ``k`` of each row and note the least of full rows. Rows are sorted."""
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    counts = np.diff(begins, append=len(row))
    kept = np.ones(len(row), dtype=bool)
    width = k
    full = counts >= k
    while full.any():
        # Rows of about the same length are cut into one matrix, so that long rows cost others nothing.
        some = np.flatnonzero(full & (counts <= width))
        if len(some):
            limit = _kth_largest(key, begins[some], counts[some], width, k)
            least[row[begins[some]]] = limit
            full[some] = False
        width *= 2
    limits = least[row]
    kept = key >= limits
    surplus = np.add.reduceat(kept, begins) - k if len(row) else np.empty(0, int)
    for n in np.flatnonzero(surplus > 0):  # equal keys at the limit: rare, settled by number
        part = slice(begins[n], begins[n] + counts[n])
        ties = begins[n] + np.flatnonzero(key[part] == limits[begins[n]])
        worst = ties[np.argsort(other[ties], kind="stable")][len(ties) - surplus[n] :]
        kept[worst] = False
    return kept


def _kth_largest(
    key: KeyArray, begins: npt.NDArray[np.intp], counts: npt.NDArray[np.intp], width: int, k: int
) -> KeyArray:
    limits = np.empty(len(begins), dtype=np.uint64)
    step = max(1, (1 << 21) // width)
    columns = np.arange(width)
    for first in range(0, len(begins), step):
        part = slice(first, first + step)
        inside = columns < counts[part, None]
        matrix = np.where(inside, key[np.where(inside, begins[part, None] + columns, 0)], np.uint64(0))
        limits[part] = np.partition(matrix, width - k, axis=1)[:, width - k]
    return limits
