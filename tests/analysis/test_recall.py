"""Known exchanges are looked for without what is known of them; ranks and shares by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.recall import (
    DIVISIONS,
    Known,
    Question,
    Recall,
    Way,
    chance_within,
    is_elsewhere,
    measure,
    names_own,
)
from symgeo.analysis.recall_records import (
    Exchange,
    kinds_of,
    place_parts,
    resources_of_waste,
    source_names,
)
from symgeo.analysis.recall_scores import (
    receivers_by_precedents,
    receivers_by_tables,
    resources_by_tables,
    takers_by_resource,
)

RESOURCES = pd.DataFrame(
    {
        "parent": ["", "", "heat", "heat", "organic"],
        "ewc_codes": ["", "", "", "", "02 02 04;19 08 05"],
        "supply_nace": ["", "", "24;35", "20", "all"],
        "demand_nace": ["", "", "35;10.12", "03", "all"],
    },
    index=["heat", "organic", "warm", "tepid", "sludge"],
)
GROUPS = {str(code): str(group) for code, group in RESOURCES["parent"].items()}
USUAL = {str(code): str(trades) for code, trades in RESOURCES["supply_nace"].items()}
RULES = pd.DataFrame(
    {
        "supply_code": ["warm", "warm", "sludge"],
        "demand_code": ["warm", "tepid", "sludge"],
        "converter_nace": ["", "43", ""],
        "receiver_nace_prefix": ["", "", "35"],
        "fit": [0.8, 0.5, 0.9],
        "real_example": ["a smelter in Orkanger", "", ""],
        "example_source": ["", "county.no; paper", ""],
    },
    index=["C1", "C2", "C3"],
)


def precedents(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    columns = ["supplier_nace", "receiver_nace", "resource_code", "place", "source"]
    return pd.DataFrame(list(rows), columns=columns).assign(status="operating", waste_code="")


def exchange(*, place: str = "Orkanger", source: str = "paper") -> Exchange:
    return Exchange("24.10", "35.30", (("warm", 1.0),), True, place_parts(place), source_names(source))


def test_equal_scores_share_their_ranks() -> None:
    scores = np.array([3.0, 2.0, 2.0, 1.0, 0.0])
    assert [chance_within(scores, 1, cut) for cut in (1, 2, 3)] == [0.0, 0.5, 1.0]


def test_what_has_no_score_or_is_not_known_is_never_found() -> None:
    scores = np.array([1.0, 0.0, 0.0])
    assert chance_within(scores, 1, 10) == 0.0
    assert chance_within(scores, -1, 10) == 0.0


def test_a_rule_brings_a_resource_to_the_trades_that_need_what_it_serves() -> None:
    takers = takers_by_resource(RULES, RESOURCES)
    scores = receivers_by_tables((("warm", 1.0),), ("35", "10", "10.13", "03", "43", "01"), takers)
    # The second trade of a cell counts 0.95; 10.13 is not 10.12; 43 runs the converter.
    assert scores == pytest.approx([0.8, 0.8 * 0.95, 0.0, 0.5, 0.5, 0.0])


def test_a_cell_for_every_trade_names_none() -> None:
    takers = takers_by_resource(RULES, RESOURCES)
    assert receivers_by_tables((("sludge", 1.0),), ("35", "10"), takers) == pytest.approx([0.0, 0.0])


def test_a_resource_is_proposed_only_for_trades_that_usually_have_it() -> None:
    takers = takers_by_resource(RULES, RESOURCES)
    assert resources_by_tables("24.10", "35.30", ("warm", "tepid"), takers, USUAL) == pytest.approx(
        [0.8, 0.0]
    )
    assert resources_by_tables("17.11", "35.30", ("warm",), takers, USUAL) == pytest.approx([0.0])


def test_a_precedent_counts_as_far_as_it_is_alike() -> None:
    elsewhere = (("24.42", "35.30", "tepid"), ("17.11", "35.30", "sludge"))
    scores = receivers_by_precedents(
        "24.10", (("warm", 1.0),), ("35.30", "35.21", "35", "10"), elsewhere, GROUPS
    )
    # Same division 0.5 x same group 0.3, and other trade 0.1 x other resource 0.05.
    both = 0.5 * 0.3 + 0.1 * 0.05
    assert scores == pytest.approx([both, both / 2, both, 0.0])


@pytest.mark.parametrize(
    ("row", "helps"),
    [
        (("24.42", "35.30", "warm", "Sunndal", "book"), True),
        (("24.10", "35.30", "warm", "Sunndal", "book"), False),
        (("24", "35", "warm", "", ""), False),
        (("17.11", "10.12", "tepid", "Thamshavn / Orkanger", "book"), False),
        (("17.11", "10.12", "tepid", "Sunndal", "book; PAPER 2021"), False),
        (("24.10", "35.30", "tepid", "Sunndal", "book"), True),
    ],
    ids=["other class", "same kind", "same kind, coarser", "same place", "same source", "other resource"],
)
def test_no_record_of_an_exchange_helps_to_find_it(
    row: tuple[str, str, str, str, str], *, helps: bool
) -> None:
    done = Known(RESOURCES, RULES, precedents(row)).done
    assert is_elsewhere(exchange(), done).tolist() == [helps]


def test_rules_whose_example_is_of_the_place_or_source_are_known() -> None:
    assert names_own(exchange(), RULES).tolist() == [True, True, False]
    assert names_own(exchange(place="Sunndal", source=""), RULES).tolist() == [False, False, False]


def test_an_exchange_alone_in_the_precedents_is_not_found_by_them() -> None:
    own = ("24.10", "35.30", "warm", "Orkanger", "paper")
    again = ("24.10", "35.30", "warm", "Elsewhere", "book")
    alike = ("24.42", "35.30", "warm", "Elsewhere", "book")
    assert at_ten(own, again)[Way.PRECEDENTS] == 0.0
    assert at_ten(own, again)[Way.MOST_FREQUENT] == 0.0
    # Another supplier elsewhere is another kind, and speaks for the same receiver.
    assert at_ten(own, alike)[Way.PRECEDENTS] == 1.0


def at_ten(*rows: tuple[str, str, str, str, str]) -> dict[Way, float]:
    told = precedents(*rows)
    found = measure(kinds_of(told, RESOURCES), Known(RESOURCES, RULES, told))
    return {one.way: one.at[10] for one in found if one.question is Question.DIVISION}


def test_records_of_the_same_kind_count_once_and_plans_do_not() -> None:
    told = precedents(
        ("24.10", "35.30", "warm", "Orkanger", "paper"),
        ("24.10", "35.30", "warm", "Sunndal", "book"),
        ("24.10", "10.12", "warm", "Sunndal", "book"),
    )
    told.loc[2, "status"] = "planned"
    (one,) = kinds_of(told, RESOURCES)
    assert one.places == {"orkanger", "sunndal"}
    assert one.sources == {"paper", "book"}


def test_a_waste_code_leads_to_its_resource_or_to_the_nearest_chapter() -> None:
    assert resources_of_waste("19 08 05", RESOURCES) == (("sludge", 1.0),)
    assert resources_of_waste("190899*", RESOURCES) == (("sludge", 0.7),)
    assert resources_of_waste("02 07 01", RESOURCES) == (("sludge", 0.4),)
    assert resources_of_waste("10 01 01", RESOURCES) == ()


def test_two_pages_of_a_site_are_one_source_and_unverified_is_none() -> None:
    assert source_names("liu.se 2021; LIU.se/page; unverified") == {"liu.se"}


def test_nace_has_eighty_eight_divisions() -> None:
    assert len(set(DIVISIONS)) == 88


def test_few_exchanges_leave_a_wide_range() -> None:
    half = Recall(Question.DIVISION, Way.ALL, asked=10, candidates=88, proposed=1.0, at={10: 0.5})
    # Wilson's interval of 5 out of 10.
    assert half.interval(10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
