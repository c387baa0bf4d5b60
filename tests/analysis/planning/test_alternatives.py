"""What stands behind the pairs of a plan."""

from __future__ import annotations

from symgeo.analysis.planning import Wishes, also_possible, count_also_possible, make_plan
from symgeo.vocabulary import Goal
from tests.analysis.planning.cases import Pair, data, frame


def test_pairs_behind_a_chosen_one_use_its_surplus_or_its_need() -> None:
    pairs = [
        Pair("S1", "D1", money=100.0),
        Pair("S1", "D2", money=10.0),
        Pair("S3", "D1", money=20.0),
        Pair("S4", "D4", money=5.0),
        Pair("S1", "D3", tier="D"),
    ]
    found = frame(pairs)
    chosen = make_plan(found, data(), Wishes(Goal.MONEY)).chosen
    assert chosen["opportunity_id"].tolist() == ["S1~D1", "S4~D4"]
    behind = also_possible(found, chosen, "S1~D1", data())
    assert behind["opportunity_id"].tolist() == ["S1~D2", "S3~D1"]
    assert count_also_possible(found, chosen, data()).to_dict() == {"S1~D1": 2, "S4~D4": 0}
