"""Headings are known in four languages, with units, systems and resources in them."""

from __future__ import annotations

import pytest

from symgeo.storage.interpretation.headers import language_of, match_header, match_headers
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.tables.schema import dictionary


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Navn på anlegget", "name"),
        ("Verksemdsnamn", "name"),
        ("Anläggningens namn", "name"),
        ("Facility name", "name"),
        ("Org.nr.", "organisation_number"),
        ("KOMMUNENR", "municipality_number"),
        ("Komunenummer", "municipality_number"),
        ("Kommunkod", "municipality_number"),
        ("Län", "county"),
        ("Breddegrad (desimalgrader)", "lat"),
        ("Längdgrad", "lon"),
        ("UTM33 Nord", "north"),
        ("Øst (UTM sone 32)", "east"),
        ("X-koordinat", "x"),
        ("WKT", "coordinates"),
        ("Poststed", "place"),
        ("Avfallskode", "ewc"),
        ("Temp. [°C]", "temp_c"),
        ("Mengd pr. veke", "quantity"),
        ("MWh/år", "quantity"),
        ("Driftstimer", "hours"),
        ("Omsetning (MNOK)", "ignored"),
        ("Bemerkning om noe helt annet", ""),
    ],
)
def test_a_heading_is_known(knowledge: Knowledge, heading: str, field: str) -> None:
    assert match_header("", heading, knowledge).field == field


def test_the_names_of_the_dictionary_are_known(knowledge: Knowledge) -> None:
    for table in ("sites", "flows"):
        for column in dictionary(table).columns:
            expected = "resource" if column.name == "resource_code" else column.name
            assert match_header("", column.name, knowledge).field == expected


@pytest.mark.parametrize(
    ("upper", "lower", "field", "first_code", "direction", "unit"),
    [
        ("", "Spillvarme (MWh/år)", "resource_amount", "heat_lt30", "supply", "MWh/år"),
        ("", "MWh spillvarme", "resource_amount", "heat_lt30", "supply", "MWh"),
        ("", "Behov damp, MWh", "resource_amount", "steam_lp", "demand", " MWh"),
        ("Overskudd", "Bark", "resource_amount", "bark", "supply", ""),
        ("Spillvarme", "Mengde (GWh/år)", "resource_amount", "heat_lt30", "supply", "GWh/år"),
        ("Spillvarme", "Temp", "temp_c", "heat_lt30", "supply", ""),
        ("", "Spillvarme temperatur (°C)", "temp_c", "heat_lt30", "supply", ""),
    ],
)
def test_a_resource_in_a_heading(
    knowledge: Knowledge, upper: str, lower: str, field: str, first_code: str, direction: str, unit: str
) -> None:
    found = match_header(upper, lower, knowledge)
    assert (found.field, found.resource[0], found.direction, found.unit) == (
        field,
        first_code,
        direction,
        unit,
    )


def test_a_heading_that_does_not_say_it_has_no_direction(knowledge: Knowledge) -> None:
    assert match_header("", "Slam (tonn/år)", knowledge).direction == ""


@pytest.mark.parametrize(
    ("headings", "language"),
    [
        (["Navn", "Kommune", "Mengde"], "nb"),
        (["Namn", "Kommune", "Mengd"], "nn"),
        (["Namn", "Kommun", "Mängd"], "sv"),
        (["Name", "Municipality", "Amount"], "en"),
    ],
)
def test_the_language_of_the_headings(knowledge: Knowledge, headings: list[str], language: str) -> None:
    assert language_of(match_headers([("", heading) for heading in headings], knowledge)) == language
