"""A person's answers replace what was found, and good rows can be saved while others wait."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Outcome, TableKind
from symgeo.storage.interpretation.files import interpret_file, upload_of
from symgeo.storage.interpretation.interpret import interpret
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Kind, Reading
from tests.storage.interpretation.conftest import Interpret

AMOUNT = "Anlegg;Ressurs;Retning;Mengde;Enhet\nA;bark;har;1.234;t\nB;bark;har;500;t\n"


def quantity(interpreted: Interpret, text: str, answers: Answers) -> float:
    return float(interpreted(text, answers).flows["quantity"].iloc[0])


def test_a_decimal_mark_is_answered_once_for_a_column(interpreted: Interpret) -> None:
    assert quantity(interpreted, AMOUNT, Answers(decimals=((3, ","),))) == 1234.0
    assert quantity(interpreted, AMOUNT, Answers(decimals=((3, "."),))) == 1.234


def test_a_unit_is_answered_once_for_a_column(interpreted: Interpret) -> None:
    text = "Anlegg;Ressurs;Retning;Mengde\nA;bark;har;500\n"
    assert quantity(interpreted, text, Answers(units=((3, "tonn/uke"),))) == pytest.approx(500 * 365 / 7)


def test_a_resource_and_a_direction_are_answered(interpreted: Interpret) -> None:
    text = "Anlegg;Ressurs;Mengde\nA;Rusk og rask;500 t\n"
    found = interpreted(text, Answers(resources=(("rusk og rask", "wood_waste"),), direction="demand"))
    flow = found.flows.iloc[0]
    assert (flow["resource_code"], flow["direction"], found.count(Outcome.ACCEPT)) == (
        "wood_waste",
        "demand",
        1,
    )


def test_a_zone_is_answered(interpreted: Interpret) -> None:
    found = interpreted("Navn,X,Y\nA,569700,7034800\n", Answers(system="EPSG:25832"))
    assert round(found.sites["lon"].iloc[0], 2) == 10.40


def test_a_chosen_county_tests_a_zone_that_is_missing(interpreted: Interpret) -> None:
    found = interpreted("Navn,X,Y\nA,569700,7034800\n", Answers(counties=("NO-50",)))
    assert (found.system, found.count(Outcome.ACCEPT)) == ("EPSG:25832", 1)


def test_a_site_outside_the_chosen_counties_is_asked(interpreted: Interpret) -> None:
    found = interpreted("Navn;Lat;Lon\nA;62,4723;6,1549\n", Answers(counties=("NO-50",)))
    assert [str(finding.code) for finding in found.findings] == ["outside_chosen_counties"]


def test_a_column_gets_another_meaning(interpreted: Interpret) -> None:
    found = interpreted(
        "Hvem;Lat;Lon;Rart\nA;63,4305;10,3951;900\n",
        Answers(fields=((0, "name"), (3, "resource_amount:bark"))),
    )
    assert (found.table, found.flows["resource_code"].tolist()) == (TableKind.WIDE, ["bark"])


def test_a_column_of_pairs_is_known_without_its_heading(interpreted: Interpret) -> None:
    found = interpreted("Navn;Kommune;Hvor da\nA;Trondheim;63.4305, 10.3951\nB;Orkland;63.3174, 9.8736\n")
    assert (found.columns[2].field, found.count(Outcome.ACCEPT)) == ("coordinates", 2)


def test_a_finding_that_was_looked_at_is_let_pass(interpreted: Interpret) -> None:
    text = "Navn;Lat;Lon\nA;10,3951;63,4305\n"
    assert interpreted(text, Answers(accepted=frozenset({(2, "axes_swapped")}))).count(Outcome.ACCEPT) == 1


def test_the_header_row_is_chosen(interpreted: Interpret) -> None:
    text = "Navn;Kommune\nAnlegg;Kommune\nA;Orkland\n"
    assert interpreted(text, Answers(header_rows=(2,))).rows.index.tolist() == [3]


def test_only_good_rows_are_saved(interpreted: Interpret) -> None:
    upload = upload_of(interpreted("Navn;Lat;Lon\nA;63,4305;10,3951\nB;feil;10,3951\n"))
    assert upload.sites is not None
    assert upload.sites.frame["name"].tolist() == ["A"]
    assert upload.invented_ids == {"row-2"}
    assert {"name", "lat", "lon"} <= upload.sites.given


def test_flows_of_a_wide_table_point_at_their_sites(interpreted: Interpret) -> None:
    upload = upload_of(
        interpreted("Navn;Kommunenr;Bark overskudd (t/år);Behov flis (t/år)\nA;5059;10;20\nB;5001;5;\n")
    )
    assert upload.flows is not None
    frame = upload.flows.frame
    assert frame["site_id"].tolist() == ["row-2", "row-3", "row-2"]
    assert frame["flow_id"].is_unique


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1;2;3\n4;5;6\n", "no_header"),
        ("Navn;Kommune;Lat;Lon\n", "no_rows"),
        ("Region;År;Folketal\nOrkland;2023;18000\n", "not_a_site_table"),
        ("Kommune;År;Innbyggere;Kilde\nOrkland;2023;18000;SSB\n", "not_a_site_table"),
    ],
)
def test_what_is_no_table_of_sites_is_said(interpreted: Interpret, text: str, problem: str) -> None:
    assert interpreted(text).problem == problem


def test_the_shipped_example_is_read_without_a_question(knowledge: Knowledge) -> None:
    for name, rows in (("sites", 131), ("flows", 401)):
        _, found = interpret_file(DATA_FOLDER / "demo" / f"{name}.csv", knowledge)
        good = found.count(Outcome.ACCEPT) + found.count(Outcome.WARN)
        assert (found.table, good) == (name, rows)


CELLS = (
    *("", "Navn", "Kommune", "Lat", "Lon", "Mengde", "Enhet", "Ressurs", "Sum", "63,43", "10.39", "1.234"),
    *("5059", "slam", "spillvarme", "MWh/år", "x", "-", "kr 5", "POINT(1 2)", "=1+1", "Kilde: x", "32V"),
    "a" * 300,
)
CELL = st.sampled_from(CELLS)


def test_any_grid_is_interpreted(knowledge: Knowledge) -> None:
    # The knowledge is no argument of what is tried: hypothesis would write all of it into its report.
    @settings(max_examples=40, deadline=None)
    @given(rows=st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=1, max_size=8))
    @example(rows=[["", "", "", "slam", "Navn"], ["", "", "", "", "Navn"]])
    def holds(rows: list[list[str]]) -> None:
        index = pd.Index(range(1, len(rows) + 1), name="row")
        grid = pd.DataFrame(rows, index=index, columns=pd.RangeIndex(5), dtype=str)
        found = interpret(Reading("x.csv", Kind.TEXT, grid[(grid != "").any(axis=1)]), knowledge)
        assert sum(found.count(outcome) for outcome in Outcome) == len(found.rows)

    holds()
