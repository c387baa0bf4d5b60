"""The next file of a sender is repaired as the last one was; what only one row said is not repeated."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.readers.reading import ReadOptions
from symgeo.storage.remembered import forget_sender, list_senders
from symgeo.storage.repair.changes import ActionKind
from symgeo.storage.repair.memory import recall, recalled, remember
from symgeo.storage.repair.state import with_edits, with_options, with_rows_left_out
from tests.storage.repair.conftest import File, Open

HEAD = "Anlegg;Kommune;Ressurs;Hva;Mengde;Enhet\n"
LAST_YEAR = (
    HEAD
    + "A;Orkland;barkk;levert;1.234;tonner\nB;Melhus;barkk;levert;500;tonner\nC;Malvik;bark;levert;mye;t\n"
)
THIS_YEAR = HEAD + "D;Orkland;barkk;levert;2.345;tonner\nC;Malvik;bark;levert;mye;t\n"
WHEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Database:
    return open_database(sqlite_url(tmp_path / "symgeo.sqlite"))


def repaired(file: File) -> File:
    for kind, detail in (
        (ActionKind.RESOURCE_WORD, "bark"),
        (ActionKind.UNIT_WORD, "t"),
        (ActionKind.DECIMAL_COMMA, None),
        (ActionKind.DIRECTION, "supply"),
    ):
        file = file.press(kind, detail)
    return file.then(with_edits(file.state, {(4, 4): "900"}))


def test_the_next_file_is_repaired_by_one_press(open_text: Open, store: Database) -> None:
    last = repaired(open_text(LAST_YEAR))
    assert last.summary.bad == 0
    remember(store, "Kari Nordmann", last.reading, last.found, last.state, when=WHEN)
    file = open_text(THIS_YEAR)
    found = recall(store, file.reading, file.found)
    assert found is not None
    assert (found.sender, found.made_at, found.is_empty) == ("Kari Nordmann", WHEN, False)
    again = file.then(recalled(file.state, found, file.reading))
    flow = again.found.flows.iloc[0]
    assert (flow["resource_code"], flow["quantity"], flow["unit"]) == ("bark", 2345.0, "t")
    assert [group.values for group in again.groups] == [("mye",)]


def test_what_a_row_said_is_not_repeated(open_text: Open, store: Database) -> None:
    last = open_text(LAST_YEAR)
    last = last.then(with_rows_left_out(with_edits(last.state, {(4, 4): "900"}), [2]))
    remember(store, "Kari", last.reading, last.found, last.state, when=WHEN)
    found = recall(store, last.reading, last.found)
    assert found is not None
    assert found.is_empty


def test_a_file_with_other_headings_is_another_file(open_text: Open, store: Database) -> None:
    last = repaired(open_text(LAST_YEAR))
    remember(store, "Kari", last.reading, last.found, last.state, when=WHEN)
    other = open_text(LAST_YEAR.replace("Hva", "Type"))
    assert recall(store, other.reading, other.found) is None


def test_what_was_decided_about_this_file_wins(open_text: Open, store: Database) -> None:
    last = repaired(open_text(LAST_YEAR))
    remember(store, "Kari", last.reading, last.found, last.state, when=WHEN)
    file = open_text(THIS_YEAR).press(ActionKind.DIRECTION, "demand")
    found = recall(store, file.reading, file.found)
    assert found is not None
    assert recalled(file.state, found, file.reading).answers.direction == "demand"


def test_senders_are_kept_apart_and_can_be_forgotten(open_text: Open, store: Database) -> None:
    last = open_text(LAST_YEAR)
    for sender, encoding in (("Kari", "cp1252"), ("Ola", "utf-8"), ("kari ", "mac_roman")):
        state = with_options(last.state, ReadOptions(encoding=encoding))
        remember(store, sender, last.reading, last.found, state, when=WHEN)
    assert list_senders(store) == ("Ola", "kari")
    found = recall(store, last.reading, last.found, "KARI")
    assert found is not None
    assert found.options == ReadOptions(encoding="mac_roman")
    assert forget_sender(store, "Kari") == 1
    assert recall(store, last.reading, last.found, "Kari") is None
