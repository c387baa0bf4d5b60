"""Interleaved measurements of maps in a real browser, and the table of what they took."""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Frame, Page, Playwright, sync_playwright
from playwright.sync_api import TimeoutError as TookTooLong

from benchmarks.map import FOLDER_VARIABLE, WITH_GROUND, browser_side
from benchmarks.map.peers import MIDDLE, ZOOM
from symgeo.cli.browsing import ASKED_EVERY_MS, MAP_FRAME, launch_browser, wait_for_picture
from symgeo.cli.serving import serving
from symgeo.errors import SetupError

WAYS: Final = {
    "symgeo": "**symgeo**",
    "marker": "folium.Marker, PolyLine",
    "geojson": "folium.GeoJson on canvas",
    "cluster": "FastMarkerCluster",
    f"geojson{WITH_GROUND}": "folium.GeoJson, with land and counties",
    f"cluster{WITH_GROUND}": "FastMarkerCluster, with land and counties",
    "pydeck": "pydeck",
}
WINDOW: Final = {"width": 1366, "height": 900}
SIZES: Final = ((1_000, 0), (10_000, 0), (50_000, 0), (200_000, 0), (10_000, 1_000), (10_000, 20_000))
"""Sites and lines."""
ONE_RUN_FROM: Final = 50_000
"""Sites from which on there is one run: the slower ways take minutes."""
_WARM_UP: Final = (100, 10)
_APP: Final = "benchmarks/map/app.py"
_ZOOMS: Final = (1, 1, -1, -1)
_VERY_LONG_S: Final = 10.0
_DECK_PRESSES: Final = 5
_DECK_ANSWERS_S: Final = 8.0
"""deck.gl takes a press for a long one, and does not answer it, when finding what lies below the pointer
keeps the browser busy for a quarter of a second, as it does without a graphics card: it is pressed again."""
_SETTLED_MS: Final = 1_500
"""Until a map that was moved shows its sites again; some do so with a movement of their own."""
_START_MS: Final = 180_000
_ONLY_OWN_HOST: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@dataclass(frozen=True)
class Run:
    """One map, from the press that asks for it; NaN for what did not come within the limit.

    Attributes
    ----------
    sent_mb : float
        What came through Streamlit's connection and by requests until it was drawn, 10^6 bytes.
    drawn_s, zoom_s, press_s : float
        From the press on "Draw" to the picture; from a step of zoom to the picture, the slowest of four
        steps; from the press on a site to the answer of Python on the page.
    """

    sent_mb: float = math.nan
    drawn_s: float = math.nan
    zoom_s: float = math.nan
    press_s: float = math.nan


@dataclass(frozen=True)
class Measurement:
    """All runs of one way at one size."""

    way: str
    sites: int
    lines: int
    runs: tuple[Run, ...]

    def median(self, what: str) -> float:
        """Give the median of the runs; NaN where a run did not come to it."""
        return float(statistics.median(getattr(run, what) for run in self.runs))


def measure(
    ways: Sequence[str],
    sizes: Sequence[tuple[int, int]],
    runs: int,
    files: Path,
    *,
    limit_s: float,
    say: Callable[[str], None],
) -> tuple[list[Measurement], str]:
    """Measure every way at every size, one run of each after the other.

    Parameters
    ----------
    ways : sequence of str
        Of `WAYS`.
    sizes : sequence of (int, int)
        Sites and lines.
    runs : int
        Of each; a way that did not draw within the limit is not asked again.
    files : Path
        Folder with the peers' browser files.
    limit_s : float
        How long each wait may take.
    say : callable
        Shows a line of progress.

    Returns
    -------
    tuple of list and str
        Measurements, and the version of the browser.
    """
    os.environ[FOLDER_VARIABLE] = str(files)
    found: list[Measurement] = []
    with sync_playwright() as playwright, ExitStack() as servers:
        address = _fresh_server(servers, playwright, limit_s)
        for size in sizes:
            some = [way for way in ways if not (size[1] and _kind(way) == "cluster")]
            results: dict[str, list[Run]] = {way: [] for way in some}
            for _ in range(1 if size[0] >= ONE_RUN_FROM else runs):
                for way in some:
                    if results[way] and math.isnan(results[way][-1].drawn_s):
                        continue
                    results[way].append(_run(playwright, (address, way, size), limit_s, say))
                    if math.isnan(results[way][-1].press_s):
                        # Python may still be at it, and would hold up the next.
                        servers.close()
                        address = _fresh_server(servers, playwright, limit_s)
                    say(f"{size[0]:,} sites, {size[1]:,} lines, {way}: {results[way][-1]}")
            found += [Measurement(way, *size, tuple(results[way])) for way in some]
        browser = launch_browser(playwright)
        browser_version = browser.version
        browser.close()
    return found, browser_version


