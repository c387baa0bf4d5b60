"""A meeting runs through its saved views by keyboard alone, fast, and nothing hidden is ever sent."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, FrameLocator

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.selection import Filters
from symgeo.cli.serving import serving
from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.saved_views import add_view, list_views
from symgeo.texts import texts_for
from tests.analysis.disclosure.hidden_world import INTERNAL_SITE, with_secrets
from tests.browser.test_show import LEAST_PX, MEASURE
from tests.browser.visits import BEAMER, Profile, Visit, begin_visit
from tests.handouts.parts import leaks_in_text, secrets_of

pytestmark = pytest.mark.browser

VIEWS = 10
SLOWEST_STEP_S = 1.0
START = texts_for("nn")("meeting.start")
SHOW = "#symgeo-show iframe"
HAS_MOVED = """(name) => {
  const second = document.querySelectorAll("[class*='st-key-view-']")[1];
  return second.classList.contains(name) && second.contains(document.activeElement);
}"""


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    return with_secrets(example)


@pytest.fixture(scope="module")
def folder(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    tables = {"sites": pd.DataFrame(world.sites.drop(columns="geometry")), "flows": world.flows}
    for name, table in {**tables, "exchanges": world.exchanges}.items():
        table.to_csv(folder / f"{name}.csv", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def database(folder: Path, world: Dataset) -> Database:
    """Save nine views of what lies in the folder; their words and pairs tell of what is hidden."""
    opened = open_database(sqlite_url(folder / FILE_IN_FOLDER))
    every = find(world)
    hidden = every[every["supply_site_id"] == INTERNAL_SITE]["opportunity_id"].iloc[0]
    pairs = [hidden, *every["opportunity_id"].head(VIEWS - 3)]
    views = [SavedView(selected=str(pair), note="Spør Quuxverket om traseen") for pair in pairs]
    views.append(SavedView(name="Varme i Orkland", filters=Filters(municipalities=("5059",))))
    for view in views:
        add_view(opened, None, view, when=datetime(2026, 5, 31, tzinfo=UTC))
    return opened


@pytest.fixture(scope="module")
def address(folder: Path, database: Database) -> Iterator[str]:
    assert len(list_views(database, None)) == VIEWS - 1
    with serving(data_folder=folder) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = Profile(BEAMER, "light", "nn-NO").new_context(browser)
    yield begin_visit(context, address)
    context.close()


def shown_number(show: FrameLocator) -> str:
    return show.locator("#place").inner_text()


def _check_dragging(visit: Visit, database: Database, view_id: int) -> None:
    """Drag the second view by its grip to just below the third one."""
    visit.wait()
    page, below_id = visit.page, list_views(database, None)[2].id
    # Both in sight and away from the edges, where dragging scrolls.
    page.locator(f".st-key-view-{view_id}").evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    # Hovering waits until the grip stands still; a box alone may be of a moment before.
    page.locator(f".st-key-view-{view_id} span[aria-hidden='true']", has_text="⠿").hover()
    page.mouse.down()
    other = page.locator(f".st-key-view-{below_id}").bounding_box()
    assert other is not None
    assert other["y"] + other["height"] < page.evaluate("innerHeight - 70")
    page.mouse.move(other["x"] + 5, other["y"] + other["height"] - 5, steps=5)
    page.mouse.up()
    page.wait_for_function(HAS_MOVED.replace("[1]", "[2]"), arg=f"st-key-view-{view_id}")
    assert [view.id for view in list_views(database, None)][2] == view_id


def test_what_is_on_the_screen_is_saved_and_ten_views_run_by_keyboard_alone(
    visit: Visit, database: Database
) -> None:
    page = visit.page
    visit.open("explore", "lang=nn&county=NO-50")
    visit.map()
    page.get_by_role("button", name=texts_for("nn")("meeting.save")).click()
    page.get_by_text(texts_for("nn")("meeting.saved", number=VIEWS)).wait_for()
    made = list_views(database, None)[-1]
    assert made.filters == Filters(counties=("NO-50",))
    # Trondheim is in the middle of its county.
    assert made.area is not None
    assert made.area.south < 63.43 < made.area.north
    assert made.area.west < 10.39 < made.area.east

    visit.open("meeting", "lang=nn")
    first = list_views(database, None)[0].id
    page.locator(f".st-key-view-{first}").get_by_role("button", name="Ned", exact=True).focus()
    page.keyboard.press("Enter")
    # Drawn anew at another place, it still has the keyboard.
    page.wait_for_function(HAS_MOVED, arg=f"st-key-view-{first}")
    assert [view.id for view in list_views(database, None)][1] == first
    _check_dragging(visit, database, first)
    page.get_by_text(texts_for("nn")("meeting.show_examples"), exact=True).click()
    visit.wait()
    assert visit.axe() == []
    page.get_by_role("button", name=START).focus()
    page.keyboard.press("Enter")
    show = page.frame_locator(SHOW)
    show.locator("section.is-shown").wait_for()
    frame = next(one for one in page.frames if "/show?" in one.url)
    assert page.evaluate("Boolean(document.fullscreenElement)")
    asked = len(page.evaluate("performance.getEntriesByType('resource')"))
    for number in range(1, VIEWS + 1):
        assert shown_number(show) == f"{number} / {VIEWS + 1}"
        seen = frame.evaluate(MEASURE)
        assert seen["least"] >= LEAST_PX, number
        assert (seen["over"], seen["wide"]) == (0, 0), number
        assert seen["audience"] == texts_for("nn")("audience.meeting")
        began = time.monotonic()
        page.keyboard.press("PageDown" if number % 2 else "ArrowRight")
        frame.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
        assert time.monotonic() - began < SLOWEST_STEP_S
    assert visit.axe(frame) == []
    page.keyboard.press("Home")
    assert shown_number(show) == f"1 / {VIEWS + 1}"
    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    assert shown_number(show) == f"{VIEWS} / {VIEWS + 1}"
    # Once it is there, stepping asks nobody for anything.
    assert len(page.evaluate("performance.getEntriesByType('resource')")) == asked
    page.keyboard.press("Escape")
    page.locator("#symgeo-show").wait_for(state="detached")
    assert not page.evaluate("Boolean(document.fullscreenElement)")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.textContent") == START
    assert (visit.foreign, visit.complaints) == ([], [])


def test_a_link_opens_one_of_the_views_and_nothing_hidden_is_sent(
    visit: Visit, world: Dataset, database: Database
) -> None:
    third = list_views(database, None)[2]
    link = f"{visit.server}/show?lang=nn&audience=meeting&examples=1"
    visit.page.goto(f"{link}#v{third.id}")
    assert visit.page.inner_text("#place").startswith("3 / ")
    sent = urllib.request.urlopen(link).read().decode()
    assert leaks_in_text("show", sent, secrets_of(world)) == []
    staff = urllib.request.urlopen(link.replace("meeting", "staff")).read().decode()
    assert "Quuxverket" in " ".join(leaks_in_text("show", staff, secrets_of(world)))
    assert (visit.foreign, visit.complaints) == ([], [])
