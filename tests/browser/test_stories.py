"""The places whose stories are known tell them on the map, each with its source."""

import pytest
from playwright.sync_api import expect

from symgeo.analysis.dataset import Dataset
from symgeo.texts import texts_for
from tests.browser.conftest import NewVisit

pytestmark = pytest.mark.browser

STORIES = {
    "Orkanger": ("5059", ("S001", "S002")),
    "Tjeldbergodden": ("1576", ("S004", "S005", "S006")),
    "Sunndal": ("1563", ("S007", "S008")),
    "Örnsköldsvik": ("2284", ("S028", "S029", "S030", "S031", "S032", "S033", "S034")),
    "Härnösand": ("2280", ("S035", "S036")),
}
USUAL = ("Orkanger",)
CARD = ".st-key-detail"
# Both ends are within the map that is shown.
DRAWN = """(id) => {
  const { scene } = map.symgeo;
  const lines = scene.lines.find((one) => one.kind === "exchange");
  const at = lines.id.indexOf(id);
  const ends = [[lines.lat1[at], lines.lon1[at]], [lines.lat2[at], lines.lon2[at]]];
  return ends.every((end) => map.getBounds().contains(end));
}"""


@pytest.mark.parametrize(
    "place",
    [place if place in USUAL else pytest.param(place, marks=pytest.mark.thorough) for place in STORIES],
)
def test_the_story_stands_in_the_list_and_its_card_names_the_source(
    new_visit: NewVisit, example: Dataset, place: str
) -> None:
    visit, english = new_visit(), texts_for("en")
    municipality, exchanges = STORIES[place]
    visit.open(parameters=f"lang=en&municipality={municipality}")
    visit.map()
    for exchange in exchanges:
        row = example.exchanges.loc[exchange]
        assert row["source"], f"{exchange} has no source"
        visit.page.locator(f".row[data-id='{exchange}']").click()
        card = visit.page.locator(CARD)
        expect(card).to_contain_text(english.reference(str(row["title"])))
        expect(card).to_contain_text(english.reference(str(row["source"])))
        visit.wait()
        assert visit.map().evaluate(DRAWN, exchange), f"{exchange} is not on the map"
        visit.page.get_by_role("button", name=english("explore.back")).click()
        expect(card).to_have_count(0)


def test_recorded_exchanges_end_the_list_and_open_their_card(new_visit: NewVisit, example: Dataset) -> None:
    visit = new_visit()
    visit.open(parameters="lang=en&q=Thamshavn")
    visit.map()
    row = visit.page.locator(".row[data-id='S001']")
    row.scroll_into_view_if_needed()
    row.click()
    visit.wait_for_parameter("sel", "S001")
    expect(visit.page.locator(CARD)).to_contain_text(str(example.exchanges.loc["S001", "title"]))
