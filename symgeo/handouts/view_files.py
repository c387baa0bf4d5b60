"""Saved views to take away, in their order: as a presentation, PowerPoint slides or PDF pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from symgeo.handouts.drawing import draw_exchange, draw_selection
from symgeo.handouts.kinds import Handout, Kind, mime_of
from symgeo.handouts.marking import file_name, marking_of
from symgeo.handouts.material import Material
from symgeo.handouts.print_fonts import Value
from symgeo.handouts.printed import BLANK_PAGE, PAGE_MAP_PT, pair_page, picture_of, tell_pages
from symgeo.handouts.show.steps import Step, write_step, write_steps
from symgeo.handouts.slide_shapes import Box, add_facts, add_map
from symgeo.handouts.slides import (
    PAIR_KEY_PT,
    Pages,
    add_key_below,
    add_overview,
    add_pair,
    begin_slides,
    end_slides,
    new_slide,
)
from symgeo.handouts.story import tell_all
from symgeo.handouts.words import describe_exchange


class ViewKind(StrEnum):
    """What saved views can be taken away as."""

    SHOW = "show"
    SLIDES = "slides"
    PAGES = "pages"


@dataclass(frozen=True, eq=False)
class Views:
    """Saved views as an audience sees them.

    Attributes
    ----------
    steps : tuple of Step
        What they show, in their order.
    material : Material
        All that the audience may see.
    """

    steps: tuple[Step, ...]
    material: Material


def make_views(kind: ViewKind, views: Views, *, template: bytes | None = None) -> Handout:
    """Make a file of saved views.

    Parameters
    ----------
    kind : ViewKind
        Which.
    views : Views
        Not without steps.
    template : bytes, optional
        As for `symgeo.handouts.slides.write_slides`; other kinds do not use it.
    """
    steps, material = views.steps, views.material
    if kind is ViewKind.SHOW:
        content = write_steps([write_step(step) for step in steps], material)
    elif kind is ViewKind.SLIDES:
        content = write_view_slides(steps, material, template=template)
    else:
        content = write_view_pages(steps, material)
    return Handout(view_file_name(kind, material), view_mime(kind), content)


def view_file_name(kind: ViewKind, material: Material) -> str:
    """Give the name that a file of saved views gets."""
    return file_name(material, _ENDINGS[kind])


def view_mime(kind: ViewKind) -> str:
    """Give the media type of a file of saved views."""
    return mime_of({ViewKind.SHOW: Kind.SHOW, ViewKind.SLIDES: Kind.SLIDES}.get(kind, Kind.PAIRS))


_ENDINGS: Final = MappingProxyType(
    {ViewKind.SHOW: "views.html", ViewKind.SLIDES: "views.pptx", ViewKind.PAGES: "views.pdf"}
)


def write_view_slides(steps: Sequence[Step], material: Material, *, template: bytes | None = None) -> bytes:
    """Give the PowerPoint: a slide for each view, and one that says how to read them.

    Parameters
    ----------
    steps : sequence of Step
        What the views show.
    material : Material
        All that the audience may see.
    template : bytes, optional
        As for `symgeo.handouts.slides.write_slides`.

    Raises
    ------
    UsageError
        If the template cannot be read.
    """
    pages = begin_slides(material, template)
    for step in steps:
        own = replace(pages, material=step.material, marking=marking_of(step.material))
        if step.pair is not None:
            add_pair(own, step.pair, title=step.title, note=step.view.note)
        elif step.exchange is not None:
            _add_exchange(own, step)
        else:
            add_overview(own, step.title, area=step.view.area, note=step.view.note)
    return end_slides(pages)


def write_view_pages(steps: Sequence[Step], material: Material) -> bytes:
    """Give the PDF: a page for each view.

    Parameters
    ----------
    steps : sequence of Step
        What the views show; not empty.
    material : Material
        All that the audience may see.
    """
    return tell_pages([_page(step) for step in steps], material).set()


def _add_exchange(pages: Pages, step: Step) -> None:
    exchange, material, body = step.exchange, pages.material, pages.body
    if exchange is None:
        return
    lead, note = material.texts("handouts.recorded"), step.view.note
    slide = new_slide(pages, step.title, [text for text in (lead, note) if text])
    wide = body.width * 0.46
    drawing = draw_exchange(exchange, material, wide, body.height - PAIR_KEY_PT)
    left = body.left if drawing is None else body.left + wide + 24
    if drawing is not None:
        add_map(slide, body.left, body.top, drawing)
        add_key_below(pages, slide, drawing, PAIR_KEY_PT)
    room = body.left + body.width - left
    facts = [("", lead), *describe_exchange(exchange, material, title=step.title)]
    facts += [(material.texts("card.note"), note)] if note else []
    add_facts(slide, Box(left, body.top - 2, room, body.height), facts, 14)


def _page(step: Step) -> Mapping[str, Value]:
    own: dict[str, Value] = {"title": step.title, "note": step.view.note}
    if step.pair is not None:
        return {**pair_page(step.pair, step.material), **own}
    if step.exchange is not None:
        drawing = draw_exchange(step.exchange, step.material, *PAGE_MAP_PT)
        told = describe_exchange(step.exchange, step.material, title=step.title)
        facts: list[Value] = [list(fact) for fact in told]
        picture = {} if drawing is None else {"map": picture_of(drawing, step.material)}
        sentence = step.material.texts("handouts.recorded")
        return {**BLANK_PAGE, **own, **picture, "sentence": sentence, "facts": facts}
    drawn = draw_selection(step.material, *PAGE_MAP_PT, area=step.view.area)
    said = " ".join(tell_all(step.material))
    return {**BLANK_PAGE, **own, "sentence": said, "map": picture_of(drawn, step.material)}
