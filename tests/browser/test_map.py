"""The map in a real browser: drawn from our own server, pressed, redrawn, with hostile names."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, expect

from symgeo.cli.browsing import ASKED_EVERY_MS, MAP_FRAME
from symgeo.cli.serving import serving
from symgeo.views.palette import Theme, colours, hues
from tests.browser.visits import still_map
from tests.views import map_frames as frames

pytestmark = pytest.mark.browser

SLOW_MS = 30_000


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving("tests/browser/map_app.py") as address:
        yield f"{address}/"


class MapPage:
    """One open page with a map, and what went wrong on it."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on(
            "console", lambda message: self.errors.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        own = (self.server, self.server.replace("http", "ws"), "data:", "blob:", "about:blank")
        if not url.startswith(own):
            self.foreign.append(url)

    def open(self, query: str = "") -> Frame:
        self.page.goto(self.server + query)
        return still_map(self.page)

    def press(self, frame: Frame, expression: str) -> None:
        """Press the point that a script gives in px of the map's world at its zoom."""
        at = frame.evaluate(
            f"""() => {{
              const scene = map_div.symgeo.scene;
              const world = {expression};
              const point = L.point(world[0], world[1]).subtract(map_div.getPixelOrigin());
              const inside = map_div.layerPointToContainerPoint(point);
              const corner = map_div.getContainer().getBoundingClientRect();
              return [inside.x + corner.left, inside.y + corner.top];
            }}"""
        )
        box = frame.frame_element().bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + at[0], box["y"] + at[1])

    def expect_text(self, text: str) -> None:
        expect(self.page.get_by_text(text, exact=True)).to_be_visible(timeout=SLOW_MS)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile whose cache holds what the tests before have loaded."""
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        yield context


@pytest.fixture
def map_page(context: BrowserContext, server: str) -> Iterator[MapPage]:
    page = context.new_page()
    opened = MapPage(page, server)
    yield opened
    page.close()


def site(number: int) -> str:
    return f"[scene.sites.placed.x[{number}], scene.sites.placed.y[{number}]]"


def line(number: int, at: int = 10) -> str:
    """A point on a line, a little off it: lines are easier to press than they are wide."""
    return (
        f"((curve) => [curve[{2 * at}], curve[{2 * at + 1}] + 5])"
        f"(scene.lines.find((lines) => lines.kind === 'opportunity').curves[{number}])"
    )


def share_of(picture: bytes, colour: str, tolerance: int = 6) -> float:
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return float((np.abs(pixels - wanted).max(axis=2) <= tolerance).mean())


@pytest.mark.parametrize(
    ("theme", "size"), [("light", (1366, 768)), pytest.param("dark", (390, 844), marks=pytest.mark.thorough)]
)
def test_map_is_drawn_from_our_own_server_alone(
    map_page: MapPage, theme: Theme, size: tuple[int, int]
) -> None:
    map_page.page.set_viewport_size({"width": size[0], "height": size[1]})
    frame = map_page.open(f"?theme={theme}&height=520")
    element = frame.frame_element()
    box = element.bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(520, abs=1)
    picture = element.screenshot()
    look = colours(theme)
    assert share_of(picture, look.sea) > 0.02
    assert share_of(picture, look.land) > 0.1
    for hue in (hues(theme)[0], hues(theme)[3]):
        assert share_of(picture, hue) > 0.0001
    assert map_page.errors == []
    assert map_page.foreign == []


def test_counties_stand_out_from_land_that_comes_after_them(map_page: MapPage) -> None:
    page, held = map_page.page, list[Route]()
    page.route("**/land.json", lambda route: held.append(route))  # noqa: PLW0108 - a method has no place for its wrapper
    page.goto(map_page.server)
    page.frame_locator(MAP_FRAME).locator("[data-counties]").wait_for(timeout=SLOW_MS)
    for route in held:
        route.continue_()
    picture = still_map(page).frame_element().screenshot()
    assert share_of(picture, colours("light").land) > 0.1


def test_press_on_a_site_gives_its_id_and_again_after_another_press(map_page: MapPage) -> None:
    frame = map_page.open()
    map_page.press(frame, site(3))
    map_page.expect_text("pressed site TR003")
    map_page.press(frame, site(1))
    map_page.expect_text("pressed site TR001")


def test_press_is_told_at_once_and_only_once(map_page: MapPage) -> None:
    frame = map_page.open()
    told = frame.evaluate(
        """async () => {
          const { scene } = map_div.symgeo;
          const send = Streamlit.setComponentValue;
          const sent = [];
          Streamlit.setComponentValue = (value) => sent.push(value.last_active_drawing.properties.id);
          const found = { columns: scene.sites, i: 2 };
          symgeo.press(scene, found, map_div.getCenter());
          const atOnce = sent.length;
          await new Promise((done) => setTimeout(done, 600)); // what is put off comes by then
          Streamlit.setComponentValue = send;
          return [atOnce, sent];
        }"""
    )
    assert told == [1, ["TR002"]]


def test_press_near_a_line_gives_its_id(map_page: MapPage) -> None:
    frame = map_page.open()
    map_page.press(frame, line(0))
    map_page.expect_text("pressed opportunity F0000~F0002")


@pytest.mark.thorough
def test_press_on_a_recorded_exchange_gives_its_id(map_page: MapPage) -> None:
    frame = map_page.open("?exchanges=1&only_heat=1")
    curve = "scene.lines.find((lines) => lines.kind === 'exchange').curves[0]"
    map_page.press(frame, f"((curve) => [curve[14], curve[15]])({curve})")
    expect(map_page.page.get_by_text("pressed")).not_to_have_text("pressed nothing", timeout=SLOW_MS)
    text = map_page.page.get_by_text("pressed").inner_text()
    assert text in ("pressed exchange S001", "pressed opportunity F0000~F0002")


@pytest.mark.thorough
def test_press_beside_everything_lets_go_of_what_was_selected(map_page: MapPage) -> None:
    frame = map_page.open("?selected=F0000~F0002")
    map_page.press(frame, "[scene.sites.placed.x[0], scene.sites.placed.y[0] - 140]")
    expect(map_page.page.get_by_text("pressed none")).to_be_visible(timeout=SLOW_MS)


def test_sites_at_one_point_stay_apart_and_each_can_be_pressed(map_page: MapPage) -> None:
    frame = map_page.open("?stacked=1")
    for number in range(4):
        map_page.press(frame, site(number))
        map_page.expect_text(f"pressed site TR{number:03d}")


def test_filter_changes_the_lines_and_keeps_the_readers_view(map_page: MapPage) -> None:
    frame = map_page.open()
    frame.evaluate("void map_div.setView([63.0, 10.2], 8.5, { animate: false })")
    frame.evaluate("map_div.fromBefore = true")
    map_page.page.get_by_text("only heat").click()
    frame.wait_for_function(
        "JSON.parse(map_div.getContainer().dataset.drawn).opportunity === 1",
        polling=ASKED_EVERY_MS,
        timeout=SLOW_MS,
    )
    assert frame.evaluate("map_div.fromBefore") is True
    assert frame.evaluate("[map_div.getZoom(), map_div.getCenter().lat]") == pytest.approx(
        [8.5, 63.0], abs=0.01
    )
    assert map_page.errors == []


@pytest.mark.thorough
def test_view_is_fitted_again_when_the_frame_changes_its_size(map_page: MapPage) -> None:
    frame = map_page.open("?wide=1")
    before = frame.evaluate("map_div.getZoom()")
    map_page.page.set_viewport_size({"width": 420, "height": 768})
    frame.wait_for_function(f"map_div.getZoom() < {before}", polling=ASKED_EVERY_MS, timeout=SLOW_MS)
    assert frame.evaluate("map_div.getBounds().contains([[62, 5.2], [65, 19.4]])")


def test_hostile_names_are_text_on_the_map(map_page: MapPage) -> None:
    frame = map_page.open("?hostile=1")
    assert frame.evaluate("map_div.symgeo.scene.sites.title") == list(frames.HOSTILE)
    for number, name in enumerate(frames.HOSTILE):
        frame.evaluate(
            f"""() => {{
              const scene = map_div.symgeo.scene;
              const world = L.point({site(number)});
              map_div.fire("mousemove", {{
                containerPoint: map_div.layerPointToContainerPoint(world.subtract(map_div.getPixelOrigin())),
              }});
            }}"""
        )
        assert frame.evaluate("document.querySelector('.symgeo-tip strong').textContent") == name
    assert frame.evaluate("window.hacked") is None
    assert map_page.page.evaluate("window.hacked") is None
    assert map_page.foreign == []
    assert map_page.errors == []


@pytest.mark.thorough
def test_background_that_fails_leaves_the_own_map_and_says_so(map_page: MapPage) -> None:
    map_page.page.route("https://**/*", lambda route: route.abort())
    frame = map_page.open("?background=kartverket")
    expect(frame.get_by_role("status")).to_contain_text("cache.kartverket.no", timeout=SLOW_MS)
    assert share_of(frame.frame_element().screenshot(), colours("light").land) > 0.1
    assert {url.split("/")[2] for url in map_page.foreign} == {"cache.kartverket.no"}


@pytest.mark.parametrize(
    ("language", "zoom_in"), [("nb", "Zoom inn"), pytest.param("sv", "Zooma in", marks=pytest.mark.thorough)]
)
def test_controls_speak_the_readers_language(map_page: MapPage, language: str, zoom_in: str) -> None:
    frame = map_page.open(f"?lang={language}")
    expect(frame.get_by_role("button", name=zoom_in)).to_be_visible()
    assert frame.evaluate("document.documentElement.lang") == language


@pytest.mark.thorough
def test_selected_line_stands_still_for_readers_who_want_no_motion(map_page: MapPage) -> None:
    map_page.page.emulate_media(reduced_motion="reduce")
    frame = map_page.open("?selected=F0000~F0002")
    style = "getComputedStyle(document.querySelector('path.symgeo-flow')).animationName"
    assert frame.evaluate(style) == "none"
    map_page.page.emulate_media(reduced_motion="no-preference")
    assert frame.evaluate(style) == "symgeo-flow"


@pytest.mark.thorough
def test_map_fills_the_screen_when_asked(map_page: MapPage) -> None:
    frame = map_page.open()
    frame.get_by_role("button", name="Full screen").click()
    frame.wait_for_function("document.fullscreenElement === map_div.getContainer()", timeout=SLOW_MS)


SIGNS_AND_SITES = """() => {
  const { placed, id } = map_div.symgeo.scene.sites;
  const counts = new Map([...placed.marks].map((i) => [i, 0]));
  id.forEach((_, i) => counts.set(placed.signOf(i), counts.get(placed.signOf(i)) + 1));
  return [
    [...placed.marks].reduce((sum, i) => sum + placed.count[i], 0),
    [...counts].reduce((sum, [i, count]) => sum + (count === placed.count[i] ? count : 0), 0),
  ];
}"""
"""How many sites the signs on the map name, and how many have a sign of their own that counts them."""


def test_many_sites_are_drawn_together_pressed_apart_and_reached_by_keyboard(map_page: MapPage) -> None:
    frame = map_page.open("?many=10000&wide=1")
    drawn = frame.evaluate("JSON.parse(map_div.getContainer().dataset.drawn)")
    assert drawn["sites"] == 10_000
    assert 10 < drawn["signs"] < 1_000
    total = "(({ inView, placed }) => inView.reduce((sum, i) => sum + placed.count[i], 0))"
    assert frame.evaluate(f"{total}(map_div.symgeo.scene.sites)") == 10_000
    words = f"10,000 sites in view, drawn as {drawn['signs']} signs"
    expect(frame.locator(".symgeo-caption")).to_have_text(words)
    zoom = frame.evaluate("map_div.getZoom()")
    map_page.press(
        frame, "((i) => [scene.sites.placed.x[i], scene.sites.placed.y[i]])(scene.sites.inView[0])"
    )
    frame.wait_for_function(f"map_div.getZoom() > {zoom}", polling=ASKED_EVERY_MS, timeout=SLOW_MS)
    map_page.expect_text("pressed nothing")
    for far in (4, 8, 13):
        frame.evaluate("(far) => void map_div.setZoom(far, { animate: false })", far)
        assert frame.evaluate(SIGNS_AND_SITES) == [10_000, 10_000]
    place = "((sites) => [sites.lat[77], sites.lon[77]])(map_div.symgeo.scene.sites)"
    frame.evaluate(f"void map_div.setView({place}, 15, {{ animate: false }})")
    frame.locator(".symgeo-walk").focus()
    for key in ("ArrowRight", "Enter"):
        map_page.page.keyboard.press(key)
    map_page.expect_text("pressed site TR077")
    expect(frame.locator(".symgeo-said")).to_contain_text("Site 77. Orkland")
    assert map_page.errors == []
    assert map_page.foreign == []


ISLAND = (63.9159, 10.0342)
"""The middle of a skerry of 250 m in each direction that the coarse land leaves out."""
INLET = (63.9514, 10.2206)
"""Sea for 150 m in each direction that lies on land in the coarse outline."""
INLAND = (63.25, 10.0)
"""Where four pieces meet, on dry land."""


def colour_at(frame: Frame, place: tuple[float, float], state: str) -> str:
    """Give the one colour of the ground around a place in the map's middle, as ``#RRGGBB``."""
    frame.evaluate("(at) => void map_div.setView(at, 13, { animate: false })", list(place))
    frame.wait_for_selector(f"[data-coast={state}]", timeout=SLOW_MS)
    return only_colour(frame, 9)


