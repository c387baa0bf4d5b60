"""The address holds the whole state, and reads back what it wrote."""

from __future__ import annotations

import pytest

from symgeo.analysis.saved_views import Area
from symgeo.ui.session import Address, browser_language, encode, parse, read_area, write_area


def test_what_is_written_reads_back_the_same() -> None:
    address = Address(
        lang="nn",
        counties=("NO-50", "SE-Y"),
        resources=("heat", "heat_60_100"),
        tiers=("A", "X"),
        distance_km=20,
        query="Mo i Rana & co",
        selected="F0001~F0010",
        view="table",
        beside="NO-15",
        goal="money",
        budget=2500,
        must=("F0001~F0010",),
        never=("F0002~F0011", "F0003~F0012"),
        closed="TR001",
        weights="10-60-20-10-10-80-10",
        reach=50,
        hubs=("TR001", "own:7"),
        radius_km=8,
        least_sites=4,
        water="across",
        grouping="density",
        barriers=("social", "competence"),
        plan="3",
        versus="12",
        nace="03.22",
        haves=("heat_lt30",),
        wants=("oxygen", "co2"),
        area="62.125~-9~63~10.5",
        section="plan",
    )
    assert parse(encode(address), language="en") == address


def test_the_language_is_always_written_and_nothing_else_of_a_blank_address() -> None:
    assert encode(Address(lang="sv")) == {"lang": ["sv"]}


@pytest.mark.parametrize("given", ["-3", "1e3", "12.5", "", "ten", "99999999"])
def test_a_distance_that_is_none_is_no_limit(given: str) -> None:
    assert parse({"distance": [given]}, language="en").distance_km == 0


@pytest.mark.parametrize("given", ["63~9~62~10", "62~9~63", "62~9~91~10", "nan~9~63~10", "1e1~9~63~10"])
def test_an_area_that_is_none_is_dropped(given: str) -> None:
    assert parse({"area": [given]}, language="en").area == ""


def test_an_area_is_read_as_it_was_written() -> None:
    area = Area(62.125, -9.0, 63.0, 10.5)
    assert write_area(area) == "62.125~-9~63~10.5"
    assert read_area(write_area(area)) == area


def test_a_long_query_is_cut() -> None:
    assert len(parse({"q": ["x" * 5000]}, language="en").query) == 80


@pytest.mark.parametrize("code", ["<script>", "a b", "x" * 81, "${1}"])
def test_codes_with_strange_characters_are_dropped(code: str) -> None:
    assert parse({"county": [code]}, language="en").counties == ()


def test_a_locale_with_underscore_is_understood() -> None:
    assert browser_language("nb_NO") == "nb"
