"""Which codes of trades there are, and how they may be typed."""

from __future__ import annotations

import pytest

from symgeo.tables.nace import CLASSES, DIVISIONS, GROUPS, read_nace
from symgeo.texts import texts_for


def test_there_are_as_many_codes_as_the_regulation_has() -> None:
    assert (len(DIVISIONS), len(GROUPS), len(CLASSES)) == (88, 272, 615)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("28", "28"), ("10.6", "10.6"), ("62.01", "62.01"), ("16.23", "16.23")),
        *(("1623", "16.23"), ("106", "10.6"), (" 0322 ", "03.22"), ("3.22", "03.22"), ("8", "08")),
        *(("C10.61", "10.61"), ("47.110", "47.11"), ("10411", "10.41"), ("10.41.0", "10.41")),
    ],
)
def test_a_code_is_read_with_and_without_dots(typed: str, code: str) -> None:
    assert read_nace(typed) == code


@pytest.mark.parametrize("typed", ["", "04", "10.60", "99.99", "100000", "10,6", "fisk", "<b>", "1.2.3.4"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_nace(typed) == ""


@pytest.mark.parametrize("language", ["en", "nb", "nn", "sv"])
def test_every_division_has_a_name_of_its_own(language: str) -> None:
    messages = texts_for(language).messages
    assert {f"nace.{division}" for division in DIVISIONS} == {
        key for key in messages if key.startswith("nace.")
    }
    names = [texts_for(language)(f"nace.{division}") for division in DIVISIONS]
    assert len(set(names)) == len(names)
