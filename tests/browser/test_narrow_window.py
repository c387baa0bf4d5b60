"""On a telephone: the home page is not wider than the window, and its map can be used."""

import pytest

from symgeo.cli.browsing import MAP_FRAME
from tests.browser.conftest import NewVisit
from tests.browser.test_every_page import WIDEST
from tests.browser.visits import PHONE

pytestmark = pytest.mark.browser


def test_the_home_page_fits_and_its_map_can_be_scrolled_past(new_visit: NewVisit) -> None:
    visit = new_visit(size=PHONE)
    visit.open()
    visit.map()
    box = visit.page.locator(MAP_FRAME).bounding_box()
    assert box is not None
    assert visit.page.evaluate(WIDEST) <= PHONE[0]
    assert box["width"] >= 0.85 * PHONE[0]
    assert box["height"] <= 0.75 * PHONE[1]
