"""The tables are made and brought up to date by themselves, once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from symgeo.errors import StoreError
from symgeo.storage import migrations
from symgeo.storage.database import Database, open_database, sqlite_url
from symgeo.storage.migrations.upgrade import LATEST, VERSION_TABLE, step_of
from symgeo.storage.stored_tables import METADATA
from symgeo.storage.trouble import Trouble

ROOT = Path(__file__).parents[2]
OPENING = "import sys; from symgeo.storage.database import open_database; open_database(sys.argv[1])"


def test_the_steps_lead_to_the_tables_that_the_programme_uses(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        assert compare_metadata(context, METADATA) == []


def test_the_latest_step_is_the_one_that_is_expected() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(Path(migrations.__file__).parent))
    settings.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(settings).get_current_head() == LATEST


def test_opening_again_changes_nothing(url: str) -> None:
    open_database(url)
    with open_database(url).reading() as connection:
        assert step_of(connection) == LATEST


def test_processes_that_start_at_once_make_the_tables_once(url: str) -> None:
    command = [sys.executable, "-c", OPENING, url]
    started = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    with open_database(url).reading() as connection:
        assert step_of(connection) == LATEST


def test_a_database_of_a_newer_symgeo_is_left_alone(url: str) -> None:
    with open_database(url).writing() as connection:
        step = sa.table(VERSION_TABLE, sa.column("version_num"))
        connection.execute(sa.update(step).values(version_num="9999"))
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert caught.value.code == Trouble.NEWER


def test_a_database_of_another_programme_is_left_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "other.sqlite")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (id INTEGER)")
    with pytest.raises(StoreError) as caught:
        open_database(url)
    assert caught.value.code == Trouble.NOT_A_DATABASE
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == ["recipes"]
