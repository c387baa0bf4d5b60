"""Saved views keep their order and stay with their project, whatever becomes of its data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.selection import Filters
from symgeo.errors import StoreError
from symgeo.storage.backups import restore_backup, write_backup
from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_, undo
from symgeo.storage.saved_views import (
    LONGEST_NOTE,
    MOST_VIEWS,
    add_view,
    describe_view,
    list_views,
    move_view,
    remove_view,
    take_back_view,
)
from symgeo.storage.trouble import Trouble
from tests.storage.store_world import ANNA, NOON, site, upload

WHOLE = SavedView(
    name="Heat",
    note="Ask the town",
    filters=Filters(counties=("NO-50",), resources=("heat",), max_distance_km=20.0, query="sør"),
    selected="F1~F2",
    area=Area(63.1, 9.5, 63.4, 10.25),
    scenario=3,
)


@pytest.fixture
def project_id(database: Database) -> int:
    return create_project(database, "Orkland", when=NOON).id


def saved(database: Database, project_id: int | None, *names: str) -> dict[str, int]:
    """Save views with these names, and give their numbers."""
    return {name: add_view(database, project_id, SavedView(name=name), when=NOON).id for name in names}


def names(database: Database, project_id: int | None) -> str:
    return "".join(view.name for view in list_views(database, project_id))


def test_a_view_comes_back_as_it_was_saved(database: Database, project_id: int) -> None:
    made = add_view(database, project_id, WHOLE, when=NOON)
    assert list_views(database, project_id) == (made,)
    assert replace(made, id=0) == WHOLE


def test_views_are_moved_one_by_one_and_stop_at_the_ends(database: Database, project_id: int) -> None:
    ids = saved(database, project_id, "a", "b", "c")
    move_view(database, ids["c"], -1)
    assert names(database, project_id) == "acb"
    move_view(database, ids["a"], -1)
    assert names(database, project_id) == "acb"
    move_view(database, ids["a"], 2)
    assert names(database, project_id) == "cba"


def test_a_removed_view_is_taken_back_to_its_place(database: Database, project_id: int) -> None:
    ids = saved(database, project_id, "a", "b", "c")
    remove_view(database, ids["b"])
    assert names(database, project_id) == "ac"
    take_back_view(database, ids["b"])
    assert names(database, project_id) == "abc"


def test_only_the_last_removal_can_be_taken_back(database: Database, project_id: int) -> None:
    ids = saved(database, project_id, "a", "b", "c")
    remove_view(database, ids["a"])
    remove_view(database, ids["b"])
    with pytest.raises(StoreError) as caught:
        take_back_view(database, ids["a"])
    assert caught.value.code == Trouble.NO_VIEW


def test_name_and_note_change_and_a_long_note_is_refused(database: Database, project_id: int) -> None:
    ids = saved(database, project_id, "a")
    describe_view(database, ids["a"], name=" New  name ", note="")
    assert names(database, project_id) == "New name"
    with pytest.raises(StoreError) as caught:
        describe_view(database, ids["a"], name="", note="x" * (LONGEST_NOTE + 1))
    assert caught.value.code == Trouble.VIEW_TOO_LONG
    assert names(database, project_id) == "New name"


def test_each_project_and_the_folder_have_views_of_their_own(database: Database, project_id: int) -> None:
    saved(database, project_id, "a")
    saved(database, None, "b")
    other = create_project(database, "Sunndal", when=NOON)
    assert [names(database, one) for one in (project_id, None, other.id)] == ["a", "b", ""]


def test_undoing_an_import_leaves_the_views(database: Database, project_id: int) -> None:
    revision = import_(database, project_id, upload([site("S1")]), origin=ANNA)
    saved(database, project_id, "a")
    undo(database, project_id, getattr(revision, "number", 0), origin=ANNA)
    assert names(database, project_id) == "a"


def test_a_backup_holds_the_views_and_new_ones_follow(
    database: Database, project_id: int, tmp_path: Path
) -> None:
    saved(database, project_id, "a", "b")
    write_backup(database, tmp_path / "backup.sqlite")
    other = open_database(sqlite_url(tmp_path / "other.sqlite"))
    restore_backup(other, tmp_path / "backup.sqlite", kept=None)
    assert names(other, project_id) == "ab"
    restore_backup(database, tmp_path / "backup.sqlite", kept=tmp_path / "kept.sqlite")
    saved(database, project_id, "c")
    assert names(database, project_id) == "abc"


def test_more_views_than_a_page_holds_are_refused(file_database: Database) -> None:
    saved(file_database, None, *(str(i) for i in range(MOST_VIEWS)))
    with pytest.raises(StoreError) as caught:
        saved(file_database, None, "one more")
    assert caught.value.code == Trouble.TOO_MANY_VIEWS
