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
    """Merge by row; rows that only one of the two has are taken as they are."""
    if len(first) < len(second):
        first, second = second, first
    if not len(second):
        return first
    marks = np.zeros(1 + max(int(first.row.max()), int(second.row.max())), dtype=bool)
    marks[second.row] = True
    shared = marks[first.row]
    row, other, key = (
        np.concatenate((getattr(first, name)[shared], getattr(second, name)))
        for name in ("row", "other", "key")
    )
    order = np.lexsort((other, ~key, row))
    row, other, key = row[order], other[order], key[order]
    begins = np.flatnonzero(np.diff(row, prepend=-1))
    place = np.arange(len(row)) - np.repeat(begins, np.diff(begins, append=len(row)))
    good = place < k
    merged = Best(row[good], other[good], key[good])
    row, other, key = (
        np.concatenate((getattr(first, name)[~shared], getattr(merged, name)))
        for name in ("row", "other", "key")
    )
    order = np.argsort(row, kind="stable")
    return Best(row[order], other[order], key[order])


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
