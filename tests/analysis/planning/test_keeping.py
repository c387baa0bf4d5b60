"""What is kept of a plan, what has changed since, and two plans side by side."""

from __future__ import annotations

import dataclasses

from symgeo.analysis.planning import (
    Wishes,
    compare_since,
    make_plan,
    outcome_of,
    resized_pairs,
    set_beside,
)
from symgeo.vocabulary import Goal
from tests.analysis.planning.cases import Pair, data, frame

# S1 serves D1 whole, or D2 with half of itself and D1 with the rest.
PAIRS = [Pair("S1", "D1", money=100.0), Pair("S1", "D2", takes_supply=0.5, money=60.0), Pair("S3", "D3")]


def test_what_has_changed_since_is_told_pair_by_pair() -> None:
    then = make_plan(frame(PAIRS[:1] + PAIRS[2:]), data(), Wishes(Goal.MONEY))
    now = make_plan(frame(PAIRS[:2]), data(), Wishes(Goal.MONEY))
    since = compare_since(outcome_of(then, "one"), outcome_of(now, "two"))
    assert (since.gone, since.come, since.changed) == (("S3~D3",), ("S1~D2",), ("S1~D1",))
    assert since.is_other_data
    assert not since.is_same
    dearer = compare_since(outcome_of(then, "one"), outcome_of(now, "one.values-0123"))
    assert not dearer.is_other_data  # The same data, calculated with own values.


def test_a_plan_that_is_made_again_of_the_same_is_the_same() -> None:
    kept = outcome_of(make_plan(frame(PAIRS), data(), Wishes(Goal.MONEY)), "one")
    again = outcome_of(make_plan(frame(PAIRS[::-1]), data(), Wishes(Goal.MONEY)), "one")
    assert compare_since(kept, again).is_same
    dearer = dataclasses.replace(kept, totals=dataclasses.replace(kept.totals, money_eur=1.0))
    assert not compare_since(dearer, again).is_same


def test_two_plans_stand_side_by_side_with_the_amount_that_each_has() -> None:
    # The world's pairs could exchange 1,000 each.
    whole = make_plan(frame(PAIRS), data(), Wishes(Goal.MONEY)).chosen
    without = make_plan(frame(PAIRS), data(), Wishes(Goal.MONEY, never=("S1~D2", "S3~D3"))).chosen
    both = set_beside(whole, without).set_index("opportunity_id")
    matched = both["matched_quantity"]
    assert both.index.tolist() == ["S1~D2", "S3~D3", "S1~D1"]
    assert (both["first_quantity"] / matched).round(6).tolist() == [1.0, 1.0, 0.5]
    assert (both["second_quantity"] / matched).round(6).tolist() == [0.0, 0.0, 1.0]
    assert resized_pairs(whole, without)["opportunity_id"].tolist() == ["S1~D1"]
