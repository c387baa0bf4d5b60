"""Which rule may join which flows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import compatibility, evaluation, proximity, routes
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.engine.columns import IntArray, Precedents, Side, SmallArray, Task, Ways
from symgeo.analysis.engine.edges import carriage, edge_of
from symgeo.analysis.engine.markets import market_prices
from symgeo.analysis.engine.precedents import KnownExchanges
from symgeo.analysis.records import RUNNING
from symgeo.analysis.replacing import is_replaceable

FloatArray = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
_Members = tuple[list[SmallArray], list[SmallArray]]
"""Rows of supply and of demand by resource."""

_COUNTRIES = np.array(["", "NO", "SE"], dtype=object)
_NOBODY = np.empty(0, dtype=np.int32)
_NO_PRECEDENTS = Precedents(_NOBODY, _NOBODY, _NOBODY, np.empty(0, dtype=bool), np.empty(0))


@dataclass(frozen=True, eq=False)
class Words:
    """Texts of the numbers in the columns, and the numbers of trades at both levels of detail."""

    sites: Texts
    trades: Texts
    places: Texts
    known_trades: dict[str, int]


@dataclass(frozen=True)
class _Kind:
    """A rule with the trades that fall under it."""

    rule: int
    supply: str
    demand: str
    unlicensed: bool
    trades: SmallArray


def tasks_of(
    dataset: Dataset, choices: Choices, supply: Side, demand: Side, words: Words
) -> tuple[Task, ...]:
    """Give a task for each rule, and for each group of receivers that it treats alike.

    Parameters
    ----------
    dataset : Dataset
    choices : Choices
    supply, demand : Side
        Columns of both sides.
    words : Words
        Texts of their numbers.
    """
    reference = dataset.reference
    rules = compatibility.complete_rules(reference.rules, reference.resources)
    count = len(reference.resources)
    members = _members(supply.resource, count), _members(demand.resource, count)
    kinds = _kinds(rules, reference, demand, words, members)
    build = _Builder(dataset, choices, words)
    return tuple(build.task(kind, rules.iloc[kind.rule], demand, members) for kind in kinds)


class _Builder:
    """What tasks of one data set have in common."""

    def __init__(self, dataset: Dataset, choices: Choices, words: Words) -> None:
        self._reference = dataset.reference
        self._known = KnownExchanges(words.known_trades, words.places, self._reference)
        self._use_precedents = choices.use_precedents
        resources = dataset.reference.resources
        self._number = {str(code): n for n, code in enumerate(resources.index)}
        self._units = list(dict.fromkeys(resources["unit"].fillna("")))
        self._radii = proximity.search_radii_km(resources, choices)
        self._running = _running(dataset, choices, words.sites)
        self._routes: dict[tuple[str, str], dict[str, FloatArray]] = {}
        self._prices: dict[tuple[str, bool], dict[str, FloatArray]] = {}

    def task(self, kind: _Kind, rule: pd.Series, demand: Side, members: _Members) -> Task:
        """Give the task of one rule and the receivers that it treats alike."""
        reference, resources = self._reference, self._reference.resources
        s, d = self._number[kind.supply], self._number[kind.demand]
        buyers = members[1][d]
        demand_group = str(resources["parent"][kind.demand])
        edge = edge_of(
            rule,
            reference,
            radius_km=float(self._radii[kind.supply]),
            unlicensed=kind.unlicensed,
            demand_group=demand_group,
        )
        return Task(
            edge=edge,
            supply_resource=s,
            demand_resource=d,
            unit=self._units.index(resources["unit"].fillna("")[kind.demand]),
            supply=members[0][s],
            demand=buyers[np.isin(demand.trade[buyers], kind.trades)],
            ways=Ways(**self._prices_of(rule, demand_group), **self._routes_of(kind.supply)),
            running=self._running_of(kind),
            precedents=self._precedents_of(kind),
        )

    def _prices_of(self, rule: pd.Series, demand_group: str) -> dict[str, FloatArray]:
        substitute = str(rule["subst_param"])
        can_choose = is_replaceable(str(rule["demand_code"]), demand_group)
        if (substitute, can_choose) not in self._prices:
            prices = market_prices(substitute, self._reference, can_choose=can_choose)
            self._prices[substitute, can_choose] = prices
        return self._prices[substitute, can_choose]

    def _routes_of(self, code: str) -> dict[str, FloatArray]:
        modes = carriage(self._reference.resources.loc[[code]].iloc[0])
        if modes not in self._routes:
            self._routes[modes] = _suppliers(modes, self._reference)
        return self._routes[modes]

    def _running_of(self, kind: _Kind) -> IntArray:
        known = [self._running[code] for code in (kind.supply, kind.demand) if code in self._running]
        return np.unique(np.concatenate([np.empty(0, dtype=np.int64), *known]))

    def _precedents_of(self, kind: _Kind) -> Precedents:
        if not self._use_precedents:
            return _NO_PRECEDENTS
        return self._known.of(kind.supply, kind.demand)


def _members(resource: SmallArray, count: int) -> list[SmallArray]:
    order = np.argsort(resource, kind="stable").astype(np.int32)
    ends = np.searchsorted(resource[order], np.arange(count + 1))
    return [order[ends[n] : ends[n + 1]] for n in range(count)]


def _kinds(
    rules: pd.DataFrame,
    reference: Reference,
    demand: Side,
    words: Words,
    members: _Members,
) -> list[_Kind]:
    """Group the receivers' trades of each pair of resources by the rule that holds for them."""
    names = reference.resources.index
    codes = compatibility.compatible_codes(rules)
    positions = [names.get_indexer(pd.Index(codes[column])) for column in ("supply_code", "demand_code")]
    present = [
        (a, b, trade)
        for a, b, s, d in zip(codes["supply_code"], codes["demand_code"], *positions, strict=True)
        if s >= 0 and d >= 0 and len(members[0][s]) and len(members[1][d])
        for trade in np.unique(demand.trade[members[1][d]])
    ]
    if not present:
        return []
    table = pd.DataFrame(present, columns=["supply", "demand", "trade"])
    nace = words.trades[table["trade"].to_numpy()]
    table["rule"] = compatibility.choose_rules(
        table["supply"].to_numpy(object), table["demand"].to_numpy(object), nace, rules
    )
    own = reference.resources.loc[table["supply"]]
    residue = (own["hazardous"] == "yes") & (own["legal_default"] != "product")
    table["unlicensed"] = [
        evaluation.is_unlicensed(bool(r), str(t), str(n))
        for r, t, n in zip(residue, own["demand_nace"], nace, strict=True)
    ]
    kind = ["supply", "demand", "rule", "unlicensed"]
    table = table[table["rule"] >= 0].sort_values(kind, kind="stable")
    heads = table[kind].drop_duplicates()
    trades = table.groupby(kind, sort=True)["trade"].agg(list)
    return [
        _Kind(int(rule), str(a), str(b), bool(unlicensed), np.array(own_trades, dtype=np.int32))
        for (a, b, rule, unlicensed), own_trades in zip(
            heads.itertuples(index=False, name=None), trades, strict=True
        )
    ]


