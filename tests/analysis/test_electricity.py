"""Low and high of the electricity that an opportunity frees."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.electricity import electricity_ends


def pair(price_key: str, *, freed: float, used: float) -> pd.Series:
    """Give a pair of 4,000 MWh (2,000 to 8,000)."""
    amounts = {"matched_quantity": 4000.0, "matched_low": 2000.0, "matched_high": 8000.0}
    gain = {"electricity_freed_mwh": freed, "electricity_used_mwh": used}
    return pd.Series({**amounts, **gain, "price_key": price_key})


def test_the_share_of_electricity_in_mixed_heat_has_ends_beside_the_amounts(example: Dataset) -> None:
    """2,000 MWh are electricity at a share of 0.5 (0.2 to 0.9); a pump takes 1,000.

    Low: twice the amount, 2 x (2,000 x 0.4 - 1,000); high: 2 x (2,000 x 1.8 - 1,000).
    """
    mixed = pair("price.heat_mix_no", freed=1000.0, used=1000.0)
    assert electricity_ends(mixed, "NO", example.reference) == pytest.approx((-400.0, 5200.0))


def test_power_and_oil_have_no_share_that_is_uncertain(example: Dataset) -> None:
    power = pair("price.electricity_no", freed=4000.0, used=0.0)
    assert electricity_ends(power, "NO", example.reference) == pytest.approx((2000.0, 8000.0))
    pump_for_oil = pair("price.fueloil", freed=-1000.0, used=1000.0)
    assert electricity_ends(pump_for_oil, "NO", example.reference) == pytest.approx((-2000.0, -500.0))
