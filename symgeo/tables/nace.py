"""The codes of NACE Rev. 2: 88 divisions, 272 groups and 615 classes, and how people type them."""

from __future__ import annotations

import re
from typing import Final

_CLASSES: Final = """
01 11-16 19 21-29 30 41-47 49 50 61-64 70; 02 10 20 30 40; 03 11 12 21 22; 05 10 20; 06 10 20; 07 10 21 29;
08 11 12 91-93 99; 09 10 90; 10 11-13 20 31 32 39 41 42 51 52 61 62 71-73 81-86 89 91 92; 11 01-07; 12 00;
13 10 20 30 91-96 99; 14 11-14 19 20 31 39; 15 11 12 20; 16 10 21-24 29; 17 11 12 21-24 29; 18 11-14 20;
19 10 20; 20 11-17 20 30 41 42 51-53 59 60; 21 10 20; 22 11 19 21-23 29;
23 11-14 19 20 31 32 41-44 49 51 52 61-65 69 70 91 99; 24 10 20 31-34 41-46 51-54;
25 11 12 21 29 30 40 50 61 62 71-73 91-94 99; 26 11 12 20 30 40 51 52 60 70 80; 27 11 12 20 31-33 40 51 52 90;
28 11-15 21-25 29 30 41 49 91-96 99; 29 10 20 31 32; 30 11 12 20 30 40 91 92 99; 31 01-03 09;
32 11-13 20 30 40 50 91 99; 33 11-17 19 20; 35 11-14 21-23 30; 36 00; 37 00; 38 11 12 21 22 31 32; 39 00;
41 10 20; 42 11-13 21 22 91 99; 43 11-13 21 22 29 31-34 39 91 99; 45 11 19 20 31 32 40;
46 11-19 21-24 31-39 41-49 51 52 61-66 69 71-77 90;
47 11 19 21-26 29 30 41-43 51-54 59 61-65 71-79 81 82 89 91 99;
49 10 20 31 32 39 41 42 50; 50 10 20 30 40; 51 10 21 22; 52 10 21-24 29; 53 10 20; 55 10 20 30 90;
56 10 21 29 30; 58 11-14 19 21 29; 59 11-14 20; 60 10 20; 61 10 20 30 90; 62 01-03 09; 63 11 12 91 99;
64 11 19 20 30 91 92 99; 65 11 12 20 30; 66 11 12 19 21 22 29 30; 68 10 20 31 32; 69 10 20; 70 10 21 22;
71 11 12 20; 72 11 19 20; 73 11 12 20; 74 10 20 30 90; 75 00; 77 11 12 21 22 29 31-35 39 40; 78 10 20 30;
79 11 12 90; 80 10 20 30; 81 10 21 22 29 30; 82 11 19 20 30 91 92 99; 84 11-13 21-25 30;
85 10 20 31 32 41 42 51-53 59 60; 86 10 21-23 90; 87 10 20 30 90; 88 10 91 99; 90 01-04; 91 01-04; 92 00;
93 11-13 19 21 29; 94 11 12 20 91 92 99; 95 11 12 21-25 29; 96 01-04 09; 97 00; 98 10 20; 99 00
"""
"""The structure of Regulation (EC) No 1893/2006, annex I: a division, then the ends of its classes."""
_TYPED: Final = re.compile(
    r"[A-U]? ?(\d{1,2})(?:\.(\d{1,3})(?:\.\d{1,2})?)?|[A-U]? ?(\d{2})(\d{1,3})", re.IGNORECASE
)
_CLASS_END: Final = 2


def _all_classes() -> frozenset[str]:
    found = set()
    for entry in _CLASSES.split(";"):
        division, *ends = entry.split()
        for end in ends:
            first, _, last = end.partition("-")
            found |= {f"{division}.{number:02}" for number in range(int(first), int(last or first) + 1)}
    return frozenset(found)


CLASSES: Final = _all_classes()
"""Such as ``10.61``."""
GROUPS: Final = frozenset(code[:4] for code in CLASSES)
"""Such as ``10.6``."""
DIVISIONS: Final = tuple(sorted({code[:2] for code in CLASSES}))
"""Such as ``10``, in order."""


def read_nace(typed: str) -> str:
    """Give the division, group or class that was typed, as ``10``, ``10.6`` or ``10.61``; "" for none.

    The dot may be left out, the letter of the section may stand before the code, and of a longer national
    code (Norwegian SN 2007, Swedish SNI 2007) the class is taken.

    Parameters
    ----------
    typed : str
        What a reader wrote.
    """
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        return ""
    division, rest = (found[1], found[2]) if found[1] else (found[3], found[4])
    code = division.zfill(2) + (f".{rest[:_CLASS_END]}" if rest else "")
    return code if code in CLASSES or code in GROUPS or code in DIVISIONS else ""
