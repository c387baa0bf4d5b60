"""One server and one browser for all tests here; a new profile for each visit."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from symgeo.cli.browsing import launch_browser
from symgeo.cli.serving import serving
from symgeo.views.palette import Theme
from tests.browser.visits import BEAMER, SLOW_MS, Visit, begin_visit


class NewVisit(Protocol):
    """Begins a visit that ends with the test."""

    def __call__(
        self, *, size: tuple[int, int] = BEAMER, color_scheme: Theme = "light", locale: str = "en-GB"
    ) -> Visit: ...


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Give the address of a server with the example data."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real browser; without one these tests fail, they are never left out in silence."""
    expect.set_options(timeout=SLOW_MS)
    with sync_playwright() as playwright, launch_browser(playwright) as browser:
        yield browser


@pytest.fixture
def new_visit(browser: Browser, server: str) -> Iterator[NewVisit]:
    """Begin visits that end with the test."""
    with ExitStack() as ends:

        def begin(
            *, size: tuple[int, int] = BEAMER, color_scheme: Theme = "light", locale: str = "en-GB"
        ) -> Visit:
            visit, context = begin_visit(browser, server, size=size, color_scheme=color_scheme, locale=locale)
            ends.callback(context.close)
            return visit

        yield begin