def _suppliers(carried: tuple[str, str], reference: Reference) -> dict[str, FloatArray]:
    """Give the factors on the straight distance elsewhere, in Norway and in Sweden, for ways to travel."""
    kilometre: dict[str, Any] = {"distance_km": 1.0, "crosses_water_km": 0.0, "supply_country": _COUNTRIES}
    one = pd.DataFrame(kilometre, index=range(len(_COUNTRIES)))
    found = {}
    for reach, mode in zip(("near", "far"), carried, strict=True):
        modes = np.array([mode] * len(_COUNTRIES), dtype=object)
        found[f"route_{reach}"] = routes.route_lengths_km(one, modes, reference)[0]
        found[f"effective_{reach}"] = routes.effective_km(one, modes, reference)
    return found


def _running(dataset: Dataset, choices: Choices, sites: Texts) -> dict[str, IntArray]:
    """Give the site pairs of exchanges that exist, by resource."""
    known = dataset.exchanges[dataset.exchanges["stage"].isin(RUNNING)]
    if choices.hide_exchanges or known.empty:
        return {}
    index = pd.Index(sites)
    ends = [index.get_indexer(pd.Index(known[f"{role}_site_id"])) for role in ("supplier", "receiver")]
    inside = (ends[0] >= 0) & (ends[1] >= 0)
    keys = pd.Series(ends[0].astype(np.int64) * len(sites) + ends[1])[inside]
    return {
        str(code): part.to_numpy() for code, part in keys.groupby(known["resource_code"].to_numpy()[inside])
    }
