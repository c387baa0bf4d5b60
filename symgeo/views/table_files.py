"""Write a table as a file's text that a spreadsheet opens without running anything."""

from __future__ import annotations

from typing import Final

import pandas as pd

from symgeo.texts import Texts

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is calculated by a spreadsheet instead of shown."""


def write_csv(frame: pd.DataFrame, texts: Texts) -> str:
    """Write a labelled frame as CSV that the reader's spreadsheet opens without questions.

    English: comma and decimal point. Norwegian and Swedish: semicolon and decimal comma. A text
    that a spreadsheet would take for a formula gets an apostrophe in front, also in headings;
    numbers are left alone, so a negative number stays one.

    Returns
    -------
    str
        To be encoded as ``utf-8-sig``, or Excel reads å as Ã¥.
    """
    separator, decimal = (",", ".") if texts.language == "en" else (";", ",")
    safe = frame.rename(columns=_disarmed).apply(_disarmed_column)
    return str(safe.to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n"))


def _disarmed_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column
    return column.map(_disarmed)


def _disarmed(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
