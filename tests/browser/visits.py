"""A visit: one window of a reader, whose requests and complaints are written down."""

import io
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Frame, Page, Request

from symgeo.bootstrap.checks import TEST_ASSETS_VARIABLE
from symgeo.bootstrap.places import CHECKOUT, test_assets_folder
from symgeo.cli.browsing import ASKED_EVERY_MS, MAP_FRAME, wait_for_map, wait_for_picture
from symgeo.views.palette import Theme

PAGES = tuple(sorted(path.stem for path in (CHECKOUT / "pages").glob("*.py")))
WCAG_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
BEAMER = (1366, 768)
PHONE = (390, 844)
SLOW_MS = 60_000
"""Patience with a busy computer: what fails, fails for another reason than time."""

_QUIET_MS = 250
"""How long nothing may happen before a page counts as still."""
# The footer is the last thing that the shell draws; a page that fails says so instead.
_IS_STILL = """(quiet) => {
  const app = document.querySelector("[data-testid='stApp']");
  const end = document.querySelector(".st-key-footer, .st-key-failure, [data-testid='stAlert']");
  const waits = document.querySelector("[data-testid='stSkeleton'], [data-stale='true']");
  const still = Boolean(app && app.dataset.testScriptState === "notRunning" && end && !waits);
  const seen = still ? performance.getEntriesByType("resource").length : -1;
  if (window.lastSeen !== seen) [window.lastSeen, window.lastChange] = [seen, performance.now()];
  return still && performance.now() - window.lastChange > quiet;
}"""
_MAP_STANDS_STILL = """() => {
  const view = JSON.stringify([map.getCenter(), map.getZoom()]);
  if (window.lastView !== view) [window.lastView, window.lastMoved] = [view, performance.now()];
  return performance.now() - window.lastMoved > 400;
}"""
_RUN_AXE = """async (tags) => {
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false };
  return JSON.stringify((await axe.run(document, options)).violations.map((found) => ({
    rule: found.id, help: found.help,
    nodes: found.nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
  })));
}"""


@dataclass
class Visit:
    """One window of a reader.

    Attributes
    ----------
    page : Page
        The window.
    server : str
        Address of our server; no other can be reached.
    foreign : list of str
        Addresses on other hosts that were asked for.
    complaints : list of str
        Errors on the console and errors that no script caught.
    dialogs : list of str
        Texts of boxes that scripts opened.
    """

    page: Page
    server: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, page: str = "explore", parameters: str = "lang=en") -> None:
        """Open a page cold by its address, as a colleague would send it, and wait until it stands still."""
        self.page.goto(f"{self.server}/{'' if page == 'explore' else page}?{parameters}")
        self.wait()

    def wait(self) -> None:
        """Wait until the page stands still."""
        self.page.evaluate("window.lastSeen = undefined")
        self.page.wait_for_function(_IS_STILL, arg=_QUIET_MS, polling=ASKED_EVERY_MS)

    def map(self) -> Frame:
        """Wait until the map is drawn and stands still, and give its frame."""
        return still_map(self.page)

    def heading(self) -> str:
        """Give the text of the page's heading."""
        return self.page.locator(".st-key-content h1").first.inner_text()

    def parameter(self, name: str) -> list[str]:
        """Give the values of a parameter in the address that the browser shows."""
        return list(self.page.evaluate("(n) => new URLSearchParams(location.search).getAll(n)", name))

    def wait_for_parameter(self, name: str, value: str) -> None:
        """Wait until the address holds a value."""
        self.page.wait_for_function(
            "([n, v]) => new URLSearchParams(location.search).getAll(n).includes(v)", arg=[name, value]
        )

    def texts(self) -> str:
        """Give everything that can be read on the page, also in closed boxes and our own components."""
        return str(self.page.evaluate(_ALL_TEXTS))

    def axe(self, frame: Frame | None = None) -> list[str]:
        """Give what the accessibility checker finds on the page or in one of its frames."""
        place = frame or self.page.main_frame
        place.evaluate(_axe_source())
        found = json.loads(place.evaluate(_RUN_AXE, list(WCAG_TAGS)))
        return [f"{v['rule']} ({v['help']})\n  " + "\n  ".join(v["nodes"]) for v in found]

    def map_picture(self) -> "Picture":
        """Photograph the map."""
        return Picture.of(self.page.locator(MAP_FRAME).screenshot())

    def picture(self) -> "Picture":
        """Photograph the window."""
        return Picture.of(self.page.screenshot())


