"""What a reader does on the page of a county: press a bar, and the rest follows."""

import pytest

from tests.browser.conftest import NewVisit
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

BARS = ".js-plotly-plot .bars .point path"
TILE = ".sg-tiles"


def _press_a_bar(visit: Visit) -> None:
    boxes = visit.page.locator(BARS).evaluate_all(
        "(bars) => bars.map((bar) => bar.getBoundingClientRect()).map((b) => [b.x, b.y, b.width, b.height])"
    )
    x, y, width, height = next(box for box in boxes if box[2] > 20)
    # Plotly takes presses on a layer above the bars.
    visit.page.mouse.click(x + width / 2, y + height / 2)


@pytest.mark.thorough
def test_pressing_a_bar_narrows_the_page_and_stays_in_the_address(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open("county", "lang=en&county=NO-50")
    before = visit.page.locator(TILE).first.inner_text()
    _press_a_bar(visit)
    visit.page.wait_for_function("() => new URLSearchParams(location.search).has('resource')")
    visit.wait()
    assert visit.page.locator(TILE).first.inner_text() != before
    assert visit.parameter("county") == ["NO-50"]
