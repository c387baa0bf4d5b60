"""``python3 -m symgeo bench ui``: how long a reader waits for the map."""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Frame, Page, sync_playwright

from symgeo.cli.browsing import ASKED_EVERY_MS, launch_browser, wait_for_map, wait_for_picture
from symgeo.cli.serving import serving

WINDOW_WIDTH: Final = 1366
WINDOW_HEIGHT: Final = 768
"""Pixels of a beamer."""

_COUNTY_FILTER: Final = ".st-key-filters [data-testid='stMultiSelect'] input"
_CLEAR: Final = ".st-key-chips button"
_MARK: Final = "() => { map.symgeo.scene.sites.isOld = true; }"
_IS_NEW: Final = """() => {
  const { scene } = map.symgeo;
  return Boolean(scene.sites) && !scene.sites.isOld && !scene.waiting;
}"""
"""True in the map's frame once layers that came after `_MARK` are drawn."""


@dataclass(frozen=True)
class Measurement:
    """Wall times of one kind of wait.

    Attributes
    ----------
    name : str
        What was waited for.
    seconds : tuple of float
        One for each run.
    """

    name: str
    seconds: tuple[float, ...]


def run(options: argparse.Namespace) -> int:
    """Measure and print a Markdown table.

    Parameters
    ----------
    options
        With ``runs``: measurements of each kind.

    Returns
    -------
    int
        The exit code 0.

    Raises
    ------
    SetupError
        If the server does not answer or there is no browser.
    """
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        try:
            print(table(_measure(browser, options.runs), machine(browser.version)))
        finally:
            browser.close()
    return 0


def _measure(browser: Browser, runs: int) -> list[Measurement]:
    just_started = []
    for _ in range(runs):
        with serving() as address:
            just_started.append(_first_map_s(browser, address))
    with serving() as address:
        _first_map_s(browser, address)
        warm = [_first_map_s(browser, address) for _ in range(runs)]
        filtered, cleared = _filter_s(browser, address, runs)
    return [
        Measurement("request to drawn map, server just started, empty browser cache", tuple(just_started)),
        Measurement("request to drawn map, server warm, empty browser cache", tuple(warm)),
        Measurement("county chosen to redrawn map", tuple(filtered)),
        Measurement("filters taken back to redrawn map", tuple(cleared)),
    ]


def _first_map_s(browser: Browser, address: str) -> float:
    """Time from the request of the home page to the drawn map, in a new profile."""
    context = _new_profile(browser)
    try:
        page = context.new_page()
        begin = time.perf_counter()
        page.goto(address, wait_until="commit")
        wait_for_map(page)
        return time.perf_counter() - begin
    finally:
        context.close()


def _new_profile(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": WINDOW_WIDTH, "height": WINDOW_HEIGHT})


def _filter_s(browser: Browser, address: str, runs: int) -> tuple[list[float], list[float]]:
    """Time from choosing a county, and from taking it back, to the redrawn map."""
    filtered, cleared = [], []
    context = _new_profile(browser)
    try:
        page = context.new_page()
        page.goto(address)
        frame = wait_for_map(page)
        for _ in range(runs):
            filtered.append(_choose_county_s(page, frame))
            cleared.append(_clear_s(page, frame))
    finally:
        context.close()
    return filtered, cleared


def _choose_county_s(page: Page, frame: Frame) -> float:
    field = page.locator(_COUNTY_FILTER).first
    field.click()
    field.press("ArrowDown")
    frame.evaluate(_MARK)
    begin = time.perf_counter()
    field.press("Enter")
    return _until_redrawn(frame, begin)


def _clear_s(page: Page, frame: Frame) -> float:
    page.keyboard.press("Escape")
    button = page.locator(_CLEAR).last
    button.wait_for()
    frame.evaluate(_MARK)
    begin = time.perf_counter()
    button.click()
    seconds = _until_redrawn(frame, begin)
    page.locator(_CLEAR).first.wait_for(state="detached")
    return seconds


def _until_redrawn(frame: Frame, begin: float) -> float:
    frame.wait_for_function(_IS_NEW, polling=ASKED_EVERY_MS)
    wait_for_picture(frame)
    return time.perf_counter() - begin


def table(measurements: Sequence[Measurement], about: str) -> str:
    """Write measurements as a Markdown table with the machine under it."""
    lines = ["| wait | runs | median | min | max |", "| --- | --- | --- | --- | --- |"]
    for found in measurements:
        values = (statistics.median(found.seconds), min(found.seconds), max(found.seconds))
        times = " | ".join(f"{value:.2f} s" for value in values)
        lines.append(f"| {found.name} | {len(found.seconds)} | {times} |")
    return "\n".join([*lines, "", about])


def machine(browser_version: str) -> str:
    """Name the processor, the cores, the memory and the versions."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "folium", "streamlit-folium"))
    system = f"{platform.system()} {platform.machine()}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {_memory_gb():.0f} GB, {system}; "
        f"Python {platform.python_version()}, {packages}, Chromium {browser_version}, "
        f"window {WINDOW_WIDTH} x {WINDOW_HEIGHT}."
    )


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", facts.read_text()) if facts.is_file() else None
    return found[1] if found else platform.processor() or "unknown processor"


def _memory_gb() -> float:
    return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")) / 1e9
