"""One server and one browser for all tests here; a new profile for each visit."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from symgeo.cli.browsing import launch_browser
from symgeo.cli.serving import serving
from tests.browser.visits import Visit, begin_visit

NewVisit = Callable[..., Visit]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Give the address of a server with the example data."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real browser; without one these tests fail, they are never left out in silence."""
    with sync_playwright() as playwright:
        browser = launch_browser(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_visit(browser: Browser, server: str) -> Iterator[NewVisit]:
    """Begin visits that end with the test."""
    with ExitStack() as ends:

        def begin(address: str = server, **options: object) -> Visit:
            visit, context = begin_visit(browser, address, **options)  # type: ignore[arg-type]  # size and Playwright's
            ends.callback(context.close)
            return visit

        yield begin
