"""What a run of the core gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine.keys import KeyArray
from symgeo.analysis.engine.topk import Best
from symgeo.analysis.engine.totals import Totals

ALL = 1 << 30
"""As ``top_k``: keep every pair."""


@dataclass(frozen=True)
class Limits:
    """How much is kept.

    Attributes
    ----------
    top_k : int
        Best pairs of each supply and of each demand; `ALL` keeps every pair.
    best : int
        Best pairs overall.
    """

    top_k: int = 25
    best: int = 1000


@dataclass(frozen=True, eq=False)
class Matches:
    """The best pairs and the sums over all pairs.

    Attributes
    ----------
    by_supply, by_demand : Best
        The best of each supply (``row`` is the supply) and of each demand (``row`` is the demand).
    best : Best
        The best overall, best first; ``row`` is the supply.
    totals : Totals
    """

    by_supply: Best
    by_demand: Best
    best: Best
    totals: Totals

    def kept(self) -> Best:
        """Give every kept pair once, best first; equal keys by supply and demand. ``row`` is the supply."""
        supply = np.concatenate((self.by_supply.row, self.by_demand.other, self.best.row))
        demand = np.concatenate((self.by_supply.other, self.by_demand.row, self.best.other))
        key = np.concatenate((self.by_supply.key, self.by_demand.key, self.best.key))
        _, once = np.unique(pair_numbers(supply, demand), return_index=True)
        order = once[np.lexsort((demand[once], supply[once], ~key[once]))]
        return Best(supply[order], demand[order], key[order])


def merge(first: Matches, second: Matches, limits: Limits) -> Matches:
    """Merge the results of different pairs: the same in any order and grouping."""
    one, two = first.best, second.best
    return Matches(
        _merge(first.by_supply, second.by_supply, limits.top_k),
        _merge(first.by_demand, second.by_demand, limits.top_k),
        best_overall(
            np.concatenate((one.row, two.row)),
            np.concatenate((one.other, two.other)),
            np.concatenate((one.key, two.key)),
            limits.best,
        ),
        first.totals.plus(second.totals),
    )


def _merge(first: Best, second: Best, k: int) -> Best:
    """Merge by row. What is new is put between what is there, for one of the two may be much longer."""
    if len(first) < len(second):
        first, second = second, first
    if not len(second):
        return first
    counts = np.bincount(first.row, minlength=1 + max(int(first.row[-1]), int(second.row[-1])))
    begins = np.cumsum(counts) - counts
    is_good = (counts[second.row] < k) | ~_is_behind(second, first, (begins + counts - 1)[second.row])
    new = Best(*(column[is_good] for column in second))
    place = _places_among(first, new, begins, counts) + _places_in_row(new.row)
    is_kept = place < k
    new, place = Best(*(column[is_kept] for column in new)), place[is_kept]
    more = np.bincount(new.row, minlength=len(counts))
    fewer = np.maximum(counts + more - k, 0)
    ends = np.cumsum(counts + more - fewer)
    at = ends[new.row] - (counts + more - fewer)[new.row] + place
    # Where each kept pair comes from: one place less behind each new pair, one more behind each that went.
    shift = np.zeros(int(ends[-1]) + 1, dtype=np.intp)
    shift[at] = -1
    shift[ends[fewer > 0]] += fewer[fewer > 0]
    source = np.arange(int(ends[-1])) + np.cumsum(shift[:-1])
    merged = Best(*(np.take(column, source, mode="clip") for column in first))
    for column, fresh in zip(merged, new, strict=True):
        column[at] = fresh
    return merged


def _places_in_row(rows: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Give how many come before each in its row. Rows are sorted."""
    begins = np.flatnonzero(np.diff(rows, prepend=-1))
    return np.arange(len(rows)) - np.repeat(begins, np.diff(begins, append=len(rows)))


def _is_behind(pairs: Best, others: Best, places: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Tell which pairs come after the other pairs at some places; equal keys go by the other end."""
    key, other = others.key[places], others.other[places]
    return np.asarray((pairs.key < key) | ((pairs.key == key) & (pairs.other > other)))


def _places_among(
    kept: Best, pairs: Best, begins: npt.NDArray[np.intp], counts: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Give how many kept pairs of its row come before each pair: all rows are halved at once."""
    begin = begins[pairs.row]
    low, high = begin, begin + counts[pairs.row]
    while (is_open := low < high).any():
        middle = np.minimum((low + high) // 2, len(kept) - 1)
        is_behind = _is_behind(pairs, kept, middle)
        low = np.where(is_open & is_behind, middle + 1, low)
        high = np.where(is_open & ~is_behind, middle, high)
    return low - begin


def pair_numbers(supply: npt.NDArray[np.int32], demand: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Give one number for each pair of rows."""
    return (supply.astype(np.int64) << 32) | demand


def best_overall(
    supply: npt.NDArray[np.int32], demand: npt.NDArray[np.int32], key: KeyArray, count: int
) -> Best:
    """Give the best ``count`` of some pairs, equal keys by supply and demand."""
    if len(key) > count:
        limit = np.partition(key, len(key) - count)[len(key) - count] if count else np.uint64(2**64 - 1)
        some = np.flatnonzero(key >= limit)
        supply, demand, key = supply[some], demand[some], key[some]
    order = np.lexsort((demand, supply, ~key))[:count]
    return Best(supply[order], demand[order], key[order])
