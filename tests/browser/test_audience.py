"""What is sent to a browser for an audience: nothing that is hidden, in any message of any page."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pandas as pd
import pytest
from playwright.sync_api import Browser, WebSocket, expect

from symgeo.analysis.dataset import Dataset
from symgeo.cli.serving import serving
from symgeo.texts import texts_for
from tests.analysis.disclosure.hidden_world import AMOUNTS, CONFIDENTIAL_SITE, INTERNAL_SITE, with_secrets
from tests.browser.visits import BEAMER, Profile, Visit, begin_visit
from tests.handouts.parts import leaks_in_text, secrets_of

pytestmark = pytest.mark.browser

PLACES = (
    ("explore", "municipality=5059&tier=X"),
    ("explore", "municipality=5059&tier=X&view=table"),
    ("explore", "view=figure"),
    ("county", "county=NO-50"),
    ("sites", "q=Orkland"),
    ("handouts", ""),
    ("data", ""),
    ("upload", ""),
)


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    return with_secrets(example)


@pytest.fixture(scope="module")
def address(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    tables = {"sites": pd.DataFrame(world.sites.drop(columns="geometry")), "flows": world.flows}
    for name, table in {**tables, "exchanges": world.exchanges}.items():
        table.to_csv(folder / f"{name}.csv", encoding="utf-8")
    with serving(data_folder=folder) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = Profile(BEAMER, "light", "en-GB").new_context(browser)
    yield begin_visit(context, address)
    context.close()


def traffic(visit: Visit, audience: str) -> bytes:
    """Open all pages for an audience, and give all that the server sent."""
    sent: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framereceived", lambda data: sent.append(data if isinstance(data, bytes) else data.encode())
        )

    visit.page.on("websocket", listen)
    for page, parameters in PLACES:
        visit.open(page, f"lang=en&{parameters}" + (f"&audience={audience}" if audience else ""))
        sent.append(visit.page.content().encode())
    return b"\n".join(sent)


def found_in(world: Dataset, sent: bytes) -> list[str]:
    """Give the secrets that stand in it as text, and the places and amounts that stand in it as numbers."""
    sites = world.sites.loc[[INTERNAL_SITE, CONFIDENTIAL_SITE]]
    numbers = [*sites["lat"], *sites["lon"], *AMOUNTS.values()]
    packed = [f"number {number}" for number in numbers if struct.pack("<d", number) in sent]
    return leaks_in_text("traffic", sent.decode("latin-1"), secrets_of(world)) + packed


@pytest.mark.parametrize("audience", ["meeting", "public"])
def test_nothing_hidden_is_sent(visit: Visit, world: Dataset, audience: str) -> None:
    sent = traffic(visit, audience)
    assert texts_for("en")(f"audience.{audience}").encode() in sent
    assert found_in(world, sent) == []


def test_the_staff_is_sent_everything_and_the_search_finds_it(visit: Visit, world: Dataset) -> None:
    found = " ".join(found_in(world, traffic(visit, "")))
    assert "Quuxverket" in found
    assert "63.3143" in found


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
