"""A real browser for the tests: one that is installed, else one that can be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from symgeo.bootstrap.debian import install_package, may_install_packages
from symgeo.bootstrap.processes import run_program
from symgeo.errors import SetupError

BROWSER_VARIABLE = "SYMGEO_BROWSER"
"""The browser's programme file: set it to choose one; the tests read it."""

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)


def require_browser(*, say: Callable[[str], None]) -> Path:
    """Give the programme file of a Chromium or Chrome; install one if there is none.

    Parameters
    ----------
    say
        Shows a line of progress.

    Raises
    ------
    SetupError
        If there is none and none can be installed.
    """
    found = find_browser()
    if found is None and may_install_packages():
        say("No browser found; installing Debian's package chromium.")
        install_package("chromium")
        found = find_browser()
    if found is None:
        say("No browser found; installing Playwright's own Chromium.")
        _install_playwright_browser()
        found = find_browser()
    if found is None:
        message = (
            "no browser for the tests. Install Chromium or Chrome and start again, "
            "or leave the browser tests out with --fast."
        )
        raise SetupError(message)
    return found


def find_browser() -> Path | None:
    """Give the programme file of an installed browser: the chosen one, the system's, Playwright's."""
    chosen = os.environ.get(BROWSER_VARIABLE)
    if chosen:
        return _chosen_browser(chosen)
    return next(_installed_browsers(), None)


def _chosen_browser(chosen: str) -> Path:
    if not Path(chosen).is_file():
        message = f"{BROWSER_VARIABLE} names {chosen}, which is not there. Correct or unset it."
        raise SetupError(message)
    return Path(chosen)


def _installed_browsers() -> Iterator[Path]:
    for command in _COMMANDS:
        path = shutil.which(command)
        if path:
            yield Path(path)
    yield from (Path(name) for name in _FILES if Path(name).is_file())
    own = _playwright_browser()
    if own.is_file():
        yield own


def _playwright_browser() -> Path:
    """Give the place of Playwright's own Chromium, whether or not it is there.

    Asked in a process of its own: Playwright is not installed when this module is imported.
    """
    question = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    return Path(answer.stdout.strip() or "no-playwright")


def _install_playwright_browser() -> None:
    run_program(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        failure="no browser could be downloaded for the tests. Install Chromium or Chrome and start again",
        on_line=lambda _line: None,
    )
