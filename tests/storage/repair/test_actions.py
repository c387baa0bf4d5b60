"""Each kind of mistake has an action that mends it, and undoing it gives the state before."""

from __future__ import annotations

import pytest

from symgeo.storage.interpretation.codes import Code, Outcome
from symgeo.storage.readers.reading import ReadOptions
from symgeo.storage.repair.changes import ActionKind, apply
from symgeo.storage.repair.groups import filled
from symgeo.storage.repair.points import with_point
from symgeo.storage.repair.replay import replay
from symgeo.storage.repair.state import History, Point, RepairState, with_options, with_rows_left_out
from tests.storage.repair.conftest import File, Open

FLOWS = "Anlegg;Kommune;Ressurs;Retning;Mengde;Enhet;Temperatur\n"


def quantity(file: File, row: int = 2) -> float:
    flows = file.found.flows
    return float(flows.loc[flows["row"] == row, "quantity"].iloc[0])


def outcomes(file: File) -> list[str]:
    return [str(outcome) for outcome in file.found.rows["outcome"]]


@pytest.mark.parametrize(
    ("kind", "tonnes"), [(ActionKind.DECIMAL_COMMA, 1234.0), (ActionKind.DECIMAL_POINT, 1.234)]
)
def test_an_ambiguous_column_is_read_as_somebody_says(
    open_text: Open, kind: ActionKind, tonnes: float
) -> None:
    file = open_text(FLOWS + "A;Orkland;bark;har;1.234;t;\nB;Melhus;bark;har;500;t;\n").press(kind)
    assert (quantity(file), quantity(file, 3)) == (tonnes, 500.0)


def test_a_unit_is_said_once_for_a_column(open_text: Open) -> None:
    file = open_text("Anlegg;Kommune;Ressurs;Retning;Mengde\nA;Orkland;bark;har;500\nB;Melhus;bark;har;900\n")
    assert outcomes(file) == ["ask", "ask"]
    pressed = file.press(ActionKind.UNIT_OF_COLUMN, "kg")
    assert (quantity(pressed), pressed.summary.bad) == (0.5, 0)


def test_each_resource_can_have_its_usual_unit(open_text: Open) -> None:
    text = "Anlegg;Kommune;Ressurs;Retning;Mengde\nA;Orkland;bark;har;5000\nB;Melhus;oksygen;har;7\n"
    file = open_text(text + "C;Melhus;elektrisk kraft;har;900\n")
    pressed = file.press(ActionKind.USUAL_UNITS)
    assert pressed.found.flows["unit"].tolist() == ["t", "t", "MWh"]


