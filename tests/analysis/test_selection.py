"""Filters on small worlds."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import (
    Filters,
    drop_one_filter,
    fold,
    leaves,
    select,
    select_sites,
    widen_distance,
)
from tests.analysis.world import two_sites


def _world() -> tuple[pd.DataFrame, Dataset]:
    dataset = two_sites(
        sites={
            "S1": {"name": "Ørsta smelteverk", "county_code": "NO-15"},
            "S2": {"name": "Nett", "county_code": "NO-50", "lat": 63.309},
        }
    )
    return find(dataset), dataset


def test_either_side_in_a_county_counts() -> None:
    found, dataset = _world()
    assert len(select(found, dataset, Filters(counties=("NO-15",)))) == 1
    assert len(select(found, dataset, Filters(counties=("NO-50",)))) == 1
    assert select(found, dataset, Filters(counties=("SE-Y",))).empty


def test_search_ignores_case_and_nordic_letters() -> None:
    found, dataset = _world()
    assert len(select(found, dataset, Filters(query="orsta"))) == 1
    assert select_sites(dataset, Filters(query="SMELTEVERK")).index.tolist() == ["S1"]
    assert select(found, dataset, Filters(query="(")).empty
    assert fold("Åndalsnes Ørsta Östrand") == "andalsnes orsta ostrand"


def test_group_stands_for_its_leaves() -> None:
    found, dataset = _world()
    assert leaves(("heat",), dataset.reference.resources) == ("heat_60_100",)
    assert len(select(found, dataset, Filters(resources=("heat",)))) == 1
    assert select(found, dataset, Filters(resources=("forest",))).empty


def test_ideas_are_shown_unless_tiers_are_asked_for() -> None:
    found, dataset = _world()
    assert len(select(found, dataset, Filters())) == 1
    assert select(found, dataset, Filters(tiers=("D",))).empty


def test_empty_result_offers_the_next_distance_that_helps() -> None:
    found, dataset = _world()
    narrow = Filters(max_distance_km=0.5)
    assert select(found, dataset, narrow).empty
    assert widen_distance(found, dataset, narrow, (0.8, 5.0, 10.0)) == (5.0, 1)
    assert widen_distance(found, dataset, Filters(max_distance_km=0.5, query="nobody"), (5.0,)) == (None, 0)


def test_empty_result_names_the_filter_to_drop() -> None:
    found, dataset = _world()
    offer = drop_one_filter(found, dataset, Filters(counties=("NO-15",), query="nobody"))
    assert offer is not None
    assert (offer[0], offer[1].query, offer[2]) == ("query", "", 1)
    assert drop_one_filter(found, dataset, Filters(counties=("SE-Y",), query="nobody")) is None
