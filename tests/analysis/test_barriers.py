"""What stands in the way of pairs: levels from rules, reasons from the table of barriers."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.barriers import (
    KINDS,
    SERIOUS,
    competence_level,
    count_barriers,
    find_levels,
    find_reasons,
)
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import Filters, select
from symgeo.storage.dataset import load_demo


@pytest.fixture(scope="module")
def demo() -> Dataset:
    return load_demo()


@pytest.fixture(scope="module")
def found(demo: Dataset) -> pd.DataFrame:
    return find(demo)


def regulatory(pair: pd.Series, demo: Dataset) -> float:
    return float(find_levels(pair.to_frame().T, demo.reference).iloc[0]["regulatory"])


def test_competence_is_lacking_where_a_plant_or_a_young_technology_lies_between() -> None:
    route = np.array(["direct", "converter", "converter", "converter", "direct"], dtype=object)
    assert competence_level(route, np.array([9.0, 9.0, 7.0, 5.0, np.nan])).tolist() == [0, 1, 2, 3, 0]


def test_levels_are_those_of_the_rule_and_the_highest_is_what_the_score_takes(
    demo: Dataset, found: pd.DataFrame
) -> None:
    levels = find_levels(found, demo.reference)
    assert levels.columns.tolist() == list(KINDS)
    assert levels[list(KINDS[:4])].max(axis=1).tolist() == found["barrier_level"].tolist()


def test_the_filter_keeps_what_takes_more_than_routine(demo: Dataset, found: pd.DataFrame) -> None:
    kept = select(found, demo, Filters(barriers=("social",)))
    everything = select(found, demo, Filters())
    counted = count_barriers(everything, demo.reference)
    serious = counted[(counted["kind"] == "social") & (counted["level"] >= SERIOUS)]["opportunities"]
    assert 0 < len(kept) == serious.sum() < len(everything)
    both = select(found, demo, Filters(barriers=("social", "economic")))
    assert set(kept["opportunity_id"]) < set(both["opportunity_id"])


def test_reasons_fit_resource_way_country_and_level(demo: Dataset, found: pd.DataFrame) -> None:
    reference, told = demo.reference, set()
    for _, pair in found.groupby(["rule_id", "supply_county"]).head(1).iterrows():
        reasons = find_reasons(pair, reference)
        told |= set(reasons.index)
        status = reference.resources.loc[pair["supply_resource"], "legal_default"]
        assert ("H03" in reasons.index) == (status == "abp" and regulatory(pair, demo) >= 1)
        assert "H01" not in reasons.index or pair["supply_county"].startswith("NO-")
        assert not (pair["transport_mode"] == "truck" and "H15" in reasons.index)
        assert (reasons["level"] >= reasons["from_level"]).all()
        assert reasons["level"].is_monotonic_decreasing
    # Of hazardous resources, young technologies and land the example has few.
    assert set(reference.barriers.index) - told <= {"H05", "H19", "H25", "H26"}


def test_every_barrier_that_a_rule_can_meet_has_a_reason(demo: Dataset) -> None:
    reference, counties = demo.reference, ("NO-50", "SE-Y")
    modes = reference.resources[["transport_mode", "alt_mode"]]
    for rule_id, rule in reference.rules.iterrows():
        ways = {str(mode) for mode in modes.loc[rule["supply_code"]]} - {"", "nan"}
        for mode, county in itertools.product(ways, counties):
            pair = pd.Series(
                {
                    "rule_id": rule_id,
                    "supply_resource": rule["supply_code"],
                    "transport_mode": mode,
                    "route": rule["route"],
                    "supply_county": county,
                }
            )
            levels = find_levels(pair.to_frame().T, reference).iloc[0]
            assert {kind for kind in KINDS if levels[kind] > 0} <= set(find_reasons(pair, reference)["kind"])


def test_a_row_without_a_source_does_not_pretend_to_have_been_read(demo: Dataset) -> None:
    table = demo.reference.barriers
    assert set(table.loc[table["source"] == "", "evidence"]) <= {"assumption", "unverified"}
    assert set(table["kind"]) == set(KINDS)