def only_colour(frame: Frame, size: int) -> str:
    frame.page.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(frame.frame_element().screenshot())).convert("RGB")
    middle = frame.evaluate("(({ x, y }) => [x / 2, y / 2])(map_div.getSize())")
    left, top = (round(at - size / 2) for at in middle)
    colours_there = picture.crop((left, top, left + size, top + size)).getcolors()
    assert colours_there is not None
    assert len(colours_there) == 1, colours_there
    red, green, blue = np.asarray(colours_there[0][1])
    return f"#{red:02X}{green:02X}{blue:02X}"


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.thorough)])
def test_close_by_the_fine_coast_takes_the_place_of_the_coarse_one(map_page: MapPage, theme: Theme) -> None:
    asked: list[str] = []
    map_page.page.on(
        "request", lambda request: asked.append(request.url) if "/coast/" in request.url else None
    )
    frame = map_page.open(f"?theme={theme}")
    assert frame.evaluate("map_div.getZoom()") < 10
    assert asked == []
    look = colours(theme)
    assert colour_at(frame, ISLAND, "drawn") == look.land
    assert colour_at(frame, INLET, "drawn") == look.sea
    # 520 px high at zoom 13 are 4.5 km, less than a piece.
    assert 2 <= len(asked) == len(set(asked)) <= 8
    assert map_page.errors == []
    assert map_page.foreign == []


