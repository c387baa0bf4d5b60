"""A company is hidden on request in two presses, and that is a revision like any other."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.projects import create_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin, Project, list_revisions, load_state
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(data_folder: Path) -> Database:
    return open_database(sqlite_url(data_folder / FILE_IN_FOLDER))


@pytest.fixture
def project(database: Database) -> Project:
    made = create_project(database, "Orkland", when=NOW)
    sources = {
        table: Source(path, read_csv_table(path)) for table, path in DEMO_FILES if table != "exchanges"
    }
    import_(database, made.id, check_upload(sources), origin=Origin("Anna", NOW))
    return made


def opened(project: Project, **parameters: str) -> AppTest:
    return open_page("sites", **{"lang": "en", "project": str(project.id), "site": "TR001", **parameters})


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def test_a_site_is_hidden_with_reason_who_and_when(database: Database, project: Project) -> None:
    app = opened(project)
    app.text_input(key="widget.openness_reason.TR001").set_value("asked for")
    app.text_input(key="widget.who.openness.TR001").set_value("Berit").run()
    app.button(key="widget.openness_confidential.TR001").click().run()
    assert not app.exception
    site = load_state(database, project.id)[2].sites.loc["TR001"]
    assert (site["openness"], site["openness_reason"], site["openness_who"]) == (
        "confidential",
        "asked for",
        "Berit",
    )
    assert len(str(site["openness_when"])) == len("2026-05-31")
    assert list_revisions(database, project.id)[0].who == "Berit"
    assert "confidential, asked for" in written(app)


def test_hidden_it_is_gone_for_the_meeting_and_can_be_opened_again(
    database: Database, project: Project
) -> None:
    app = opened(project)
    app.button(key="widget.openness_confidential.TR001").click().run()
    meeting = opened(project, audience="meeting", site="")
    assert "Elkem Thamshavn" not in str(meeting.dataframe[0].value)
    app.button(key="widget.openness_open.TR001").click().run()
    site = load_state(database, project.id)[2].sites.loc["TR001"]
    assert (site["openness"], site["openness_reason"], site["openness_when"]) == ("open", "", "")


def test_one_resource_can_be_hidden_alone(database: Database, project: Project) -> None:
    app = opened(project)
    app.selectbox(key="widget.openness_what.TR001").select("F0001").run()
    app.button(key="widget.openness_internal.TR001").click().run()
    state = load_state(database, project.id)[2]
    assert state.flows.loc["F0001", "openness"] == "internal"
    assert state.sites.loc["TR001", "openness"] == "open"


def test_an_audience_has_no_such_button(project: Project) -> None:
    app = opened(project, audience="meeting", site="S001")
    assert not [button for button in app.button if "openness" in str(button.key)]
