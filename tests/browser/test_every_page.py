"""Every page opened cold by its address, with all other hosts out of reach.

The usual run opens each page in one language, every other one dark, and a pair; the thorough run opens each
page in every language, and dark, too, and in more of its states.
"""

from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from symgeo.analysis.opportunities import find
from symgeo.cli.browsing import MAP_FRAME
from symgeo.storage.dataset import load_demo
from symgeo.texts import texts_for
from symgeo.ui.explore import PANEL_HEIGHT
from symgeo.views.palette import FAMILIES, Theme, colours, style_of
from symgeo.vocabulary import LANGUAGES
from tests.browser.visits import PAGES, PHONE, Picture, Profile, Profiles, Visit, begin_visit

pytestmark = pytest.mark.browser

SITE_MAP_HEIGHT = 420
WIDEST = """() => Math.max(document.scrollingElement.scrollWidth, ...["stMain", "stApp"].map(
  (id) => document.querySelector(`[data-testid=${id}]`).scrollWidth))"""


@dataclass(frozen=True)
class Screen:
    """Something to look at: a page in one of its states, in a language and a theme.

    Attributes
    ----------
    page : str
        Name of the file in ``pages/``.
    language : str
        One of `LANGUAGES`.
    theme : {"light", "dark"}
        What the reader's system asks for.
    state : str
        Further parameters of the address; ``PAIR`` stands for the id of the best opportunity.
    """

    page: str
    language: str
    theme: Theme = "light"
    state: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.page, self.state, self.language, self.theme) if part)


STATES = (
    Screen("explore", "nb", "dark", "view=table"),
    Screen("explore", "sv", "light", "view=figure"),
    Screen("explore", "nn", "light", "sel=PAIR"),
    Screen("explore", "en", "dark", "sel=PAIR"),
    Screen("explore", "en", "light", "site=TR001"),
    Screen("explore", "nb", "dark", "q=qqqq"),
    Screen("county", "nn", "light", "county=NO-50&beside=SE-Y"),
    Screen("sites", "sv", "light", "site=TR001"),
    Screen("sites", "nb", "dark", "site=TR001"),
    Screen("hubs", "sv", "dark", "hub=TR001&hub=VN017"),
)
LIGHT = tuple(Screen(page, language) for page in PAGES for language in LANGUAGES)
DARK = tuple(Screen(page, language, "dark") for page, language in zip(PAGES, LANGUAGES * 3, strict=True))
USUAL = (
    *(Screen(page, language) for page, language in zip(PAGES[::2], LANGUAGES[2:] + LANGUAGES, strict=True)),
    *DARK[1::2],
)
USUAL_STATES = (STATES[2],)
SCREENS = (*LIGHT, *DARK, *STATES)
SCREENS_WITH_MAP = {
    ("explore", ""),
    ("explore", "sel=PAIR"),
    ("explore", "site=TR001"),
    ("sites", "site=TR001"),
    ("plan", ""),
    ("hubs", ""),
    ("hubs", "hub=TR001&hub=VN017"),
}


@dataclass(frozen=True)
class Opened:
    """What one screen showed and did.

    Attributes
    ----------
    screen : Screen
        Which one.
    visit : Visit
        The reader's window, still open.
    violations, map_violations : list of str
        What the accessibility checker found on the page and in its map.
    map_picture : Picture or None
        Its map.
    """

    screen: Screen
    visit: Visit = field(repr=False)
    violations: list[str] = field(repr=False)
    map_violations: list[str] = field(repr=False)
    map_picture: Picture | None = field(repr=False)


@pytest.fixture(scope="session")
def best_pair() -> str:
    return str(find(load_demo())["opportunity_id"].iloc[0])


def _marked(screen: Screen) -> object:
    """Leave most languages and states to the thorough run."""
    if screen in {*USUAL, *USUAL_STATES}:
        return screen
    return pytest.param(screen, marks=pytest.mark.thorough)


