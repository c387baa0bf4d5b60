"""A backup holds everything, and goes back to a file or a server, all of it or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from symgeo.errors import StoreError
from symgeo.storage.backups import restore_backup, write_backup
from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.repository import delete, undo
from symgeo.storage.revisions import find_project, list_projects, list_revisions, load_state
from symgeo.storage.stored_tables import EVERY_TABLE
from symgeo.storage.trouble import Trouble
from tests.storage.store_world import ANNA, new_project, saved, site, upload, world


def everything(database: Database) -> list[list[tuple[object, ...]]]:
    with database.reading() as connection:
        return [
            sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in EVERY_TABLE
        ]


def filled(database: Database) -> int:
    project = new_project(database)
    saved(database, project, world())
    saved(database, project, upload([site("A", "Mill 2")]))
    delete(database, project, flows=["F1"], origin=ANNA)
    return project


def test_a_backup_goes_back_as_it_was_wherever_it_goes(
    database: Database, file_database: Database, tmp_path: Path
) -> None:
    project = filled(database)
    path = tmp_path / "backup.sqlite"
    rows = write_backup(database, path)
    assert [entry.name for entry in tmp_path.glob("*backup*")] == ["backup.sqlite"]
    assert restore_backup(file_database, path, kept=None) == rows
    assert everything(file_database) == everything(database)
    undo(file_database, project, origin=ANNA)
    path_of_file = tmp_path / "second.sqlite"
    write_backup(file_database, path_of_file)
    restore_backup(database, path_of_file, kept=tmp_path / "kept.sqlite")
    assert everything(database) == everything(file_database)
    # Numbers of new projects go on after those restored.
    assert new_project(database, "Another") == project + 1
    assert saved(database, project, world()).number == 5


def test_what_is_there_is_not_replaced_in_silence(database: Database, tmp_path: Path) -> None:
    filled(database)
    backup, kept = tmp_path / "backup.sqlite", tmp_path / "kept.sqlite"
    write_backup(database, backup)
    new_project(database, "Later")
    before = everything(database)
    with pytest.raises(StoreError) as caught:
        restore_backup(database, backup, kept=None)
    assert caught.value.code == Trouble.WOULD_REPLACE
    assert everything(database) == before
    restore_backup(database, backup, kept=kept)
    assert [project.name for project in list_projects(database)] == ["Orkland"]
    restore_backup(database, kept, kept=tmp_path / "again.sqlite")
    assert everything(database) == before


def test_a_backup_of_an_older_one_is_replaced_whole(file_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "backup.sqlite"
    path.write_text("older")
    filled(file_database)
    write_backup(file_database, path)
    copy = open_database(sqlite_url(path))
    assert len(list_revisions(copy, find_project(copy, "Orkland").id)) == 3


@pytest.mark.parametrize("content", [b"", b"site_id,name\n", b"SQLite format 3\0 and nothing more"])
def test_a_file_that_is_no_backup_changes_nothing(
    file_database: Database, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "given"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        restore_backup(file_database, path, kept=None)
    assert caught.value.code == Trouble.NOT_A_BACKUP
    assert caught.value.values["where"] == str(path)


def test_a_damaged_backup_and_a_newer_one_change_nothing(file_database: Database, tmp_path: Path) -> None:
    filled(file_database)
    before = everything(file_database)
    for statement, code in (
        ("UPDATE sites_versions SET name = 'other'", Trouble.DAMAGED),
        ("UPDATE symgeo_version SET version_num = '9999'", Trouble.NEWER),
    ):
        path = tmp_path / f"{code}.sqlite"
        write_backup(file_database, path)
        connection = sqlite3.connect(path)
        with connection:
            connection.execute(statement)
        connection.close()
        with pytest.raises(StoreError) as caught:
            restore_backup(file_database, path, kept=tmp_path / "kept.sqlite")
        assert caught.value.code == code
    assert everything(file_database) == before


def test_a_place_that_cannot_be_written_is_said(file_database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        write_backup(file_database, tmp_path / "nowhere" / "backup.sqlite")
    assert caught.value.code == Trouble.FILE_NOT_WRITTEN
    with pytest.raises(StoreError) as caught:
        restore_backup(file_database, tmp_path / "nowhere.sqlite", kept=None)
    assert caught.value.code == Trouble.CANNOT_OPEN


def test_a_restore_that_fails_leaves_everything(file_database: Database, tmp_path: Path) -> None:
    project = filled(file_database)
    path = tmp_path / "backup.sqlite"
    write_backup(file_database, path)
    before = load_state(file_database, project)[1]
    impatient = Database(file_database.engine, 0.1)
    with file_database.writing(), pytest.raises(StoreError):
        sa.event.listen(
            impatient.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50")
        )
        restore_backup(impatient, path, kept=tmp_path / "kept.sqlite")
    assert load_state(file_database, project)[1] == before
