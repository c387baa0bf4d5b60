"""Every page in every language, opened cold by its address, with all other hosts out of reach."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from symgeo.cli.browsing import MAP_FRAME
from symgeo.texts import texts_for
from symgeo.ui.explore import PANEL_HEIGHT
from symgeo.views.palette import FAMILIES, colours, style_of
from symgeo.vocabulary import LANGUAGES
from tests.browser.visits import PAGES, PAGES_WITH_MAP, Picture, Visit, begin_visit

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Opened:
    """What one page showed and did.

    Attributes
    ----------
    name, language : str
        Which page, in which language.
    visit : Visit
        The reader's window, still open.
    violations, map_violations : list of str
        What the accessibility checker found on the page and in its maps.
    map_pictures : list of Picture
        Its maps.
    """

    name: str
    language: str
    visit: Visit
    violations: list[str]
    map_violations: list[str]
    map_pictures: list[Picture]


@pytest.fixture(
    scope="module",
    params=[(name, language) for name in PAGES for language in LANGUAGES],
    ids="-".join,
)
def opened(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Opened]:
    """Open one page once, for all rules."""
    name, language = request.param
    visit, context = begin_visit(browser, server)
    visit.open(name, lang=language)
    maps = [visit.map()] if visit.page.locator(MAP_FRAME).count() else []
    yield Opened(
        name=name,
        language=language,
        visit=visit,
        violations=visit.axe(),
        map_violations=[line for frame in maps for line in visit.axe(frame)],
        map_pictures=[visit.map_picture() for _ in maps],
    )
    context.close()


def test_the_page_is_drawn(opened: Opened) -> None:
    assert (
        opened.visit.page.locator("[data-testid='stException'], [data-testid='stAlert']").all_inner_texts()
        == []
    )
    assert opened.visit.heading().strip()


def test_no_other_host_is_asked(opened: Opened) -> None:
    assert opened.visit.foreign == []


def test_the_console_holds_no_error(opened: Opened) -> None:
    assert opened.visit.complaints == []


def test_the_accessibility_checker_finds_nothing(opened: Opened) -> None:
    assert opened.violations == []


def test_the_accessibility_checker_finds_nothing_in_the_map(opened: Opened) -> None:
    assert opened.map_violations == []


def test_the_document_names_its_language(opened: Opened) -> None:
    assert opened.visit.page.evaluate("document.documentElement.lang") == opened.language


def test_the_window_is_named_in_the_language(opened: Opened) -> None:
    texts = texts_for(opened.language)
    assert texts(f"ui.page_{opened.name}") in opened.visit.page.title()


def test_frames_have_a_title(opened: Opened) -> None:
    titles = opened.visit.page.locator("iframe").evaluate_all("(frames) => frames.map((f) => f.title)")
    assert all(title and "streamlit" not in title for title in titles)


def test_the_language_stays_in_the_address(opened: Opened) -> None:
    assert opened.visit.parameter("lang") == [opened.language]


def test_the_map_is_there_where_it_belongs(opened: Opened) -> None:
    assert bool(opened.map_pictures) or opened.name not in PAGES_WITH_MAP


def test_the_map_is_as_high_as_set(opened: Opened) -> None:
    assert [picture.height for picture in opened.map_pictures] == [PANEL_HEIGHT] * len(opened.map_pictures)


def test_land_sea_and_counties_are_on_the_map(opened: Opened) -> None:
    palette = colours("light")
    for picture in opened.map_pictures:
        assert picture.share(palette.sea) > 0.05
        assert picture.share(palette.land) > 0.02
        assert picture.share(palette.land_far) > 0.02
        assert picture.pixels(palette.county_border) + picture.pixels(palette.county_label) > 100


def test_sites_are_on_the_map(opened: Opened) -> None:
    for picture in opened.map_pictures:
        seen = [family for family in FAMILIES if picture.pixels(style_of(family).light) > 20]
        assert len(seen) >= 5