@pytest.fixture(scope="module", params=[_marked(screen) for screen in SCREENS], ids=str)
def opened(
    request: pytest.FixtureRequest, browser: Browser, profiles: Profiles, server: str, best_pair: str
) -> Iterator[Opened]:
    """Open one screen once for all rules: each page with an empty cache."""
    screen, profile = request.param, Profile(color_scheme=request.param.theme)
    is_cold = screen not in STATES
    with closing(profile.new_context(browser)) if is_cold else nullcontext(profiles.kept(profile)) as context:
        visit = begin_visit(context, server)
        parameters = f"lang={screen.language}&{screen.state.replace('PAIR', best_pair)}"
        visit.open(screen.page, parameters.rstrip("&"))
        has_map = visit.page.locator(MAP_FRAME).count() > 0
        yield Opened(
            screen=screen,
            visit=visit,
            map_violations=visit.axe(visit.map()) if has_map else [],
            map_picture=visit.map_picture() if has_map else None,
            violations=visit.axe(),
        )
        visit.page.close()


def test_the_page_is_drawn(opened: Opened) -> None:
    assert opened.visit.page.locator(".st-key-failure, [data-testid='stAlert']").all_inner_texts() == []
    assert opened.visit.heading().strip()


def test_the_header_is_the_first_that_is_read(opened: Opened) -> None:
    read = opened.visit.page.locator("[data-testid='stMain']").inner_text().strip()
    assert read.startswith(texts_for(opened.screen.language)("common.app_name"))


def test_no_other_host_is_asked(opened: Opened) -> None:
    assert opened.visit.foreign == []


def test_the_console_holds_no_error(opened: Opened) -> None:
    assert opened.visit.complaints == []


def test_the_accessibility_checker_finds_nothing(opened: Opened) -> None:
    assert opened.violations == []


def test_the_accessibility_checker_finds_nothing_in_the_map(opened: Opened) -> None:
    assert opened.map_violations == []


def test_the_document_names_its_language(opened: Opened) -> None:
    assert opened.visit.page.evaluate("document.documentElement.lang") == opened.screen.language


def test_the_window_is_named_after_the_page(opened: Opened) -> None:
    texts = texts_for(opened.screen.language)
    assert texts(f"ui.page_{opened.screen.page}") in opened.visit.page.title()


def test_frames_have_a_title(opened: Opened) -> None:
    titles = opened.visit.page.locator("iframe").evaluate_all("(frames) => frames.map((f) => f.title)")
    assert all(title and "streamlit" not in title for title in titles)


def test_the_language_stays_in_the_address(opened: Opened) -> None:
    assert opened.visit.parameter("lang") == [opened.screen.language]


def test_the_map_is_where_it_belongs(opened: Opened) -> None:
    belongs = (opened.screen.page, opened.screen.state) in SCREENS_WITH_MAP
    assert (opened.map_picture is not None) == (belongs or opened.screen.state == "q=qqqq")


def test_the_map_is_as_high_as_set(opened: Opened) -> None:
    for frame in opened.visit.page.locator(MAP_FRAME).all():
        box = frame.bounding_box()
        assert box is not None
        assert box["height"] == (SITE_MAP_HEIGHT if opened.screen.page == "sites" else PANEL_HEIGHT)


def test_land_and_sea_are_on_the_map(opened: Opened) -> None:
    picture, palette = opened.map_picture, colours(opened.screen.theme)
    if picture is not None:
        assert picture.share(palette.sea) > 0.02
        assert picture.share(palette.land) > 0.02


def test_counties_are_on_the_overview(opened: Opened) -> None:
    picture, palette = opened.map_picture, colours(opened.screen.theme)
    if picture is not None and not opened.screen.state:
        assert picture.share(palette.land_far) > 0.02
        assert picture.pixels(palette.county_label) > 100


def test_sites_are_on_the_map(opened: Opened) -> None:
    picture, theme = opened.map_picture, opened.screen.theme
    if picture is not None and opened.screen.state != "q=qqqq":
        seen = [family for family in FAMILIES if picture.pixels(style_of(family).hue(theme)) > 20]
        assert len(seen) >= (1 if opened.screen.state else 5)


def test_nothing_is_wider_than_a_telephone(opened: Opened) -> None:
    """The last one, because the window stays narrow; once for each page and state."""
    if opened.screen in {*USUAL, *STATES}:
        width, height = PHONE
        opened.visit.page.set_viewport_size({"width": width, "height": height})
        opened.visit.wait()
        assert opened.visit.page.evaluate(WIDEST) <= width
