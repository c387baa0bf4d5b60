"""The sentences that tell a selection: singular and plural, and nothing of what there is none of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from symgeo.analysis.selection import Filters
from symgeo.handouts.material import Material, narrow
from symgeo.handouts.story import tell_all


@pytest.mark.parametrize(
    ("wins", "said"),
    [
        (0, "ingen ser ut som ein rask gevinst."),
        (1, "1 ser ut som ein rask gevinst."),
        (2, "2 ser ut som raske gevinstar."),
    ],
)
def test_quick_wins_are_counted_as_people_say_it(material: Material, wins: int, said: str) -> None:
    found = material.found
    others = found[found["tier"] == "B"].head(1)
    few = replace(material, found=pd.concat([found[found["tier"] == "A"].head(wins), others]))
    assert tell_all(few)[0].endswith(said)


def test_a_sentence_about_all_counties_begins_with_a_capital(material: Material) -> None:
    assert tell_all(narrow(material, Filters()))[0].startswith("Alle fylke: ")


def test_emissions_are_told_alone_where_no_electricity_is_freed(material: Material) -> None:
    ideas = narrow(material, Filters(tiers=("A", "B", "C"))).counted
    known = ideas[~ideas["is_illustrative"]].head(1)
    for freed, said in ((0.0, False), (190.0, True)):
        told = tell_all(replace(material, counted=known.assign(electricity_freed_mwh=freed)))[2]
        assert ("straum" in told) is said
        assert "utsleppa" in told
