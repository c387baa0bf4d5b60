"""Words that mean something else, or nothing, in a language are not used in it."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Final

import pytest

TEXTS: Final = Path(__file__).parents[2] / "symgeo" / "texts"
UNFIT: Final = {
    "nb": (r"fysisk strøm", r"virkelig sak\b", r"krysser andres grunn"),
    "nn": (r"fysisk straum", r"verkeleg sak\b", r"kryssar grunnen", r"trekkingar"),
    "sv": (r"\bnav\b", r"korsar andras mark"),
}
"""A stream of power for one of things, a matter for a case, to cross a plan, the hub of a wheel."""


@pytest.mark.parametrize("language", UNFIT)
def test_no_text_has_a_word_that_does_not_fit(language: str) -> None:
    catalogues = [path.read_text("utf-8") for path in (TEXTS / "catalogues" / language).glob("*.po")]
    with (TEXTS / "reference" / "translations.csv").open(encoding="utf-8", newline="") as file:
        written = "\n".join([*catalogues, *(row[language] for row in csv.DictReader(file))])
    assert [word for word in UNFIT[language] if re.search(word, written, re.IGNORECASE)] == []
