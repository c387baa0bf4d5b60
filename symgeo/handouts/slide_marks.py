"""A free place for the line that says for whom slides are: a template may have its logo there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.slide import Slide

from symgeo.handouts.slide_room import lines_of
from symgeo.handouts.slide_shapes import EMU_PER_PT, Box

_GROUND: Final = 0.5
"""What covers more than this share of a slide is its ground; everything stands on it."""
_NARROWEST: Final = 0.5
"""Of its width, for a title beside a logo."""
_AIR: Final = 4.0
"""Points between a line and what stands beside it."""
_FOOTERS: Final = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER)

Span = tuple[float, float]


def free_line(
    slide: Slide, wanted: Box, text: str, size_pt: float, *, tops: Sequence[float], high: float
) -> Box:
    """Give the first strip of a slide that holds a text in one line and covers nothing of its template.

    Parameters
    ----------
    slide : Slide
        With a layout and a master, whose pictures, lines and words are in the way.
    wanted : Box
        Where it is to stand if nothing is there.
    text : str
        What it says.
    size_pt : float
        Height of its letters.
    tops : sequence of float
        Where else it may begin, in points from the top, the best first. The layout's own footer comes before
        them.
    high : float
        Height of the slide in points.

    Returns
    -------
    Box
        ``wanted`` where there is no such strip.
    """
    things = list(_things(slide, wanted.width * high * _GROUND))
    # Where the footers are is only asked where something stands in the first place: it takes long.
    for top in chain((wanted.top,), (box.top for box in _footers(slide)), tops):
        strip = Box(wanted.left, top, wanted.width, wanted.height)
        for left, right in sorted(_gaps(strip, things), key=lambda gap: gap[0] - gap[1]):
            if lines_of(text, right - left, size_pt) == 1:
                return Box(left, top, right - left, wanted.height)
    return wanted


def widest_part(slide: Slide, wanted: Box, *, high: float) -> Box:
    """Give the widest part of a box where its template has nothing; all of it where that is too narrow.

    Parameters
    ----------
    slide, wanted, high
        As for `free_line`.
    """
    gaps = list(_gaps(wanted, list(_things(slide, wanted.width * high * _GROUND))))
    left, right = max(gaps, key=lambda gap: gap[1] - gap[0], default=(0.0, 0.0))
    if right - left < wanted.width * _NARROWEST:
        return wanted
    return Box(left, wanted.top, right - left, wanted.height)


def _things(slide: Slide, largest: float) -> Iterator[Box]:
    """Give what layout and master draw on the slide, but not what covers most of it."""
    layout = slide.slide_layout
    for shape in (*layout.shapes, *layout.slide_master.shapes):
        if shape.is_placeholder or shape.width is None or shape.left is None:
            continue
        box = Box(*(side / EMU_PER_PT for side in (shape.left, shape.top, shape.width, shape.height)))
        if box.width * box.height < largest:
            yield box


def _footers(slide: Slide) -> Iterator[Box]:
    for place in slide.slide_layout.placeholders:
        if place.placeholder_format.type in _FOOTERS and place.top is not None:
            yield Box(*(side / EMU_PER_PT for side in (place.left, place.top, place.width, place.height)))


def _gaps(strip: Box, things: Sequence[Box]) -> Iterator[Span]:
    """Give the parts of a strip, from left to right, where nothing stands."""
    left, right = strip.left, strip.left + strip.width
    beside = sorted(
        (one.left - _AIR, one.left + one.width + _AIR)
        for one in things
        if one.top < strip.top + strip.height and one.top + one.height > strip.top
    )
    for begin, end in beside:
        if begin > left:
            yield left, min(begin, right)
        left = max(left, end)
    if left < right:
        yield left, right
