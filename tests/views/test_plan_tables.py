"""What is said of the sums of a plan."""

from __future__ import annotations

from dataclasses import replace

from symgeo.analysis.planning import Totals
from symgeo.texts import texts_for
from symgeo.views.plan_tables import compare_totals, write_ends
from symgeo.vocabulary import Goal


def test_a_sum_beside_its_range_says_why() -> None:
    texts = texts_for("en")
    totals = Totals(2, 0, 1000.0, 100.0, 0.0, 0.0, 0.0)
    assert write_ends(totals, Goal.CLIMATE, (80.0, 120.0), texts).endswith("in eight of ten draws")
    assert "farther up than down" in write_ends(totals, Goal.CLIMATE, (110.0, 150.0), texts)
    assert "farther down than up" in write_ends(totals, Goal.MONEY, (500.0, 900.0), texts)
    assert write_ends(replace(totals, illustrative=1), Goal.CLIMATE, (80.0, 120.0), texts) == ""
    assert write_ends(replace(totals, banded=1), Goal.MONEY, (500.0, 1500.0), texts) == ""


def test_what_two_plans_cost_stands_side_by_side_and_rough_where_it_rests_on_ranges() -> None:
    texts = texts_for("en")
    first = Totals(2, 0, 0.0, 0.0, 0.0, 0.0, 1_240_000.0)
    both = compare_totals(first, replace(first, investment_eur=2_480_000.0, banded=1), texts).frame
    assert [both[column]["investment"] for column in ("before", "after", "change")] == [
        texts.money(1.2e6),
        texts.about(texts.money(2e6)),
        texts.percent(1.0),
    ]
