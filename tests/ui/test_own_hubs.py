"""Staff make a hub of their own: it is kept with the project, wins, and stays with the staff."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.hubs import Outline
from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload
from symgeo.storage.own_hubs import HubForm, list_hubs, save_hub
from symgeo.storage.projects import create_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin, Project
from symgeo.vocabulary import Extent

ROOT = Path(__file__).parents[2]
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
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    for name, value in {"lang": "en", "project": str(project.id), **parameters}.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(ROOT / "pages" / "hubs.py")).run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def offered(app: AppTest) -> list[str]:
    return [str(one) for one in app.multiselect(key="widget.hubs").options]


def test_a_hub_is_made_of_what_is_looked_at_and_deleted_again(database: Database, project: Project) -> None:
    app = opened(project, hub="TR001")
    app.button(key="widget.own_save").click().run()
    assert "A hub needs a name" in written(app)
    app.text_input(key="widget.own_name").set_value("Thamsklyngen")
    app.text_input(key="widget.who.own_hub").set_value("Berit").run()
    app.button(key="widget.own_save").click().run()
    assert not app.exception
    (made,) = list_hubs(database, project.id)
    assert (made.name, made.who, made.is_open) == ("Thamsklyngen", "Berit", False)
    assert made.outline.site_ids == tuple(f"TR{n:03}" for n in range(1, 7))
    assert "Thamsklyngen" in offered(app)
    assert "Orkanger" not in offered(app)
    assert "own:1" in app.query_params["hub"]
    app.button(key="widget.own_delete").click().run()
    assert list_hubs(database, project.id) == ()
    assert "Orkanger" in offered(app)


def test_others_see_an_own_hub_only_if_it_is_open(database: Database, project: Project) -> None:
    sites = Outline(Extent.SITES, ("TR001", "TR002")), Outline(Extent.SITES, ("VN001", "VN002"))
    for name, outline in zip(("Open quay", "Quiet quay"), sites, strict=True):
        form = HubForm(name, outline, "said by Berit", is_open=name.startswith("Open"))
        save_hub(database, project.id, form, origin=Origin("Anna", NOW))
    meeting = opened(project, audience="meeting", hub="own:1")
    assert "Open quay" in offered(meeting)
    assert "Quiet quay" not in offered(meeting)
    assert "said by Berit" not in written(meeting)
    assert not [button for button in meeting.button if button.key == "widget.own_save"]


def test_a_hub_is_made_around_a_point(database: Database, project: Project) -> None:
    app = opened(project)
    app.text_input(key="widget.own_name").set_value("Furumoen")
    app.session_state["widget.own_extent"] = Extent.POINT
    app.run()
    # Typed in degrees, for those who press no map; 63.3 N 9.85 E is the quay of Orkanger.
    app.number_input(key="widget.own_lat").set_value(63.3)
    app.number_input(key="widget.own_lon").set_value(9.85).run()
    # The page has a map of its own beside the one in the form.
    assert "This page could not be shown" not in written(app)
    assert "sites within 5" in written(app)
    app.button(key="widget.own_save").click().run()
    assert not app.exception
    (made,) = list_hubs(database, project.id)
    assert (made.outline.extent, made.outline.lat, made.outline.lon) == (Extent.CIRCLE, 63.3, 9.85)
    assert "Furumoen" in offered(app)
