"""Plans within a tight budget: near enough to the best without branch and bound, and never above a limit."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.planning import random_case
from symgeo.analysis.planning import Wishes, make_plan, model
from symgeo.analysis.planning.candidates import gather_candidates
from symgeo.analysis.planning.filling import fill_up, round_plan
from symgeo.analysis.planning.slopes import Aim, improve
from symgeo.analysis.planning.solver import solve
from symgeo.analysis.planning.task import Task, set_task
from symgeo.analysis.planning.wishes import Effort
from symgeo.vocabulary import Goal
from tests.analysis.planning.cases import Pair, data, frame

NEVER_ENOUGH = Aim(worth=np.inf, seconds=20.0)


def go_on(_done: float) -> None:
    """Let it run to its end."""


def tight_task(count: int) -> Task:
    found, dataset = random_case(count)
    whole = float(found["line_capex_eur"].sum() + found["plant_capex_eur"].sum())
    wishes = Wishes(Goal.MONEY, budget_eur=whole * 0.05)
    return set_task(gather_candidates(found, dataset, least_share=wishes.least_share), wishes)


def test_slopes_close_most_of_what_rounding_leaves_open() -> None:
    task = tight_task(2_000)
    linear, paid = model.relax(task)
    relaxed = solve(linear, go_on, seconds=20.0)
    assert relaxed.values is not None
    n, bound = len(task.pairs), relaxed.bound - paid
    rounded = round_plan(task, relaxed.values[:n], relaxed.prices[:n])
    better, is_stopped = improve(task, rounded, relaxed, NEVER_ENOUGH, go_on)
    assert not is_stopped
    assert bound - task.worth(better) < 0.5 * (bound - task.worth(rounded))
    assert task.pairs.use(better).max() <= 1 + 1e-9
    assert task.pairs.investment_eur(better) <= task.budget_eur * (1 + 1e-9)
    assert better[better > 0].min() >= task.pairs.least.min() * (1 - 1e-6)


def test_what_is_built_is_shared_out_anew() -> None:
    # A whole S1~D2 uses half of S1 for 60, the other half of S1 is worth 50 to D1: 110 in all.
    pairs = [Pair("S1", "D1", money=100.0), Pair("S1", "D2", takes_supply=0.5, money=60.0)]
    wishes = Wishes(Goal.MONEY)
    task = set_task(gather_candidates(frame(pairs), data(), least_share=wishes.least_share), wishes)
    answer = solve(model.refill(task, np.array([0.9, 0.2])), go_on, seconds=5.0)
    assert answer.values == pytest.approx([0.5, 1.0])


def test_a_tight_budget_is_planned_to_one_percent_before_any_branching() -> None:
    found, dataset = random_case(2_000)
    whole = float(found["line_capex_eur"].sum() + found["plant_capex_eur"].sum())
    wishes = Wishes(Goal.MONEY, budget_eur=whole * 0.05)
    told: list[float] = []
    plan = make_plan(found, dataset, wishes, effort=Effort(gap=0.01, seconds=20.0), watch=told.append)
    assert plan.gap <= 0.01
    assert max(told) <= 0.6


def test_what_a_plan_leaves_over_goes_to_pairs_that_can_use_it() -> None:
    pairs = [Pair("S1", "D1", money=100.0), Pair("S2", "D2", money=0.001)]
    task = set_task(gather_candidates(frame(pairs), data(), least_share=0.1), Wishes(Goal.MONEY))
    assert fill_up(task, np.array([0.5, 0.0])).tolist() == [1.0, 1.0]
