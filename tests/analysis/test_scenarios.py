"""Own values take the place of the usual ones, and can be taken back; nothing that cannot be gets in."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Reference
from symgeo.analysis.opportunities import find
from symgeo.analysis.planning import Wishes, make_plan
from symgeo.analysis.scenarios import (
    OwnValue,
    Values,
    compare_best,
    data_revision,
    is_possible,
    limits_of,
    totals,
    with_values,
    without_authors,
)
from symgeo.storage.dataset import load_demo
from tests.analysis.world import two_sites

DEAR = Values("Dear heat", (OwnValue("price.heat_mix_no", 140.0, 100.0, 180.0, "Anna", "a talk"),))


def test_everything_follows_an_own_value_and_its_range() -> None:
    usual = two_sites()
    dear = with_values(usual, DEAR)
    before, after = find(usual).iloc[0], find(dear).iloc[0]
    assert after["value_eur"] == 2 * before["value_eur"] == 8_000 * 140
    assert dear.reference.parameter("price.heat_mix_no", "low") == 100.0
    assert (dear.reference.own_keys, dear.reference.scenario) == (("price.heat_mix_no",), "Dear heat")
    assert usual.reference.parameter("price.heat_mix_no") == 70.0


def test_each_set_of_values_has_a_revision_of_its_own_and_is_taken_back() -> None:
    usual = two_sites()
    dear = with_values(usual, DEAR)
    other = with_values(dear, Values("Cheap", (OwnValue("price.woodchips", 1.0, 1.0, 1.0),)))
    assert len({usual.revision, dear.revision, other.revision}) == 3
    assert other.reference.parameter("price.heat_mix_no") == 70.0
    back = with_values(other, Values())
    assert back.revision == usual.revision
    assert back.reference.own_keys == ()
    assert find(back).equals(find(usual))
    assert with_values(usual, Values()) is usual


@pytest.mark.parametrize(
    ("key", "low", "value", "high"),
    [
        ("price.heat_mix_no", 80.0, 70.0, 90.0),
        ("price.heat_mix_no", 10.0, 70.0, 60.0),
        ("price.heat_mix_no", -1.0, 70.0, 90.0),
        ("price.heat_mix_no", 10.0, float("nan"), 90.0),
        ("price.heat_mix_no", 10.0, 20.0, float("inf")),
        ("finance.discount_rate", 0.0, 0.06, 0.1),
        ("freed.heat_mix_no", 0.0, 0.5, 1.5),
        ("score.w.fit", 0.0, 0.0, 0.5),
        ("sf.al_co2", 1.0, 1.5, 2.0),  # the calculation does not use it
    ],
)
def test_values_that_cannot_be_are_left_out(key: str, low: float, value: float, high: float) -> None:
    own = OwnValue(key, value, low, high)
    assert not is_possible(own)
    usual = two_sites()
    assert with_values(usual, Values("x", (own,))) is usual


def test_every_parameter_of_the_calculation_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    read = Reference.parameter

    def noted(reference: Reference, key: str, bound: str = "value") -> float:
        asked.add(key)
        return read(reference, key, bound)

    monkeypatch.setattr(Reference, "parameter", noted)
    data = load_demo()
    make_plan(find(data), data, Wishes())
    assert len(asked) > 20
    assert {key for key in asked if limits_of(key) is None} == set()


def test_what_counts_can_be_set_for_a_project() -> None:
    usual = load_demo()
    only_money = [OwnValue(f"score.w.{term}", 0.01, 0.01, 0.01) for term in ("co2", "barrier")]
    only_money.append(OwnValue("score.w.eur", 1.0, 1.0, 1.0))
    changed = find(with_values(usual, Values("Money first", tuple(only_money))))
    weights = Weights(money=1.0, climate=0.01, barrier=0.01)
    expected = find(usual, Choices(weights=weights))
    pd.testing.assert_series_equal(changed["score"], expected["score"])
    assert not changed["score"].equals(find(usual)["score"])


def test_an_unknown_key_is_left_out() -> None:
    usual = two_sites()
    assert with_values(usual, Values("x", (OwnValue("price.of_nothing", 1.0, 1.0, 1.0),))) is usual


def test_others_learn_that_values_are_own_but_not_what_staff_wrote() -> None:
    usual = two_sites()
    parameters = usual.reference.parameters
    for name in ("source", "note"):
        parameters[name] = "usual"
    told = with_values(usual, DEAR).reference
    assert list(told.parameters.loc["price.heat_mix_no", ["source", "note"]]) == ["Anna", "a talk"]
    shown = without_authors(told)
    assert list(shown.parameters.loc["price.heat_mix_no", ["source", "note"]]) == ["", ""]
    assert list(shown.parameters.loc["price.woodchips", ["source", "note"]]) == ["usual", "usual"]
    assert (shown.own_keys, shown.scenario) == (told.own_keys, "")


def test_the_best_and_the_sums_are_put_side_by_side() -> None:
    usual = two_sites()
    ruined = with_values(usual, Values("No price", (OwnValue("price.heat_mix_no", 0.0, 0.0, 0.0),)))
    every = {"usual": find(usual), "none": find(ruined)}
    best = compare_best(every).iloc[0]
    assert (best["tier.usual"], best["tier.none"]) == ("A", "C")
    sums = {name: totals(found, usual) for name, found in every.items()}
    assert (sums["usual"].tiers["A"], sums["none"].tiers["C"]) == (1, 1)
    before, after = sums["usual"].sums.most, sums["none"].sums.most
    assert before["net_benefit_eur"] - after["net_benefit_eur"] == pytest.approx(8_000 * 70)
    assert before["co2_t"] == after["co2_t"] > 0


def test_the_data_is_the_same_whatever_values_it_is_calculated_with() -> None:
    usual = two_sites()
    assert data_revision(with_values(usual, DEAR).revision) == usual.revision == data_revision(usual.revision)
