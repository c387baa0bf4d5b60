"""The PowerPoint hand-out: a title, the map, what is best, what there is, and the best pairs."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Pt

from symgeo.analysis.saved_views import Area
from symgeo.handouts.drawing import Drawing, draw_pair, draw_selection
from symgeo.handouts.drawing_key import key_of, place_key
from symgeo.handouts.hub_words import Fits, describe_hub
from symgeo.handouts.marking import Marking, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.slide_clock import without_clock
from symgeo.handouts.slide_marks import free_line, widest_part
from symgeo.handouts.slide_room import fitting_rows, fitting_size, height_of, lines_of
from symgeo.handouts.slide_shapes import (
    EMU_PER_PT,
    KEY_LINE,
    Box,
    Look,
    add_chart,
    add_facts,
    add_key,
    add_listing,
    add_map,
    add_text,
)
from symgeo.handouts.slide_template import open_template
from symgeo.handouts.story import (
    Counted,
    group_chart,
    place_listing,
    sources_of,
    tell_all,
    top_listing,
)
from symgeo.handouts.words import PairWords, describe_pair
from symgeo.views.palette import colours

PAIRS: Final = 5
"""Pairs that get a slide each."""
_TOP: Final = 7
_SOURCES: Final = 30
_CELL_PT: Final = 13.0
_REMARK_PT: Final = 11.0
_AUDIENCE_PT: Final = 13.0
_SOURCE_PT: Final = (10.0, 9.0, 8.0)
_TWO_LINES_PT: Final = (8.5, 8.0, 7.0)
_AIR_BELOW: Final = 5.0
_KEY_PT: Final = 44.0
PAIR_KEY_PT: Final = 32.0
_KEY_GAP_PT: Final = 4.0
_KEY_LETTERS_PT: Final = (10.0, 9.0, 8.0)
"""What the signs of a map mean stands below it: heights with the gap above, and sizes of letters."""
_LEAST_BARS: Final = 2
"""Kinds of resource below which a chart says no more than the list before it."""
_BAR_PT: Final = 62.0
_LEGEND_PT: Final = 50.0
"""Heights of a chart: for each bar, and for the legend."""
_NAMES_PT: Final = 90.0
"""Height below the words of a hub for the names of its sites."""
_SHRUNK: Final = (1.0, 0.85, 0.72, 0.6, 0.5)
_WIDE: Final = (960.0, 540.0)
_EDGE: Final = 40.0
_BAND: Final = 26.0
"""At the bottom of each slide, for audience and source."""
_LONGEST_PROPERTY: Final = 255
"""Characters; all of it stands on the slides."""
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


@dataclass(frozen=True, eq=False)
class Pages:
    """Slides in the making: their size in points, usual layout, and what stands on each of them."""

    deck: Deck
    layout: SlideLayout
    material: Material
    marking: Marking
    width: float
    height: float

    @property
    def body(self) -> Box:
        """Give the room between title and footer."""
        top = 100.0
        return Box(_EDGE, top, self.width - 2 * _EDGE, self.height - top - _BAND - 12)


def write_slides(material: Material, *, template: bytes | None = None) -> bytes:
    """Give the slides.

    Parameters
    ----------
    material : Material
        What they say.
    template : bytes, optional
        A .pptx with the layouts and colours of the house; its own slides are left out.

    Raises
    ------
    UsageError
        If the template cannot be used.
    """
    pages = begin_slides(material, template)
    _add_cover(pages)
    add_overview(pages, pages.marking.title)
    if material.hub_id:
        _add_hub(pages)
    if len(material.found):
        _add_listing(pages, Counted(top_listing(material, _TOP), len(material.found)))
        _add_groups(pages)
        if not material.hub_id:
            _add_listing(pages, material.once(place_listing))
        for _, pair in material.found.head(PAIRS).iterrows():
            add_pair(pages, pair)
    return end_slides(pages)


def begin_slides(material: Material, template: bytes | None) -> Pages:
    """Begin slides; parameters and errors as for `write_slides`."""
    deck = _open(template)
    width, height = (float(side or 0) / EMU_PER_PT for side in (deck.slide_width, deck.slide_height))
    layout = _layout(deck, with_subtitle=False)
    return Pages(deck, layout, material, marking_of(material), width, height)


def end_slides(pages: Pages) -> bytes:
    """Add the slide that says how to read the others, and give the file."""
    _add_method(pages)
    _describe(pages.deck, pages.marking, pages.material)
    target = io.BytesIO()
    pages.deck.save(target)
    return without_clock(target.getvalue(), pages.material.order.made_on)


def _open(template: bytes | None) -> Deck:
    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = (Emu(round(side * EMU_PER_PT)) for side in _WIDE)
        return deck
    return open_template(template)


def _layout(deck: Deck, *, with_subtitle: bool) -> SlideLayout:
    """Choose the layout with a title and, if wanted, a subtitle, and with the fewest other places."""

    def misfit(layout: SlideLayout) -> tuple[bool, bool, int]:
        kinds = [place.placeholder_format.type for place in layout.placeholders]
        has_title = any(kind in _TITLES for kind in kinds)
        has_subtitle = PP_PLACEHOLDER.SUBTITLE in kinds
        return not has_title, has_subtitle != with_subtitle, len(kinds)

    return min(deck.slide_layouts, key=misfit)


def new_slide(pages: Pages, title: str, notes: Sequence[str]) -> Slide:
    """Begin a slide with its title, for whom it is, its source, and notes for the speaker."""
    slide = pages.deck.slides.add_slide(pages.layout)
    room = Box(_EDGE, 44, pages.width - 2 * _EDGE, 50)
    _set_title(slide, title, widest_part(slide, room, high=pages.height), 28)
    _drop_empty_places(slide)
    _mark(pages, slide)
    slide.notes_slide.notes_text_frame.text = "\n".join(
        [*notes, pages.marking.source, pages.marking.audience, pages.marking.meaning]
    )
    return slide


def _set_title(slide: Slide, title: str, box: Box, size_pt: float) -> None:
    place = slide.shapes.title
    if place is None:
        add_text(slide, box, [title], Look(size_pt, is_bold=True))
        return
    place.left, place.top, place.width, place.height = box.emu
    frame = place.text_frame
    frame.word_wrap = True
    frame.text = title
    frame.margin_left = frame.margin_right = 0
    # A long title gets smaller letters and more lines: that is all the room there is.
    size = fitting_size([title], box.width, box.height, [size_pt * share for share in _SHRUNK], gap=0.0)
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), True
        paragraph.alignment = PP_ALIGN.LEFT


def _drop_empty_places(slide: Slide) -> None:
    for place in list(slide.placeholders):
        if place.placeholder_format.type not in _TITLES:
            place._element.getparent().remove(place._element)  # noqa: SLF001 - as for slides


def _mark(pages: Pages, slide: Slide) -> None:
    """Write the audience at the top and the source at the bottom, beside what a template has there."""
    neutral, marking = colours("light"), pages.marking
    wide, bottom = pages.width - 2 * _EDGE, pages.height - _BAND
    above = (bottom - 16, 2.0)
    place = free_line(
        slide, Box(_EDGE, 20, wide, 18), marking.audience, _AUDIENCE_PT, tops=above, high=pages.height
    )
    add_text(slide, place, [marking.audience], Look(_AUDIENCE_PT, is_bold=True, hue=neutral.accent))
    source = f"{marking.source} · {pages.material.texts('map.attribution')}"
    below = Box(_EDGE, bottom, wide, 18)
    # Other values and rates make it long: two lines of small letters rather than the edge of the slide.
    size = next((one for one in _SOURCE_PT if lines_of(source, wide, one) == 1), _SOURCE_PT[-1])
    if lines_of(source, wide, size) > 1:
        size = fitting_size([source], wide, _BAND - _AIR_BELOW, _TWO_LINES_PT, gap=0.0)
    place = free_line(slide, below, source, size, tops=(bottom - 16, 2.0), high=pages.height)
    add_text(slide, place, [source], Look(size, hue=neutral.text_muted))


def _add_cover(pages: Pages) -> None:
    marking, wide = pages.marking, pages.width - 2 * _EDGE
    slide = pages.deck.slides.add_slide(_layout(pages.deck, with_subtitle=True))
    _set_title(slide, marking.title, Box(_EDGE, pages.height * 0.28, wide, 110), 40)
    _drop_empty_places(slide)
    said = [text for text in (marking.heading, marking.meaning) if text]
    add_text(slide, Box(_EDGE, pages.height * 0.28 + 125, wide * 0.8, 150), said, Look(18))
    _mark(pages, slide)
    texts = pages.material.texts
    slide.notes_slide.notes_text_frame.text = "\n".join([texts("handouts.how"), marking.source])


def add_overview(pages: Pages, title: str, *, area: Area | None = None, note: str = "") -> None:
    """Add the map of all that was found, with what it says, and a note where there is one."""
    material, body = pages.material, pages.body
    sentences = [text for text in (note, *material.once(tell_all)) if text]
    slide = new_slide(pages, title, sentences)
    wide = body.width * 0.64
    drawing = draw_selection(material, wide, body.height - _KEY_PT, area=area)
    add_map(slide, body.left, body.top, drawing)
    add_key_below(pages, slide, drawing, _KEY_PT)
    beside = Box(body.left + wide + 24, body.top, body.width - wide - 24, body.height)
    _add_fitting(slide, beside, sentences, 18)


def add_key_below(pages: Pages, slide: Slide, drawing: Drawing, height: float) -> None:
    """Say below a map what its signs mean, in a height of points."""
    entries = key_of(drawing, pages.material.texts)
    for size in _KEY_LETTERS_PT:
        placed = place_key(entries, drawing.width, size)
        if not placed or (placed[-1].line + 1) * size * KEY_LINE <= height - _KEY_GAP_PT:
            break
    add_key(slide, pages.body.left, pages.body.top + drawing.height + _KEY_GAP_PT, placed, size)


def _add_hub(pages: Pages) -> None:
    """Add what the figures of a hub mean, what runs there, and what is missing."""
    words = describe_hub(pages.material, Fits(pages.material), most=_TOP)
    texts, body = pages.material.texts, pages.body
    slide = new_slide(pages, words.title, [*words.sentences, words.sites])
    sites = f"{texts('handouts.sheet_sites')}: {words.sites}"
    size = fitting_size([sites], body.width, _NAMES_PT, (13, 12, 11, 10, 9, 8))
    below = Box(body.left, body.top + body.height - _NAMES_PT, body.width, _NAMES_PT)
    add_text(slide, below, [sites], Look(size, hue=colours("light").text_muted))
    above = Box(body.left, body.top, body.width, body.height - _NAMES_PT - 10)
    _add_fitting(slide, above, [words.counts, *words.sentences], 18)
    _add_listing(pages, words.exchanges)
    _add_listing(pages, words.missing)


def _add_fitting(slide: Slide, box: Box, paragraphs: Sequence[str], size_pt: float) -> None:
    """Write paragraphs in letters of a size, or in as small ones as the room asks for."""
    sizes = [size_pt * share for share in _SHRUNK]
    add_text(slide, box, paragraphs, Look(fitting_size(paragraphs, box.width, box.height, sizes)))


def _add_listing(pages: Pages, counted: Counted) -> None:
    """Add a table of as many rows as fit; the title says where there are more."""
    if not counted.listing.rows:
        return
    body = pages.body
    shown = fitting_rows(counted.listing, body.width, body.height, _CELL_PT)
    listing = counted.first(shown, pages.material.texts)
    slide = new_slide(pages, listing.title, [pages.material.texts("handouts.how")])
    add_listing(slide, body, listing, _CELL_PT)


def _add_groups(pages: Pages) -> None:
    chart, body = pages.material.once(group_chart), pages.body
    if len(chart.groups) < _LEAST_BARS:
        return
    slide = new_slide(pages, chart.title, [chart.alt])
    height = min(body.height, _LEGEND_PT + _BAR_PT * len(chart.groups))
    add_chart(slide, replace(body, height=height), chart, 14)


def add_pair(pages: Pages, pair: pd.Series, *, title: str = "", note: str = "") -> None:
    """Add a slide of one opportunity: a row of ``pages.material.found``; a note goes to the speaker, too."""
    material, body = pages.material, pages.body
    words = describe_pair(pair, material)
    texts = material.texts
    told = [text for text in (note, *_pair_notes(words, material)) if text]
    slide = new_slide(pages, title or words.title, told)
    wide = body.width * 0.46
    drawing = draw_pair(pair, material, wide, body.height - PAIR_KEY_PT)
    add_map(slide, body.left, body.top, drawing)
    add_key_below(pages, slide, drawing, PAIR_KEY_PT)
    left, room = body.left + wide + 24, body.width - wide - 24
    facts = [("", words.sentence), *words.facts, (texts("card.barrier.title"), words.barrier)]
    facts += [(texts("card.note"), note)] if note else []
    remarks = [text for text in (words.question, words.notice) if text]
    below = height_of(remarks, room, _REMARK_PT)
    above = Box(left, body.top - 2, room, body.height - below)
    told_pt = fitting_size(
        [f"{term} {said}" for term, said in facts], room, above.height, (14, 13, 12, 11, 10)
    )
    add_facts(slide, above, facts, told_pt)
    if remarks:
        place = Box(left, body.top + body.height - below, room, below)
        add_text(slide, place, remarks, Look(_REMARK_PT, hue=colours("light").text_muted))


def _pair_notes(words: PairWords, material: Material) -> list[str]:
    heading = material.texts("handouts.sources")
    return [words.sentence, words.question, f"{heading}:", *words.sources, material.texts("handouts.how")]


def _add_method(pages: Pages) -> None:
    material, body = pages.material, pages.body
    texts, sources = material.texts, sources_of(material)[:_SOURCES]
    slide = new_slide(pages, texts("handouts.about"), [texts("handouts.sources"), *sources])
    said = [texts("handouts.how"), texts("handouts.example_meaning"), pages.marking.meaning]
    add_text(slide, body, said, Look(20))


def _describe(deck: Deck, marking: Marking, material: Material) -> None:
    """Fill the properties: nothing of a template's author or of this computer stays in them."""
    made = datetime.datetime.combine(material.order.made_on, datetime.time())
    properties = deck.core_properties
    properties.title, properties.subject = marking.title[:_LONGEST_PROPERTY], marking.audience
    properties.author = "symgeo"
    properties.language = material.texts.language
    properties.comments = marking.source[:_LONGEST_PROPERTY]
    properties.last_modified_by, properties.keywords = "symgeo", ""
    properties.created = properties.modified = made
