"""Pairs that share flows, pools and streams, in worlds where none of these is promised twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.analysis.uncertainty.drawing import Drawn, draw_amounts, draw_parameters
from symgeo.analysis.uncertainty.simulation import CELLS_AT_ONCE, Arrays, FloatArray, columns_of, recalculate


def shared_worlds(
    pairs: pd.DataFrame, share: FloatArray, reference: Reference, draws: int
) -> Iterator[tuple[slice, Arrays, FloatArray]]:
    """Calculate pairs anew with drawn parameters and amounts, some draws at a time.

    Parameters
    ----------
    pairs : DataFrame
        What `symgeo.analysis.opportunities.look_around` knows of them.
    share : ndarray, shape (pairs,)
        Part of its amount that each pair gets, 0-1, the same in every draw.
    reference : Reference
        Parameters with their ranges.
    draws : int
        How many worlds.

    Yields
    ------
    slice
        Which draws.
    mapping of str to ndarray, shape (draws, pairs)
        As `recalculate` gives it.
    ndarray, shape (draws, pairs)
        The part of its share that each pair has, 0-1: less than 1 where a flow, pool or stream would
        otherwise give or take more than it has in that draw.
    """
    sides, columns = _capacities(pairs), columns_of(pairs, reference)
    parameters = draw_parameters(reference.parameters, draws)
    supplied, needed = (draw_amounts(pairs, side, draws) for side in ("supply", "demand"))
    step = max(1, CELLS_AT_ONCE // max(len(pairs), 1))
    for start in range(0, draws, step):
        part = slice(start, start + step)
        drawn = Drawn(parameters.keys, parameters.numbers[part])
        world = recalculate(columns, drawn, supplied[part], needed[part])
        taken = [world[f"{side}_taken"] * share for side in ("supply", "demand")]
        yield part, world, _part_that_there_is(taken, sides)


def _capacities(pairs: pd.DataFrame) -> list[npt.NDArray[np.int64]]:
    """Give the number of the flow, pool or stream on either side of each pair."""
    keys = [pairs[f"{side}_capacity_key"].to_numpy(object) for side in ("supply", "demand")]
    numbers = pd.factorize(np.concatenate(keys))[0].astype(np.int64)
    return [numbers[: len(pairs)], numbers[len(pairs) :]]


def _part_that_there_is(taken: Sequence[FloatArray], sides: Sequence[npt.NDArray[np.int64]]) -> FloatArray:
    """Give the part of each pair that no capacity is overdrawn by, 0-1, one row for each draw.

    Parameters
    ----------
    taken : sequence of ndarray, shape (draws, pairs)
        Share of the capacity on either side that the pair would take.
    sides : sequence of ndarray, shape (pairs,)
        Numbers of these capacities.
    """
    load = np.zeros((1 + max(int(side.max(initial=0)) for side in sides), len(taken[0])))
    for shares, side in zip(taken, sides, strict=True):
        np.add.at(load, side, shares.T)
    fits = 1.0 / np.maximum(load, 1.0)
    return np.asarray(np.minimum(fits[sides[0]], fits[sides[1]]).T)