def _fresh_server(servers: ExitStack, playwright: Playwright, limit_s: float) -> str:
    """Start a server and let it draw once, so that no way bears what only the first one has to wait for."""
    address = servers.enter_context(serving(_APP))
    _run(playwright, (address, "symgeo", _WARM_UP), limit_s, say=lambda _: None)
    return address


def _run(
    playwright: Playwright,
    asked: tuple[str, str, tuple[int, int]],
    limit_s: float,
    say: Callable[[str], None],
) -> Run:
    """Draw, zoom and press once in a browser of its own; what breaks off leaves the rest unknown."""
    browser = launch_browser(playwright, _ONLY_OWN_HOST)
    known: dict[str, float] = {}
    try:
        # One by one: what was measured before a step that took too long is kept.
        for name, value in _steps(browser, *asked, limit_s):
            known[name] = value  # noqa: PERF403 - see above
    except TookTooLong as error:
        # What did not come within the limit is unknown; any other error shows.
        say(f"{asked[1]}: {str(error).splitlines()[0]}")
    finally:
        browser.close()
    return Run(**known)


def _steps(
    browser: Browser, address: str, way: str, size: tuple[int, int], limit_s: float
) -> Iterator[tuple[str, float]]:
    """Draw, zoom and press; give each time as soon as it is known."""
    page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]  # a mapping of the two
    page.set_default_timeout(limit_s * 1000)
    page.add_init_script(browser_side.COUNT_BYTES)
    page.goto(f"{address}/?way={way}&sites={size[0]}&lines={size[1]}")
    button = page.get_by_role("button", name="Draw")
    button.wait_for(timeout=_START_MS)
    page.wait_for_timeout(500)
    lone = _lone_site(page)
    before = _come(page, None)
    begin = time.perf_counter()
    button.click()
    place = _wait_deck(page) if way == "pydeck" else _wait_frame(page, way, size, limit_s)
    yield "drawn_s", time.perf_counter() - begin
    yield "sent_mb", (_come(page, place) - before) / 1e6
    if way == "pydeck":
        # Before any zoom: its view cannot be moved back to where the lone site is.
        yield "press_s", _press_s(page, place, way, lone)
        yield "zoom_s", _slowest_zoom_s(place, browser_side.DECK_ZOOM_MS)
        return
    yield "zoom_s", _slowest_zoom_s(place, browser_side.LEAFLET_ZOOM_MS)
    yield "press_s", _press_s(page, place, way, lone)


def _press_s(page: Page, place: Frame | Page, way: str, lone: tuple[float, float]) -> float:
    x, y = _where(page, place, way, lone)
    page.mouse.move(x, y)
    page.wait_for_timeout(_SETTLED_MS)
    if way == "pydeck":
        return _deck_press_s(page, x, y)
    begin = time.perf_counter()
    page.mouse.click(x, y)
    page.wait_for_function(browser_side.IS_PRESSED, polling=ASKED_EVERY_MS)
    return time.perf_counter() - begin


def _deck_press_s(page: Page, x: float, y: float) -> float:
    """Press until it is answered, and give the time from the last press; NaN where it never is."""
    for _ in range(_DECK_PRESSES):
        begin = time.perf_counter()
        page.mouse.click(x, y)
        while time.perf_counter() - begin < _DECK_ANSWERS_S:
            if page.evaluate(browser_side.IS_PRESSED):
                return time.perf_counter() - begin
            page.wait_for_timeout(ASKED_EVERY_MS)
    return math.nan


