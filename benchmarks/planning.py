"""Measure how long plans take: ``python -m benchmarks.planning`` from the checkout."""

from __future__ import annotations

import argparse
import time

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.planning import Effort, Wishes, make_plan
from symgeo.vocabulary import Goal

RIVALS = 5
"""Needs that each surplus could serve, on average, and surpluses that could serve each need."""
GAP = 0.01
SECONDS = 60.0


def random_case(count: int) -> tuple[pd.DataFrame, Dataset]:
    """Give so many pairs between flows strewn over a square, near ones likelier; a third need a pipe.

    Amounts are lognormal, as in the example data; worth grows with the amount and falls with the way.
    """
    rng = np.random.default_rng(6)
    flows = count // RIVALS
    supply = rng.integers(0, flows, count * 2)
    demand = (supply + rng.geometric(0.02, len(supply)) * rng.choice([-1, 1], len(supply))) % flows
    pairs = pd.DataFrame({"s": supply, "d": demand}).drop_duplicates().head(count)
    s, d = pairs["s"].to_numpy(), pairs["d"].to_numpy()
    offered, wanted = rng.lognormal(8, 1.5, flows), rng.lognormal(8, 1.5, flows)
    matched = np.minimum(offered[s], wanted[d])
    line = np.where(rng.random(len(pairs)) < 0.33, rng.lognormal(10, 1, len(pairs)), 0.0)
    price = rng.uniform(5, 60, len(pairs))
    names_s = np.char.add("S", s.astype(str)).astype(object)
    names_d = np.char.add("D", d.astype(str)).astype(object)
    network = np.where((s // 50 == d // 50) & (line > 0), np.char.add("N", (s // 50).astype(str)), "")
    found = pd.DataFrame(
        {
            "opportunity_id": names_s + "~" + names_d,
            "rank": np.arange(1, len(pairs) + 1),
            "tier": "B",
            "supply_flow_id": names_s,
            "demand_flow_id": names_d,
            "supply_site_id": names_s,
            "supply_resource": "heat",
            "network_id": network.astype(object),
            "matched_quantity": matched,
            "used_quantity": matched,
            "supply_taken": matched / offered[s],
            "demand_taken": matched / wanted[d],
            "is_illustrative": False,
            "net_benefit_eur": matched * price - line,
            "line_eur": line,
            "line_capex_eur": line * 10,
            "plant_capex_eur": matched * 8,
            "co2_t": matched * rng.uniform(0.01, 0.2, len(pairs)),
            "electricity_freed_mwh": 0.0,
        }
    )
    return found, _dataset(names_s, names_d)


def _dataset(supply: NDArray[np.object_], demand: NDArray[np.object_]) -> Dataset:
    ids = [*sorted(set(supply)), *sorted(set(demand))]
    sides = ["supply" if one.startswith("S") else "demand" for one in ids]
    flows = pd.DataFrame({"direction": sides, "pool_id": "", "stream_id": ""}, index=ids)
    nothing = pd.DataFrame()
    resources = pd.DataFrame({"unit": ["MWh"], "legal_default": ["na"]}, index=["heat"])
    reference = Reference(resources, nothing, nothing, nothing, nothing, gpd.GeoDataFrame(), None)
    return Dataset(gpd.GeoDataFrame(), flows, nothing, reference, "benchmark", is_example=False)


def main() -> None:
    """Print time, gap and gain over the greedy plan for each size and goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, nargs="+", default=[10_000, 100_000])
    sizes: list[int] = parser.parse_args().pairs
    print("| pairs | goal | time | gap | chosen | more than greedy |\n| --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        found, dataset = random_case(size)
        budget = float(found["line_capex_eur"].sum() + found["plant_capex_eur"].sum()) * 0.05
        for name, wishes in (
            ("net benefit", Wishes(Goal.MONEY)),
            ("climate", Wishes(Goal.CLIMATE)),
            ("net benefit within a budget", Wishes(Goal.MONEY, budget_eur=budget)),
        ):
            begin = time.perf_counter()
            plan = make_plan(found, dataset, wishes, effort=Effort(gap=GAP, seconds=SECONDS))
            took_s = time.perf_counter() - begin
            gain = plan.worth / plan.greedy_worth - 1
            print(
                f"| {len(found):,} | {name} | {took_s:.1f} s | {plan.gap:.2%} | "
                f"{plan.totals.pairs:,} | {gain:.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
