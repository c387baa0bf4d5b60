"""Masks and sums over columns of numbers give what looking at each row and pandas' grouping give."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.ledger import Ledger
from symgeo.analysis.opportunities import IDEAS, find
from symgeo.analysis.selection import Filters, mark
from symgeo.analysis.summary import UNITS, Place, add_by_place, add_by_resource

FILTERS = [
    Filters(counties, (), resources, tiers, evidence, distance_km)
    for counties, resources, tiers, evidence, distance_km in product(
        ((), ("NO-15",), ("NO-50", "SE-Y")),
        ((), ("heat", "sawdust")),
        ((), ("A", "X", "D")),
        ((), ("reported", "illustrative")),
        (None, 12.0),
    )
]


@pytest.fixture(scope="module")
def found(example: Dataset) -> pd.DataFrame:
    return find(example)


@pytest.fixture(scope="module")
def ledger(example: Dataset, found: pd.DataFrame) -> Ledger:
    return Ledger(found, example.reference)


def _is_asked_for(row: Mapping[Hashable, Any], filters: Filters, groups: pd.Series) -> bool:
    codes = {row["supply_resource"], row["demand_resource"]}
    codes |= {groups[code] for code in codes}
    return bool(
        row["tier"] in (filters.tiers or IDEAS)
        and (not filters.counties or {row["supply_county"], row["demand_county"]} & {*filters.counties})
        and (not filters.resources or codes & {*filters.resources})
        and (not filters.evidence or row["evidence"] in filters.evidence)
        and (filters.max_distance_km is None or row["distance_km"] <= filters.max_distance_km)
    )


def _grouped(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    """Add up with pandas, a row for each pair and place."""
    ideas = rows["tier"].isin(IDEAS)
    share = (rows["allocated_quantity"] / rows["matched_quantity"]).where(rows["matched_quantity"] > 0)
    table = pd.DataFrame({"place": rows[key], "opportunities": ideas.astype(int)})
    for tier in "ABCXD":
        table[f"tier_{tier.lower()}"] = (rows["tier"] == tier).astype(int)
    for column in ("electricity_freed_mwh", "co2_t", "net_benefit_eur"):
        table[column] = (rows[column] * share).where(ideas)
    for unit, column in UNITS.items():
        table[column] = rows["allocated_quantity"].where(rows["unit"] == unit)
    table["illustrative_share"] = (rows["is_illustrative"] & ideas).astype(int)
    summed = table.groupby("place").sum()
    summed["illustrative_share"] /= summed["opportunities"].clip(lower=1)
    return summed


def test_masks_are_what_each_row_says(example: Dataset, found: pd.DataFrame, ledger: Ledger) -> None:
    groups, sizes, rows = example.reference.resources["parent"], set(), found.to_dict("records")
    for filters in FILTERS:
        wanted = [_is_asked_for(row, filters, groups) for row in rows]
        assert mark(ledger, example, filters).tolist() == wanted, filters
        sizes.add(sum(wanted))
    assert len(sizes) > 20


@pytest.mark.parametrize("what", ["county", "municipality"])
def test_sums_of_places_are_those_of_pandas(
    what: Place, example: Dataset, found: pd.DataFrame, ledger: Ledger
) -> None:
    for filters in FILTERS[::5]:
        kept = mark(ledger, example, filters)
        rows = found[kept]
        other = rows[rows[f"supply_{what}"] != rows[f"demand_{what}"]]
        both = pd.concat(
            [rows.assign(place=rows[f"supply_{what}"]), other.assign(place=other[f"demand_{what}"])]
        )
        summed = add_by_place(ledger, example, what, kept)
        expected = _grouped(both, "place").reindex(summed.index, fill_value=0)
        pd.testing.assert_frame_equal(summed, expected, rtol=1e-12, check_dtype=False, check_names=False)


def test_sums_of_resources_are_those_of_pandas(example: Dataset, found: pd.DataFrame, ledger: Ledger) -> None:
    for filters in FILTERS[::5]:
        kept = mark(ledger, example, filters)
        summed = add_by_resource(ledger, example, kept)
        expected = _grouped(found[kept], "supply_resource")
        assert set(summed.index) == set(expected.index)
        expected = expected.loc[list(summed.index)]
        pd.testing.assert_frame_equal(summed, expected, rtol=1e-12, check_dtype=False, check_names=False)


def test_nobody_writes_to_columns_that_many_read(ledger: Ledger) -> None:
    columns = (ledger.tiers.numbers, ledger.distance_km, ledger.allocated, *ledger.worth)
    assert not any(column.flags.writeable for column in columns)
    with pytest.raises(ValueError, match="read-only"):
        np.multiply(ledger.distance_km, 2.0, out=ledger.distance_km)
