"""Amount classes: one decade each."""

from __future__ import annotations

import pandas as pd

from symgeo.texts import texts_for
from symgeo.views.map_amounts import amount_class, magnitudes

NAN = float("nan")


def test_each_decade_is_a_class_and_limits_belong_to_the_class_above() -> None:
    amounts = pd.Series([1, 99, 100, 999, 1_000, 10_000, 100_000, 5e6, 0, -3, NAN])
    units = pd.Series(["MWh"] * len(amounts))
    assert amount_class(amounts, units).tolist() == [0, 0, 1, 1, 2, 3, 4, 4, 0, 0, 0]


def test_water_is_measured_on_a_scale_of_its_own() -> None:
    amounts = pd.Series([9_999.0, 10_000.0, 1e7])
    assert amount_class(amounts, pd.Series(["m3"] * 3)).tolist() == [0, 1, 4]


def test_order_of_magnitude_is_written_for_each_amount() -> None:
    texts = texts_for("en")
    written = magnitudes(pd.Series([8_000.0, NAN], index=["a", "b"]), pd.Series(["t", "t"]), texts)
    assert written["a"] == texts.order_of_magnitude(8_000.0, "t")
    assert written["b"] == texts("common.unknown")