def _slowest_zoom_s(place: Frame | Page, script: str) -> float:
    """Zoom in and out again; after a step that takes very long, no more."""
    slowest = 0.0
    for step in _ZOOMS:
        slowest = max(slowest, place.evaluate(script, step) / 1000)
        if slowest > _VERY_LONG_S:
            break
    return slowest


def _lone_site(page: Page) -> tuple[float, float]:
    _, lat, lon = page.get_by_text("alone ").inner_text().split()
    return float(lat), float(lon)


def _come(page: Page, frame: Frame | Page | None) -> float:
    """Give the bytes that came so far, of the page and of the map's frame."""
    places = [page] if frame is None or frame is page else [page, frame]
    fetched = sum(float(place.evaluate(browser_side.FETCHED)) for place in places)
    return fetched + float(page.evaluate("window.bytesCome"))


def _wait_frame(page: Page, way: str, size: tuple[int, int], limit_s: float) -> Frame:
    end = time.perf_counter() + limit_s
    element = page.wait_for_selector(MAP_FRAME, state="attached")
    frame = element.content_frame() if element else None
    if frame is None:
        message = "the map's frame holds no page"
        raise SetupError(message)
    left_ms = max(1.0, end - time.perf_counter()) * 1000
    drawn = browser_side.LEAFLET_DRAWN[_kind(way)]
    frame.wait_for_function(drawn, arg=list(size), polling=ASKED_EVERY_MS, timeout=left_ms)
    wait_for_picture(frame)
    return frame


def _wait_deck(page: Page) -> Page:
    page.wait_for_function(f"() => ({browser_side.DECK_LOOK})() !== ''", polling=100)
    page.evaluate(browser_side.LEAFLET_NEXT_PICTURE)
    return page


def _where(page: Page, place: Frame | Page, way: str, lone: tuple[float, float]) -> tuple[float, float]:
    """Move the map to the lone site, where it can be moved, and give its place on the page in px."""
    selector = "[data-testid='stDeckGlJsonChart']" if way == "pydeck" else MAP_FRAME
    box = page.locator(selector).bounding_box()
    if box is None:
        message = "there is no map to press"
        raise SetupError(message)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if way != "pydeck":
        place.evaluate(browser_side.LEAFLET_GO, list(lone))
        place.evaluate(browser_side.LEAFLET_NEXT_PICTURE)
        page.wait_for_timeout(_SETTLED_MS)
        # The middle of the frame; a folium marker's picture stands above its place.
        return x, y - (12 if _kind(way) in ("marker", "cluster") else 0)
    scale = 512 * 2 ** (ZOOM - 1)
    right, down = (b - a for a, b in zip(_mercator(*MIDDLE), _mercator(*lone), strict=True))
    return x + right * scale, y + down * scale


def _kind(way: str) -> str:
    return way.removesuffix(WITH_GROUND)


def _mercator(lat: float, lon: float) -> tuple[float, float]:
    sine = math.sin(math.radians(lat))
    return lon / 360, -math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def table(found: Sequence[Measurement], limit_s: float) -> str:
    """Write measurements as a Markdown table: what did not come within the limit is said."""
    lines = ["| sites, lines | way | sent | drawn | zoom | press |", "| --- | --- | --: | --: | --: | --: |"]
    sizes = dict.fromkeys((m.sites, m.lines) for m in found)
    for sites, count in sizes:
        size = f"{sites:,}" + (f", {count:,}" if count else "")
        for m in (m for m in found if (m.sites, m.lines) == (sites, count)):
            sent = m.median("sent_mb")
            times = (_written(m.median(what), limit_s) for what in ("drawn_s", "zoom_s", "press_s"))
            cells = (size, WAYS[m.way], "" if math.isnan(sent) else f"{sent:.1f} MB", *times)
            lines.append(f"| {' | '.join(cells)} |")
            size = ""
    return "\n".join(lines)


def _written(seconds: float, limit_s: float) -> str:
    if math.isnan(seconds):
        return f"not within {limit_s:.0f} s"
    return f"{seconds:.2f} s" if seconds < 1 else f"{seconds:.1f} s"
