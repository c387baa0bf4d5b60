"""A file of flows alone: its sites are those of the project, and what is not sure is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.interpretation.files import interpret_file, upload_of
from symgeo.storage.interpretation.vocabulary import Knowledge, load_knowledge
from symgeo.storage.repository import Asked, import_, preview
from symgeo.storage.revisions import Revision, load_state
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Upload
from tests.storage.store_world import ANNA, Row, flow, new_project, saved, site, table, upload

NOWHERE = float("nan")


def named(site_id: str, name: str = "", **cells: str | float) -> Row:
    """Give a site of which only the name, or less, is known."""
    plain: Row = {"municipality_number": "", "municipality": "", "county_code": "", "coord_precision": ""}
    return site(site_id, name, NOWHERE, NOWHERE) | plain | cells


def flows_of(*sites: Row, invented: bool = True) -> Upload:
    """Give a file of flows alone that names sites: one flow each."""
    rows = [flow(f"f{place}", str(row["site_id"])) for place, row in enumerate(sites)]
    made_up = [*(f"f{place}" for place in range(len(sites)))]
    made_up += [str(row["site_id"]) for row in sites] if invented else []
    return Upload(
        flows=table("flows", rows),
        invented_ids=frozenset(made_up),
        named_sites=table("sites", list(sites)).frame,
    )


@pytest.fixture
def project(database: Database) -> int:
    project = new_project(database)
    sites = [
        site("A", "Mill AS", organisation_number="912345678"),
        site("B", "Town", 63.31),
        site("C", "Old Dairy", 63.9),
    ]
    saved(database, project, upload(sites))
    return project


@pytest.mark.parametrize(
    ("row", "stored_id", "decided_by"),
    [
        (named("x", organisation_number="912 345 678"), "A", "number"),
        (named("x", "Mill", municipality_number="5059"), "A", "name"),
        (named("x", "TOWN", municipality="Orkland", municipality_number="5059"), "B", "name"),
    ],
)
def test_a_site_is_found_by_its_number_or_its_name_and_municipality(
    database: Database, project: int, row: Row, stored_id: str, decided_by: str
) -> None:
    found = preview(database, project, flows_of(row)).matches
    assert [(m.stored_id, m.decided_by) for m in found.named_sites] == [(stored_id, decided_by)]
    assert not found.questions
    saved(database, project, flows_of(row))
    state = load_state(database, project)[2]
    assert state.flows["site_id"].tolist() == [stored_id]
    # A site that is only named is never changed by it.
    assert state.sites.loc["A", "name"] == "Mill AS"


def test_a_site_is_found_by_its_id(database: Database, project: int) -> None:
    found = preview(database, project, flows_of(named("C"), invented=False)).matches
    assert [(m.stored_id, m.decided_by) for m in found.named_sites] == [("C", "id")]


def test_two_spellings_may_mean_one_site(database: Database, project: int) -> None:
    both = flows_of(
        named("x", "Mill", municipality_number="5059"), named("y", "MILL AS", municipality_number="5059")
    )
    saved(database, project, both)
    assert load_state(database, project)[2].flows["site_id"].tolist() == ["A", "A"]


@pytest.mark.parametrize(
    ("row", "offered"),
    [
        (named("x", "Mill"), ["A"]),  # no municipality: it may be another mill
        (named("x", "Mill", municipality_number="5001"), ["A"]),  # another municipality
        (named("x", "Smelter", organisation_number="912345678"), ["A"]),  # of that company; another plant?
        (named("x", "Old Dairy Ltd", municipality_number="5059"), ["C"]),  # a name that is only alike
        (named("x", "Quarry"), []),  # nothing like it
        (named("x"), []),  # no word about it
    ],
)
def test_what_is_not_sure_is_asked_and_nothing_is_saved(
    database: Database, project: int, row: Row, offered: list[str]
) -> None:
    asked = import_(database, project, flows_of(row), origin=ANNA)
    assert isinstance(asked, Asked)
    (question,) = asked.questions
    assert [candidate.stored_id for candidate in question.candidates] == offered
    assert not question.may_be_new
    assert load_state(database, project)[2].flows.empty


def test_an_answer_may_be_any_site_or_none_of_them(database: Database, project: int) -> None:
    given = flows_of(named("x", "Quarry"), named("y", "Works"))
    answers = {"x": "B", "y": ""}
    seen = preview(database, project, given, answers=answers)
    assert (seen.matches.questions, seen.matches.left_out) == ((), (3,))
    revision = import_(database, project, given, origin=ANNA, answers=answers)
    assert isinstance(revision, Revision)
    assert load_state(database, project)[2].flows["site_id"].tolist() == ["B"]
    with pytest.raises(StoreError) as caught:
        import_(database, project, given, origin=ANNA, answers={"x": "Z", "y": ""})
    assert caught.value.code == Trouble.ANSWER_UNKNOWN


def test_a_site_of_the_same_upload_may_be_named(database: Database, project: int) -> None:
    quarry = site("row-2", "Quarry", 63.0, 9.0)
    flows = flows_of(named("n", "Quarry", municipality_number="5059"))
    together = Upload(
        sites=table("sites", [quarry]),
        flows=flows.flows,
        invented_ids=flows.invented_ids | {"row-2"},
        named_sites=flows.named_sites,
    )
    saved(database, project, together)
    assert load_state(database, project)[2].flows["site_id"].tolist() == ["S00001"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def test_a_file_of_flows_finds_its_sites_and_comes_again_unchanged(
    database: Database, tmp_path: Path, knowledge: Knowledge
) -> None:
    project = new_project(database)
    sites = "Anlegg-id;Bedrift;Orgnr;Kommune;Breddegrad;Lengdegrad\n"
    sites += "TH1;Elkem Thamshavn;910250964;Orkland;63,3152;9,8531\n"
    flows = "Anlegg-id;Ressurs;Retning;Mengde;Enhet;Temperatur\nTH1;spillvarme;overskudd;10000;MWh/år;80\n"
    for name, text in (("sites.csv", sites), ("flows.csv", flows), ("flows.csv", flows)):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        revision = saved(database, project, upload_of(interpret_file(path, knowledge)[1]))
    state = load_state(database, project)[2]
    assert state.flows[["site_id", "quantity"]].to_numpy().tolist() == [["TH1", 10000.0]]
    assert revision.counts == (("sites", 0, 0, 0), ("flows", 0, 0, 0), ("exchanges", 0, 0, 0))


def test_the_position_of_a_town_does_not_replace_that_of_a_plant(database: Database, project: int) -> None:
    by_town = upload([site("A", "Mill AS", 63.2, 9.7, coord_precision="town"), site("D", "Farm", 63.2, 9.7)])
    saved(database, project, replace(by_town, placed_by_name=frozenset("AD")))
    kept = load_state(database, project)[2].sites.loc["A"]
    assert (kept["lat"], kept["lon"], kept["coord_precision"]) == (63.3, 9.85, "facility")
    assert load_state(database, project)[2].sites.loc["D", "lat"] == 63.2
    saved(database, project, by_town)
    assert load_state(database, project)[2].sites.loc["A", "lat"] == 63.2
