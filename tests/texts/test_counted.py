"""One of something is told as one, in every language that has a form for it."""

from __future__ import annotations

import pytest

from symgeo.texts import texts_for

ONE = {
    "hubs.tile_exchanges": (
        "exchange in operation",
        "utveksling i drift",
        "utveksling i drift",
        "utbyte i drift",
    ),
    "hubs.tile_ideas": ("new pair", "nytt par", "nytt par", "nytt par"),
    "hubs.typical_exchanges": (
        "1 exchange elsewhere",
        "1 utveksling andre steder",
        "1 utveksling andre stader",
        "1 utbyte på andra håll",
    ),
    "handouts.wins": (
        "1 looks like a quick win",
        "1 ser ut som en rask gevinst",
        "1 ser ut som ein rask gevinst",
        "1 ser ut som en snabb vinst",
    ),
    "county.tile_wins": ("quick win", "rask gevinst", "rask gevinst", "snabb vinst"),
}


@pytest.mark.parametrize("key", ONE)
def test_one_has_a_form_of_its_own(key: str) -> None:
    for language, one in zip(("en", "nb", "nn", "sv"), ONE[key], strict=True):
        texts = texts_for(language)
        assert texts.plural(key, 1) == one
        assert texts.plural(key, 2) != one.replace("1", "2")
