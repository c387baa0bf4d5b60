"""Sums over so few that one of them could be worked out."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

LEAST_IN_GROUP: Final = 3
"""A sum over fewer is not shown where a blurred amount is among them."""


def suppress_small_groups(
    sums: pd.DataFrame,
    members: pd.Series,
    blurred: pd.Series,
    *,
    kept: tuple[str, ...] = (),
    least: int = LEAST_IN_GROUP,
) -> pd.DataFrame:
    """Empty the sums of small groups that hold something blurred, and one more where a total is known.

    With the total and all groups but one, that one could be worked out by subtracting. So where a single
    group is emptied, the smallest other group is emptied with it.

    Parameters
    ----------
    sums : DataFrame
        One row a group, sums as columns.
    members : Series of int
        By the index of ``sums``: how many are in each group.
    blurred : Series of int
        Likewise: how many of them are blurred.
    kept : tuple of str
        Columns that are no sums and stay.
    least : int
        From how many members on a sum is shown.

    Returns
    -------
    DataFrame
        NaN where a sum is not shown.
    """
    size = members.reindex(sums.index).fillna(0).to_numpy(int)
    hidden = (size > 0) & (size < least) & (blurred.reindex(sums.index).fillna(0).to_numpy(int) > 0)
    hidden |= _complement(size, hidden)
    columns = [column for column in sums.columns if column not in kept]
    return sums.astype(dict.fromkeys(columns, float)).assign(
        **{column: sums[column].astype(float).mask(hidden) for column in columns}
    )


def _complement(size: npt.NDArray[np.int_], hidden: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(size), dtype=bool)
    others = np.flatnonzero(~hidden & (size > 0))
    if hidden.sum() == 1 and len(others):
        found[others[np.argmin(size[others])]] = True
    return found