# Shadow roots (our own components) do not appear in innerText.
_ALL_TEXTS = """() => {
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.tagName === "STYLE" || node.tagName === "SCRIPT") return "";
    const parts = [...(node.shadowRoot ? node.shadowRoot.childNodes : []), ...node.childNodes];
    return parts.map(walk).join(" ");
  };
  return walk(document.body);
}"""


@dataclass(frozen=True, eq=False)
class Picture:
    """What is on the screen.

    Attributes
    ----------
    rgb : ndarray of int, shape (height, width, 3)
        Pixels.
    """

    rgb: NDArray[np.uint8]

    @classmethod
    def of(cls, png: bytes) -> "Picture":
        """Read a picture."""
        with Image.open(io.BytesIO(png)) as image:
            return cls(np.asarray(image.convert("RGB")))

    def pixels(self, colour: str) -> int:
        """Count the pixels of exactly one colour, such as ``#DCE8EE``."""
        wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        return int(np.all(self.rgb == wanted, axis=2).sum())

    def share(self, colour: str) -> float:
        """Give the share of the picture (0-1) that has exactly one colour."""
        return self.pixels(colour) * 3 / self.rgb.size


@dataclass(frozen=True)
class Profile:
    """A kind of reader.

    Attributes
    ----------
    size : (int, int)
        Width and height of the window in pixels.
    color_scheme : {"light", "dark"}
        What the reader's system asks for.
    locale : str
        First language of the browser.
    """

    size: tuple[int, int] = BEAMER
    color_scheme: Theme = "light"
    locale: str = "en-GB"

    def new_context(self, browser: Browser) -> BrowserContext:
        """Make a browser profile with an empty cache."""
        width, height = self.size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=self.color_scheme, locale=self.locale
        )
        context.set_default_timeout(SLOW_MS)
        return context


class Profiles:
    """Browser profiles that are kept until the end, one of each kind."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[Profile, BrowserContext] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self._kept.values():
            context.close()

    def begin_visit(self, server: str, profile: Profile) -> Visit:
        """Open a window of a kept profile."""
        return begin_visit(self.kept(profile), server)

    def kept(self, profile: Profile) -> BrowserContext:
        """Give the kept profile of a kind."""
        if profile not in self._kept:
            self._kept[profile] = profile.new_context(self._browser)
        return self._kept[profile]


def begin_visit(context: BrowserContext, server: str) -> Visit:
    """Open a window and write down what it asks for and complains about."""
    visit = Visit(context.new_page(), server)
    own = urlsplit(server).netloc

    def asked(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc != own and parts.scheme not in ("data", "blob"):
            visit.foreign.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            visit.complaints.append(f"{message.text} ({message.location['url']})")

    def opened(dialog: Dialog) -> None:
        visit.dialogs.append(dialog.message)
        dialog.dismiss()

    visit.page.on("request", asked)
    visit.page.on("console", said)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on("dialog", opened)
    return visit


def still_map(page: Page) -> Frame:
    """Wait until the map of a page is drawn and stands still, and give its frame."""
    frame = wait_for_map(page)
    frame.wait_for_function(_MAP_STANDS_STILL, polling=ASKED_EVERY_MS)
    wait_for_picture(frame)
    return frame


def _axe_source() -> str:
    folder = Path(os.environ.get(TEST_ASSETS_VARIABLE) or test_assets_folder(Path(sys.prefix)))
    path = folder / "axe.min.js"
    assert path.is_file(), f"axe-core is missing in {folder}. Run: python3 -m symgeo test"
    return path.read_text(encoding="utf-8")
