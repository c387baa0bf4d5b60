"""Read the number formats of a workbook: what a number is, and which unit stands beside it.

The cell holds 0.25 and shows ``25 %``; it holds 12 and shows ``12 MWh``, or a date. What the person saw
must be in the text, or a percentage would pass for a quarter of a tonne.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from symgeo.storage.readers.cells import clean, date_text, duration_text, number_text

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]?|(?P<plain>.)', re.S
)
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_WORDS: Final = re.compile(r"General|Standard|AM/PM|A/P", re.IGNORECASE)
_TELLS_UNIT: Final = re.compile(r"[^\W\d_]|[°%€£$¢¥]")
_PLACEHOLDERS: Final = frozenset("0#?.,@")
_DAY_LETTERS: Final = frozenset("ydYD")
_CLOCK_LETTERS: Final = frozenset("hsHS")
_MONTH_OR_MINUTE: Final = frozenset("mM")
_LONGEST_FORMAT: Final = 255

_EPOCH_1900: Final = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  # a workbook's clock has no zone
_EPOCH_1904: Final = datetime.datetime(1904, 1, 1)  # noqa: DTZ001  # the same on old Macs
_LEAP_DAY_THAT_NEVER_WAS: Final = 60
_LAST_DAY: Final = 2_958_466
_SECONDS_A_DAY: Final = 86_400


class Shown(Enum):
    """What a number is shown as."""

    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    CLOCK = auto()
    DURATION = auto()


@dataclass(frozen=True)
class NumberFormat:
    """How a number is shown.

    Attributes
    ----------
    shown : Shown
        What as.
    before, after : str
        Text that the format adds, such as a unit or a currency.
    """

    shown: Shown = Shown.NUMBER
    before: str = ""
    after: str = ""

    @property
    def is_date(self) -> bool:
        """Whether the number is a point in time or a length of it."""
        return self.shown in _TIMES

    @property
    def adds_unit(self) -> bool:
        """Whether the format shows more than the number itself."""
        return self.shown is Shown.PERCENT or bool(self.before or self.after)

    def text(self, value: float, *, from_1904: bool = False) -> str:
        """Write a number as the person saw it, with a decimal point.

        Parameters
        ----------
        value : float
            What the cell holds.
        from_1904 : bool
            Whether the workbook counts its days from 1904.
        """
        if self.is_date:
            return self._time_text(value, from_1904=from_1904)
        if self.shown is Shown.PERCENT:
            return f"{number_text(float(format(value * 100, '.12g')))} %"
        return " ".join(part for part in (self.before, number_text(value), self.after) if part)

    def _time_text(self, value: float, *, from_1904: bool) -> str:
        if not 0 <= value < _LAST_DAY - 1_462:
            return number_text(value)
        if self.shown is Shown.DURATION or (self.shown is Shown.CLOCK and value < 1):
            return duration_text(datetime.timedelta(seconds=round(value * _SECONDS_A_DAY)))
        if not from_1904 and value < _LEAP_DAY_THAT_NEVER_WAS:
            value += 1
        epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
        return date_text(epoch + datetime.timedelta(seconds=round(value * _SECONDS_A_DAY)))


_TIMES: Final = frozenset({Shown.DATE, Shown.CLOCK, Shown.DURATION})
PLAIN: Final = NumberFormat()


def builtin_format(number: int) -> NumberFormat:
    """Give a format that workbooks name by number only (ECMA-376, part 1, 18.8.30)."""
    if number in {9, 10}:
        return NumberFormat(Shown.PERCENT)
    if 14 <= number <= 17 or number == 22 or 27 <= number <= 31 or number == 36 or 50 <= number <= 58:
        return NumberFormat(Shown.DATE)
    if 18 <= number <= 21 or 32 <= number <= 35 or number in {45, 47}:
        return NumberFormat(Shown.CLOCK)
    return NumberFormat(Shown.DURATION) if number == 46 else PLAIN


def read_format(code: str) -> NumberFormat:
    """Read a format's code, such as ``#,##0.0" MWh"`` or ``dd.mm.yyyy``.

    Only the part for positive numbers counts.
    """
    literals, letters, is_duration = _parse(_WORDS.sub(" 0 ", code[:_LONGEST_FORMAT]))
    if is_duration:
        return NumberFormat(Shown.DURATION)
    if letters & _DAY_LETTERS:
        return NumberFormat(Shown.DATE)
    if letters & _CLOCK_LETTERS:
        return NumberFormat(Shown.CLOCK)
    if letters & _MONTH_OR_MINUTE:
        return NumberFormat(Shown.DATE)
    before, after = (clean(literal) if _TELLS_UNIT.search(literal) else "" for literal in literals)
    if "%" in before + after:
        return NumberFormat(Shown.PERCENT)
    return NumberFormat(Shown.NUMBER, before, after)


def _parse(code: str) -> tuple[tuple[str, str], set[str], bool]:
    """Give the literals before and after the number, the letters of dates, and whether time adds up."""
    literals = ["", ""]
    letters: set[str] = set()
    side = 0
    for token in _TOKEN.finditer(code):
        plain, bracket = token["plain"], token["bracket"]
        if plain == ";":
            break
        if bracket is not None:
            if _ELAPSED.fullmatch(bracket):
                return ("", ""), letters, True
            if bracket.startswith("$"):
                literals[side] += bracket[1:].split("-")[0]
        elif plain is None:
            literals[side] += token["quoted"] or token["escaped"] or ""
        elif plain in _PLACEHOLDERS:
            side = 1
        elif plain in _DAY_LETTERS | _CLOCK_LETTERS | _MONTH_OR_MINUTE:
            letters.add(plain)
        elif plain not in "Ee":
            literals[side] += plain
    return (literals[0], literals[1]), letters, False
