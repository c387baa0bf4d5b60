"""Which county a site lies in, and what decided it."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.errors import TableError
from symgeo.storage.dataset import DATA_FOLDER, load_reference
from symgeo.storage.geography import Geography, assign_county, load_counties, load_places

TRONDHEIM = {"lat": 63.43, "lon": 10.39}


@pytest.fixture(scope="module")
def geography() -> Geography:
    reference = load_reference()
    sea = DATA_FOLDER / "geo" / "counties_sea.geojson"
    return Geography(reference.municipalities, reference.counties, sea)


def assigned(geography: Geography, **given: str | float) -> tuple[str, str, str]:
    blank = {"municipality_number": "", "municipality": "", "county_code": "", "county": "", "country": ""}
    sites = pd.DataFrame([blank | TRONDHEIM | given])
    row = assign_county(sites, geography).loc[0]
    return str(row["municipality_number"]), str(row["county_code"]), str(row["county_by"])


def test_the_number_decides_before_the_name(geography: Geography) -> None:
    found = assigned(geography, municipality_number="1508", municipality="Trondheim")
    assert found == ("1508", "NO-15", "number")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Trondheim", "5001"),
        ("Tråante", "5001"),
        ("Trondheim - Tråante", "5001"),
        ("Tråante – Trondheim", "5001"),
        ("TRONDHEIM kommune", "5001"),
        ("Røros", "5025"),
        ("Rosse", "5025"),
        ("Nåavmesjenjaelmie", "5007"),
        ("Snåsa", "5041"),
        ("Haram", "1580"),
        ("Sundsvalls kommun", "2281"),
        ("  örnsköldsvik ", "2284"),
    ],
)
def test_a_name_is_known_by_either_half(geography: Geography, written: str, number: str) -> None:
    assert assigned(geography, municipality=written)[::2] == (number, "name")


def test_the_official_name_is_given_back(geography: Geography) -> None:
    blank = {"municipality_number": "", "county_code": "", "county": "", "country": ""}
    sites = pd.DataFrame([blank | TRONDHEIM | {"municipality": "Røros"}])
    row = assign_county(sites, geography).loc[0]
    assert (row["municipality"], row["county"], row["country"]) == ("Rosse - Røros", "Trøndelag", "NO")


@pytest.mark.parametrize("county", ["Møre og Romsdal", "møre og romsdal fylke"])
def test_heroy_needs_its_county(geography: Geography, county: str) -> None:
    in_the_sea_off_heroy = {"lat": 62.34, "lon": 5.6}
    assert assigned(geography, municipality="Herøy", county=county) == ("1515", "NO-15", "name")
    alone = assigned(geography, municipality="Herøy", **in_the_sea_off_heroy)
    assert alone == ("", "NO-15", "nearest")
    assert assigned(geography, municipality="Herøy", county="Nordland") == ("", "NO-18", "name")


@pytest.mark.parametrize(
    ("county", "code"),
    [("Västernorrland", "SE-Y"), ("Västernorrlands län", "SE-Y"), ("Trööndelage", "NO-50")],
)
def test_a_county_alone_is_enough(geography: Geography, county: str, code: str) -> None:
    assert assigned(geography, county=county) == ("", code, "name")


def test_a_number_outside_the_table_still_names_its_county(geography: Geography) -> None:
    assert assigned(geography, municipality_number="0301", country="NO") == ("0301", "NO-03", "number")
    assert assigned(geography, municipality_number="1880", country="SE") == ("1880", "SE-T", "number")


def test_without_a_country_such_a_number_decides_nothing(geography: Geography) -> None:
    assert assigned(geography, municipality_number="1880")[1:] == ("NO-50", "nearest")


def test_a_quay_belongs_to_the_nearest_county(geography: Geography) -> None:
    fish_farm = {"lat": 63.75, "lon": 8.4}
    assert assigned(geography, **fish_farm) == ("", "NO-50", "nearest")


def test_far_from_every_county_there_is_none(geography: Geography) -> None:
    assert assigned(geography, lat=66.0, lon=4.0) == ("", "", "")


def test_a_site_without_a_position_and_a_name_has_no_county(geography: Geography) -> None:
    assert assigned(geography, lat=float("nan"), lon=float("nan")) == ("", "", "")


def test_the_index_of_the_caller_comes_back(geography: Geography) -> None:
    blank = {
        "municipality_number": "5001",
        "municipality": "",
        "county_code": "",
        "county": "",
        "country": "",
    }
    sites = pd.DataFrame([blank | TRONDHEIM] * 2, index=[7, 3])
    assert assign_county(sites, geography).index.tolist() == [7, 3]


def test_a_missing_file_is_said() -> None:
    with pytest.raises(TableError, match="missing"):
        load_counties(DATA_FOLDER / "geo" / "none.geojson")


def test_places_have_positions() -> None:
    places = load_places(DATA_FOLDER / "geo" / "places.csv")
    assert places.loc["2707684", "name"] == "Härnösand"
    assert places["lat"].between(54, 72).all()
