"""What a plan promises, on cases that can be worked out by hand."""

from __future__ import annotations

import math

import pytest

from symgeo.analysis.planning import Effort, Wishes, make_plan
from symgeo.errors import Cancelled
from symgeo.vocabulary import Goal
from tests.analysis.planning.cases import Pair, data, frame

MONEY = Wishes(Goal.MONEY)


def _shares(pairs: list[Pair], wishes: Wishes, **pools: str) -> dict[str, float]:
    plan = make_plan(frame(pairs), data(pools), wishes)
    chosen = plan.chosen
    return dict(zip(chosen["opportunity_id"], chosen["share"].round(6), strict=True))


def test_two_good_pairs_win_over_the_best_one_that_stands_in_their_way() -> None:
    pairs = [
        Pair("S1", "D1", money=100.0),
        Pair("S1", "D2", money=80.0),
        Pair("S2", "D1", money=70.0),
    ]
    plan = make_plan(frame(pairs), data(), MONEY)
    assert plan.chosen["opportunity_id"].tolist() == ["S1~D2", "S2~D1"]
    assert (plan.worth, plan.greedy_worth) == (150.0, 100.0)
    assert plan.gap == 0.0


def test_what_is_left_of_a_flow_goes_to_the_next() -> None:
    pairs = [Pair("S1", "D1", 0.7, 1.0), Pair("S1", "D2", 0.6, 1.0, money=50.0)]
    assert _shares(pairs, MONEY) == {"S1~D1": 1.0, "S1~D2": 0.5}


def test_pair_below_its_smallest_sensible_amount_is_left_out() -> None:
    pairs = [Pair("S1", "D1", 0.95, 1.0), Pair("S1", "D2", 1.0, 1.0, money=50.0)]
    assert _shares(pairs, MONEY) == {"S1~D1": 1.0}


def test_flows_of_one_pool_share_its_capacity() -> None:
    pairs = [Pair("S1", "D1", money=100.0), Pair("S2", "D2", money=60.0)]
    assert _shares(pairs, MONEY, D1="plant", D2="plant") == {"S1~D1": 1.0}


def test_line_that_costs_more_than_it_gives_is_not_built() -> None:
    assert _shares([Pair("S1", "D1", money=100.0, line=120.0)], MONEY) == {}


def test_two_pairs_on_one_network_pay_for_the_line_together() -> None:
    pairs = [
        Pair("S1", "D1", 0.5, 1.0, money=100.0, line=120.0, network="town"),
        Pair("S1", "D2", 0.5, 1.0, money=100.0, line=120.0, network="town"),
    ]
    plan = make_plan(frame(pairs), data(), MONEY)
    assert plan.worth == pytest.approx(80.0)
    assert plan.totals.money_eur == pytest.approx(80.0)
    assert plan.totals.investment_eur == pytest.approx(1200.0)
    assert plan.chosen["planned_benefit_eur"].tolist() == pytest.approx([40.0, 40.0])
    assert plan.chosen["planned_investment_eur"].tolist() == pytest.approx([600.0, 600.0])
    assert plan.greedy_worth == 0.0


def test_budget_is_kept() -> None:
    pairs = [
        Pair("S1", "D1", money=100.0, line=10.0, plant=50.0),
        Pair("S2", "D2", money=60.0, line=5.0, plant=20.0),
        Pair("S3", "D3", money=55.0, line=5.0, plant=20.0),
    ]
    plan = make_plan(frame(pairs), data(), Wishes(Goal.MONEY, budget_eur=145.0))
    assert plan.chosen["opportunity_id"].tolist() == ["S2~D2", "S3~D3"]
    assert plan.totals.investment_eur == pytest.approx(140.0)
    assert plan.chosen["planned_investment_eur"].tolist() == pytest.approx([70.0, 70.0])


def test_pair_that_must_be_in_is_in_and_one_that_must_not_is_out() -> None:
    pairs = [Pair("S1", "D1", money=100.0), Pair("S1", "D2", money=10.0), Pair("S2", "D2", money=30.0)]
    wishes = Wishes(Goal.MONEY, must=("S1~D2",), never=("S2~D2",))
    assert _shares(pairs, wishes) == {"S1~D1": 0.9, "S1~D2": 0.1}


def test_only_ideas_take_part() -> None:
    assert _shares([Pair("S1", "D1", tier="X"), Pair("S2", "D2", tier="D")], Wishes()) == {}


def test_example_figures_give_no_money_and_cost_none() -> None:
    pairs = [Pair("S1", "D1", line=5.0, is_illustrative=True), Pair("S2", "D2", money=20.0)]
    assert _shares(pairs, MONEY) == {"S2~D2": 1.0}
    plan = make_plan(frame(pairs), data(), Wishes(Goal.CLIMATE))
    assert plan.totals.money_eur == 20.0
    assert plan.totals.illustrative == 1
    assert plan.totals.climate_t == 20.0
    assert math.isnan(plan.chosen["planned_benefit_eur"].iloc[0])
    assert math.isnan(plan.chosen["planned_investment_eur"].iloc[0])


def test_pairs_that_need_more_of_a_flow_than_it_has_are_named() -> None:
    pairs = [Pair("S1", "D1"), Pair("S1", "D2")]
    plan = make_plan(frame(pairs), data(), Wishes(must=("S1~D1", "S1~D2"), least_share=0.6))
    (conflict,) = plan.conflicts
    assert (conflict.code, conflict.opportunities) == ("capacity", ("S1~D1", "S1~D2"))
    assert conflict.needed == pytest.approx(1.2)
    assert plan.chosen.empty


def test_pair_asked_for_and_forbidden_is_named() -> None:
    plan = make_plan(frame([Pair("S1", "D1")]), data(), Wishes(must=("S1~D1",), never=("S1~D1",)))
    assert [(one.code, one.opportunities) for one in plan.conflicts] == [("contradiction", ("S1~D1",))]


def test_pair_that_nobody_knows_is_named() -> None:
    plan = make_plan(frame([Pair("S1", "D1")]), data(), Wishes(must=("S9~D9",)))
    assert [(one.code, one.opportunities) for one in plan.conflicts] == [("unknown", ("S9~D9",))]


def test_budget_too_small_for_what_must_be_in_is_named() -> None:
    pairs = [Pair("S1", "D1", line=10.0, plant=50.0)]
    plan = make_plan(frame(pairs), data(), Wishes(must=("S1~D1",), budget_eur=100.0, least_share=0.2))
    (conflict,) = plan.conflicts
    assert (conflict.code, conflict.available) == ("budget", 100.0)
    assert conflict.needed == pytest.approx(110.0)


def test_nothing_to_choose_from_gives_an_empty_plan() -> None:
    plan = make_plan(frame([Pair("S1", "D1")]).iloc[:0], data(), Wishes())
    assert plan.chosen.empty
    assert (plan.worth, plan.gap, plan.conflicts) == (0.0, 0.0, ())


def test_whoever_stops_it_gets_the_best_plan_so_far() -> None:
    def stop(_done: float) -> None:
        raise Cancelled

    plan = make_plan(frame([Pair("S1", "D1")]), data(), Wishes(), watch=stop)
    assert plan.is_stopped
    assert plan.chosen["opportunity_id"].tolist() == ["S1~D1"]
    assert plan.gap == math.inf


def test_progress_rises_to_no_more_than_all() -> None:
    told: list[float] = []
    make_plan(frame([Pair("S1", "D1")]), data(), Wishes(), watch=told.append, effort=Effort(seconds=5))
    assert told[0] == 0.0
    assert max(told) <= 1.0
