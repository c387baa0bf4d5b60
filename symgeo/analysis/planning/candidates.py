"""The pairs that a plan chooses from, as arrays in an order that depends on their ids alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

DISPOSED = ("waste", "abp")
"""Residues that are thrown away where nobody uses them."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Pairs of flows, sorted by id; amounts are shares (0-1) of what the two flows could exchange.

    Attributes
    ----------
    ids : ndarray of str
        Opportunities.
    least : ndarray
        Smallest share that is worth building the pair for.
    supply, demand : ndarray of int
        Number of the capacity on either side.
    supply_taken, demand_taken : ndarray
        Share of that capacity which the whole pair takes.
    line : ndarray of int
        Number of the line that the pair needs; -1 for none.
    money_eur, climate_t, electricity_mwh, diverted_t : ndarray
        What the whole pair gives a year; money without its line, 0 where it is withheld.
    plant_eur : ndarray
        What the machines of the whole pair cost once.
    line_yearly_eur, line_eur : ndarray
        What each line costs a year, and once.
    capacities : int
        How many capacities there are.
    """

    ids: npt.NDArray[np.object_]
    least: FloatArray
    supply: IntArray
    demand: IntArray
    supply_taken: FloatArray
    demand_taken: FloatArray
    line: IntArray
    money_eur: FloatArray
    climate_t: FloatArray
    electricity_mwh: FloatArray
    diverted_t: FloatArray
    plant_eur: FloatArray
    line_yearly_eur: FloatArray
    line_eur: FloatArray
    capacities: int

    def __len__(self) -> int:
        """Give the number of pairs."""
        return len(self.ids)

    def subset(self, kept: npt.NDArray[np.bool_]) -> Candidates:
        """Keep some pairs; capacities and lines keep their numbers."""
        by_pair = {
            name: getattr(self, name)[kept]
            for name in self.__dataclass_fields__
            if name not in ("line_yearly_eur", "line_eur", "capacities")
        }
        return Candidates(
            **by_pair,
            line_yearly_eur=self.line_yearly_eur,
            line_eur=self.line_eur,
            capacities=self.capacities,
        )

    def use(self, share: FloatArray) -> FloatArray:
        """Give what shares of the pairs take of each capacity; 1 is all that it has."""
        supplied = np.bincount(self.supply, self.supply_taken * share, minlength=self.capacities)
        taken = np.bincount(self.demand, self.demand_taken * share, minlength=self.capacities)
        return np.asarray(supplied + taken)

    def lines_built(self, share: FloatArray) -> IntArray:
        """Give the lines that these shares need, each once."""
        return np.unique(self.line[(share > 0) & (self.line >= 0)])

    def investment_eur(self, share: FloatArray) -> float:
        """Give what lines and machines cost once, EUR."""
        return float(self.plant_eur @ share + self.line_eur[self.lines_built(share)].sum())


def gather_candidates(opportunities: pd.DataFrame, dataset: Dataset, *, least_share: float) -> Candidates:
    """Take the ideas (A, B, C) that have an amount; their order in the frame does not matter.

    Pairs of one supplier on one heat network share the supplier's line to it; any other pair has a
    line of its own. Money that is withheld counts as none.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, or a selection.
    dataset : Dataset
        The data they were found in.
    least_share : float
        See `Wishes`.
    """
    ideas = opportunities[opportunities["tier"].isin(IDEAS) & (opportunities["matched_quantity"] > 0)]
    ideas = ideas.sort_values("opportunity_id", kind="stable", ignore_index=True)
    keys = capacity_keys(dataset.flows)
    n = len(ideas)
    sides = [keys.loc[ideas[f"{side}_flow_id"]].to_numpy(object) for side in ("supply", "demand")]
    numbers, names = pd.factorize(np.concatenate(sides), sort=True)
    lines, line_yearly, line_once = _lines(ideas)
    known = np.nan_to_num(ideas["net_benefit_eur"].to_numpy(float) + ideas["line_eur"].to_numpy(float))
    return Candidates(
        ids=ideas["opportunity_id"].to_numpy(object),
        least=np.full(n, least_share),
        supply=numbers[:n].astype(np.int64),
        demand=numbers[n:].astype(np.int64),
        supply_taken=ideas["supply_taken"].to_numpy(float),
        demand_taken=ideas["demand_taken"].to_numpy(float),
        line=lines,
        money_eur=known,
        climate_t=np.nan_to_num(ideas["co2_t"].to_numpy(float)),
        electricity_mwh=np.nan_to_num(ideas["electricity_freed_mwh"].to_numpy(float)),
        diverted_t=_diverted_t(ideas, dataset),
        plant_eur=np.nan_to_num(ideas["plant_capex_eur"].to_numpy(float)),
        line_yearly_eur=line_yearly,
        line_eur=line_once,
        capacities=len(names),
    )


def _lines(ideas: pd.DataFrame) -> tuple[IntArray, FloatArray, FloatArray]:
    """Give the line of each pair, and what each line costs: the longest that one of its pairs needs."""
    line = number_lines(ideas)
    needs = line >= 0
    count = int(line.max(initial=-1)) + 1
    costs = [np.zeros(count), np.zeros(count)]
    for cost, column in zip(costs, ("line_eur", "line_capex_eur"), strict=True):
        np.maximum.at(cost, line[needs], ideas.loc[needs, column].to_numpy(float))
    return line, costs[0], costs[1]


def number_lines(ideas: pd.DataFrame) -> IntArray:
    """Give the number of the line that each pair needs; -1 for none, and where its cost is withheld.

    Pairs of one supplier on one heat network need the same line.
    """
    own = ideas["opportunity_id"].astype(str)
    shared = "network " + ideas["network_id"].astype(str) + " " + ideas["supply_site_id"].astype(str)
    needs = (ideas["line_capex_eur"] > 0).to_numpy()
    names = shared.where(ideas["network_id"] != "", own)[needs]
    line = np.full(len(ideas), -1, dtype=np.int64)
    line[needs] = pd.factorize(names, sort=True)[0]
    return line


def _diverted_t(ideas: pd.DataFrame, dataset: Dataset) -> FloatArray:
    resources = dataset.reference.resources
    own = resources.reindex(ideas["supply_resource"])
    counts = (own["unit"] == "t") & own["legal_default"].isin(DISPOSED)
    return np.where(counts.to_numpy(), ideas["used_quantity"].to_numpy(float), 0.0)
