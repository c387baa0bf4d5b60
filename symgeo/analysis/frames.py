"""Wide frames, widened in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


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
