"""Slides without the clock: the same order gives the same bytes, whenever they are made."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from typing import Final

_BEGIN: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can name."""
_PROPERTIES: Final = "docProps/core.xml"
_WORKBOOK: Final = ".xlsx"
_MOMENT: Final = re.compile(rb"(?<=W3CDTF\">)[^<]+")


def without_clock(content: bytes, made_on: datetime.date) -> bytes:
    """Write a day into a package in the place of the moments at which its parts were made.

    Parameters
    ----------
    content : bytes
        A .pptx or .xlsx; the workbooks of its charts are packages in it.
    made_on : date
        Of the order.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in source.infolist():
            told = source.read(part)
            if part.filename.endswith(_WORKBOOK):
                told = without_clock(told, made_on)
            elif part.filename == _PROPERTIES:
                told = _MOMENT.sub(f"{made_on.isoformat()}T00:00:00Z".encode(), told)
            made.writestr(zipfile.ZipInfo(part.filename, _BEGIN), told, zipfile.ZIP_DEFLATED)
    return target.getvalue()
