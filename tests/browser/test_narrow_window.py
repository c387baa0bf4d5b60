"""On a telephone: nothing is wider than the window, and the map can be used."""

import pytest

from symgeo.cli.browsing import MAP_FRAME
from tests.browser.conftest import NewVisit
from tests.browser.visits import PAGES, PHONE

pytestmark = pytest.mark.browser

SCREENS = (
    *((page, "lang=nn") for page in PAGES),
    ("sites", "lang=sv&site=TR001"),
    ("explore", "lang=nb&site=TR001"),
    ("explore", "lang=en&view=table"),
    ("explore", "lang=sv&view=figure"),
)
WIDEST = """() => Math.max(...["stMain", "stApp"].map(
  (id) => document.querySelector(`[data-testid=${id}]`).scrollWidth))"""


@pytest.mark.parametrize(("page", "parameters"), SCREENS)
def test_nothing_is_wider_than_the_window(new_visit: NewVisit, page: str, parameters: str) -> None:
    visit = new_visit(size=PHONE)
    visit.open(page, parameters)
    assert visit.page.evaluate(WIDEST) <= PHONE[0]
    assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE[0]


def test_the_map_fills_the_width_and_can_be_scrolled_past(new_visit: NewVisit) -> None:
    visit = new_visit(size=PHONE)
    visit.open()
    visit.map()
    box = visit.page.locator(MAP_FRAME).bounding_box()
    assert box is not None
    assert box["width"] >= 0.85 * PHONE[0]
    assert box["height"] <= 0.75 * PHONE[1]
