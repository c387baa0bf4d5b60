"""Every rule about one cell, each with a frame of a few rows."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, check

FLOW = {
    "flow_id": "F1",
    "site_id": "S1",
    "direction": "supply",
    "resource_code": "bark",
    "quantity": "10",
    "unit": "t",
}
SITE = {"site_id": "S1", "name": "Mill", "lat": "63.3", "lon": "9.85"}
KNOWN = {"sites.site_id": ["S1"], "resources.leaf": ["bark"], "resources.group": ["forest"]}


def cells(row: dict[str, str], *changes: dict[str, str]) -> pd.DataFrame:
    rows = [row | change for change in (changes or ({},))]
    return pd.DataFrame(rows, index=range(2, 2 + len(rows)), dtype=str)


def check_flows(*changes: dict[str, str]) -> Checked:
    return check(cells(FLOW, *changes), dictionary("flows"), known=KNOWN)


def codes(checked: Checked) -> list[tuple[int, str, str]]:
    return [(issue.row, issue.column, issue.code) for issue in checked.issues]


def test_a_good_row_has_no_issue_and_is_typed() -> None:
    checked = check_flows()
    assert checked.issues == ()
    assert checked.frame.loc[2, "quantity"] == 10.0
    assert checked.frame["temp_c"].isna().tolist() == [True]


def test_an_optional_column_that_is_missing_gets_its_default() -> None:
    row = check_flows().frame.loc[2]
    assert (row["profile"], row["committed_pct"], row["evidence"]) == ("flat", 0.0, "reported")


def test_an_empty_cell_gets_the_default_too() -> None:
    assert check_flows({"profile": ""}).frame.loc[2, "profile"] == "flat"


def test_a_required_column_that_is_missing_is_one_issue_of_the_header() -> None:
    table = cells(FLOW, {}, {"flow_id": "F2"}).drop(columns="quantity")
    assert codes(check(table, dictionary("flows"), known=KNOWN)) == [(1, "quantity", "missing_column")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"quantity": ""}, "missing_value"),
        ({"quantity": "about 5"}, "not_a_number"),
        ({"quantity": "1,5"}, "not_a_number"),
        ({"quantity": "nan"}, "not_a_number"),
        ({"quantity": "inf"}, "not_a_number"),
        ({"quantity": "1e400"}, "out_of_range"),
        ({"quantity": "0"}, "out_of_range"),
        ({"quantity": "-1"}, "out_of_range"),
        ({"committed_pct": "101"}, "out_of_range"),
        ({"committed_pct": "-0.1"}, "out_of_range"),
        ({"direction": "both"}, "unknown_code"),
        ({"site_id": "S2"}, "unknown_reference"),
        ({"resource_code": "forest"}, "not_a_leaf"),
        ({"resource_code": "barque"}, "unknown_reference"),
    ],
)
def test_a_wrong_cell_is_named(change: dict[str, str], code: str) -> None:
    (column,) = change
    assert codes(check_flows(change)) == [(2, column, code)]


@pytest.mark.parametrize("number", ["0", "100", "99.5", "1e1", ".5"])
def test_the_ends_of_a_range_belong_to_it(number: str) -> None:
    assert check_flows({"committed_pct": number}).issues == ()


def test_all_issues_of_all_cells_are_collected_in_order() -> None:
    checked = check_flows({"quantity": "x", "unit": "lbs"}, {"flow_id": "F2", "direction": ""})
    assert codes(checked) == [
        (2, "quantity", "not_a_number"),
        (2, "unit", "unknown_code"),
        (3, "direction", "missing_value"),
    ]


def test_a_wrong_cell_is_emptied_and_its_neighbours_stay() -> None:
    checked = check_flows({"quantity": "x"}, {"flow_id": "F2"})
    assert checked.frame["quantity"].isna().tolist() == [True, False]
    assert checked.frame.loc[3, "quantity"] == 10.0


def test_the_second_row_of_a_key_is_the_wrong_one() -> None:
    assert codes(check_flows({}, {})) == [(3, "flow_id", "duplicate_key")]


def test_an_empty_key_is_missing_not_a_duplicate() -> None:
    found = codes(check_flows({"flow_id": ""}, {"flow_id": ""}))
    assert found == [(2, "flow_id", "missing_value"), (3, "flow_id", "missing_value")]


def test_other_spellings_of_codes_are_understood() -> None:
    table = cells(FLOW, {"unit": "t/yr"}).assign(basis="public")
    row = check(table, dictionary("flows"), known=KNOWN).frame.loc[2]
    assert (row["unit"], row["evidence"]) == ("t", "reported")


@pytest.mark.parametrize(
    ("nace", "is_right"), [("24.10", True), ("24", True), ("2410", False), ("C24", False)]
)
def test_nace_is_two_digits_or_two_and_two(nace: str, is_right: bool) -> None:
    checked = check(cells(SITE, {"nace": nace}), dictionary("sites"))
    assert (checked.issues == ()) is is_right


@pytest.mark.parametrize(("lat", "lon"), [("9.85", "63.3"), ("63.3", "190"), ("7023000", "9.85")])
def test_positions_lie_in_the_north(lat: str, lon: str) -> None:
    checked = check(cells(SITE, {"lat": lat, "lon": lon}), dictionary("sites"))
    assert {issue.code for issue in checked.issues} == {"out_of_range"}


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "${7*7}", "`x`", "=1+1", "![x](http://x)", "\\", "{name}", "%s"]
)
def test_hostile_names_stay_text(name: str) -> None:
    checked = check(cells(SITE, {"name": name}), dictionary("sites"))
    assert checked.issues == ()
    assert checked.frame.loc[2, "name"] == name


def test_a_long_value_is_shown_shortened() -> None:
    (issue,) = check_flows({"quantity": "x" * 10_000}).issues
    assert len(issue.value) == 60


def test_columns_that_nobody_knows_are_left_out() -> None:
    checked = check(cells(FLOW).assign(colour="red"), dictionary("flows"), known=KNOWN)
    assert "colour" not in checked.frame


def test_a_table_without_rows_is_checked_too() -> None:
    empty = pd.DataFrame(columns=list(FLOW), dtype=str)
    checked = check(empty, dictionary("flows"), known=KNOWN)
    assert checked.issues == ()
    assert checked.frame["quantity"].dtype == float


def test_whole_numbers_and_yes_or_no_are_asked_for() -> None:
    row = {"code": "bark", "level": "2.5", "core": "maybe", "name_en": "Bark", "name_nb": "Bark"}
    row |= {"name_nn": "Bork", "name_sv": "Bark"}
    found = codes(check(cells(row), dictionary("resources")))
    assert found == [(2, "level", "not_a_whole_number"), (2, "core", "not_yes_or_no")]
