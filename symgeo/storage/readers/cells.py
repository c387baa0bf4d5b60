"""The text of one cell: what cannot be seen taken out, numbers written in one way."""

from __future__ import annotations

import datetime
import math
import re
from typing import Final

_BIDI_MARKS: Final = "\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN: Final = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff{_BIDI_MARKS}]"
)
"""Control characters, marks of no width and marks that turn the direction of text: never part of a name."""
_GARBLED: Final = re.compile("\ufffd|Ã[\u0080-\u00bf\u2018-\u203a\u0152-\u0178\u02c6\u02dc\u2122]")
"""What Nordic letters become where text was written in UTF-8 and read as something else."""
_WHOLE_LIMIT: Final = 1e15
"""Above it a floating-point number no longer holds every digit."""

CellValue = bool | int | float | str | datetime.datetime | datetime.date | datetime.time | datetime.timedelta


def clean(text: str) -> str:
    """Give a cell's text without characters that cannot be seen and without blanks around it."""
    return _UNSEEN.sub("", text).strip()


def has_unseen(text: str) -> bool:
    """Tell whether a text holds characters that `clean` takes out (blanks aside)."""
    return _UNSEEN.search(text) is not None


def is_garbled(text: str) -> bool:
    """Tell whether a text shows letters that were lost or read in the wrong encoding."""
    return _GARBLED.search(text) is not None


def number_text(value: float) -> str:
    """Write a number with a decimal point and the 15 digits that a spreadsheet keeps.

    ``0.1 + 0.2`` becomes ``0.3``, ``7400.0`` becomes ``7400``; numbers that are none become empty.
    """
    if not math.isfinite(value):
        return ""
    if value == int(value) and abs(value) < _WHOLE_LIMIT:
        return str(int(value))
    return format(value, ".15g")


def value_text(value: CellValue) -> str:
    """Write a value of a workbook as text: numbers with a point, dates and times as in ISO 8601."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, datetime.datetime):
        return date_text(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return duration_text(value)
    return clean(value)


def date_text(value: datetime.datetime) -> str:
    """Write a date, with the time of day where it has one."""
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")


def duration_text(value: datetime.timedelta) -> str:
    """Write a duration as hours, minutes and seconds."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{sign}{hour:02d}:{minute:02d}:{second:02d}"
