"""Make a plan: the best set of opportunities for a goal, with the greedy one beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from symgeo.analysis.bands import rest_on_bands
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.frames import with_columns
from symgeo.analysis.planning.candidates import Candidates, FloatArray, gather_candidates
from symgeo.analysis.planning.filling import fill_greedily, fill_up
from symgeo.analysis.planning.search import search
from symgeo.analysis.planning.solver import Watch
from symgeo.analysis.planning.task import Task, set_task
from symgeo.analysis.planning.wishes import Conflict, Effort, Wishes, find_conflicts


@dataclass(frozen=True)
class Totals:
    """What a plan gives a year, all pairs together.

    Attributes
    ----------
    pairs : int
        Opportunities that are built.
    illustrative : int
        Those that rest on an example figure; they count no money and no investment.
    money_eur, climate_t, electricity_mwh, diverted_t : float
        Net benefit, CO2e, electricity freed, residues used.
    investment_eur : float
        Lines and machines, once.
    banded : int
        Those whose amount is shown to this audience as a band: a sum with one of them is no exact figure.
    """

    pairs: int
    illustrative: int
    money_eur: float
    climate_t: float
    electricity_mwh: float
    diverted_t: float
    investment_eur: float
    banded: int = 0


@dataclass(frozen=True, eq=False)
class Plan:
    """A set of opportunities that can all be carried out.

    Attributes
    ----------
    chosen : DataFrame
        Rows of the opportunities that are built, by rank, with ``share`` (0-1 of the pair's amount),
        ``planned_quantity`` (demand units a year), ``planned_used`` (supply units a year),
        ``planned_benefit_eur`` (its part of a shared line taken off; NaN where money is withheld),
        ``planned_investment_eur`` (with its part of a shared line; NaN likewise), ``planned_co2_t``,
        ``planned_electricity_mwh`` and ``planned_diverted_t``.
    totals, greedy_totals : Totals
        Of this plan and of the greedy one.
    worth, greedy_worth : float
        In the unit of the goal: t, MWh, t, EUR, or EUR with what the mix adds.
    bound : float
        No plan is worth more; infinite where it was stopped before anything was proven.
    candidates : int
        Pairs that it chose from.
    conflicts : tuple of Conflict
        Wishes that cannot be met together; then nothing is chosen.
    is_stopped : bool
        Whether the person stopped it; then it is the best plan so far.
    """

    chosen: pd.DataFrame
    totals: Totals
    greedy_totals: Totals
    worth: float
    greedy_worth: float
    bound: float
    candidates: int
    conflicts: tuple[Conflict, ...]
    is_stopped: bool

    @property
    def gap(self) -> float:
        """Give the share by which the plan may miss the best one; 0 where it is proven best."""
        if self.bound - self.worth <= 0:
            return 0.0
        return float((self.bound - self.worth) / max(abs(self.worth), 1e-9))


def make_plan(
    opportunities: pd.DataFrame,
    dataset: Dataset,
    wishes: Wishes,
    *,
    effort: Effort | None = None,
    watch: Watch | None = None,
) -> Plan:
    """Choose opportunities and amounts that reach most of the goal.

    Maximise sum(gain x) - sum(cost of lines built), where each pair is left out or gets a share x of
    its amount between the smallest sensible one and 1, no flow, pool or stream gives or takes more
    than it has free, each line is paid once, and the budget and the wishes are kept. Exchanges that
    exist stay: what they take is not free (see `release_exchanges`). The greedy plan, the linear
    relaxation, a rounding of it, slope scaling, then branch and bound with HiGHS; the best of all is
    given.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, or a selection; the order of the rows does not matter.
    dataset : Dataset
        The data they were found in.
    wishes : Wishes
    effort : Effort, optional
    watch : callable, optional
        Told the part that is done, 0-1; raises `Cancelled` to get the best plan so far.
    """
    effort = effort or Effort()
    ordered = opportunities.sort_values("opportunity_id", kind="stable", ignore_index=True)
    candidates = gather_candidates(ordered, dataset, least_share=wishes.least_share)
    conflicts = find_conflicts(candidates, wishes)
    if conflicts:
        return _nothing(ordered, candidates, conflicts)
    task = set_task(candidates, wishes)
    greedy = fill_greedily(task)
    found = search(task, greedy, effort, watch or _go_on)
    best = fill_up(task, found.share)
    blurred = dataset.blurred_flows
    share, beside = (_spread(candidates, task, one) for one in (best, greedy))
    return Plan(
        chosen=_chosen(ordered, candidates, share),
        totals=_totals(candidates, share, _chosen(ordered, candidates, share), blurred),
        greedy_totals=_totals(candidates, beside, _chosen(ordered, candidates, beside), blurred),
        worth=task.worth(best),
        greedy_worth=task.worth(greedy),
        bound=max(found.bound, task.worth(best)),
        candidates=len(candidates),
        conflicts=(),
        is_stopped=found.is_stopped,
    )


def _go_on(_done: float) -> None:
    """Let the search run to its end."""


def _nothing(ordered: pd.DataFrame, candidates: Candidates, conflicts: tuple[Conflict, ...]) -> Plan:
    none = np.zeros(len(candidates))
    chosen = _chosen(ordered, candidates, none)
    empty = _totals(candidates, none, chosen, frozenset())
    return Plan(
        chosen=chosen,
        totals=empty,
        greedy_totals=empty,
        worth=0.0,
        greedy_worth=0.0,
        bound=0.0,
        candidates=len(candidates),
        conflicts=conflicts,
        is_stopped=False,
    )


def _spread(candidates: Candidates, task: Task, share: FloatArray) -> FloatArray:
    """Give shares of all candidates from those of the task."""
    every = np.zeros(len(candidates))
    every[np.searchsorted(candidates.ids, task.pairs.ids)] = share
    return every


def _totals(
    candidates: Candidates, share: FloatArray, chosen: pd.DataFrame, blurred: frozenset[str]
) -> Totals:
    lines = candidates.line_yearly_eur[candidates.lines_built(share)].sum()
    return Totals(
        pairs=int((share > 0).sum()),
        illustrative=int(chosen["is_illustrative"].sum()),
        money_eur=float(candidates.money_eur @ share - lines),
        climate_t=float(candidates.climate_t @ share),
        electricity_mwh=float(candidates.electricity_mwh @ share),
        diverted_t=float(candidates.diverted_t @ share),
        investment_eur=candidates.investment_eur(share),
        banded=int(rest_on_bands(chosen, blurred).sum()),
    )


def _chosen(ordered: pd.DataFrame, candidates: Candidates, share: FloatArray) -> pd.DataFrame:
    built = share > 0
    part = share[built]
    rows = ordered.iloc[np.searchsorted(ordered["opportunity_id"].to_numpy(object), candidates.ids[built])]
    yearly, once = (
        _line_parts(candidates, share, cost)[built]
        for cost in (candidates.line_yearly_eur, candidates.line_eur)
    )
    money = candidates.money_eur[built] * part - yearly
    investment = candidates.plant_eur[built] * part + once
    is_withheld = rows["net_benefit_eur"].isna()
    planned = with_columns(
        rows,
        {
            "share": part,
            "planned_quantity": rows["matched_quantity"].to_numpy(float) * part,
            "planned_used": rows["used_quantity"].to_numpy(float) * part,
            "planned_benefit_eur": np.where(is_withheld, np.nan, money),
            "planned_investment_eur": np.where(is_withheld, np.nan, investment),
            "planned_co2_t": candidates.climate_t[built] * part,
            "planned_electricity_mwh": candidates.electricity_mwh[built] * part,
            "planned_diverted_t": candidates.diverted_t[built] * part,
        },
    )
    return planned.sort_values(["rank", "opportunity_id"], kind="stable", ignore_index=True)


def _line_parts(candidates: Candidates, share: FloatArray, line_cost: FloatArray) -> FloatArray:
    """Divide what each line costs equally among the pairs that are built on it."""
    on_line = (share > 0) & (candidates.line >= 0)
    lines = candidates.line[on_line]
    users = np.bincount(lines, minlength=len(line_cost))
    cost = np.zeros(len(share))
    cost[on_line] = line_cost[lines] / users[lines]
    return cost
