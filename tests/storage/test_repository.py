"""Each save is one revision; nothing that was saved is ever lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.opportunities import find
from symgeo.errors import DataErrors, StoreError
from symgeo.storage.database import Database
from symgeo.storage.dataset import DEMO_FILES, Source, check_upload, load_revision
from symgeo.storage.example import sync_example
from symgeo.storage.projects import create_project, hide_project, show_project
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.repository import Asked, ConflictError, delete, edit, import_, preview, restore, undo
from symgeo.storage.revisions import (
    Kind,
    Origin,
    Repair,
    Revision,
    SourceFile,
    diff,
    find_project,
    list_projects,
    list_revisions,
    load_state,
    require_intact,
    show_revision,
)
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Absent, Upload, UploadedTable
from symgeo.storage.writers import write_opportunities
from tests.storage.store_world import (
    ANNA,
    NOON,
    Row,
    exchange,
    flow,
    new_project,
    saved,
    site,
    table,
    upload,
    world,
)

NO_CHANGE = {"sites": (0, 0, 0), "flows": (0, 0, 0), "exchanges": (0, 0, 0)}


@pytest.fixture(scope="module")
def shipped(example: Dataset) -> Upload:
    """Give the example data as an upload."""
    sources = {name: Source(path, read_csv_table(path)) for name, path in DEMO_FILES}
    return check_upload(sources, reference=example.reference)


def counts(revision: Revision) -> dict[str, tuple[int, int, int]]:
    return {name: (added, changed, removed) for name, added, changed, removed in revision.counts}


def trouble(caught: pytest.ExceptionInfo[StoreError]) -> str:
    return str(caught.value.code)


def exported(database: Database, project: int, reference: Reference, path: Path) -> bytes:
    """Give the CSV of all opportunities of the latest revision, as it is exported."""
    dataset = load_revision(database, project, reference=reference)
    write_opportunities(find(dataset), dataset.sites, path)
    return path.read_bytes()


def test_what_was_read_comes_back_as_it_was(database: Database, example: Dataset, shipped: Upload) -> None:
    project = new_project(database)
    saved(database, project, shipped)
    loaded = load_revision(database, project, reference=example.reference)
    for name in ("sites", "flows", "exchanges"):
        pd.testing.assert_frame_equal(
            pd.DataFrame(getattr(loaded, name)), pd.DataFrame(getattr(example, name)), check_exact=True
        )
    assert loaded.sites.crs == example.sites.crs
    assert not loaded.is_example


def test_undo_gives_the_earlier_opportunities_byte_for_byte(
    database: Database, example: Dataset, shipped: Upload, tmp_path: Path
) -> None:
    project, reference = new_project(database), example.reference
    saved(database, project, shipped)
    before = exported(database, project, reference, tmp_path / "before.csv")
    assert shipped.sites is not None
    one_moved = shipped.sites.frame.assign(lat=shipped.sites.frame["lat"] + 0.01).iloc[:1]
    sites = UploadedTable(one_moved, shipped.sites.given)
    flows = table("flows", [flow("F0001", "TR001", 1.0), flow("F-new", "TR001", 500.0)])
    # Everything that the file does not have goes: changed, added and removed rows come back.
    replaced = import_(database, project, Upload(sites, flows), origin=ANNA, absent=Absent.REMOVE)
    assert isinstance(replaced, Revision)
    assert replaced.counts[1][1:] == (1, 1, len(example.flows) - 1)
    assert exported(database, project, reference, tmp_path / "between.csv") != before
    undone = undo(database, project, origin=ANNA)
    assert exported(database, project, reference, tmp_path / "after.csv") == before
    assert undone.digest == show_revision(database, project, 1).digest
    assert len(before) > 100_000


def test_a_revision_says_who_when_from_what_and_what_changed(database: Database) -> None:
    project = new_project(database)
    origin = Origin(
        "Ola Ås",
        datetime(2026, 3, 1, 13, 30, 1, 5, tzinfo=UTC),
        files=(SourceFile("anlegg.xlsx", "a" * 64), SourceFile("flyt.csv", "b" * 64)),
        repairs=(Repair("decimal_comma", "quantity", 12, ","),),
    )
    revision = saved(database, project, world(), origin)
    assert revision == show_revision(database, project, 1) == list_revisions(database, project)[0]
    assert (revision.number, revision.kind, revision.who) == (1, Kind.IMPORT, "Ola Ås")
    assert revision.made_at == origin.when
    assert (revision.files, revision.repairs) == (origin.files, origin.repairs)
    assert counts(revision) == {"sites": (2, 0, 0), "flows": (2, 0, 0), "exchanges": (1, 0, 0)}


def test_the_same_file_again_changes_nothing_and_is_still_a_revision(database: Database) -> None:
    project = new_project(database)
    first = saved(database, project, world())
    second = saved(database, project, world())
    assert counts(second) == NO_CHANGE
    assert (second.number, second.digest) == (2, first.digest)


def test_any_two_revisions_can_be_compared(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    saved(database, project, upload([site("A", "Mill, new", note="x")], [flow("F3", "A", 7.0)]))
    delete(database, project, exchanges=["E1"], origin=ANNA)
    changes = diff(database, project, 1, 3)
    assert changes.counts == {"sites": (0, 1, 0), "flows": (1, 0, 0), "exchanges": (0, 0, 1)}
    assert changes.cells()[["id", "column", "before", "after"]].to_numpy().tolist() == [
        ["A", "name", "Mill", "Mill, new"],
        ["A", "note", "", "x"],
    ]
    assert diff(database, project, 3, 1).counts["flows"] == (0, 0, 1)
    assert diff(database, project, 0, 1).counts["sites"] == (2, 0, 0)


def test_an_earlier_revision_can_be_undone_alone(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    saved(database, project, upload(flows=[flow("F1", "A", 300.0)]))
    saved(database, project, upload([site("C", "Farm", 63.4, 9.7)]))
    undone = undo(database, project, 2, origin=ANNA)
    _, _, state = load_state(database, project)
    assert (undone.kind, undone.about) == (Kind.UNDO, 2)
    assert state.flows.loc["F1", "quantity"] == 100.0
    assert "C" in state.sites.index


def test_an_undo_can_be_undone(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    second = saved(database, project, upload([site("A", "Mill, new")]))
    undo(database, project, origin=ANNA)
    assert undo(database, project, origin=ANNA).digest == second.digest


def test_an_undo_that_would_take_later_work_with_it_is_refused(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    saved(database, project, upload([site("C", "Farm", 63.4, 9.7)]))
    saved(database, project, upload(flows=[flow("F9", "C")]))
    with pytest.raises(StoreError) as caught:
        undo(database, project, 2, origin=ANNA)
    assert trouble(caught) == Trouble.SITE_MISSING
    saved(database, project, upload([site("C", "Farm 2", 63.4, 9.7)]))
    with pytest.raises(StoreError) as caught:
        undo(database, project, 2, origin=ANNA)
    assert trouble(caught) == Trouble.CHANGED_SINCE
    assert find_project(database, "Orkland").latest == 4


def test_restore_goes_back_to_a_whole_revision(database: Database) -> None:
    project = new_project(database)
    first = saved(database, project, world())
    delete(database, project, sites=["A"], origin=ANNA)
    saved(database, project, upload([site("C", "Farm", 63.4, 9.7)]))
    restored = restore(database, project, 1, origin=ANNA)
    assert (restored.number, restored.kind, restored.about) == (4, Kind.RESTORE, 1)
    assert restored.digest == first.digest
    assert list(load_state(database, project)[2].sites.index) == ["A", "B"]
    assert load_state(database, project, 0)[2].is_empty
    restore(database, project, 0, origin=ANNA)
    assert load_state(database, project)[2].is_empty


def test_an_empty_project_loads(database: Database, example: Dataset) -> None:
    loaded = load_revision(database, new_project(database), reference=example.reference)
    assert loaded.sites.empty
    assert find(loaded).empty


def test_deleting_a_site_takes_its_flows_and_exchanges_along(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    gone = delete(database, project, sites=["A"], origin=ANNA)
    assert counts(gone) == {"sites": (0, 0, 1), "flows": (0, 0, 1), "exchanges": (0, 0, 1)}
    with pytest.raises(StoreError) as caught:
        delete(database, project, sites=["A"], origin=ANNA)
    assert trouble(caught) == Trouble.NO_ROW


def test_an_edit_changes_the_row_it_means(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    # So far and under another name, an import would ask.
    edited = edit(database, project, upload([site("A", "Dairy", 64.0, 11.0)]), origin=ANNA)
    assert (edited.kind, counts(edited)["sites"]) == (Kind.EDIT, (0, 1, 0))
    assert isinstance(import_(database, project, upload([site("A", "Farm")]), origin=ANNA), Asked)


def test_a_column_that_the_file_lacks_leaves_what_is_stored(database: Database) -> None:
    project = new_project(database)
    saved(database, project, upload([site("A", "Mill", note="ours", operator="X")]))
    sites = table(
        "sites", [site("A", "Mill", operator="Y")], given=["site_id", "name", "lat", "lon", "operator"]
    )
    saved(database, project, Upload(sites))
    row = load_state(database, project)[2].sites.loc["A"]
    assert (row["operator"], row["note"], row["county_code"]) == ("Y", "ours", "NO-50")


def test_an_empty_cell_opens_nothing_that_is_hidden(database: Database) -> None:
    project = new_project(database)
    hidden: Row = {"openness": "confidential", "openness_reason": "asked for", "openness_who": "Anna"}
    saved(database, project, upload([site("A", "Mill") | hidden, site("B", "Town", 63.31, 9.9)]))
    saved(database, project, upload([site("A", "Mill", note="new"), site("B", "Town", 63.31, 9.9)]))
    sites = load_state(database, project)[2].sites
    assert sites["openness"].to_dict() == {"A": "confidential", "B": "open"}
    assert (sites.loc["A", "note"], sites.loc["A", "openness_reason"]) == ("new", "asked for")
    saved(database, project, upload([site("A", "Mill", openness="open")]))
    opened = load_state(database, project)[2].sites.loc["A"]
    assert (opened["openness"], opened["openness_reason"]) == ("open", "")


def test_a_county_found_by_position_follows_the_position(database: Database) -> None:
    project = new_project(database)
    nearest: Row = {"municipality_number": "", "municipality": "", "county_by": "nearest"}
    saved(database, project, upload([site("A") | nearest]))
    moved = table(
        "sites", [site("A") | nearest | {"county_code": "NO-15"}], given=["site_id", "name", "lat", "lon"]
    )
    saved(database, project, Upload(moved))
    assert load_state(database, project)[2].sites.loc["A", "county_code"] == "NO-15"


def test_a_range_ends_when_the_amount_changes(database: Database) -> None:
    project = new_project(database)
    saved(
        database,
        project,
        upload([site("A")], [flow("F1", "A", 100.0, quantity_low=50.0, quantity_high=200.0)]),
    )
    given = ["flow_id", "site_id", "direction", "resource_code", "quantity", "unit", "temp_c"]
    saved(database, project, Upload(flows=table("flows", [flow("F1", "A", 100.0, temp_c=90.0)], given=given)))
    kept = load_state(database, project)[2].flows.loc["F1"]
    assert (kept["quantity_low"], kept["quantity_high"], kept["temp_c"]) == (50.0, 200.0, 90.0)
    saved(database, project, Upload(flows=table("flows", [flow("F1", "A", 300.0)], given=given)))
    ended = load_state(database, project)[2].flows.loc["F1"]
    assert (ended["quantity_low"], ended["quantity_high"]) == (300.0, 300.0)


def test_rows_that_the_file_lacks_stay_unless_it_replaces(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    kept = saved(database, project, upload([site("B", "Town", 63.31, 9.9)]))
    assert counts(kept) == NO_CHANGE
    replaced = import_(
        database, project, upload([site("B", "Town", 63.31, 9.9)]), origin=ANNA, absent=Absent.REMOVE
    )
    assert isinstance(replaced, Revision)
    assert counts(replaced) == {"sites": (0, 0, 1), "flows": (0, 0, 1), "exchanges": (0, 0, 1)}


def test_rows_without_ids_get_ids_that_are_never_given_twice(database: Database) -> None:
    project = new_project(database)
    nameless = upload([site("row 2", "Mill"), site("row 3", "Farm", 63.9, 10.5)], [flow("x", "row 3")],
                      invented=["row 2", "row 3", "x"])  # fmt: skip
    saved(database, project, nameless)
    state = load_state(database, project)[2]
    assert list(state.sites.index) == ["S00001", "S00002"]
    assert state.flows["site_id"].to_dict() == {"F00001": "S00002"}
    assert counts(saved(database, project, nameless)) == NO_CHANGE
    delete(database, project, sites=["S00002"], origin=ANNA)
    saved(database, project, upload([site("row 2", "Quarry", 62.0, 9.0)], invented=["row 2"]))
    assert list(load_state(database, project)[2].sites.index) == ["S00001", "S00003"]


def test_questions_save_nothing_until_they_are_answered(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    unclear = upload([site("row 2", "Mill", 63.5, 9.85)], [flow("x", "row 2")], invented=["row 2", "x"])
    asked = import_(database, project, unclear, origin=ANNA)
    assert isinstance(asked, Asked)
    assert [(q.uploaded_id, q.row, q.candidates[0].stored_id) for q in asked.questions] == [("row 2", 2, "A")]
    assert find_project(database, "Orkland").latest == 1
    same = import_(database, project, unclear, origin=ANNA, answers={"row 2": "A"})
    assert isinstance(same, Revision)
    assert counts(same) == {"sites": (0, 1, 0), "flows": (0, 0, 0), "exchanges": (0, 0, 0)}
    new = import_(database, project, unclear, origin=ANNA, answers={"row 2": ""}, base=2)
    assert isinstance(new, Revision)
    assert counts(new)["sites"] == (1, 0, 0)


def test_answers_that_cannot_be_are_refused(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    unclear = upload([site("r2", "Mill", 63.5), site("r3", "Mill", 63.6)], invented=["r2", "r3"])
    for answers, code in (({"r2": "Z"}, "answer_unknown"), ({"r2": "A", "r3": "A"}, "answer_twice")):
        with pytest.raises(StoreError) as caught:
            import_(database, project, unclear, origin=ANNA, answers=answers)
        assert trouble(caught) == code


def test_a_preview_says_what_an_import_would_do(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    seen = preview(database, project, upload([site("A", "Mill 2"), site("C", "Farm", 63.9, 10.5)]))
    assert (seen.base, seen.changes.counts["sites"]) == (1, (1, 1, 0))
    assert find_project(database, "Orkland").latest == 1


def test_who_saves_second_is_told_what_the_first_changed(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    import_(database, project, upload([site("A", "Mill 2")]), origin=Origin("Ola", NOON), base=1)
    with pytest.raises(ConflictError) as caught:
        import_(database, project, upload([site("B", "Town 2", 63.31, 9.9)]), origin=ANNA, base=1)
    assert [revision.who for revision in caught.value.revisions] == ["Ola"]
    assert caught.value.changes.cells()["after"].tolist() == ["Mill 2"]
    assert load_state(database, project)[2].sites["name"].to_dict() == {"A": "Mill 2", "B": "Town"}


def test_of_two_who_save_at_once_one_saves_and_one_is_told(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def save(who: str) -> None:
        ready.wait()
        try:
            given = upload([site("A", f"Mill of {who}")])
            import_(database, project, given, origin=Origin(who, NOON), base=1)
            outcomes.append(f"saved {who}")
        except ConflictError as error:
            outcomes.append(f"told about {error.revisions[0].who}")

    threads = [threading.Thread(target=save, args=(who,)) for who in ("Anna", "Ola")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = load_state(database, project)[1]
    assert first is not None
    assert sorted(outcomes) == [f"saved {first.who}", f"told about {first.who}"]
    assert first.number == 2


def test_projects_live_side_by_side(database: Database) -> None:
    one, two = new_project(database, "One"), new_project(database, "Two")
    saved(database, one, world())
    saved(database, two, upload([site("A", "Another", 60.0, 10.0)]))
    assert load_state(database, one)[2].sites.loc["A", "name"] == "Mill"
    assert load_state(database, two)[2].sites.loc["A", "name"] == "Another"
    with pytest.raises(StoreError) as caught:
        create_project(database, " one ", when=NOON)
    assert trouble(caught) == Trouble.NAME_TAKEN
    assert find_project(database, "ONE").id == one


def test_the_example_is_a_project_that_can_be_hidden_and_not_changed(
    database: Database, example: Dataset
) -> None:
    project = sync_example(database, when=NOON)
    assert sync_example(database, when=NOON) == project
    assert project.is_example
    assert project.latest == 1
    loaded = load_revision(database, project.id, reference=example.reference)
    assert loaded.is_example
    pd.testing.assert_frame_equal(loaded.flows, example.flows, check_exact=True)
    with pytest.raises(StoreError) as caught:
        delete(database, project.id, sites=["TR001"], origin=ANNA)
    assert trouble(caught) == Trouble.EXAMPLE_IS_FIXED
    hide_project(database, project.id)
    assert list_projects(database) == ()
    show_project(database, project.id)
    assert [p.name for p in list_projects(database)] == [project.name]


def test_hostile_and_unusual_texts_come_back_as_they_were(database: Database) -> None:
    project = new_project(database)
    texts = [
        "=1+1",
        "'; DROP TABLE projects; --",
        "Øvre Årdal 🏭",
        "a\nb\tc",
        " ",
        "%s {x} :y ?",
        "\u202eabc",
    ]
    saved(database, project, upload([site(f"S-{i}", text, 60 + i) for i, text in enumerate(texts)]))
    assert load_state(database, project)[2].sites["name"].tolist() == texts


def test_numbers_come_back_bit_for_bit(database: Database) -> None:
    project = new_project(database)
    numbers = [0.1, 1 / 3, 1e-300, 1.7976931348623157e308, 5e-324, 123456789.123456789]
    saved(database, project, upload([site("A")], [flow(f"F-{i}", "A", n) for i, n in enumerate(numbers)]))
    assert load_state(database, project)[2].flows["quantity"].tolist() == numbers


def test_what_a_database_could_not_give_back_is_refused(database: Database) -> None:
    project = new_project(database)
    for wrong, code in (
        (site("A", "nul \0"), Trouble.CELL_CANNOT_BE_STORED),
        (site("x" * 201), Trouble.ID_TOO_LONG),
    ):
        with pytest.raises(StoreError) as caught:
            saved(database, project, upload([wrong]))
        assert trouble(caught) == code


def test_a_flow_of_a_site_that_went_meanwhile_is_refused(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    delete(database, project, sites=["A"], origin=ANNA)
    with pytest.raises(StoreError) as caught:
        saved(database, project, upload(flows=[flow("F3", "A")]))
    assert trouble(caught) == Trouble.SITE_MISSING


def test_what_does_not_exist_is_said(database: Database) -> None:
    project = new_project(database)
    for ask, code in (
        (lambda: show_revision(database, project, 7), Trouble.NO_REVISION),
        (lambda: load_state(database, 99), Trouble.PROJECT_GONE),
        (lambda: find_project(database, "Nowhere"), Trouble.NO_PROJECT),
        (lambda: undo(database, project, origin=ANNA), Trouble.NOTHING_SAVED),
        (lambda: import_(database, project, world(), origin=ANNA, base=3), Trouble.NO_REVISION),
        (lambda: create_project(database, "  ", when=NOON), Trouble.BAD_NAME),
    ):
        with pytest.raises(StoreError) as caught:
            ask()
        assert trouble(caught) == code


def test_codes_that_the_programme_no_longer_knows_are_said(file_database: Database, example: Dataset) -> None:
    project = new_project(file_database)
    saved(file_database, project, upload([site("A")], [flow("F1", "A", resource_code="phlogiston")]))
    with pytest.raises(DataErrors, match="phlogiston"):
        load_revision(file_database, project, reference=example.reference)


def test_digests_hold_after_a_long_history(database: Database) -> None:
    project = new_project(database)
    saved(database, project, world())
    saved(database, project, upload([site("C", "Farm", 63.9, 10.5)], exchanges=[exchange("E2", "B", "A")]))
    delete(database, project, sites=["A"], origin=ANNA)
    undo(database, project, 3, origin=ANNA)
    restore(database, project, 1, origin=ANNA)
    with database.reading() as connection:
        require_intact(connection)
    assert list_revisions(database, project)[0].digest == show_revision(database, project, 1).digest
