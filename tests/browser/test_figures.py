"""Plotly shows hostile names as text: drawn in a real browser, not only checked as a string."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser
from plotly.offline import get_plotlyjs

from symgeo.views import figures
from tests.views import figure_frames as frames
from tests.views.map_frames import HOSTILE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stand_on_the_axis_and_the_bands_as_text(browser: Browser, name: str) -> None:
    places = [f"{number}" for number in range(2)]
    bars = figures.municipalities_by_tier(
        [frames.panel(frames.by_place(places))], dict.fromkeys(places, name), frames.drawing()
    )
    code = name.replace("{", "{{").replace("}", "}}")
    bands = figures.surplus_to_need(frames.panel(frames.flow_links()), "MWh", frames.drawing(name=code))
    page = browser.new_page()
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url))
    page.set_content("<div id=bars></div><div id=bands></div>")
    page.add_script_tag(content=get_plotlyjs())
    for place, figure in (("bars", bars), ("bands", bands)):
        page.evaluate(
            "([place, figure]) => Plotly.newPlot(place, figure.data, figure.layout)",
            [place, json.loads(figure.plot.to_json())],
        )
    wanted = "".join(name.split())
    for selector in ("#bars .ytick text", "#bands .node-label"):
        shown = page.locator(selector).first.text_content() or ""
        assert "".join(shown.split()) == wanted
    assert page.evaluate("window.hacked") is None
    assert page.locator("#bars img, #bands img, #bars a, #bands a").count() == 0
    assert not foreign
    page.close()
