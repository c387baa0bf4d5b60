"""What a reader does on the page Plan: on a phone, moves the drawing sideways to see who gets what."""

import pytest

from tests.browser.conftest import NewVisit
from tests.browser.visits import PHONE

pytestmark = pytest.mark.browser

DRAWING = ".st-key-plan_flows [data-testid='stElementContainer']:has([data-testid='stPlotlyChart'])"


@pytest.mark.thorough
def test_on_a_phone_a_finger_moves_the_drawing_and_not_the_page(new_visit: NewVisit) -> None:
    visit = new_visit(size=PHONE)
    visit.open("plan", "lang=nn")
    drawing = visit.page.locator(DRAWING).first
    drawing.scroll_into_view_if_needed()
    page = visit.page.evaluate("document.documentElement.scrollWidth")
    assert page == PHONE[0]
    assert drawing.evaluate("(box) => box.scrollWidth") > PHONE[0]
    box = drawing.bounding_box()
    assert box is not None
    # Above the bands lies the ground of the drawing, which plotly would keep to itself.
    x, y = box["x"] + 0.8 * box["width"], box["y"] + 5
    touch = visit.page.context.new_cdp_session(visit.page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x - 20 * step, "y": y}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    visit.page.wait_for_function(
        "(where) => document.querySelector(where).scrollLeft > 100", arg=DRAWING, timeout=5_000
    )
