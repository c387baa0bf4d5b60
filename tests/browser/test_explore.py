"""What a reader does on the home page: narrow, choose, press, send the link on."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, WebSocketRoute, expect

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import Filters, select, select_exchanges
from symgeo.cli.browsing import ASKED_EVERY_MS, MAP_FRAME
from symgeo.storage.dataset import load_demo
from symgeo.ui.explore import LISTED
from symgeo.views.palette import colours
from tests.browser.conftest import NewVisit
from tests.browser.visits import Visit

pytestmark = pytest.mark.browser

ROWS = ".row[role='option']"
CARD = ".st-key-detail"
COUNTY_FIELD = ".st-key-widget-counties input"
MIDDLE = "() => [map.getCenter().lat, map.getCenter().lng, map.getZoom()]"
# A point of the map, in pixels of its frame, where a press meets this site, also when it is 2 px off.
PLACE_OF_SITE = """(id) => {
  const { scene } = map.symgeo;
  const at = scene.sites.id.indexOf(id);
  const middle = map.latLngToContainerPoint([scene.sites.lat[at], scene.sites.lon[at]]);
  const meets = (x, y) => {
    const found = scene.find(L.point(x, y));
    return found && found.columns === scene.sites && found.i === at;
  };
  for (let reach = 0; reach < 40; reach += 2) {
    for (let turn = 0; turn < 12; turn++) {
      const [x, y] = [middle.x + reach * Math.cos(turn), middle.y + reach * Math.sin(turn)];
      if ([[-2, 0], [2, 0], [0, -2], [0, 2]].every(([dx, dy]) => meets(x + dx, y + dy))) return [x, y];
    }
  }
  return null;
}"""


@pytest.fixture(scope="module")
def demo() -> Dataset:
    return load_demo()


def _row_ids(visit: Visit) -> list[str]:
    return list(visit.page.locator(ROWS).evaluate_all("(rows) => rows.map((row) => row.dataset.id)"))


def _press(visit: Visit, frame: Frame, site: str) -> None:
    box = visit.page.locator(MAP_FRAME).bounding_box()
    point = frame.evaluate(PLACE_OF_SITE, site)
    assert box is not None
    assert point is not None, f"{site} cannot be pressed on the map"
    visit.page.mouse.click(box["x"] + point[0], box["y"] + point[1])


def test_a_link_with_filters_shows_what_the_engine_finds(new_visit: NewVisit, demo: Dataset) -> None:
    chosen = Filters(counties=("SE-Y",), resources=("heat",))
    expected = select(find(demo), demo, chosen)
    recorded = set(select_exchanges(demo, chosen).index)
    visit = new_visit()
    visit.open(parameters="lang=en&county=SE-Y&resource=heat")
    visit.map()
    best = list(expected["opportunity_id"].head(LISTED))
    listed = _row_ids(visit)
    assert listed[: len(best)] == best
    assert recorded
    assert set(listed[len(best) :]) == recorded
    assert visit.heading().startswith(f"{len(expected)} ")


@pytest.mark.thorough
def test_a_copied_link_opens_the_same_selection(new_visit: NewVisit) -> None:
    first = new_visit()
    first.open(parameters="lang=sv")
    everything = _row_ids(first)
    first.page.locator(COUNTY_FIELD).click()
    first.page.keyboard.type("Väster")
    first.page.keyboard.press("Enter")
    first.wait_for_parameter("county", "SE-Y")
    first.wait()
    second = new_visit()
    second.page.goto(first.page.url)
    second.wait()
    assert second.heading() == first.heading()
    assert _row_ids(second) == _row_ids(first) != everything


def test_choosing_a_row_opens_its_card_and_moves_the_map(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open()
    frame = visit.map()
    before = frame.evaluate(MIDDLE)
    row = visit.page.locator(ROWS).nth(2)
    chosen, ends = row.get_attribute("data-id"), row.locator(".ends").inner_text()
    row.click()
    visit.wait_for_parameter("sel", str(chosen))
    expect(visit.page.locator(CARD)).to_contain_text(ends)
    frame.wait_for_function("(old) => map.getZoom() > old + 1", arg=before[2], polling=ASKED_EVERY_MS)


@pytest.mark.thorough
def test_going_back_closes_the_card(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open()
    visit.map()
    visit.page.locator(ROWS).first.click()
    expect(visit.page.locator(CARD)).to_be_visible()
    visit.wait()
    visit.page.go_back()
    expect(visit.page.locator(CARD)).to_be_hidden()


def test_pressing_a_site_on_the_map_opens_its_card(new_visit: NewVisit, demo: Dataset) -> None:
    visit = new_visit()
    visit.open(parameters="lang=en&county=SE-Y")
    site = demo.sites.index[demo.sites["name"].str.contains("Domsj")][0]
    _press(visit, visit.map(), site)
    visit.wait_for_parameter("site", site)
    expect(visit.page.locator(CARD)).to_contain_text(demo.sites.at[site, "name"])


@pytest.mark.thorough
def test_pressing_a_site_keeps_the_filters(new_visit: NewVisit, demo: Dataset) -> None:
    visit = new_visit()
    visit.open(parameters="lang=en&county=SE-Y&resource=heat")
    heading = visit.heading()
    site = demo.sites.index[demo.sites["name"].str.contains("Domsj")][0]
    _press(visit, visit.map(), site)
    visit.wait_for_parameter("site", site)
    visit.wait()
    assert visit.parameter("county") == ["SE-Y"]
    assert visit.heading() == heading


@pytest.mark.thorough
def test_an_empty_selection_offers_a_way_out(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open(parameters="lang=nb&q=qqqq")
    button = visit.page.locator(".st-key-nothing button")
    assert button.count() == 1
    button.click()
    expect(visit.page.locator(ROWS).first).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nn-NO", "nn"),
        *(
            pytest.param(*pair, marks=pytest.mark.thorough)
            for pair in (("nb-NO", "nb"), ("sv-SE", "sv"), ("fi-FI", "en"))
        ),
    ],
)
def test_the_language_follows_the_browser_at_first(new_visit: NewVisit, locale: str, language: str) -> None:
    visit = new_visit(locale=locale)
    visit.open(parameters="")
    assert visit.page.evaluate("document.documentElement.lang") == language
    assert visit.parameter("lang") == [language]


def test_a_background_map_asks_the_named_host_only_and_our_map_stays(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open(parameters="lang=en&background=kartverket")
    visit.map()
    expect(visit.page.locator(".st-key-widget-background")).to_be_visible()
    assert {urlsplit(asked).netloc for asked in visit.foreign} == {"cache.kartverket.no"}
    assert visit.map_picture().share(colours("light").sea) > 0.05


def test_the_map_stays_the_same_while_the_reader_filters_and_chooses(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open()
    visit.map().evaluate("window.isTheFirst = true")
    visit.page.locator(COUNTY_FIELD).click()
    visit.page.keyboard.type("Väster")
    visit.page.keyboard.press("Enter")
    visit.wait_for_parameter("county", "SE-Y")
    visit.wait()
    visit.page.locator(ROWS).first.click()
    expect(visit.page.locator(CARD)).to_be_visible()
    visit.page.locator(".st-key-chips button").last.click()
    expect(visit.page.locator(".st-key-chips button")).to_have_count(0)
    visit.wait()
    assert visit.map().evaluate("window.isTheFirst === true")


@pytest.mark.thorough
def test_a_press_on_the_list_that_is_lost_on_its_way_is_said_once_more(new_visit: NewVisit) -> None:
    """A server that is busy at that moment can break a run off before it has heeded the press."""
    visit = new_visit()
    lost: list[str | bytes] = []
    pressed: list[str] = []

    def lose_one(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if pressed and not lost:
                lost.append(message)
            else:
                server.send(message)

        socket.on_message(pass_on)

    visit.page.route_web_socket("**/_stcore/stream*", lose_one)
    visit.open(parameters="lang=en&county=SE-Y")
    visit.map()
    pressed.append(_row_ids(visit)[0])
    visit.page.locator(ROWS).first.click()
    visit.wait_for_parameter("sel", pressed[0])
    expect(visit.page.locator(CARD)).to_be_visible()
    assert len(lost) == 1


def test_a_press_counts_where_the_list_moves_while_the_finger_is_down(new_visit: NewVisit) -> None:
    visit = new_visit()
    visit.open(parameters="lang=en&county=SE-Y")
    visit.map()
    row = visit.page.locator(ROWS).nth(1)
    pressed = _row_ids(visit)[1]
    row.hover()
    visit.page.mouse.down()
    row.evaluate("(row) => row.parentElement.prepend(row.cloneNode(true))")
    visit.page.mouse.up()
    visit.wait_for_parameter("sel", pressed)
    expect(visit.page.locator(CARD)).to_be_visible()
