"""Illustrative amounts leave the programme as orders of magnitude."""

import numpy as np
import pandas as pd

from symgeo.analysis.disclosure import order_of_magnitude, withhold_illustrative
from symgeo.analysis.opportunities import find
from tests.analysis.world import two_sites


def _found(evidence: str) -> pd.DataFrame:
    return find(
        two_sites(
            flows={
                "F1": {"quantity": 10_000.0, "temp_c": 90.0, "evidence": evidence},
                "F2": {"site_id": "S2", "direction": "demand", "quantity": 7_400.0, "temp_c": 75.0},
            }
        )
    )


def test_numbers_are_cut_to_the_power_of_ten_below() -> None:
    cut = order_of_magnitude(np.array([7_400.0, 1_000.0, -250.0, 0.0, 0.3, np.nan]))
    np.testing.assert_allclose(cut, [1_000.0, 1_000.0, -100.0, 0.0, 0.1, np.nan])


def test_illustrative_row_gives_nothing_away() -> None:
    row = withhold_illustrative(_found("illustrative")).iloc[0]
    assert row[["matched_quantity", "matched_low", "matched_high"]].tolist() == [1_000.0, 1_000.0, 10_000.0]
    assert row["co2_t"] == 100.0
    assert row[["net_benefit_eur", "co2_replaced_t", "heat_density_mwh_per_m"]].isna().all()


def test_other_rows_stay_as_they_are() -> None:
    found = _found("reported")
    assert withhold_illustrative(found).iloc[0]["matched_quantity"] == 7_400.0
    assert withhold_illustrative(found)["net_benefit_eur"].equals(found["net_benefit_eur"])
