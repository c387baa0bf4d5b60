"""The Data page: projects, revisions, and a single site by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.example import sync_example
from symgeo.storage.projects import create_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import delete, import_
from symgeo.storage.revisions import Origin, Project, find_project, list_projects, list_revisions, load_state
from symgeo.texts import texts_for
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
t = texts_for("en")


@pytest.fixture
def database(data_folder: Path) -> Database:
    made = open_database(sqlite_url(data_folder / FILE_IN_FOLDER))
    sync_example(made, when=NOW)
    return made


@pytest.fixture
def project(database: Database) -> Project:
    """Save the example's sites and flows, and take one site out again."""
    made = create_project(database, "Orkland", when=NOW)
    sources = {
        table: Source(path, read_csv_table(path)) for table, path in DEMO_FILES if table != "exchanges"
    }
    import_(database, made.id, check_upload(sources), origin=Origin("Anna", NOW))
    delete(database, made.id, sites=["TR001"], origin=Origin("Berit", NOW))
    return made


def opened(**parameters: str) -> AppTest:
    """Open the page."""
    return open_page("data", **{"lang": "en", **parameters})


def told(app: AppTest) -> str:
    """Give what the page says about the last press."""
    assert not app.exception
    return next(
        (piece.value for piece in app.html if "sg-told" in piece.value and "<style" not in piece.value), ""
    )


def test_a_project_is_made_on_a_first_start(data_folder: Path) -> None:
    app = opened()
    app.text_input(key="widget.project_name").set_value("Møre")
    app.button(key="widget.make_project").click().run()
    assert t("data.project_made", name="Møre") in told(app)
    assert find_project(open_database(sqlite_url(data_folder / FILE_IN_FOLDER)), "Møre").latest == 0


def test_undo_says_who_and_brings_the_site_back(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    app.text_input(key="widget.who.revisions").set_value("Cecilie").run()
    app.button(key="widget.undo_revision").click().run()
    assert t("data.saved", number="3", counts="").split(".", maxsplit=1)[0] in told(app)
    latest = list_revisions(database, project.id)[0]
    assert (latest.who, latest.kind, latest.about) == ("Cecilie", "undo", 2)
    assert "TR001" in load_state(database, project.id)[2].sites.index


def test_an_earlier_revision_is_brought_back(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    app.selectbox(key=f"widget.revision.{project.id}").select(1).run()
    app.button(key="widget.restore_revision").click().run()
    earlier, latest = (list_revisions(database, project.id)[place] for place in (-1, 0))
    assert latest.digest == earlier.digest


def test_the_example_can_be_hidden_and_shown_again(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    app.button(key="widget.hide.example").click().run()
    assert [one.name for one in list_projects(database)] == ["Orkland"]
    app.button(key="widget.hide.example").click().run()
    assert len(list_projects(database)) == 2


def test_two_who_work_at_once_are_told(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    delete(database, project.id, sites=["TR002"], origin=Origin("Dagny", NOW))
    app.button(key="widget.undo_revision").click().run()
    assert "Dagny" in told(app)
    assert list_revisions(database, project.id)[0].number == 3


def test_a_site_is_added_changed_and_deleted_by_hand(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    app.session_state["widget.site_form"] = True
    app.run()
    for field, text in (("name", "Nytt sagbruk"), ("lat", "63,41"), ("lon", "10,40"), ("quantity", "5000")):
        app.text_input(key=f"widget.form..{field}").set_value(text)
    app.selectbox(key="widget.form..resource_code").select("bark")
    app.selectbox(key="widget.form..direction").select("supply")
    app.button(key="widget.save_site").click().run()
    assert "sg-told-trouble" not in told(app)
    state = load_state(database, project.id)[2]
    site = str(state.sites.index[state.sites["name"] == "Nytt sagbruk"][0])
    assert state.flows.loc[state.flows["site_id"] == site, "quantity"].tolist() == [5000]

    app.selectbox(key="widget.form_site").select(site).run()
    app.text_input(key=f"widget.form.{site}.name").set_value("Gammelt sagbruk")
    app.button(key="widget.save_site").click().run()
    assert load_state(database, project.id)[2].sites.loc[site, "name"] == "Gammelt sagbruk"

    app.button(key="widget.delete_now").click().run()
    assert site not in load_state(database, project.id)[2].sites.index
    assert not app.exception


def test_a_wrong_cell_of_the_form_gets_a_sentence(database: Database, project: Project) -> None:
    app = opened(project=str(project.id))
    app.session_state["widget.site_form"] = True
    app.run()
    app.text_input(key="widget.form..name").set_value("Sagbruk")
    app.text_input(key="widget.form..lat").set_value("nord")
    app.button(key="widget.save_site").click().run()
    assert "sg-told-trouble" in told(app)
    assert list_revisions(database, project.id)[0].number == 2
