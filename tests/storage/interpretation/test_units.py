"""Units and periods are known by their usual spellings; what is unclear is asked."""

from __future__ import annotations

import pytest

from symgeo.storage.interpretation.units import read_unit
from symgeo.storage.interpretation.vocabulary import Knowledge


@pytest.mark.parametrize(
    ("written", "base", "factor", "a_year"),
    [
        ("MWh/år", "MWh", 1, 1),
        ("GWh pr. år", "MWh", 1000, 1),
        ("kWh per month", "MWh", 0.001, 12),
        ("tonn/uke", "t", 1, 365 / 7),
        ("m³/døgn", "m3", 1, 365),
        ("1000 m3/år", "m3", 1000, 1),
        ("tusen tonn per år", "t", 1000, 1),
        ("mill. kWh årlig", "MWh", 1000, 1),
        ("ton/vecka", "t", 1, 365 / 7),
        ("kg per kvartal", "t", 0.001, 4),
    ],
)
def test_unit_and_period(knowledge: Knowledge, written: str, base: str, factor: float, a_year: float) -> None:
    unit = read_unit(written, knowledge.units)
    assert (unit.base, unit.needs_hours) == (base, False)
    assert unit.factor == pytest.approx(factor)
    assert unit.a_year == pytest.approx(a_year)


@pytest.mark.parametrize(
    ("written", "base", "an_hour"),
    [("kW", "MWh", 0.001), ("MW", "MWh", 1), ("t/h", "t", 1), ("l/s", "m3", 3.6), ("m3/time", "m3", 1)],
)
def test_what_flows_by_the_hour_needs_hours(
    knowledge: Knowledge, written: str, base: str, an_hour: float
) -> None:
    unit = read_unit(written, knowledge.units)
    assert (unit.base, unit.needs_hours) == (base, True)
    assert unit.factor == pytest.approx(an_hour)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "unit_missing"),
        ("favner", "unit_unknown"),
        ("m3/t", "unit_unknown"),
        ("mt", "unit_unknown"),
        ("tonn TS/år", "unit_unknown"),
        ("kW/år", "unit_unknown"),
        ("NOK/år", "money_refused"),
        ("MNOK", "money_refused"),
        ("kr", "money_refused"),
        ("%", "percent_refused"),
        ("prosent", "percent_refused"),
    ],
)
def test_what_is_no_clear_unit(knowledge: Knowledge, written: str, problem: str) -> None:
    assert read_unit(written, knowledge.units).problem == problem


def test_capitals_matter_only_where_they_must(knowledge: Knowledge) -> None:
    assert read_unit("Mt", knowledge.units).factor == 1_000_000
    assert read_unit("mwh", knowledge.units).base == read_unit("MWH", knowledge.units).base == "MWh"