@pytest.mark.thorough
def test_coarse_land_stays_where_no_piece_comes(map_page: MapPage) -> None:
    frame = map_page.open()
    map_page.page.route("**/geo/coast/**", lambda route: route.abort())
    look = colours("light")
    assert colour_at(frame, ISLAND, "coming") == look.sea
    assert colour_at(frame, INLET, "coming") == look.land


@pytest.mark.thorough
def test_no_seam_where_pieces_meet(map_page: MapPage) -> None:
    frame = map_page.open("?only_heat=1")
    assert colour_at(frame, INLAND, "drawn") == colours("light").land
    for zoom in (10, 10.25, 11.75, 15):
        frame.evaluate("(zoom) => void map_div.setZoom(zoom, { animate: false })", zoom)
        frame.wait_for_selector("[data-coast=drawn]", timeout=SLOW_MS)
        assert only_colour(frame, 9) == colours("light").land


@pytest.mark.thorough
def test_far_off_nothing_of_the_fine_coast_is_left(map_page: MapPage) -> None:
    frame = map_page.open()
    assert colour_at(frame, ISLAND, "drawn") == colours("light").land
    frame.evaluate("void map_div.setZoom(9.5, { animate: false })")
    frame.wait_for_selector("[data-coast=coarse]", timeout=SLOW_MS)
    assert only_colour(frame, 3) == colours("light").sea
