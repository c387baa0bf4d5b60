"""A row is found again where that is sure, and asked about where it is likely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from symgeo.storage.identity import find_matches
from symgeo.storage.likeness import folded_name, folded_number, likeness
from symgeo.storage.matches import Matches
from symgeo.storage.states import State, stored_frame
from symgeo.storage.stored_tables import DATA_TABLES, columns_of
from symgeo.storage.uploads import Upload
from symgeo.tables.schema import dictionary
from tests.storage.store_world import Row, flow, site, table, upload

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def state(sites: Sequence[Row] = (), flows: Sequence[Row] = ()) -> State:
    """Give rows as if they were stored."""
    frames = {}
    for name, rows in zip(DATA_TABLES, (sites, flows, ()), strict=True):
        cells = table(name, list(rows)).frame[[dictionary(name).key, *columns_of(name)]]
        frames[name] = stored_frame(
            name, [(*row, place) for place, row in enumerate(cells.itertuples(index=False))]
        )
    return State(**frames)


def matched(given: Upload, stored: State, answers: Mapping[str, str] = NO_ANSWERS) -> Matches:
    used = {name: list(stored[name].index) for name in DATA_TABLES}
    return find_matches(given, stored, answers=answers, used_ids=used)


def decisions(matches: Matches) -> list[tuple[str, str, str]]:
    return [(match.uploaded_id, match.stored_id, match.decided_by) for match in matches.sites]


def asked(matches: Matches) -> dict[str, list[str]]:
    return {q.uploaded_id: [c.stored_id for c in q.candidates] for q in matches.questions}


def test_the_same_id_is_the_same_site_even_where_it_moved_or_got_a_new_name() -> None:
    stored = state([site("A", "Mill", 63.3), site("B", "Dairy", 62.0)])
    moved = matched(upload([site("A", "Mill", 64.3), site("B", "Creamery", 62.0)]), stored)
    assert decisions(moved) == [("A", "A", "id"), ("B", "B", "id")]
    assert not moved.questions


def test_an_id_that_looks_like_a_row_number_is_asked_about() -> None:
    stored = state([site("1", "Mill", 63.3), site("2", "Dairy", 62.0)])
    shifted = matched(upload([site("1", "Quarry", 61.0)]), stored)
    assert asked(shifted) == {"1": ["1"]}


def test_ids_that_were_numbered_anew_follow_the_names() -> None:
    stored = state([site("1", "Mill", 63.3), site("2", "Dairy", 62.0), site("3", "Quarry", 61.0)])
    shifted = matched(upload([site("1", "Dairy", 62.0), site("2", "Quarry", 61.0)]), stored)
    assert decisions(shifted) == [("1", "2", "name"), ("2", "3", "name")]
    neighbours = state([site("1", "Mill", 63.3), site("2", "Dairy", 63.304)])
    assert decisions(matched(upload([site("1", "Dairy", 63.304)]), neighbours)) == [("1", "2", "name")]


def test_the_organisation_number_finds_a_renamed_plant_at_its_place() -> None:
    stored = state([site("A", "Washington Mills", organisation_number="912 345 678")])
    given = upload([site("x", "Fiven", 63.301, organisation_number="NO912345678MVA")], invented=["x"])
    assert decisions(matched(given, stored)) == [("x", "A", "number")]


def test_a_second_plant_of_the_same_company_is_asked_about() -> None:
    stored = state([site("A", "Elkem Thamshavn", organisation_number="912345678")])
    given = upload([site("x", "Elkem Salten", 67.3, 15.4, organisation_number="912345678")], invented=["x"])
    assert asked(matched(given, stored)) == {"x": ["A"]}
    new = matched(given, stored, {"x": ""})
    assert decisions(new) == [("x", "S00001", "")]


def test_name_municipality_and_distance_find_a_site_without_any_number() -> None:
    stored = state([site("A", "Norsk Kylling AS"), site("B", "Mill", 63.4)])
    given = upload([site("x", "NORSK KYLLING", 63.305)], invented=["x"])
    assert decisions(matched(given, stored)) == [("x", "A", "name")]


@pytest.mark.parametrize(
    ("given", "candidates"),
    [
        (site("x", "Mill", 63.5), ["A"]),  # 22 km away in the same municipality
        (site("x", "Mill Orkanger", 63.305), ["A"]),  # 0.6 km away, its name is longer
        (site("x", "Mill", 63.305, municipality_number="5001"), ["A"]),  # another municipality
        (site("x", "Dairy", 63.3001), []),  # at the same place, another name
        (site("x", "Mill", 60.0, municipality_number="4601"), []),  # a namesake far away
    ],
)
def test_what_is_likely_is_asked_and_the_rest_is_new(given: Row, candidates: list[str]) -> None:
    found = matched(upload([given], invented=["x"]), state([site("A", "Mill")]))
    assert asked(found) == ({"x": candidates} if candidates else {})
    assert decisions(found) == [("x", "S00001", "")]


def test_two_stored_sites_of_one_name_are_asked_about() -> None:
    stored = state([site("A", "Mill"), site("B", "Mill", 63.3005)])
    found = matched(upload([site("x", "Mill", 63.3002)], invented=["x"]), stored)
    assert sorted(asked(found)["x"]) == ["A", "B"]


def test_a_site_is_found_by_one_row_only() -> None:
    stored = state([site("A", "Mill")])
    found = matched(upload([site("A", "Mill"), site("x", "Mill")], invented=["x"]), stored)
    assert decisions(found) == [("A", "A", "id"), ("x", "S00001", "")]


def test_fresh_ids_go_round_those_that_are_taken() -> None:
    stored = state([site("S00007", "Mill"), site("TR001", "Town", 62.0)])
    given = upload([site("S00009", "Farm", 61.0), site("x", "Quarry", 60.0)], invented=["x"])
    assert decisions(matched(given, stored)) == [("S00009", "S00009", ""), ("x", "S00010", "")]


def test_a_row_whose_id_another_site_has_gets_one_of_its_own() -> None:
    stored = state([site("1", "Mill", 63.3)])
    found = matched(upload([site("1", "Quarry", 61.0)]), stored, {"1": ""})
    assert decisions(found) == [("1", "S00001", "")]


def test_flows_without_ids_are_found_by_what_they_say() -> None:
    heat = flow("F1", "A", 100.0)
    stored = state([site("A")], [heat, flow("F2", "A", 5.0, resource_code="sludge", temp_c=float("nan"))])
    rows = [flow("x", "A", 120.0), flow("y", "A", 5.0, resource_code="sludge", temp_c=float("nan")),
            flow("z", "A", 9.0, direction="demand")]  # fmt: skip
    found = matched(upload([site("A")], rows, invented=["x", "y", "z"]), stored)
    assert [(m.uploaded_id, m.stored_id) for m in found.flows] == [("x", "F1"), ("y", "F2"), ("z", "F00003")]
    assert not found.questions


def test_equal_flows_are_found_in_their_order_and_unequal_ones_asked_about() -> None:
    twins = [flow("F1", "A"), flow("F2", "A")]
    stored = state([site("A")], twins)
    again = upload([site("A")], [flow("x", "A"), flow("y", "A")], invented=["x", "y"])
    assert [m.stored_id for m in matched(again, stored).flows] == ["F1", "F2"]
    changed = upload([site("A")], [flow("x", "A", 7.0)], invented=["x"])
    question = matched(changed, stored).questions[0]
    assert (question.table, question.name) == ("flows", "A · supply · heat_60_100")
    assert [c.stored_id for c in question.candidates] == ["F1", "F2"]


def test_a_new_id_at_a_known_site_is_a_new_flow() -> None:
    stored = state([site("A")], [flow("F1", "A")])
    found = matched(upload([site("A")], [flow("F2", "A", 50.0)]), stored)
    assert [(m.uploaded_id, m.stored_id, m.decided_by) for m in found.flows] == [("F2", "F2", "")]


def test_flows_follow_a_site_that_was_found_under_another_id() -> None:
    stored = state([site("A", "Mill")], [flow("F1", "A")])
    found = matched(upload([site("9", "Mill")], [flow("77", "9", 50.0)]), stored)
    assert decisions(found) == [("9", "A", "name")]
    assert [(m.stored_id, m.decided_by) for m in found.flows] == [("F1", "content")]


def test_names_are_compared_without_legal_form_case_and_punctuation() -> None:
    assert folded_name("Norsk Kylling AS") == folded_name("NORSK  KYLLING, a.s.".replace("a.s.", "AS"))
    assert folded_name("SCA Östrand AB (publ)") == "sca östrand"
    assert folded_name("AS") == "as"
    assert likeness("mill", "mill orkanger") == 0.9
    assert likeness("dairy", "quarry") < 0.6


def test_organisation_numbers_are_compared_by_their_digits() -> None:
    assert folded_number("NO 912 345 678 MVA") == "912345678"
    assert folded_number("16556123-4567") == folded_number("556123-4567") == "5561234567"
    assert folded_number("12345") == folded_number("") == ""
