"""What is said of the sums of a plan."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from symgeo.analysis.opportunities import find
from symgeo.analysis.planning import Effort, Totals, Wishes, make_plan
from symgeo.storage.dataset import load_demo
from symgeo.texts import texts_for
from symgeo.texts.rounding import round_significant
from symgeo.views.plan_tables import compare_totals, list_plan_file, write_ends
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
        "",
    ]
    sound = compare_totals(first, replace(first, investment_eur=2_480_000.0), texts).frame
    assert sound["change"]["investment"] == "+100%"


def test_a_sum_that_is_an_order_of_magnitude_has_no_change_in_per_cent() -> None:
    texts = texts_for("en")
    sound = Totals(4, 0, 1000.0, 100.0, 50.0, 20.0, 0.0)
    after = replace(sound, pairs=5, climate_t=110.0, money_eur=500.0)
    changed = compare_totals(sound, after, texts).frame["change"]
    assert changed.loc[["pairs", "climate", "money"]].tolist() == ["+25%", "+10%", "\N{MINUS SIGN}50%"]
    # Example figures count no money, so money stays exact; with bands nothing does.
    rough = replace(sound, illustrative=1)
    changed = compare_totals(rough, after, texts).frame["change"]
    assert changed.loc[["climate", "electricity", "diverted", "money"]].tolist() == [
        "",
        "",
        "",
        "\N{MINUS SIGN}50%",
    ]
    banded = compare_totals(sound, replace(after, banded=1), texts).frame["change"]
    assert banded.drop("pairs").tolist() == [""] * 5


def test_a_file_of_a_plan_has_numbers_with_a_unit_and_none_where_only_the_order_is_known() -> None:
    texts, demo = texts_for("sv").in_currency("SEK", 10.0), load_demo()
    chosen = make_plan(find(demo), demo, Wishes(), effort=Effort(gap=0.01)).chosen
    table = list_plan_file(chosen, pd.Series(0, chosen.index), demo, texts)
    frame = table.frame
    assert [column.label for column in table.columns][3:6] == [
        "Planerad mängd",
        "Planerad mängd per år, som tal",
        "Enhet",
    ]
    assert (frame["unit"] == chosen["unit"].to_numpy()).all()
    weak = chosen["is_illustrative"].to_numpy()
    assert weak.any()
    assert not weak.all()
    numbers = ["amount_number", "climate_number", "money_number"]
    assert frame.loc[weak, numbers].isna().all(axis=None)
    known = chosen[~weak]
    assert frame.loc[~weak, "amount_number"].tolist() == [
        round_significant(one) for one in known["planned_quantity"]
    ]
    assert frame.loc[~weak, "money_number"].tolist() == [
        round_significant(one * 10.0) for one in known["planned_benefit_eur"]
    ]
    assert pd.api.types.is_integer_dtype(frame["share"])
