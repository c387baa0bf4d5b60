"""Pages for an audience in a real browser: what is sent while they stand there; how the staff goes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, WebSocket, expect

from symgeo.analysis.dataset import Dataset
from symgeo.cli.serving import serving
from symgeo.texts import texts_for
from tests.analysis.disclosure.hidden_world import with_secrets, write_tables
from tests.browser.visits import BEAMER, Profile, Visit, begin_visit
from tests.ui.test_sent import found_in

pytestmark = pytest.mark.browser

PLACES = (("explore", "municipality=5059&tier=X"), ("county", "county=NO-50"))
"""What a page answers is sent on top of what opening it sends, which `tests.ui.test_sent` looks through."""


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    return with_secrets(example)


@pytest.fixture(scope="module")
def address(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    write_tables(world, folder)
    with serving(data_folder=folder) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = Profile(BEAMER, "light", "en-GB").new_context(browser)
    yield begin_visit(context, address)
    context.close()


def traffic(visit: Visit, audience: str) -> bytes:
    """Open pages for an audience, and give all that the server sent."""
    sent: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: sent.append(data if isinstance(data, bytes) else data.encode())
        )

    visit.page.on("websocket", listen)
    for page, parameters in PLACES:
        visit.open(page, f"lang=en&{parameters}&audience={audience}")
        sent.append(visit.page.content().encode())
    return b"\n".join(sent)


@pytest.mark.thorough
def test_nothing_hidden_is_sent_while_pages_stand_open(visit: Visit, world: Dataset) -> None:
    sent = traffic(visit, "meeting")
    assert texts_for("en")("audience.meeting").encode() in sent
    assert found_in(world, sent) == []


@pytest.mark.thorough
def test_for_whom_a_page_is_shown_stands_at_its_top_until_the_staff_goes_back(visit: Visit) -> None:
    english = texts_for("en")
    visit.open("handouts")
    visit.page.get_by_role("button", name=english("handouts.show_as", audience="For the meeting")).click()
    visit.wait_for_parameter("audience", "meeting")
    visit.wait()
    strip = visit.page.locator(".st-key-audience")
    expect(strip).to_contain_text(english("audience.meeting"))
    expect(visit.page.locator(".st-key-menu")).not_to_contain_text(english("ui.page_data"))
    visit.open("data", "lang=en&audience=meeting")
    expect(visit.page.locator("h1")).to_have_text(english("handouts.staff_only"))
    visit.page.get_by_role("button", name=english("handouts.back_to_staff")).click()
    expect(strip).to_have_count(0)
