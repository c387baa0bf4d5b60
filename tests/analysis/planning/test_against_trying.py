"""Small random plans against every plan there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.analysis.planning import Effort, Plan, Wishes, make_plan
from symgeo.vocabulary import Goal
from tests.analysis.planning.cases import Pair, best_by_trying, data, frame

EXACT = Effort(gap=0.0, seconds=30.0)
PARTS = st.sampled_from([0.2, 0.4, 0.5, 0.7, 0.9, 1.0])
WORTHS = st.integers(-5, 50).map(float)


@st.composite
def pair_lists(draw: st.DrawFn) -> list[Pair]:
    ends = st.tuples(st.sampled_from(["S1", "S2", "S3"]), st.sampled_from(["D1", "D2", "D3"]))
    chosen = draw(st.lists(ends, min_size=1, max_size=6, unique=True))
    return [
        Pair(
            supply,
            demand,
            takes_supply=draw(PARTS),
            takes_demand=draw(PARTS),
            money=draw(WORTHS),
            climate=draw(WORTHS),
            line=float(draw(st.integers(0, 20))),
            plant=float(draw(st.integers(0, 100))),
            network=draw(st.sampled_from(["", "town"])),
            is_illustrative=draw(st.booleans()),
        )
        for supply, demand in chosen
    ]


@st.composite
def wish_lists(draw: st.DrawFn, pairs: list[Pair]) -> Wishes:
    ids = [pair.id for pair in pairs]
    return Wishes(
        goal=draw(st.sampled_from([Goal.MONEY, Goal.CLIMATE])),
        budget_eur=draw(st.none() | st.integers(0, 400).map(float)),
        must=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
        never=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
        least_share=draw(st.sampled_from([0.1, 0.3, 0.6])),
    )


def _worst_use(plan: Plan) -> float:
    chosen = plan.chosen
    uses = [
        (chosen["share"] * chosen[f"{side}_taken"]).groupby(chosen[f"{side}_flow_id"]).sum().max()
        for side in ("supply", "demand")
    ]
    return float(np.nan_to_num(max(uses)))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_plan_is_the_best_of_all_that_keep_the_wishes(drawn: st.DataObject) -> None:
    pairs = drawn.draw(pair_lists())
    wishes = drawn.draw(wish_lists(pairs))
    plan = make_plan(frame(pairs), data(), wishes, effort=EXACT)
    best = best_by_trying(pairs, wishes)
    assert bool(plan.conflicts) == (best is None)
    if best is None:
        return
    chosen = plan.chosen.set_index("opportunity_id")["share"]
    assert plan.worth == pytest.approx(best, abs=1e-5)
    assert plan.worth >= plan.greedy_worth
    assert plan.bound >= plan.worth - 1e-6
    assert _worst_use(plan) <= 1 + 1e-9
    assert set(wishes.must) <= set(chosen.index)
    assert not set(wishes.never) & set(chosen.index)
    assert (chosen >= wishes.least_share * (1 - 1e-6)).all()
    assert (chosen <= 1).all()
    if wishes.budget_eur is not None:
        assert plan.totals.investment_eur <= wishes.budget_eur * (1 + 1e-6) + 1e-6


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_order_of_the_rows_changes_nothing(drawn: st.DataObject) -> None:
    pairs = drawn.draw(pair_lists())
    rows = frame(pairs)
    mixed = rows.iloc[drawn.draw(st.permutations(range(len(rows))))]
    first, second = (make_plan(one, data(), Wishes(Goal.MONEY)) for one in (rows, mixed))
    assert first.chosen.equals(second.chosen)
    assert (first.worth, first.greedy_worth) == (second.worth, second.greedy_worth)
