"""What the signs on a drawn map mean, in a few words to stand below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from symgeo.handouts.drawing import Drawing, Mark
from symgeo.texts import Texts
from symgeo.views.palette import FAMILIES, Shape, colours, style_of

SIGN_PT: Final = 3.4
"""Radius of a sign in the key."""
_ASIDE: Final = 2.4
"""Room for a sign and after an entry, for letters of 1 point."""
_LETTER: Final = 0.58
"""Mean width of a letter of a wide font, likewise."""


@dataclass(frozen=True)
class KeyEntry:
    """A sign and what it means; a remark has no sign."""

    sign: Mark | None
    text: str


@dataclass(frozen=True)
class Placed:
    """An entry in its place: points from the left, lines from the top, and its width in points."""

    left: float
    line: int
    width: float
    entry: KeyEntry


def key_of(drawing: Drawing, texts: Texts) -> tuple[KeyEntry, ...]:
    """Name the signs that are on a map, and no others, then what is to be said about it."""
    return (*_signs(drawing, texts), *(KeyEntry(None, remark) for remark in drawing.remarks))


def _signs(drawing: Drawing, texts: Texts) -> Iterator[KeyEntry]:
    sign = Mark(0.0, 0.0, SIGN_PT, Shape.CIRCLE, colours("light").existing, is_hollow=True)
    nothing = {sign.hue}
    hues = {mark.hue for mark in drawing.marks}
    for family in FAMILIES:
        style = style_of(family)
        if style.light in hues:
            own = replace(sign, shape=style.shape, hue=style.light, is_hollow=False)
            yield KeyEntry(own, texts(f"map.family_{family}"))
    open_ones = [mark for mark in drawing.marks if mark.is_hollow and mark.hue not in nothing]
    if open_ones:
        first = open_ones[0]
        yield KeyEntry(replace(sign, shape=first.shape, hue=first.hue), texts("map.only_needs"))
    if nothing & hues:
        yield KeyEntry(sign, texts("handouts.key_nothing"))
    if len({mark.radius_pt for mark in drawing.marks if mark.hue not in nothing}) > 1:
        yield KeyEntry(None, texts("map.size_is_amount"))


def place_key(entries: Sequence[KeyEntry], width: float, size_pt: float) -> tuple[Placed, ...]:
    """Set entries one after the other into lines of a width (points), for letters of a size."""
    placed = list[Placed]()
    left, line = 0.0, 0
    for entry in entries:
        wide = (len(entry.text) * _LETTER + _ASIDE) * size_pt
        if left and left + wide > width:
            left, line = 0.0, line + 1
        placed.append(Placed(left, line, wide, entry))
        left += wide
    return tuple(placed)
