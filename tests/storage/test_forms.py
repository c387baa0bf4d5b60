"""A site or flow written by hand is checked as a file is, and saved as an edit."""

from __future__ import annotations

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.errors import DataErrors, StoreError
from symgeo.storage.database import Database
from symgeo.storage.forms import NEW_SITE, Form, add_flow, add_site, edit_flow, edit_site
from symgeo.storage.repository import Asked, ConflictError
from symgeo.storage.revisions import Kind, Revision, load_state
from symgeo.storage.trouble import Trouble
from tests.storage.store_world import ANNA, new_project, saved, site, upload, world

MILL = {"name": "Sawmill", "lat": "63.42", "lon": "10.38", "municipality": "Trondheim"}
HEAT = {
    "direction": "supply", "resource_code": "heat_60_100", "quantity": "1200", "unit": "MWh", "temp_c": "80",
}  # fmt: skip


@pytest.fixture
def form(database: Database, example: Dataset) -> Form:
    project = new_project(database)
    saved(database, project, world())
    return Form(database, project, example.reference, ANNA, base=1)


def later(form: Form, base: int) -> Form:
    return Form(form.database, form.project_id, form.reference, form.origin, base)


def test_a_new_site_gets_an_id_its_county_and_its_flows(form: Form) -> None:
    revision = add_site(form, MILL, [HEAT])
    assert isinstance(revision, Revision)
    assert (revision.kind, revision.number) == (Kind.EDIT, 2)
    state = load_state(form.database, form.project_id)[2]
    row = state.sites.loc["S00001"]
    assert (row["municipality_number"], row["county_code"], row["county_by"]) == ("5001", "NO-50", "name")
    assert list(state.flows.loc["F00003", ["site_id", "quantity"]]) == ["S00001", 1200.0]


def test_a_new_site_that_may_be_stored_is_asked_about(form: Form) -> None:
    twin = {"name": "Mill", "lat": "63.4", "lon": "9.9", "municipality_number": "5059"}
    asked = add_site(form, twin)
    assert isinstance(asked, Asked)
    assert [candidate.stored_id for candidate in asked.questions[0].candidates] == ["A"]
    new = add_site(form, twin, answers={NEW_SITE: ""})
    assert isinstance(new, Revision)
    same = add_site(later(form, 2), {**twin, "operator": "Us"}, answers={NEW_SITE: "A"})
    assert isinstance(same, Revision)
    assert load_state(form.database, form.project_id)[2].sites["operator"].to_dict() == {
        "A": "Us", "B": "", "S00001": "",
    }  # fmt: skip


def test_wrong_cells_are_said_and_nothing_is_saved(form: Form) -> None:
    with pytest.raises(DataErrors) as caught:
        add_site(form, {"name": "", "lat": "63,4", "lon": "10"}, [{**HEAT, "unit": "kr"}])
    assert {(i.table, i.column) for i in caught.value.issues} >= {("sites", "lat"), ("flows", "unit")}
    with pytest.raises(DataErrors):
        edit_site(form, "A", {"nace": "wood"})
    with pytest.raises(DataErrors):
        add_flow(form, {**HEAT, "site_id": "Z"})
    assert load_state(form.database, form.project_id)[1].number == 1  # type: ignore[union-attr]


def test_an_edit_changes_the_cells_it_names_and_no_others(form: Form) -> None:
    add_site(form, MILL)
    before = load_state(form.database, form.project_id)[2].sites.loc["S00001"]
    revision = edit_site(later(form, 2), "S00001", {"name": "Paper mill", "coord_precision": "town"})
    assert (revision.kind, revision.counts[0]) == (Kind.EDIT, ("sites", 0, 1, 0))
    after = load_state(form.database, form.project_id)[2].sites.loc["S00001"]
    assert [name for name in before.index if before[name] != after[name]] == ["name", "coord_precision"]
    with pytest.raises(StoreError) as caught:
        edit_site(later(form, 3), "Z", {"name": "?"})
    assert caught.value.code == Trouble.NO_ROW


def test_the_county_follows_the_municipality_and_where_it_was_the_nearest_the_position(form: Form) -> None:
    moved = edit_site(form, "A", {"lat": "62.47", "lon": "6.15"})
    assert load_state(form.database, form.project_id)[2].sites.loc["A", "county_code"] == "NO-50"
    edit_site(later(form, moved.number), "A", {"municipality": "Ålesund"})
    row = load_state(form.database, form.project_id)[2].sites.loc["A"]
    assert (row["municipality_number"], row["county_code"], row["county_by"]) == ("1508", "NO-15", "name")
    nearest = site("C", "Farm", county_by="nearest", municipality="", municipality_number="")
    saved(form.database, form.project_id, upload([nearest]))
    edit_site(later(form, 4), "C", {"lat": "62.47", "lon": "6.15"})
    row = load_state(form.database, form.project_id)[2].sites.loc["C"]
    assert (row["county_code"], row["county_by"]) == ("NO-15", "nearest")


def test_a_flow_can_be_added_beside_another_of_its_resource_and_edited(form: Form) -> None:
    assert add_flow(form, HEAT | {"site_id": "A"}).number == 2
    edited = edit_flow(later(form, 2), "F00003", {"quantity": "1500"})
    assert edited.kind == Kind.EDIT
    row = load_state(form.database, form.project_id)[2].flows.loc["F00003"]
    assert list(row[["quantity", "quantity_low", "quantity_high", "temp_c"]]) == [1500, 1500, 1500, 80]
    assert load_state(form.database, form.project_id)[2].flows.loc["F1", "quantity"] == 100.0


def test_who_edits_an_older_revision_is_told(form: Form) -> None:
    edit_site(form, "A", {"name": "Paper mill"})
    with pytest.raises(ConflictError):
        edit_site(form, "A", {"name": "Pulp mill"})
    with pytest.raises(ConflictError):
        add_site(form, MILL)
    with pytest.raises(ConflictError):
        add_flow(form, {**HEAT, "site_id": "A"})
