"""The page Meeting: what is saved, in order, with words of one's own, and what is left out and why."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.scenarios import OwnValue
from symgeo.analysis.selection import Filters
from symgeo.errors import UsageError
from symgeo.storage.database import FILE_IN_FOLDER, Database, open_database, sqlite_url
from symgeo.storage.example import sync_example
from symgeo.storage.forms import Form, edit_site
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.storage.saved_views import add_view, list_views
from symgeo.storage.scenarios import add_scenario, save_value
from symgeo.texts import texts_for
from symgeo.ui import cache
from symgeo.ui.meeting.dragging import read_steps
from symgeo.ui.meeting.saving import read_area
from symgeo.ui.meeting.showing import page_of
from symgeo.vocabulary import Tier
from tests.storage.store_world import ANNA, world
from tests.ui.opening import open_page

ROOT = Path(__file__).parents[2]
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
EXAMPLE_PAIR = "F0037~F0045"
t = texts_for("en")


@pytest.fixture
def database(data_folder: Path) -> Database:
    return open_database(sqlite_url(data_folder / FILE_IN_FOLDER))


@pytest.fixture
def project_id(database: Database) -> int:
    """Save three views of the example: all, one that rests on example figures, and one that is gone."""
    example = sync_example(database, when=NOW).id
    for view in (
        SavedView(name="All", filters=Filters(counties=("SE-Y",)), area=Area(63.1, 9.25, 63.75, 11.0)),
        SavedView(selected=EXAMPLE_PAIR),
        SavedView(name="Old", selected="F9998~F9999"),
    ):
        add_view(database, example, view, when=NOW)
    return example


def opened(**parameters: str) -> AppTest:
    return open_page("meeting", **{"lang": "en", **parameters})


def written(app: AppTest) -> str:
    assert not app.exception
    return "".join(piece.value for piece in app.html)


def order_of(database: Database, project_id: int) -> list[str]:
    return [view.name for view in list_views(database, project_id)]


def test_without_views_it_says_how_one_is_saved() -> None:
    assert t("meeting.empty") in written(opened())


@pytest.mark.usefixtures("project_id")
def test_what_is_left_out_is_told_with_the_reason() -> None:
    app = opened()
    assert t.plural("meeting.count", 1, total=3) in written(app)
    assert t("meeting.left_out_examples") in written(app)
    assert t("meeting.left_out_gone") in written(app)
    links = [one.proto for one in app.get("page_link") if one.proto.label == t("meeting.open")]
    assert parse_qs(links[0].query_string)["area"] == ["63.1~9.25~63.75~11"]
    assert "area" not in parse_qs(links[1].query_string)
    app.checkbox(key="widget.show_examples.False").check().run()
    assert t.plural("meeting.count", 2, total=3) in written(app)
    assert t("meeting.left_out_examples") not in written(app)


def test_views_are_ordered_named_removed_and_taken_back(database: Database, project_id: int) -> None:
    first, second, third = (view.id for view in list_views(database, project_id))
    app = opened()
    app.button(key=f"widget.view_up.{third}").click().run()
    app.text_input(key=f"widget.view_name.{second}").set_value("Sludge").run()
    app.text_area(key=f"widget.view_note.{second}").set_value("Ask them").run()
    assert order_of(database, project_id) == ["All", "Old", "Sludge"]
    assert list_views(database, project_id)[2].note == "Ask them"
    app.button(key=f"widget.view_remove.{first}").click().run()
    assert order_of(database, project_id) == ["Old", "Sludge"]
    assert t("meeting.removed") in written(app)
    app.button(key="widget.take_back").click().run()
    assert order_of(database, project_id) == ["All", "Old", "Sludge"]


def test_explore_opens_with_the_part_of_the_map_that_a_link_names() -> None:
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.query_params["area"] = "63.1~9.25~63.75~11"
    app.run()
    layers = json.loads(app.get("component_instance")[0].proto.json_args)["feature_group"]
    assert 'symgeo.view({"south":63.1,"west":9.25,"north":63.75,"east":11.0,' in layers


@pytest.mark.usefixtures("project_id")
def test_words_of_the_staff_are_closed_to_others() -> None:
    for audience in ("meeting", "public"):
        said = written(opened(audience=audience))
        assert t("handouts.staff_only") in said
        assert "Old" not in said


def test_a_link_to_what_is_gone_says_so_in_its_language(project_id: int) -> None:
    with pytest.raises(UsageError, match=re.escape(texts_for("sv")("storage.project_gone"))):
        page_of({"lang": ["sv"], "project": [str(project_id + 7)]})
    page = page_of({"lang": ["sv"], "project": ["example"], "audience": ["nobody"]}).decode()
    assert texts_for("sv")("audience.meeting") in page


def test_a_note_is_left_out_as_soon_as_a_hidden_site_is_called_like_that(database: Database) -> None:
    project = create_project(database, "Orkland", when=NOW)
    import_(database, project.id, world(), origin=ANNA)
    add_view(database, project.id, SavedView(note="Ask Quuxverket", selected="E1"), when=NOW)
    form = Form(database, project.id, cache.reference(), ANNA)
    edit_site(form, "A", {"openness": "internal"})
    asked = {"project": [str(project.id)], "examples": ["1"]}
    assert "Ask Quuxverket" in page_of(asked).decode()
    edit_site(form, "A", {"name": "Quuxverket"})
    assert "Quuxverket" not in page_of(asked).decode()


def test_a_view_keeps_the_scenario_that_it_was_saved_with(database: Database) -> None:
    project = create_project(database, "Orkland", when=NOW)
    import_(database, project.id, world(), origin=ANNA)
    made = add_scenario(database, project.id, "Dear heat", origin=ANNA)
    save_value(
        database, project.id, made.number, OwnValue("ef.truck", 90.0, 90.0, 90.0, "a report"), origin=ANNA
    )
    filters = Filters(tiers=tuple(tier.value for tier in Tier))  # among them one that failed a gate
    for view in (SavedView(filters=filters), SavedView(filters=filters, scenario=made.number)):
        add_view(database, project.id, view, when=NOW)
    app = opened(project=str(project.id))
    assert written(app).count(t("meeting.with_scenario", name="Dear heat")) == 1
    links = [one.proto for one in app.get("page_link") if one.proto.label == t("meeting.open")]
    assert [parse_qs(link.query_string).get("scenario") for link in links] == [None, [str(made.number)]]
    asked = {"project": [str(project.id)], "examples": ["1"]}
    shown = page_of({**asked, "audience": ["staff"]}).decode()
    assert shown.count("Calculated with the scenario Dear heat") == 1
    meeting = page_of({**asked, "audience": ["meeting"]}).decode()
    assert "Dear heat" not in meeting
    assert meeting.count("Calculated with 1 value that is not the usual one") == 1


@pytest.mark.parametrize(
    "pressed",
    [
        None,
        "x",
        {},
        {"south": 63.0, "west": 9.0, "north": 62.0, "east": 10.0},
        {"south": 63.0, "west": 9.0, "north": "64", "east": 10.0},
        {"south": 63.0, "west": 9.0, "north": float("nan"), "east": 10.0},
    ],
)
def test_what_is_no_part_of_the_earth_is_no_area(pressed: object) -> None:
    assert read_area(pressed) is None


def test_an_area_is_kept_to_ten_metres() -> None:
    pressed = {"south": 63.00001, "west": 9.0, "north": 64.12344, "east": 10}
    assert read_area(pressed) == Area(63.0, 9.0, 64.1234, 10.0)


@pytest.mark.parametrize(
    ("sent", "steps"),
    [(2, 2), (-1.0, -1), (1e9, 60), (0.5, 0), ("2", 0), (None, 0), (True, 0), (float("nan"), 0)],
)
def test_a_drag_is_a_whole_number_of_places(sent: object, steps: int) -> None:
    assert read_steps(sent) == steps
