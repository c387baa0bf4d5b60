"""Numbers are read as written, and what is ambiguous is not guessed."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.storage.interpretation.numbers import Flag, read_numbers


def one(text: str, *others: str) -> tuple[float, str, str]:
    numbers = read_numbers(pd.Series([text, *others], dtype=str))
    return numbers.value.iloc[0], numbers.unit.iloc[0], numbers.problem.iloc[0]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 234,5", 1234.5),
        ("1\u202f234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567),
        ("1'234'567", 1_234_567),
        ("0,123", 0.123),
        ("12,5", 12.5),
        ("1234.567", 1234.567),
        ("−5", -5),
        ("1,2E+05", 120_000),
        ("2,5 mill.", 2_500_000),
        ("3 tusen", 3_000),
    ],
)
def test_marks_and_thousands(written: str, value: float) -> None:
    assert one(written) == (value, "", "")


@pytest.mark.parametrize("written", ["1.234", "1,234", "12.345", "999.000"])
def test_one_mark_before_three_digits_is_ambiguous(written: str) -> None:
    value, _, problem = one(written)
    assert (math.isnan(value), problem) == (True, "number_ambiguous")


@pytest.mark.parametrize(
    ("written", "other", "value"),
    [
        ("1.234", "12.5", 1.234),
        ("1.234", "12,5", 1234.0),
        ("1,234", "1.234.567", 1.234),
    ],
)
def test_another_cell_of_the_column_can_decide(written: str, other: str, value: float) -> None:
    found, _, problem = one(written, other)
    assert (found, problem) == (value, "")


def test_a_column_that_contradicts_itself_is_asked() -> None:
    numbers = read_numbers(pd.Series(["1.234", "12,5", "12.5"], dtype=str))
    assert numbers.problem.tolist() == ["number_ambiguous", "", ""]


def test_a_person_or_the_file_itself_decides() -> None:
    texts = pd.Series(["1.234"], dtype=str)
    assert read_numbers(texts, decimal=",").value.tolist() == [1234.0]
    assert read_numbers(texts, decimal=".").value.tolist() == [1.234]
    assert read_numbers(texts, has_point=pd.Series([True])).value.tolist() == [1.234]


@pytest.mark.parametrize(
    ("written", "value", "low", "high", "flag"),
    [
        ("10-20", 15, 10, 20, Flag.RANGE),
        ("10 – 20", 15, 10, 20, Flag.RANGE),
        ("mellom 10 og 20", 15, 10, 20, Flag.RANGE),
        ("100 ± 20", 100, 80, 120, Flag.RANGE),
        ("ca. 500", 500, 500, 500, Flag.ABOUT),
        ("500 (estimat)", 500, 500, 500, Flag.ABOUT),
        ("<50", 25, 0, 50, Flag.AT_MOST),
        ("> 50", 50, 50, 50, Flag.AT_LEAST),
    ],
)
def test_ranges_and_bounds(written: str, value: float, low: float, high: float, flag: str) -> None:
    numbers = read_numbers(pd.Series([written], dtype=str))
    assert [numbers.value[0], numbers.low[0], numbers.high[0], numbers.flag[0]] == [value, low, high, flag]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("kr 500 000", "money_refused"),
        ("500,-", "money_refused"),
        ("2024-10-12", "looks_like_date"),
        ("20-10", "low_above_high"),
        ("12 34", "not_a_number"),
        ("12.34.56", "not_a_number"),
        ("mange", "not_a_number"),
        ("1" * 100, "not_a_number"),
    ],
)
def test_what_is_no_amount_is_refused(written: str, problem: str) -> None:
    assert one(written)[2] == problem


def test_the_unit_behind_a_number_is_kept() -> None:
    assert one("12 GWh/år") == (12.0, "GWh/år", "")


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=20))
def test_any_text_gives_a_number_or_a_problem(texts: list[str]) -> None:
    numbers = read_numbers(pd.Series(texts, dtype=str))
    silent = numbers.value.isna() & (numbers.problem == "") & (pd.Series(texts).str.strip() != "")
    assert not silent.any()
