"""For whom slides are stands where a template has nothing else: not on its logo."""

from __future__ import annotations

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from symgeo.handouts.slide_marks import free_line, widest_part
from symgeo.handouts.slide_shapes import Box

AUDIENCE = "For the meeting"
TOP = Box(40, 20, 640, 18)
HIGH = 540.0


def with_logo(*places: Box) -> tuple[Deck, Slide]:
    """Give a slide whose master has a logo at each place."""
    deck = Presentation()
    master = deck.slide_master.shapes
    for box in places:
        shape = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu)
        master._spTree.append(shape._element)  # noqa: SLF001 - python-pptx cannot draw on a master
    return deck, deck.slides.add_slide(deck.slide_layouts[5])


def place_on(slide: Slide) -> Box:
    return free_line(slide, TOP, AUDIENCE, 13, tops=(498.0, 2.0), high=HIGH)


def overlaps(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def test_it_stands_at_the_top_where_nothing_is() -> None:
    _, slide = with_logo()
    assert place_on(slide) == TOP


def test_it_stands_beside_a_logo() -> None:
    left, right = Box(30, 10, 120, 40), Box(560, 10, 120, 40)
    for logos in ((left,), (right,), (left, right)):
        _, slide = with_logo(*logos)
        place = place_on(slide)
        assert place.top == TOP.top
        assert not any(overlaps(place, logo) for logo in logos)


def test_it_takes_the_row_of_the_footer_where_a_banner_fills_the_top() -> None:
    banner = Box(0, 0, 720, 60)
    deck, slide = with_logo(banner)
    place = place_on(slide)
    assert not overlaps(place, banner)
    footers = [one.top / Pt(1) for one in slide.slide_layout.placeholders if one.placeholder_format.idx > 9]
    assert place.top in footers
    assert len(deck.slides) == 2


def test_a_ground_over_the_whole_slide_is_in_nobodys_way() -> None:
    _, slide = with_logo(Box(0, 0, 720, 540))
    assert place_on(slide) == TOP


def test_a_title_goes_beside_a_logo_and_keeps_its_room_where_none_is_left() -> None:
    title, logo, banner = Box(40, 44, 640, 50), Box(30, 10, 120, 40), Box(0, 0, 720, 60)
    beside = widest_part(with_logo(logo)[1], title, high=HIGH)
    assert (beside.left, beside.width) == (154.0, 526.0)
    for places in ((), (banner,)):
        assert widest_part(with_logo(*places)[1], title, high=HIGH) == title
