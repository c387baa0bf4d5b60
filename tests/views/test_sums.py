"""Sums over opportunities in words."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.together import Together
from symgeo.texts import texts_for
from symgeo.views.sums import Sum, write_sums

SUMS = {"electricity_freed_mwh": 7_400.0, "co2_t": 320.0, "net_benefit_eur": 210_000.0}
ENDS = {
    "electricity_freed_mwh": (6_100.0, 8_200.0),
    "co2_t": (330.0, 600.0),
    "net_benefit_eur": (-50_000.0, 400_000.0),
}


def together(*, banded: int = 0, unpriced: int = 0) -> Together:
    most = {name: 2 * value for name, value in SUMS.items()} if banded else SUMS
    return Together(pd.DataFrame({"opportunity_id": ["a", "b"]}), 0, banded, unpriced, SUMS, most)


def test_each_sum_stands_with_what_its_draws_lie_between() -> None:
    texts = texts_for("en")
    electricity, climate, money = write_sums(together(), ENDS, texts)
    written, span = texts.quantity(7_400, "MWh"), texts.quantity_range(6_100, 8_200, "MWh")
    assert electricity == Sum("Electricity freed", written, f"{span} in eight of ten draws")
    assert (climate.name, "farther up than down" in climate.ends) == ("CO₂ saved", True)
    assert (money.written, money.ends.endswith("in eight of ten draws")) == (texts.money(210_000), True)


def test_money_is_in_the_readers_currency() -> None:
    texts = texts_for("sv").in_currency("SEK", 10.0)
    money = write_sums(together(), ENDS, texts)[-1]
    assert "SEK" in money.written
    assert "SEK" in money.ends


@pytest.mark.parametrize("ends", [ENDS, None])
def test_bands_make_a_sum_a_range_that_no_draw_narrows(ends: dict[str, tuple[float, float]] | None) -> None:
    texts = texts_for("en")
    electricity, *rest = write_sums(together(banded=1), ends, texts)
    assert electricity.written == texts.about(texts.quantity_range(7_400, 14_800, "MWh"))
    assert not any(one.ends for one in (electricity, *rest))


def test_no_money_is_told_where_no_price_is_known() -> None:
    assert len(write_sums(together(unpriced=2), ENDS, texts_for("en"))) == 2
    assert len(write_sums(together(unpriced=1), ENDS, texts_for("en"))) == 3
