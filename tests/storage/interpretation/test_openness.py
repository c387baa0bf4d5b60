"""Who may see a row is read in four languages, and what is not understood stays with the staff."""

from __future__ import annotations

import pytest

from symgeo.storage.interpretation.codes import Code
from tests.storage.interpretation.conftest import Interpret


@pytest.mark.parametrize(
    ("heading", "word", "code"),
    [
        ("Openness", "internal", "internal"),
        ("Åpenhet", "konfidensiell", "confidential"),
        ("Openheit", "open", "open"),
        ("Öppenhet", "öppen", "open"),
        ("Sekretess", "hemlig", "confidential"),
        ("Konfidensialitet", "", ""),
    ],
)
def test_words_of_four_languages_are_known(
    interpreted: Interpret, heading: str, word: str, code: str
) -> None:
    found = interpreted(f"Navn;Kommune;{heading}\nA;Orkland;{word}\n")
    assert found.sites["openness"].tolist() == [code]


def test_a_word_that_nobody_knows_is_told_and_hides(interpreted: Interpret) -> None:
    found = interpreted("Navn;Kommune;Åpenhet\nA;Orkland;kanskje\n")
    assert found.sites["openness"].tolist() == ["confidential"]
    assert Code.WORD_UNKNOWN in [finding.code for finding in found.findings]


def test_a_site_is_as_open_as_the_least_open_of_its_rows(interpreted: Interpret) -> None:
    rows = "A;Orkland;bark;har;500 t;open\nA;Orkland;flis;har;300 t;intern\n"
    found = interpreted(f"Anlegg;Kommune;Ressurs;Retning;Mengde;Åpenhet\n{rows}")
    assert found.sites["openness"].tolist() == ["internal"]
    assert found.flows["openness"].tolist() == ["open", "internal"]
