"""The presentation runs from a file by keyboard alone, with text that the last row can read."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.selection import Filters
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Order, gather
from symgeo.handouts.show.steps import steps_of, write_step, write_steps
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES, Audience, Tier

pytestmark = pytest.mark.browser

LEAST_PX = 24
# Text in a drawing is as large as the drawing makes it.
MEASURE = """() => {
  const slide = document.querySelector("section.is-shown");
  const own = [...slide.querySelectorAll("*"), ...document.querySelectorAll("footer *")].filter((one) =>
    [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
  const scale = (one) => (one.closest("svg") ? one.getScreenCTM().a : 1);
  const size = (one) => parseFloat(getComputedStyle(one).fontSize) * scale(one);
  return {
    least: Math.min(...own.map(size)), over: slide.scrollHeight - slide.clientHeight,
    wide: document.documentElement.scrollWidth - innerWidth,
    audience: slide.querySelector(".audience").textContent,
  };
}"""


@pytest.mark.parametrize(
    ("county", "language"),
    [
        ("NO-15", "nn"),
        ("SE-Y", "sv"),
        *(pytest.param("NO-15", language, marks=pytest.mark.thorough) for language in ("en", "nb", "sv")),
        *(pytest.param("SE-Y", language, marks=pytest.mark.thorough) for language in ("en", "nb", "nn")),
    ],
)
def test_it_steps_through_by_keyboard_and_everything_fits(
    browser: Browser, example: Dataset, tmp_path: Path, language: str, county: str
) -> None:
    order = Order(Audience.MEETING, language, datetime.date(2026, 5, 31), Filters(counties=(county,)))
    path = tmp_path / "show.html"
    path.write_bytes(make(Kind.SHOW, gather(example, order)).content)
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    count = page.locator("section").count()
    assert count >= 10
    for number in range(1, count + 1):
        assert page.inner_text("#place") == f"{number} / {count}"
        seen = page.evaluate(MEASURE)
        assert seen["least"] >= LEAST_PX, number
        assert (seen["over"], seen["wide"]) == (0, 0), number
        assert seen["audience"] == texts_for(language)("audience.meeting")
        page.keyboard.press("PageDown" if number % 2 else "ArrowRight")
    page.keyboard.press("Home")
    assert page.inner_text("#place") == f"1 / {count}"
    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    assert page.inner_text("#place") == f"{count - 1} / {count}"
    assert asked == [path.as_uri()]
    context.close()


@pytest.mark.thorough
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_that_something_stops_fits_the_screen(
    browser: Browser, example: Dataset, tmp_path: Path, language: str
) -> None:
    order = Order(Audience.STAFF, language, datetime.date(2026, 5, 31))
    material = gather(example, order)
    stopped = material.every[material.every["tier"] == Tier.GATE_FAILED.value].drop_duplicates("gate")
    note = "They asked for an answer before the summer, and will bring their own figures to the meeting."
    views = [
        SavedView(id=number, selected=str(pair), note=note * (number % 2))
        for number, pair in enumerate(stopped["opportunity_id"].head(10), start=1)
    ]
    path = tmp_path / "show.html"
    path.write_bytes(write_steps([write_step(step) for step in steps_of(views, material)], material))
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(path.as_uri())
    count = page.locator("section").count()
    assert count == len(views) + 1 > 2
    for number in range(count):
        seen = page.evaluate(MEASURE)
        assert seen["least"] >= LEAST_PX, number
        assert (seen["over"], seen["wide"]) == (0, 0), number
        page.keyboard.press("PageDown")
    page.close()
