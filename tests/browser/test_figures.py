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


def without_spaces(text: str) -> str:
    """Lines are broken where the label is too long; every other character must be there."""
    return "".join(text.split())


def test_hostile_names_stand_on_axes_and_bands_as_text(browser: Browser) -> None:
    names = {str(number): name for number, name in enumerate(HOSTILE)}
    everything = " ".join(HOSTILE)
    bars = figures.municipalities_by_tier(
        [frames.panel(frames.by_place(list(names)), everything)], names, frames.drawing()
    )
    template = everything.replace("{", "{{").replace("}", "}}")
    bands = figures.surplus_to_need(frames.panel(frames.flow_links()), "MWh", frames.drawing(name=template))
    page = browser.new_page()
    foreign: list[str] = []
    page.on("request", lambda request: foreign.append(request.url))
    page.set_content("<div id=bars></div><div id=bands></div>")
    page.add_script_tag(content=get_plotlyjs())
    for place, figure in (("bars", bars), ("bands", bands)):
        page.evaluate(
            "([place, figure, config]) => Plotly.newPlot(place, figure.data, figure.layout, config)",
            [place, json.loads(figure.plot.to_json()), dict(figures.plot_config())],
        )
    shown = [without_spaces(text) for text in page.locator("#bars .ytick text").all_text_contents()]
    assert sorted(shown) == sorted(without_spaces(name) for name in HOSTILE)
    bands_shown = page.locator("#bands .node-label").first.text_content() or ""
    assert without_spaces(bands_shown) == without_spaces(everything)
    assert page.evaluate("window.hacked") is None
    assert page.locator("svg a, svg image, img").count() == 0
    assert not foreign
    page.close()
