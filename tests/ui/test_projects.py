"""The data that a visit shows: the example, the folder's own tables, or a project of the database."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.example import find_example, sync_example
from symgeo.storage.projects import create_project, hide_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin, Project
from symgeo.texts import texts_for
from symgeo.ui.projects import EXAMPLE, FILES, Offered, Shown, choose_project, offer_projects, state_of
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
PAGES = ("explore", "county", "sites", "hubs", "plan", "upload", "data", "method")


def opened(page: str = "explore", **parameters: str) -> AppTest:
    """Open a page by its short name."""
    return open_page(page, **parameters)


def written(app: AppTest) -> str:
    """Join the HTML pieces of a page."""
    return "".join(piece.value for piece in app.html)


def project_of(app: AppTest) -> str:
    """Give the project that the address names."""
    held = app.query_params["project"]
    return held if isinstance(held, str) else held[0]


@pytest.fixture
def database(data_folder: Path) -> Database:
    """Give the database of the pages."""
    made = open_database(sqlite_url(data_folder / FILE_IN_FOLDER))
    sync_example(made, when=NOW)
    return made


@pytest.fixture
def own_project(database: Database) -> Project:
    """Save the example's sites and flows as a project of one's own."""
    project = create_project(database, "Orkland", when=NOW)
    sources = {t: Source(path, read_csv_table(path)) for t, path in DEMO_FILES if t != "exchanges"}
    import_(database, project.id, check_upload(sources), origin=Origin("Anna", NOW))
    return project


def test_without_a_database_there_is_the_example_alone() -> None:
    assert offer_projects(None, has_own_files=False) == (Offered(EXAMPLE),)
    assert state_of(Offered(EXAMPLE), None) == Shown(EXAMPLE)


def test_tables_in_the_folder_take_the_place_of_the_example() -> None:
    assert offer_projects(None, has_own_files=True) == (Offered(FILES),)


def test_a_hidden_example_is_offered_only_where_nothing_else_is(database: Database) -> None:
    example = find_example(database)
    assert example is not None
    hide_project(database, example.id)
    assert offer_projects(database, has_own_files=False) == (Offered(EXAMPLE),)
    own = create_project(database, "Orkland", when=NOW)
    assert offer_projects(database, has_own_files=False) == (Offered(str(own.id), "Orkland"),)


def test_the_newest_project_that_holds_something_comes_first() -> None:
    offered = (Offered(EXAMPLE), Offered("2", "B", 3), Offered("3", "A", 1), Offered("4", "C", 0))
    assert choose_project("", offered).code == "3"
    assert choose_project("2", offered).code == "2"
    assert choose_project("99", offered).code == "3"
    assert choose_project("", (Offered(EXAMPLE), Offered("4", "C", 0))).code == EXAMPLE


def test_a_saved_project_is_shown_without_the_badge_and_stays_in_the_address(own_project: Project) -> None:
    app = opened(lang="en")
    assert project_of(app) == str(own_project.id)
    assert texts_for("en")("ui.example_meaning") not in written(app)
    app.selectbox(key="widget.project").select(EXAMPLE).run()
    assert project_of(app) == EXAMPLE
    assert texts_for("en")("ui.example_meaning") in written(app)


def test_the_folder_shows_its_own_tables(data_folder: Path) -> None:
    for table, path in DEMO_FILES:
        if table != "exchanges":
            shutil.copy(path, data_folder)
    app = opened(lang="en")
    assert texts_for("en")("ui.example_meaning") not in written(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_an_empty_project(database: Database, page: str) -> None:
    project = create_project(database, "Empty", when=NOW)
    app = opened(page, lang="nn", project=str(project.id))
    assert "<h1" in written(app)
