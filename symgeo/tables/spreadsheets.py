"""Texts that a spreadsheet must not take for formulas."""

from __future__ import annotations

from typing import Final

import pandas as pd

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def disarm(frame: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before every text and heading that a spreadsheet would calculate.

    Numbers are left alone, so a negative number stays one.

    Returns
    -------
    DataFrame
        A new frame of the same shape.
    """
    return frame.rename(columns=disarmed).apply(_disarmed_column)


def disarmed(text: object) -> object:
    """Give a text with an apostrophe in front where it would be a formula; other things as they are."""
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text


def _disarmed_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column
    return column.map(disarmed)
