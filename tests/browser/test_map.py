"""The map in a real browser: drawn from our own server, pressed, redrawn, with hostile names."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Frame, Page, Playwright, expect, sync_playwright

from symgeo.bootstrap.browser import find_browser
from symgeo.views.palette import Theme, colours, hues
from tests.views import map_frames as frames

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
SLOW_MS = 30_000


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "tests/browser/map_app.py"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        address = f"http://127.0.0.1:{port}/"
        try:
            wait_for(address + "health")
            yield address
        finally:
            process.terminate()


def wait_for(address: str) -> None:
    last = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.URLError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
    yield started
    started.close()


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
        element = self.page.wait_for_selector("iframe[title*=folium]", timeout=SLOW_MS)
        assert element is not None
        frame = element.content_frame()
        assert frame is not None
        frame.wait_for_selector("[data-drawn][data-land][data-counties]", timeout=SLOW_MS)
        self.page.wait_for_timeout(700)
        return frame

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


@pytest.fixture
def map_page(browser: Browser, server: str) -> Iterator[MapPage]:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
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


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
@pytest.mark.parametrize("theme", ["light", "dark"])
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


def test_press_on_a_site_gives_its_id_and_again_after_another_press(map_page: MapPage) -> None:
    frame = map_page.open()
    map_page.press(frame, site(3))
    map_page.expect_text("pressed site TR003")
    map_page.press(frame, site(1))
    map_page.expect_text("pressed site TR001")


def test_press_near_a_line_gives_its_id(map_page: MapPage) -> None:
    frame = map_page.open()
    map_page.press(frame, line(0))
    map_page.expect_text("pressed opportunity F0000~F0002")


def test_press_on_a_recorded_exchange_gives_its_id(map_page: MapPage) -> None:
    frame = map_page.open("?exchanges=1&only_heat=1")
    curve = "scene.lines.find((lines) => lines.kind === 'exchange').curves[0]"
    map_page.press(frame, f"((curve) => [curve[14], curve[15]])({curve})")
    expect(map_page.page.get_by_text("pressed")).not_to_have_text("pressed nothing", timeout=SLOW_MS)
    text = map_page.page.get_by_text("pressed").inner_text()
    assert text in ("pressed exchange S001", "pressed opportunity F0000~F0002")


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
    frame.evaluate("map_div.setView([63.0, 10.2], 8.5, { animate: false })")
    frame.evaluate("map_div.fromBefore = true")
    map_page.page.get_by_text("only heat").click()
    frame.wait_for_function(
        "JSON.parse(map_div.getContainer().dataset.drawn).opportunity === 1", timeout=SLOW_MS
    )
    assert frame.evaluate("map_div.fromBefore") is True
    assert frame.evaluate("[map_div.getZoom(), map_div.getCenter().lat]") == pytest.approx(
        [8.5, 63.0], abs=0.01
    )
    assert map_page.errors == []


def test_view_is_fitted_again_when_the_frame_changes_its_size(map_page: MapPage) -> None:
    frame = map_page.open("?wide=1")
    before = frame.evaluate("map_div.getZoom()")
    map_page.page.set_viewport_size({"width": 420, "height": 768})
    frame.wait_for_function(f"map_div.getZoom() < {before}", timeout=SLOW_MS)
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


def test_background_that_fails_leaves_the_own_map_and_says_so(map_page: MapPage) -> None:
    map_page.page.route("https://**/*", lambda route: route.abort())
    frame = map_page.open("?background=kartverket")
    expect(frame.get_by_role("status")).to_contain_text("cache.kartverket.no", timeout=SLOW_MS)
    assert share_of(frame.frame_element().screenshot(), colours("light").land) > 0.1
    assert {url.split("/")[2] for url in map_page.foreign} == {"cache.kartverket.no"}


@pytest.mark.parametrize(("language", "zoom_in"), [("en", "Zoom in"), ("nb", "Zoom inn"), ("sv", "Zooma in")])
def test_controls_speak_the_readers_language(map_page: MapPage, language: str, zoom_in: str) -> None:
    frame = map_page.open(f"?lang={language}")
    expect(frame.get_by_role("button", name=zoom_in)).to_be_visible()
    assert frame.evaluate("document.documentElement.lang") == language


def test_selected_line_stands_still_for_readers_who_want_no_motion(map_page: MapPage) -> None:
    map_page.page.emulate_media(reduced_motion="reduce")
    frame = map_page.open("?selected=F0000~F0002")
    style = "getComputedStyle(document.querySelector('path.symgeo-flow')).animationName"
    assert frame.evaluate(style) == "none"
    map_page.page.emulate_media(reduced_motion="no-preference")
    assert frame.evaluate(style) == "symgeo-flow"


def test_map_fills_the_screen_when_asked(map_page: MapPage) -> None:
    frame = map_page.open()
    frame.get_by_role("button", name="Full screen").click()
    frame.wait_for_function("document.fullscreenElement === map_div.getContainer()", timeout=SLOW_MS)


def test_many_sites_are_drawn(map_page: MapPage) -> None:
    frame = map_page.open("?many=10000&wide=1")
    assert frame.evaluate("JSON.parse(map_div.getContainer().dataset.drawn).sites") == 10_000
    assert map_page.errors == []
