"""Small plans: a few pairs between a few flows, and the best plan by trying everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Wishes
from symgeo.vocabulary import Goal
from tests.analysis.world import world


@dataclass(frozen=True)
class Pair:
    """One idea; what it takes are shares of the two flows.

    Attributes
    ----------
    network : str
        Heat network; pairs of one supplier on it share a line.
    line : float
        What its line costs a year; ten times that once.
    """

    supply: str
    demand: str
    takes_supply: float = 1.0
    takes_demand: float = 1.0
    money: float = 100.0
    climate: float = 10.0
    line: float = 0.0
    plant: float = 0.0
    network: str = ""
    is_illustrative: bool = False
    tier: str = "B"
    unit: str = "MWh"

    @property
    def id(self) -> str:
        """Give the opportunity's id."""
        return f"{self.supply}~{self.demand}"


def data(pools: dict[str, str] | None = None) -> Dataset:
    """Give a data set with four surpluses S1-S4 and four needs D1-D4."""
    pools = pools or {}
    names = [f"{side}{n}" for side in "SD" for n in range(1, 5)]
    flows = {
        name: {
            "site_id": f"site {name}",
            "direction": "supply" if name.startswith("S") else "demand",
            "pool_id": pools.get(name, ""),
        }
        for name in names
    }
    return world(sites={f"site {name}": {} for name in names}, flows=flows)


def frame(pairs: list[Pair]) -> pd.DataFrame:
    """Give the pairs as opportunities."""
    hidden = [np.nan if pair.is_illustrative else 1.0 for pair in pairs]
    return pd.DataFrame(
        {
            "opportunity_id": [pair.id for pair in pairs],
            "rank": range(1, len(pairs) + 1),
            "tier": [pair.tier for pair in pairs],
            "supply_flow_id": [pair.supply for pair in pairs],
            "demand_flow_id": [pair.demand for pair in pairs],
            "supply_site_id": [f"site {pair.supply}" for pair in pairs],
            "demand_site_id": [f"site {pair.demand}" for pair in pairs],
            "supply_resource": "heat_60_100",
            "network_id": [pair.network for pair in pairs],
            "matched_quantity": 1000.0,
            "used_quantity": 1000.0,
            "unit": [pair.unit for pair in pairs],
            "supply_taken": [pair.takes_supply for pair in pairs],
            "demand_taken": [pair.takes_demand for pair in pairs],
            "is_illustrative": [pair.is_illustrative for pair in pairs],
            "net_benefit_eur": np.array([pair.money - pair.line for pair in pairs]) * hidden,
            "line_eur": np.array([pair.line for pair in pairs]) * hidden,
            "line_capex_eur": np.array([pair.line * 10 for pair in pairs]) * hidden,
            "plant_capex_eur": np.array([pair.plant for pair in pairs]) * hidden,
            "co2_t": [pair.climate for pair in pairs],
            "electricity_freed_mwh": 0.0,
        }
    )


def best_by_trying(pairs: list[Pair], wishes: Wishes) -> float | None:
    """Give the worth of the best plan: every set of built pairs, the best amounts of each; None for none."""
    found = [
        _worth_of(pairs, [pair for pair, is_in in zip(pairs, chosen, strict=True) if is_in], wishes)
        for chosen in product((False, True), repeat=len(pairs))
    ]
    possible = [worth for worth in found if worth is not None]
    return max(possible) if possible else None


def _worth_of(pairs: list[Pair], built: list[Pair], wishes: Wishes) -> float | None:
    ids = {pair.id for pair in built}
    if set(wishes.must) - ids or set(wishes.never) & ids:
        return None
    lines: dict[str, float] = {}
    for pair in built:
        if pair.line > 0 and not pair.is_illustrative:
            name = f"{pair.network} {pair.supply}" if pair.network else pair.id
            lines[name] = max(
                p.line
                for p in pairs
                if (f"{p.network} {p.supply}" if p.network else p.id) == name and not p.is_illustrative
            )
    counts_money = wishes.goal is Goal.MONEY
    known = [0.0 if pair.is_illustrative else 1.0 for pair in built]
    gain = np.array([(pair.money if counts_money else pair.climate) for pair in built])
    gain = gain * (known if counts_money else 1.0)
    limits = [
        [getattr(pair, f"takes_{side}") * (getattr(pair, side) == flow) for pair in built]
        for side in ("supply", "demand")
        for flow in {getattr(pair, side) for pair in built}
    ]
    most = [1.0] * len(limits)
    once = 10 * sum(lines.values())
    if wishes.budget_eur is not None:
        limits.append([pair.plant * k for pair, k in zip(built, known, strict=True)])
        most.append(wishes.budget_eur - once)
        if not built and once > wishes.budget_eur:
            return None
    if not built:
        return 0.0
    solved = linprog(-gain, A_ub=limits, b_ub=most, bounds=[(wishes.least_share, 1.0)] * len(built))
    if not solved.success:
        return None
    return float(-solved.fun - (sum(lines.values()) if counts_money else 0.0))


def without(pair: Pair, **changes: object) -> Pair:
    """Give a pair with some fields changed."""
    return replace(pair, **changes)  # type: ignore[arg-type]  # fields are checked by the dataclass
