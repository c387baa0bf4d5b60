"""Staff make a hub of their own: it is kept with the project, wins, and stays with the staff."""

from __future__ import annotations

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from symgeo.analysis.hubs import Outline
from symgeo.storage.database import Database
from symgeo.storage.own_hubs import HubForm, list_hubs, save_hub
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin
from symgeo.vocabulary import Extent
from tests.storage.store_world import ANNA, flow, site, upload
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def opened(project: int, **parameters: str) -> AppTest:
    return open_page("hubs", **{"lang": "en", "project": str(project), **parameters})


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def offered(app: AppTest) -> list[str]:
    return [str(one) for one in app.multiselect(key="widget.hubs").options]


def test_a_hub_is_made_of_what_is_looked_at_and_deleted_again(database: Database, quay: int) -> None:
    app = opened(quay, hub="A")
    (computed,) = offered(app)
    app.button(key="widget.own_save").click().run()
    assert "A hub needs a name" in written(app)
    app.text_input(key="widget.own_name").set_value("Thamsklyngen")
    app.text_input(key="widget.who.own_hub").set_value("Berit").run()
    app.button(key="widget.own_save").click().run()
    assert not app.exception
    (made,) = list_hubs(database, quay)
    assert (made.name, made.who, made.is_open) == ("Thamsklyngen", "Berit", False)
    assert made.outline.site_ids == ("A", "B", "C")
    assert offered(app) == ["Thamsklyngen"]
    assert "own:1" in app.query_params["hub"]
    app.button(key="widget.own_delete").click().run()
    assert list_hubs(database, quay) == ()
    assert offered(app) == [computed]


def test_others_see_an_own_hub_only_if_it_is_open(database: Database, quay: int) -> None:
    sites = Outline(Extent.SITES, ("A", "B")), Outline(Extent.SITES, ("C",))
    for name, outline in zip(("Open quay", "Quiet quay"), sites, strict=True):
        form = HubForm(name, outline, "said by Berit", is_open=name.startswith("Open"))
        save_hub(database, quay, form, origin=Origin("Anna", NOW))
    meeting = opened(quay, audience="meeting", hub="own:1")
    assert "Open quay" in offered(meeting)
    assert "Quiet quay" not in offered(meeting)
    assert "said by Berit" not in written(meeting)
    assert not [button for button in meeting.button if button.key == "widget.own_save"]
    assert not meeting.get("file_uploader")


def test_a_hub_is_made_around_a_point_or_drawn(database: Database, quay: int) -> None:
    app = opened(quay)
    app.text_input(key="widget.own_name").set_value("Furumoen")
    app.session_state["widget.own_extent"] = Extent.POINT
    app.run()
    # Typed in degrees, for those who press no map.
    app.number_input(key="widget.own_lat").set_value(63.3)
    app.number_input(key="widget.own_lon").set_value(9.85).run()
    # Nothing of Møre og Romsdal is in these data.
    assert "Published hubs" not in written(app)
    # The page has a map of its own beside the one in the form.
    assert "This page could not be shown" not in written(app)
    assert "sites within 5" in written(app)
    app.button(key="widget.own_save").click().run()
    (made,) = list_hubs(database, quay)
    assert (made.outline.extent, made.outline.lat, made.outline.lon) == (Extent.CIRCLE, 63.3, 9.85)
    app.text_input(key="widget.own_name").set_value("The quay")
    app.session_state["widget.own_extent"] = Extent.AREA
    app.run()
    corners = "63.29, 9.84\n63.29, 9.88\n63.307, 9.88\n63.307, 9.84"
    app.text_area(key="widget.own_corners").set_value(f"{corners}\nhere").run()
    assert "These lines cannot be read: 5" in written(app)
    app.text_area(key="widget.own_corners").set_value(f"{corners}\n63.4, 9.9").run()
    app.button(key="widget.area_back").click().run()
    assert "2 sites lie in the area: Mill and Yard" in written(app)
    app.button(key="widget.own_save").click().run()
    assert not app.exception
    # Furumoen held Mill and Yard, too; the hub that was saved last has them.
    assert "The hub The quay is saved. 2 sites come from the hub Furumoen." in written(app)
    drawn = next(hub for hub in list_hubs(database, quay) if hub.name == "The quay")
    assert drawn.outline.corners[0] == (9.84, 63.29)
    assert sorted(offered(app)) == ["Furumoen", "The quay"]


def test_hubs_are_shown_first_and_entered_together_only_when_pressed(database: Database) -> None:
    project = create_project(database, "Sunndal", when=NOW).id
    place = {"municipality_number": "1563", "municipality": "Sunndal", "county_code": "NO-15"}
    sites = [site("P", "Plant", 62.675, 8.55, **place), site("F", "Farm", 62.68, 8.56, **place)]
    import_(database, project, upload(sites, [flow("F1", "P")]), origin=ANNA)
    save_hub(database, project, HubForm("The quay", Outline(Extent.SITES, ("P",))), origin=ANNA)
    app = opened(project)
    said = written(app)
    assert "Published hubs of Møre og Romsdal: Sunndal" in said
    assert "this is no complete list" in said
    assert "Sunndal: the municipality of Sunndal, 2 sites." in said
    assert "Source: suns.no" in said
    head = "name;sites;municipality_number;source;is_open\n"
    wrong = f"{head}<script>alert(1)</script>;Nowhere;;;\n"
    app.file_uploader(key="widget.hub_file.0").upload("hubs.csv", wrong.encode(), "text/csv").run()
    assert "hubs, row 2, column sites: “Nowhere” is not found" in written(app)
    assert not [button for button in app.button if button.key == "widget.enter_file"]
    right = f'{head}the QUAY;"plant; Farm";;plan 2024;\n=1+1<b>;;1563;;yes\n'
    app.file_uploader(key="widget.hub_file.0").upload("hubs.csv", right.encode(), "text/csv").run()
    assert "It replaces the hub The quay." in written(app)
    taken = "2 sites come from the hub the QUAY."
    assert f"=1+1&lt;b&gt;: the municipality of Sunndal, 2 sites. {taken} Others may see it." in written(app)
    # The later row has both sites, and says from whom.
    assert "the QUAY: chosen sites, 0 sites. It replaces the hub The quay." in written(app)
    assert [one.name for one in list_hubs(database, project)] == ["The quay"]
    app.text_input(key="widget.who.hubs_file").set_value("Berit").run()
    app.button(key="widget.enter_file").click().run()
    assert "2 hubs are entered." in written(app)
    town, quay = list_hubs(database, project)
    assert (town.name, town.is_open, town.outline.municipality_number) == ("=1+1<b>", True, "1563")
    assert (quay.outline.site_ids, quay.note, quay.who) == (
        ("P", "F"),
        "Source, unverified: plan 2024.",
        "Berit",
    )
    app.button(key="widget.enter_published").click().run()
    assert not app.exception
    names = [one.name for one in list_hubs(database, project)]
    assert names == ["=1+1<b>", "Sunndal", "the QUAY"]
