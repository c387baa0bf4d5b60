"""Write a table as a file's text that a spreadsheet opens without running anything."""

from __future__ import annotations

import pandas as pd

from symgeo.tables.spreadsheets import disarm
from symgeo.texts import Texts


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
    return str(disarm(frame).to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n"))
