"""What staff set themselves, in a real browser: an area drawn on the map, own values, ways to the method."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Position

from symgeo.cli.serving import serving
from symgeo.storage.database import FILE_IN_FOLDER, open_database, sqlite_url
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.storage.scenarios import add_scenario
from symgeo.texts import texts_for
from tests.browser.visits import BEAMER, Profile, Visit, begin_visit
from tests.storage.store_world import ANNA, flow, site, upload

pytestmark = pytest.mark.browser

CORNERS = ((60, 60), (400, 60), (400, 360), (60, 360))
HAS_LINES = """([label, number]) => document.querySelector(`textarea[aria-label='${label}']`)
  .value.split("\\n").filter(Boolean).length === number"""
nynorsk = texts_for("nn")


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    database = open_database(sqlite_url(tmp_path / FILE_IN_FOLDER))
    project = create_project(database, "Quay", when=datetime(2025, 3, 1, tzinfo=UTC))
    sites = [site("A", "Mill"), site("B", "Town", 63.31, 9.86), site("C", "Yard", 63.305, 9.87)]
    flows = [flow("F1", "A", 9000.0), flow("F2", "B", 5000.0, direction="demand", temp_c=70.0)]
    import_(database, project.id, upload(sites, flows), origin=ANNA)
    add_scenario(database, project.id, "Dyr varme", origin=ANNA)
    with serving(data_folder=tmp_path) as address:
        context = Profile(BEAMER, "light", "nn-NO").new_context(browser)
        yield begin_visit(context, address)
        context.close()


def _press(visit: Visit, at: tuple[int, int], number: int) -> None:
    """Press the map of the form, and wait until so many corners stand below it."""
    position: Position = {"x": at[0], "y": at[1]}
    frame = visit.page.locator(".st-key-press_map_own_area_map iframe")
    # A press while the box still scrolls would land elsewhere.
    frame.scroll_into_view_if_needed()
    visit.wait()
    frame.click(position=position)
    _wait_for_lines(visit, number)


def _wait_for_lines(visit: Visit, number: int) -> None:
    visit.page.wait_for_function(HAS_LINES, arg=[nynorsk("hubs.area_corners"), number])
    visit.wait()


@pytest.mark.thorough
def test_an_area_is_drawn_by_pressing_in_an_accessible_box(visit: Visit) -> None:
    page = visit.page
    visit.open("hubs", "lang=nn")
    page.get_by_role("button", name=nynorsk("hubs.make_own")).click()
    page.get_by_text(nynorsk("hubs.extent_area"), exact=True).click()
    visit.wait()
    typed = page.get_by_label(nynorsk("hubs.area_corners"))
    # A first press on a map that may still be growing into its box; then that corner is taken back.
    _press(visit, (200, 200), 1)
    page.get_by_role("button", name=nynorsk("hubs.area_back")).click()
    _wait_for_lines(visit, 0)
    for number, at in enumerate(CORNERS, start=1):
        _press(visit, at, number)
    lines = [[float(degrees) for degrees in line.split(", ")] for line in typed.input_value().splitlines()]
    (north, west), (also_north, east), (south, also_east), (also_south, also_west) = lines
    # The map stays where it is while corners are pressed: they make the rectangle that was pressed.
    assert (north, east, south, west) == pytest.approx(
        (also_north, also_east, also_south, also_west), abs=1e-3
    )
    assert north > south
    assert east > west
    assert visit.axe() == []


@pytest.mark.thorough
def test_the_ways_to_the_method_and_own_values_are_accessible(visit: Visit) -> None:
    page = visit.page
    visit.open("explore", "lang=nn&sel=F1~F2&currency=NOK")
    page.locator(".st-key-detail").get_by_role("button", name=nynorsk("ui.how_calculated")).click()
    link = page.get_by_role("link", name=nynorsk("method.barriers.01.heading"))
    link.wait_for()
    assert visit.axe() == []
    link.click()
    page.get_by_role("heading", name=nynorsk("method.barriers.01.heading")).wait_for()
    page.get_by_text(nynorsk("money.own_title"), exact=True).click()
    visit.wait()
    assert visit.axe() == []
