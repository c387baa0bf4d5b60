"""Sums over amounts that are shown as bands: ranges that hold the truth, and tell nothing else."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis import summary
from symgeo.analysis.bands import BAND, at_ends, rest_on_bands, with_ends

BLURRED = frozenset({"F2"})


def pairs() -> pd.DataFrame:
    """Give two pairs: 100 MWh that is known, and 60 of a band from 30 to 100, half of it allocated."""
    amount = np.array([100.0, 60.0])
    return pd.DataFrame(
        {
            "supply_flow_id": ["F1", "F2"],
            "demand_flow_id": ["F3", "F4"],
            "supply_resource": "heat_60_100",
            "demand_resource": "heat_60_100",
            "resource_group": "heat",
            "unit": "MWh",
            "tier": "A",
            "evidence": "reported",
            "is_illustrative": False,
            "matched_quantity": amount,
            "matched_low": [90.0, 30.0],
            "matched_high": [110.0, 100.0],
            "allocated_quantity": [100.0, 30.0],
            "electricity_freed_mwh": [10.0, -6.0],
            **{f"co2_{end}t": amount / divisor for end, divisor in (("", 10), ("low_", 20), ("high_", 5))},
            **{
                f"net_benefit_{end}eur": amount * factor
                for end, factor in (("", 2), ("low_", 1), ("high_", 3))
            },
        }
    )


def test_a_pair_rests_on_a_band_by_either_of_its_flows() -> None:
    assert rest_on_bands(pairs(), BLURRED).tolist() == [False, True]
    assert rest_on_bands(pairs(), frozenset({"F3"})).tolist() == [True, False]


def test_what_is_known_stays_and_a_band_goes_to_its_ends() -> None:
    least, most = at_ends(pairs(), BLURRED)
    # 30 allocated of 60 is 15 of 30 and 50 of 100; electricity used is most where the amount is.
    assert least["allocated_quantity"].tolist() == [100.0, 15.0]
    assert most["allocated_quantity"].tolist() == [100.0, 50.0]
    assert least["electricity_freed_mwh"].tolist() == [10.0, -10.0]
    assert most["electricity_freed_mwh"].tolist() == [10.0, -3.0]
    assert (least["co2_t"].tolist(), most["co2_t"].tolist()) == ([10.0, 3.0], [10.0, 12.0])


def test_a_sum_has_its_ends_beside_it() -> None:
    def total(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.groupby("unit")[["allocated_quantity"]].sum()

    sums = with_ends(total, pairs(), BLURRED).loc["MWh"]
    assert list(sums) == [130.0, 115.0, 150.0]
    assert list(with_ends(total, pairs(), frozenset()).loc["MWh"]) == [130.0, 130.0, 130.0]


def test_summaries_tell_known_amounts_and_bands_apart() -> None:
    amounts = summary.group_amounts(pairs(), BLURRED).set_index("evidence")
    assert amounts[["amount", "low", "high"]].to_dict("index") == {
        BAND: {"amount": 30.0, "low": 15.0, "high": 50.0},
        "reported": {"amount": 100.0, "low": 100.0, "high": 100.0},
    }
    link = summary.flow_links(pairs(), "MWh", BLURRED).iloc[0]
    assert [link[end] for end in ("amount", "low", "high")] == [130.0, 115.0, 150.0]


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_true_sum_is_in_the_range_wherever_in_the_band_it_is(share: float) -> None:
    true = 100.0 + (30 + share * 70) / 2
    link = partial(summary.flow_links, unit="MWh", blurred=BLURRED)(pairs()).iloc[0]
    assert link["low"] <= true <= link["high"]
