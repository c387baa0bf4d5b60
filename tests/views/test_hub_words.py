"""A hub in words: what is said, and that nothing is said that nobody knows."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import NO_TAKER, Hubs, find_hubs, measure, who_would_fit
from symgeo.analysis.opportunities import find
from symgeo.texts import texts_for
from symgeo.views.hub_portraits import draw_portrait
from symgeo.views.hub_tables import list_recruiting
from symgeo.views.hub_words import name_division, name_sites, say_basis, say_fits, say_loops, say_measures
from symgeo.vocabulary import LANGUAGES

ENGLISH = texts_for("en")


@pytest.fixture(scope="module")
def found(example: Dataset) -> pd.DataFrame:
    return find(example)


@pytest.fixture(scope="module")
def hubs(example: Dataset) -> Hubs:
    return find_hubs(example)


def test_a_loop_is_said_only_where_there_is_one(hubs: Hubs, example: Dataset, found: pd.DataFrame) -> None:
    loop, star = (measure(hubs.sites_of(hub), example, found) for hub in ("VN017", "MR005"))
    assert say_loops(loop, ENGLISH) == ENGLISH("hubs.loops_one", cyclicity="1")
    assert say_loops(star, ENGLISH) == ENGLISH("hubs.loops_none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hub_of_the_example_can_be_told(
    language: str, hubs: Hubs, example: Dataset, found: pd.DataFrame
) -> None:
    texts = texts_for(language)
    for hub in hubs.table.index:
        told = say_measures(measure(hubs.sites_of(hub), example, found), example, texts)
        assert all(sentence.endswith(".") for sentence in told)
        assert "nan" not in " ".join(told).split()


def test_an_example_figure_is_an_order_of_magnitude_in_the_recruitment_list(
    hubs: Hubs, example: Dataset, found: pd.DataFrame
) -> None:
    one = draw_portrait("TR001", hubs, example, found)
    fits = [
        who_would_fit(str(row.kind), str(row.resource_code), example.reference)
        for row in one.missing.itertuples()
    ]
    table = list_recruiting(one, fits, found, example, ENGLISH).frame
    shown = (one.missing["evidence"] == "illustrative").to_numpy()
    assert shown.any()
    assert not shown.all()
    assert table["amount"][shown].str.startswith("about").all()
    assert not table["amount"][~shown].str.startswith("about").any()


def test_who_would_fit_is_named_with_place_and_source(example: Dataset) -> None:
    fits = who_would_fit(NO_TAKER, "heat_lt30", example.reference)
    assert "as Tjeldbergodden (" in say_fits(fits, ENGLISH)
    assert "M019: " in say_basis(fits, ENGLISH)


def test_more_sites_than_a_line_holds_are_counted(example: Dataset) -> None:
    sites = ["TR001", "TR002", "TR003", "TR004"]
    assert name_sites(sites, example, ENGLISH, most=2).endswith(" and 2 more")


def test_every_division_of_the_data_has_a_name(example: Dataset) -> None:
    divisions = {str(nace)[:2] for nace in example.sites["nace"]}
    unnamed = [d for d in divisions if name_division(d, ENGLISH) == ENGLISH("hubs.division", number=d)]
    assert unnamed == []
    assert name_division("04", ENGLISH) == "NACE division 04"
