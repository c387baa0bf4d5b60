"""The presentation of saved views: in their order, and nothing of what an audience is not shown."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest
from pptx import Presentation

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.selection import Filters
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.show.steps import steps_of, write_step, write_steps
from symgeo.handouts.view_files import ViewKind, Views, make_views, write_view_pages, write_view_slides
from symgeo.texts import texts_for
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import CONFIDENTIAL_SITE, INTERNAL_SITE
from tests.handouts.conftest import DAY
from tests.handouts.parts import leaks_in, secrets_of


def material_for(dataset: Dataset, audience: Audience, *, hides: bool = False) -> Material:
    return gather(dataset, Order(audience, "en", DAY, hides_illustrative=hides))


def page_of(views: list[SavedView], material: Material) -> str:
    return write_steps([write_step(step) for step in steps_of(views, material)], material).decode()


def telling_views(world: Dataset) -> list[SavedView]:
    """Give views of everything that is hidden, as the staff may save them."""
    every = material_for(world, Audience.STAFF).every
    hidden = (INTERNAL_SITE, CONFIDENTIAL_SITE)
    about = every[every["supply_site_id"].isin(hidden) | every["demand_site_id"].isin(hidden)]
    pairs = [str(one) for one in about["opportunity_id"].head(6)]
    recorded = world.exchanges.index[world.exchanges["supplier_site_id"].isin(hidden)]
    site = world.sites.loc[CONFIDENTIAL_SITE]
    lat, lon = float(site["lat"]), float(site["lon"])
    near = Area(lat - 0.001, lon - 0.001, lat + 0.001, lon + 0.001)
    blank = SavedView(name="First Quuxverket, then Vlorbex", note="Zyxwadviser says 81 713 MWh", area=near)
    filters = (Filters(query="Quuxverket"), Filters(municipalities=("5059",)), Filters())
    views = [replace(blank, filters=one) for one in filters]
    views += [replace(blank, selected=str(one)) for one in (*pairs, *recorded)]
    return [replace(view, id=number) for number, view in enumerate(views, start=1)]


@pytest.mark.parametrize(
    "audience", [Audience.MEETING, pytest.param(Audience.PUBLIC, marks=pytest.mark.thorough)]
)
def test_nothing_hidden_is_in_the_page_and_the_files(guarded: Dataset, audience: Audience) -> None:
    material, views, secrets = material_for(guarded, audience), telling_views(guarded), secrets_of(guarded)
    page = page_of(views, material)
    assert texts_for("en")(f"audience.{audience}") in page
    assert leaks_in("show.html", page.encode(), secrets) == []
    seen = Views(steps_of(views[:5], material), material)
    assert seen.steps
    for kind in ViewKind:
        handout = make_views(kind, seen)
        assert leaks_in(handout.name, handout.content, secrets) == []


def test_the_staff_sees_what_was_saved(guarded: Dataset) -> None:
    page = page_of(telling_views(guarded), material_for(guarded, Audience.STAFF))
    for word in ("Quuxverket", "Vlorbex", "81 713"):
        assert word in page


def test_the_slides_follow_the_views_and_the_last_tells_how_to_read(material: Material) -> None:
    found = material.found
    views = [
        SavedView(7, selected=str(found["opportunity_id"].iloc[1])),
        SavedView(3, "All of it", "Look at the coast"),
        SavedView(5, selected=str(material.dataset.exchanges.index[0])),
    ]
    page = page_of(views, material)
    assert re.findall(r'<section id="(\w+)"', page) == ["v7", "v3", "v5"]
    assert page.count("<section") == len(views) + 1
    assert re.search(r'id="v3".*?<h1[^>]*>All of it<.*?Look at the coast', page)
    assert material.texts("handouts.recorded") in page


def test_example_figures_are_left_out_where_they_are_hidden(guarded: Dataset) -> None:
    every = material_for(guarded, Audience.MEETING)
    illustrative = every.found[every.found["is_illustrative"]]
    # The ids of the staff: the meeting has its own.
    known = material_for(guarded, Audience.STAFF).every
    view = SavedView(1, selected=str(known[known["is_illustrative"]]["opportunity_id"].iloc[0]))
    assert len(illustrative)
    assert len(steps_of([view], every)) == 1
    assert steps_of([view], material_for(guarded, Audience.MEETING, hides=True)) == ()


def test_a_view_that_finds_nothing_any_more_is_left_out(material: Material) -> None:
    views = [SavedView(1, selected="F9998~F9999"), SavedView(2, filters=Filters(query="qqqq"))]
    assert steps_of(views, material) == ()
    assert material.texts("handouts.no_views") in page_of(views, material)


def test_what_the_staff_writes_is_text(material: Material) -> None:
    page = page_of([SavedView(1, "<b>x</b>", "</p><script>alert(1)</script>")], material)
    assert "<b>x</b>" not in page
    assert "<script>alert" not in page


def test_each_view_has_a_slide_with_notes_and_a_page(material: Material) -> None:
    views = [
        SavedView(1, note="Ask the town", selected=str(material.found["opportunity_id"].iloc[0])),
        SavedView(2, "All of it", "Look at the coast"),
        SavedView(3, note="It runs", selected=str(material.dataset.exchanges.index[0])),
    ]
    steps = steps_of(views, material)
    deck = Presentation(io.BytesIO(write_view_slides(steps, material)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[:-1] == [step.title for step in steps]
    pages = pypdf.PdfReader(io.BytesIO(write_view_pages(steps, material))).pages
    assert len(pages) == len(views)
    for view, slide, page in zip(views, deck.slides, pages, strict=False):
        assert view.note in slide.notes_slide.notes_text_frame.text
        assert view.note in page.extract_text()


def test_a_view_with_a_long_name_and_note_keeps_to_its_page(material: Material) -> None:
    best = str(material.found["opportunity_id"].iloc[0])
    view = SavedView(1, "A long name for a view " * 6, "Ask who owns the pipe. " * 20, selected=best)
    pages = pypdf.PdfReader(io.BytesIO(write_view_pages(steps_of([view], material), material))).pages
    assert len(pages) == 1
    assert material.texts("handouts.how")[:20] in pages[0].extract_text()
