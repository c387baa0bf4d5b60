"""How much room words take on a slide: estimated for a wide font, as nobody knows which one is there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from symgeo.handouts.story import Listing

ROW: Final = 2.9
"""Least height of a table's row, for letters of 1 point."""
GAP: Final = 0.6
"""Below a paragraph, likewise."""
_LETTER: Final = 0.6
"""Mean width of a letter, likewise."""
_LINE: Final = 1.2
_JOINER: Final = "\N{WORD JOINER}"
CELL_PT: Final = (10.0, 6.0)
"""Margins of a cell: left and right, above and below."""
_RANGE: Final = re.compile(r"[^ ]*\d[–-]\d[^ ]*")
_STROKE: Final = re.compile(r"(?<=\d)[–-](?=\d)")


def lines_of(text: str, width: float, size_pt: float) -> int:
    """Count the lines that a text takes when it is broken between words.

    Parameters
    ----------
    text : str
        One paragraph.
    width, size_pt : float
        Of the lines and the letters, points.
    """
    room = max(1, int(width / (_LETTER * size_pt)))
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def hold_ranges(text: str, width: float, size_pt: float) -> str:
    """Keep each range of figures on one line, where a line has room for it.

    Parameters
    ----------
    text : str
        Such as ``about 1,000–10,000 t/yr``.
    width, size_pt : float
        Of the lines and the letters, points.
    """

    def held(found: re.Match[str]) -> str:
        if len(found[0]) * _LETTER * size_pt > width:
            return found[0]
        return _STROKE.sub(lambda stroke: f"{_JOINER}{stroke[0]}{_JOINER}", found[0])

    return _RANGE.sub(held, text)


def height_of(paragraphs: Sequence[str], width: float, size_pt: float, *, gap: float = GAP) -> float:
    """Give the height of paragraphs with a gap below each, points."""
    return sum((lines_of(text, width, size_pt) * _LINE + gap) * size_pt for text in paragraphs)


def fitting_size(
    paragraphs: Sequence[str], width: float, height: float, sizes: Sequence[float], *, gap: float = GAP
) -> float:
    """Choose the first of some sizes of letters by which paragraphs fit, or else the last one."""
    fits = (size for size in sizes if height_of(paragraphs, width, size, gap=gap) <= height)
    return next(fits, sizes[-1])


def fitting_rows(listing: Listing, width: float, height: float, size_pt: float) -> int:
    """Count the first rows of a table that fit below its headings; at least one."""

    def tall(cells: Sequence[str]) -> float:
        aside, above = CELL_PT
        most = max(
            lines_of(cell, width * share - aside, size_pt)
            for cell, share in zip(cells, listing.widths, strict=True)
        )
        return max(ROW * size_pt, most * _LINE * size_pt + above)

    left, count = height - tall(listing.headings), 0
    for row in listing.rows:
        left -= tall(row)
        if left < 0 and count:
            break
        count += 1
    return count
