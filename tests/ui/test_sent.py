"""What the server sends for an audience: nothing that is hidden, in any message of any page."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from symgeo.analysis.dataset import Dataset
from symgeo.bootstrap.places import CHECKOUT
from symgeo.cli.serving import serving
from symgeo.texts import texts_for
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    AMOUNTS,
    CONFIDENTIAL_SITE,
    INTERNAL_SITE,
    with_secrets,
    write_tables,
)
from tests.handouts.parts import leaks_in_text, secrets_of

STATES = {
    "explore": (
        "municipality=5059&tier=X",
        "municipality=5059&tier=X&view=table",
        "view=figure",
        f"site={CONFIDENTIAL_SITE}",
    ),
    "county": ("county=NO-50",),
    "sites": ("q=Orkland", f"site={INTERNAL_SITE}"),
}
PLACES = tuple(
    (page, state)
    for page in sorted(path.stem for path in (CHECKOUT / "pages").glob("*.py"))
    for state in STATES.get(page, ("",))
)


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    return with_secrets(example)


@pytest.fixture(scope="module")
def address(world: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    write_tables(world, folder)
    with serving(data_folder=folder) as address:
        yield address


def sent(address: str, page: str, parameters: str) -> bytes:
    """Open a page as a browser does, and give every message up to the end of its run."""
    wanted = BackMsg()
    wanted.rerun_script.page_name = "" if page == "explore" else page
    wanted.rerun_script.query_string = parameters
    wanted.rerun_script.context_info.url = address
    messages: list[bytes] = []
    with connect(f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None) as socket:
        socket.send(wanted.SerializeToString())
        while True:
            message = socket.recv(timeout=60)
            assert isinstance(message, bytes)
            messages.append(message)
            read = ForwardMsg.FromString(message)
            assert read.WhichOneof("type") != "page_not_found", page
            if read.WhichOneof("type") == "script_finished":
                assert read.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                return b"\n".join(messages)


def found_in(world: Dataset, messages: bytes) -> list[str]:
    """Give the secrets that stand in it as text, and the places and amounts that stand in it as numbers."""
    sites = world.sites.loc[[INTERNAL_SITE, CONFIDENTIAL_SITE]]
    numbers = [*sites["lat"], *sites["lon"], *AMOUNTS.values()]
    packed = [f"number {number}" for number in numbers if struct.pack("<d", number) in messages]
    # Streamlit's digests name messages and elements; one may hold any five figures by chance.
    said = re.sub(rb"[0-9a-f]{32}", b"", messages).decode("latin-1")
    return leaks_in_text("messages", said, secrets_of(world)) + packed


@pytest.mark.parametrize(
    "audience", [Audience.MEETING, pytest.param(Audience.PUBLIC, marks=pytest.mark.thorough)]
)
@pytest.mark.parametrize(("page", "state"), PLACES)
def test_nothing_hidden_is_sent(
    address: str, world: Dataset, page: str, state: str, audience: Audience
) -> None:
    messages = sent(address, page, f"lang=en&audience={audience}&{state}".rstrip("&"))
    assert texts_for("en")(f"audience.{audience}").encode() in messages
    assert found_in(world, messages) == []


def test_the_staff_is_sent_everything_and_the_search_finds_it(address: str, world: Dataset) -> None:
    everything = b"\n".join(sent(address, page, f"lang=en&{state}".rstrip("&")) for page, state in PLACES)
    found = " ".join(found_in(world, everything))
    assert "Quuxverket" in found
    assert "63.3143" in found
