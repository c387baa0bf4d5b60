"""One server and one browser for all tests here; a new profile for each visit."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from symgeo.cli.browsing import launch_browser
from symgeo.cli.serving import serving
from symgeo.views.palette import Theme
from tests.browser.visits import BEAMER, SLOW_MS, Profile, Profiles, Visit

# Not by Playwright's routes, which would switch the browser's cache off.
ONLY_OWN_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


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
    with sync_playwright() as playwright, launch_browser(playwright, ONLY_OWN_HOST) as browser:
        yield browser


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Profiles]:
    """Keep one profile of each kind, so that its cache saves time where a cold start is not the question."""
    with Profiles(browser) as profiles:
        yield profiles


@pytest.fixture
def new_visit(profiles: Profiles, server: str) -> Iterator[NewVisit]:
    """Begin visits that end with the test."""
    with ExitStack() as ends:

        def begin(
            *, size: tuple[int, int] = BEAMER, color_scheme: Theme = "light", locale: str = "en-GB"
        ) -> Visit:
            visit = profiles.begin_visit(server, Profile(size, color_scheme, locale))
            ends.callback(visit.page.close)
            return visit

        yield begin
