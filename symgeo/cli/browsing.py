"""A real browser for measurements and tests: how it is started, and when a map in it is drawn."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Browser, Frame, Page, Playwright

from symgeo.bootstrap.browser import BROWSER_VARIABLE, find_browser
from symgeo.errors import SetupError

MAP_FRAME: Final = "iframe[src*='streamlit_folium']"
MAP_IS_DRAWN: Final = """() => {
  const map = document.querySelector(".symgeo-map");
  if (!map || map.dataset.land !== "drawn" || map.dataset.counties !== "drawn") return false;
  return JSON.parse(map.dataset.drawn || "{}").sites > 0;
}"""
"""True in the map's frame once land, counties and sites are on their canvases."""

_ADDRESS_BAR: Final = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled"
"""Two pages of the browser's own address bar, which each new window loads although nobody types there."""
_ALSO_OFF: Final = (
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,ThirdPartyStoragePartitioning,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,OptimizationHints,"
    "NetworkTimeServiceQuerying,PreconnectToSearch"
)
"""As Playwright has it: the browser heeds one such list only."""
_SWITCHES: Final = (
    "--no-sandbox",  # the container of a test run has no user namespaces
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # A browser that asks its maker for updates would look like a page that asks other hosts.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={_ADDRESS_BAR},{_ALSO_OFF}",
)
_NEXT_PICTURE: Final = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
  setTimeout(done, 1000);
})"""
"""Not without end: a frame in which nothing moves may get no more animation frames for a while."""
ASKED_EVERY_MS: Final = 20
"""For the same reason a condition is asked for by the clock, not by animation frames."""


def launch_browser(playwright: Playwright, *switches: str) -> Browser:
    """Start the installed Chromium or Chrome without a window.

    Parameters
    ----------
    playwright
        The running Playwright.
    *switches
        Further switches of the command line.

    Raises
    ------
    SetupError
        If there is none.
    """
    path = find_browser()
    if path is None:
        message = (
            f"no Chromium or Chrome found. Install one, name one in {BROWSER_VARIABLE}, "
            "or let symgeo fetch one: python3 -m symgeo test"
        )
        raise SetupError(message)
    return playwright.chromium.launch(executable_path=path, args=[*_SWITCHES, *switches])


def wait_for_map(page: Page, *, timeout_s: float = 60.0) -> Frame:
    """Wait until the map of a page is drawn and on the screen, and give its frame."""
    element = page.wait_for_selector(MAP_FRAME, state="attached", timeout=timeout_s * 1000)
    frame = element.content_frame() if element else None
    if frame is None:
        message = "the map's frame holds no page"
        raise SetupError(message)
    frame.wait_for_function(MAP_IS_DRAWN, polling=ASKED_EVERY_MS, timeout=timeout_s * 1000)
    wait_for_picture(frame)
    return frame


def wait_for_picture(frame: Frame) -> None:
    """Wait until what was drawn last is on the screen."""
    frame.evaluate(_NEXT_PICTURE)