def test_a_word_is_said_to_be_a_resource_in_all_its_rows(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;Barkk;har;500;t;\nB;Melhus;barkk;har;700;t;\n")
    pressed = file.press(ActionKind.RESOURCE_WORD, "bark")
    assert (file.groups[0].rows, pressed.found.flows["resource_code"].tolist()) == ((2, 3), ["bark"] * 2)


def test_a_direction_is_said_once_for_all(open_text: Open) -> None:
    file = open_text("Anlegg;Kommune;Ressurs;Mengde;Enhet\nA;Orkland;bark;500;t\nB;Melhus;bark;700;t\n")
    pressed = file.press(ActionKind.DIRECTION, "demand")
    assert pressed.found.flows["direction"].tolist() == ["demand", "demand"]


def test_a_zone_is_said_once_for_all(open_text: Open) -> None:
    file = open_text("Navn;Nord;Øst\nA;7034800;569700\nB;7034900;569800\n")
    assert [str(group.code) for group in file.groups] == [Code.ZONE_MISSING]
    pressed = file.press(ActionKind.SYSTEM, "UTM 32")
    assert (pressed.found.system, pressed.summary.good) == ("EPSG:25832", 2)


def test_a_point_that_cannot_be_used_gives_way_to_the_municipality(open_text: Open) -> None:
    file = open_text("Navn;Kommune;Lat;Lon\nA;Orkland;63,3;abc\nB;Orkland;63,30;9,85\n")
    pressed = file.press(ActionKind.POINT_FROM_MUNICIPALITY)
    assert outcomes(pressed) == ["warn", "accept"]
    assert pressed.found.sites.at[2, "municipality"] == "Orkland"


def test_a_date_becomes_the_range_that_it_was(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;bark;har;12.10.2024;t;\n").press(ActionKind.DATE_AS_RANGE)
    assert file.state.edits == (((2, 4), "12-10"),)
    assert quantity(file.press(ActionKind.SORT_RANGE)) == 11.0


def test_amounts_that_are_too_large_are_read_in_a_smaller_unit(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;spillvarme;har;900 000 000;MWh;80\n")
    assert [str(group.code) for group in file.groups] == [Code.AMOUNT_IMPLAUSIBLE]
    assert quantity(file.press(ActionKind.OTHER_UNIT, "kWh")) == 900_000.0


def test_power_runs_all_year_where_somebody_says_so(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;spillvarme;har;2;MW;80\n").press(ActionKind.ALL_YEAR)
    assert quantity(file) == 17520.0


def test_a_temperature_is_typed_once_for_all_rows(open_text: Open) -> None:
    text = "Anlegg;Kommune;Ressurs;Retning;Mengde;Enhet\n"
    file = open_text(text + "A;Orkland;spillvarme;har;500;MWh\nB;Melhus;spillvarme;har;700;MWh\n")
    group = next(group for group in file.groups if group.code is Code.TEMPERATURE_MISSING)
    filled_in = file.then(apply(file.state, filled(group, file.found, "80", "temp_c")))
    assert filled_in.found.flows["resource_code"].tolist() == ["heat_60_100", "heat_60_100"]


def test_a_site_is_kept_without_what_is_not_known_of_its_flow(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;bark;har;mye;t;\n").press(ActionKind.WITHOUT_FLOW)
    assert (len(file.found.sites), len(file.found.flows), file.summary.bad) == (1, 0, 0)


def test_one_of_two_sites_of_one_id_gets_a_new_one(open_text: Open) -> None:
    file = open_text("Id;Navn;Kommune\n7;A;Orkland\n7;B;Melhus\n").press(ActionKind.NEW_IDS)
    assert file.found.sites["site_id"].tolist() == ["7", ""]


def test_a_municipality_that_exists_twice_is_chosen(open_text: Open) -> None:
    file = open_text("Navn;Kommune\nA;Herøy\n").press(ActionKind.MUNICIPALITY, "1515")
    assert file.found.sites.at[2, "county_code"] == "NO-15"


def test_rows_that_are_left_out_are_no_rows_any_more(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;bark;har;mye;t;\nB;Melhus;bark;har;5;t;\n")
    left = file.then(with_rows_left_out(file.state, [2]))
    assert (left.summary.rows, left.summary.good, left.summary.left_out) == (1, 1, 1)


def test_a_press_on_the_map_places_a_site_with_and_without_columns_for_it(open_text: Open) -> None:
    for text in (
        "Navn;Kommune;Lat;Lon\nA;Orkland;;\n",
        "Navn;Kommune\nA;Orkland\n",
        "Navn;Koordinater\nA;\n",
    ):
        file = open_text(text)
        point = Point(2, 9.85, 63.3, "Kart")
        placed = file.then(with_point(file.state, file.reading, file.found, point)).found.sites
        assert (placed.at[2, "lon"], placed.at[2, "lat"], placed.at[2, "coord_source"]) == (
            9.85,
            63.3,
            "Kart",
        )


def test_undo_is_the_state_before(open_text: Open) -> None:
    file = open_text(FLOWS + "A;Orkland;bark;har;1.234;t;\n")
    history = History().then(apply(file.state, file.action(ActionKind.DECIMAL_COMMA)))
    again = replay(file.reading, history.undo().current, file.knowledge)
    assert history.can_undo
    assert again.findings == file.found.findings
    assert history.undo().undo().current == RepairState()


def test_reading_the_file_another_way_forgets_what_was_said_about_cells(open_text: Open) -> None:
    state = open_text(FLOWS + "A;Orkland;bark;har;1.234;t;\n").press(ActionKind.DECIMAL_COMMA).state
    assert with_options(state, ReadOptions(delimiter=",")) == RepairState(options=ReadOptions(delimiter=","))
    assert with_options(state, ReadOptions()) == state


def test_each_finding_that_stops_a_row_has_an_action(open_text: Open) -> None:
    file = open_text(
        "Id;Navn;Kommune;Lat;Lon;Ressurs;Retning;Mengde;Enhet;Temperatur\n"
        "1;;Orkland;63,3;9,85;bark;har;5;t;\n2;B;Orkland;;9,85;bark;kanskje;5;t;\n"
        "3;C;Orkland;63,3;9,85;varme;har;5;kr;20 %\n4;D;;;;bark;har;5;t;\n"
    )
    stopped = file.found.rows["outcome"].isin([Outcome.ASK, Outcome.REJECT])
    grouped = {row for group in file.groups for row in group.rows}
    assert grouped == set(file.found.rows.index[stopped])
    assert all(group.actions for group in file.groups)
