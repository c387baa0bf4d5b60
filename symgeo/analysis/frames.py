"""Wide frames, widened in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd


class Columns(Protocol):
    """Columns by name: a frame, or arrays that may have one row for each draw."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401  # a column of any kind
        """Give one column."""


def numbers(columns: Columns, name: str) -> npt.NDArray[np.float64]:
    """Give a column of numbers."""
    return np.asarray(columns[name], dtype=float)


def words(columns: Columns, name: str) -> npt.NDArray[np.object_]:
    """Give a column of texts."""
    return np.asarray(columns[name], dtype=object)


def with_columns(frame: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Give the frame with columns added or replaced, in one block.

    ``DataFrame.assign`` inserts one column after the other, which fragments wide frames.

    Parameters
    ----------
    frame : DataFrame
        Left as it is.
    columns : mapping of str to array
        Each as long as the frame.
    """
    added = pd.DataFrame(dict(columns), index=frame.index)
    kept = frame.drop(columns=[c for c in columns if c in frame.columns])
    return pd.concat([kept, added], axis=1)
