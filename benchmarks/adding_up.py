"""Filter opportunities and add them up by county: ``python -m benchmarks.adding_up --rows 429000``.

Prints the CPU time of our columns and of pandas, as medians of interleaved runs, with the ratio. Rows are
those of the example data, drawn again and again with a fixed seed. pandas is measured with texts
and with categories, both times with a column prepared for each sum.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.ledger import Ledger
from symgeo.analysis.opportunities import IDEAS, find
from symgeo.analysis.selection import Filters, leaves, mark
from symgeo.analysis.summary import UNITS, add_by_place
from symgeo.storage.dataset import load_demo

_SEED: Final = 20_260_101
_FILTERS: Final = (
    Filters(),
    Filters(counties=("NO-50", "NO-15")),
    Filters(resources=("heat",), max_distance_km=20.0),
    Filters(tiers=("A", "B"), evidence=("reported",)),
)
_WORTH: Final = ("electricity_freed_mwh", "co2_t", "net_benefit_eur")


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=429_000)
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs (default: 5)")
    options = parser.parse_args()
    dataset = load_demo()
    drawn = np.random.default_rng(_SEED).integers(0, 1 << 30, options.rows)
    found = find(dataset)
    rows = found.iloc[drawn % len(found)].reset_index(drop=True)
    begin = time.process_time()
    ledger = Ledger(rows, dataset.reference)
    _ours(ledger, dataset, _FILTERS[2])
    first_s = time.process_time() - begin
    texts, prepared = _with_sums(rows), _as_categories(_with_sums(rows))
    ways: dict[str, Callable[[Filters], pd.DataFrame]] = {
        "**symgeo**, columns of numbers": lambda filters: _ours(ledger, dataset, filters),
        "pandas, categories, sums prepared": lambda filters: _pandas(prepared, dataset, filters),
        "pandas, texts, sums prepared": lambda filters: _pandas(texts, dataset, filters),
    }
    runs = f"medians of {options.runs} interleaved runs"
    print(f"**{options.rows:,} opportunities**, four filters each, {runs}:\n")
    print("| way | CPU ms for one filter and its sums | × pandas with categories |\n| --- | --: | --: |")
    print(_table(ways, options.runs))
    print(f"\nThe columns took {first_s:.2f} s once.")
    return 0


def _table(ways: dict[str, Callable[[Filters], pd.DataFrame]], runs: int) -> str:
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs + 1):
        results = []
        for name, way in ways.items():
            begin = time.process_time()
            results.append([way(filters) for filters in _FILTERS])
            seconds[name].append((time.process_time() - begin) / len(_FILTERS))
        for ours, theirs in zip(results[0], results[1], strict=True):
            _check(ours, theirs)
    medians = {name: statistics.median(found[1:]) for name, found in seconds.items()}
    base = list(medians.values())[1]
    return "\n".join(f"| {name} | {1000 * s:.1f} | {s / base:.2f} |" for name, s in medians.items())


def _check(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Compare the sums, so that both did the same."""
    shared = [column for column in ours.columns if column in theirs.columns]
    expected = theirs.reindex(ours.index).fillna(0.0)[shared].to_numpy(float)
    np.testing.assert_allclose(ours[shared].to_numpy(float), expected, rtol=1e-9, atol=1e-6)


def _ours(ledger: Ledger, dataset: Dataset, filters: Filters) -> pd.DataFrame:
    return add_by_place(ledger, dataset, "county", mark(ledger, dataset, filters))


def _with_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the columns that filters ask for, and those that are added up."""
    names = ("tier", "evidence", "distance_km", "supply_county", "demand_county")
    table = rows[[*names, "supply_resource", "demand_resource"]].copy()
    ideas = rows["tier"].isin(IDEAS)
    share = (rows["allocated_quantity"] / rows["matched_quantity"]).where(rows["matched_quantity"] > 0, 0.0)
    table["opportunities"] = ideas.astype(int)
    for tier in "ABCXD":
        table[f"tier_{tier.lower()}"] = (rows["tier"] == tier).astype(int)
    for column in _WORTH:
        table[column] = (rows[column].fillna(0.0) * share).where(ideas, 0.0)
    for unit, column in UNITS.items():
        table[column] = rows["allocated_quantity"].where(rows["unit"] == unit, 0.0)
    return table


def _as_categories(table: pd.DataFrame) -> pd.DataFrame:
    for columns in (("supply_county", "demand_county"), ("supply_resource", "demand_resource")):
        known = sorted({*table[columns[0]], *table[columns[1]]})
        table = table.assign(**{name: pd.Categorical(table[name], categories=known) for name in columns})
    return table.astype({"tier": "category", "evidence": "category"})


def _pandas(table: pd.DataFrame, dataset: Dataset, filters: Filters) -> pd.DataFrame:
    kept = table["tier"].isin(filters.tiers or IDEAS)
    if filters.counties:
        kept &= table["supply_county"].isin(filters.counties) | table["demand_county"].isin(filters.counties)
    if filters.resources:
        codes = leaves(filters.resources, dataset.reference.resources)
        kept &= table["supply_resource"].isin(codes) | table["demand_resource"].isin(codes)
    if filters.evidence:
        kept &= table["evidence"].isin(filters.evidence)
    if filters.max_distance_km is not None:
        kept &= table["distance_km"] <= filters.max_distance_km
    rows = table[kept]
    other = rows[rows["supply_county"] != rows["demand_county"]]
    summed = [column for column in table.columns if column.startswith(("opp", "tier_", "matched"))]
    summed += [*_WORTH]
    first = rows.groupby("supply_county", observed=True)[summed].sum()
    second = other.groupby("demand_county", observed=True)[summed].sum()
    return first.add(second, fill_value=0.0)


if __name__ == "__main__":
    raise SystemExit(main())
