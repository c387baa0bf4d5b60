"""What is said about how sure a result is; example figures get no money."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from symgeo.texts import texts_for
from symgeo.views.certainty import Certainty, name_factors, write_certainty
from symgeo.views.figures import Drawing, factors, look_for
from symgeo.views.real_cases import write_real_cases
from symgeo.vocabulary import LANGUAGES
from tests.views.card_world import dataset, opportunities

EN = texts_for("en")
DRAWN = {
    "net_benefit_p10_eur": -123_000.0,
    "net_benefit_p90_eur": 456_000.0,
    "pays_share": 0.83,
    "co2_p10_t": 110.0,
    "co2_p90_t": 290.0,
    "electricity_freed_p10_mwh": 1_500.0,
    "electricity_freed_p90_mwh": 6_100.0,
    "top_ten_share": 0.4,
}
LIMITS = {
    "break_even_km": 7.77,
    "break_even_price": 44.4,
    "payback_years": 8.88,
    "life_years": 28.3,
    "investment_eur": 2_345_678.0,
}


def moved() -> pd.DataFrame:
    """Give three figures that move the net benefit, as the analysis has them."""
    rows = {
        "supply": (7_400.0, 3_700.0, 14_800.0, 50_000.0, 300_000.0),
        "pipe.dh_capex": (1200.0, 600.0, 2400.0, 250_000.0, 60_000.0),
        "price.heat_mix_no": (70.0, 35.0, 140.0, 100_000.0, 200_000.0),
        "heat.linear_density_min": (1.5, 0.75, 3.0, 170_000.0, 180_000.0),
    }
    columns = ["value", "low", "high", "at_low", "at_high"]
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    return frame.assign(base=180_000.0, measure="eur")


def said(
    limits: dict[str, float] | None = None,
    text: str = "",
    drawn: dict[str, float] | None = None,
    **changes: object,
) -> str:
    held = Certainty(pd.Series({**DRAWN, **(drawn or {})}), pd.Series({**LIMITS, **(limits or {})}), moved())
    data = dataset(text, supply_evidence="illustrative" if changes.get("is_illustrative") else "reported")
    return write_certainty(opportunities(shared_network=False, **changes).iloc[0], held, data, EN)


def test_draws_limits_and_the_real_case_are_said() -> None:
    written = said()
    money, climate = EN.money_range(-120_000, 460_000), EN.quantity_range(110, 290, "tCO2")
    power = EN.quantity_range(1500, 6100, "MWh")
    for words in ("83%", money, climate, power, "40%", EN.distance(7.8), "44 EUR/MWh"):
        assert words in written
    assert f"{EN.money(2_300_000)} is earned back in 8.9 years" in written
    assert "70 MNOK" in written
    assert "exchange source" in written
    assert "parameter source" in written


def test_draws_of_a_loss_are_told_as_one_without_a_minus() -> None:
    drawn = {"co2_p10_t": -80.0, "co2_p90_t": -20.0}
    drawn |= {"electricity_freed_p10_mwh": -12_000.0, "electricity_freed_p90_mwh": 400.0}
    written = said(drawn=drawn, co2_t=-50.0, electricity_freed_mwh=-900.0)
    assert f"Higher emissions in eight of ten draws: {EN.quantity_range(20, 80, 'tCO2')}" in written
    span = EN.quantity_range(-400, 12_000, "MWh", beside=900)
    assert f"Electricity used in eight of ten draws: {span}" in written


@pytest.mark.parametrize(
    ("low", "p10", "p90", "high", "is_said"),
    [
        (-3.3e6, 200_000.0, 500_000.0, 900_000.0, True),
        (-3.3e6, -500_000.0, -100.0, 900_000.0, True),
        (-3.3e6, -500_000.0, 500_000.0, 900_000.0, False),
        (100.0, 200_000.0, 500_000.0, 900_000.0, False),
    ],
)
def test_it_is_said_why_the_range_has_a_loss_where_the_draws_have_none(
    low: float, p10: float, p90: float, high: float, *, is_said: bool
) -> None:
    drawn = {"net_benefit_p10_eur": p10, "net_benefit_p90_eur": p90}
    written = said(drawn=drawn, net_benefit_low_eur=low, net_benefit_high_eur=high)
    assert ("all figures are at their worst" in written) is is_said


def test_a_case_of_a_related_resource_is_told_as_such_where_there_is_no_other() -> None:
    related = said(supply_resource="heat", transport_mode="truck")
    assert "1 of 1 of related resources" in related
    assert "70 MNOK" in related
    assert "of related resources" not in said()


PRICES = {
    "parameter": ["price.heat_mix_no", "price.heat_mix_no", "price.natgas", "price.heat_mix_no", "truck.var"],
    "supply_codes": ["", "heat", "", "", ""],
    "title": ["Town", "Works", "Gas field", "Rumour", "Lorry"],
    "amount": "80 EUR/MWh",
    "source_year": "2020",
    "source": "paper",
    "evidence": ["reported", "reported", "reported", "unverified", "reported"],
}


def compared(language: str = "en", **changes: object) -> str:
    data = dataset()
    reference = replace(data.reference, benchmarks=pd.DataFrame(PRICES))
    pair = opportunities(shared_network=False, **changes).iloc[0]
    return str(write_real_cases(pair, replace(data, reference=reference), texts_for(language)))


def test_a_price_of_the_estimate_stands_beside_what_was_paid_for_it_elsewhere() -> None:
    written = compared()
    assert EN("money.case_prices") in written
    assert "70 EUR/MWh. To compare: Town, 2020: 80 EUR/MWh" in written
    assert "Source: paper" in written
    assert not [name for name in ("Works", "Gas field", "Rumour", "Lorry") if name in written]
    assert EN("money.case_prices") not in compared(price_key="price.none")


CASES = {
    "supply_codes": ["heat_60_100", "heat", "heat_60_100", "heat_60_100;heat"],
    "title": ["Mill to town", "Group", "Rumour", "Heat to poultry"],
    "amount": "9 MSEK",
    "source_year": "2019",
    "source": "gazette",
    "evidence": ["reported", "reported", "unverified", "reported"],
}


def test_a_shipped_case_stands_beside_the_exchanges_of_the_data_and_none_is_told_twice() -> None:
    data = dataset()
    known = replace(data, reference=replace(data.reference, cases=pd.DataFrame(CASES)))
    pair = opportunities(shared_network=False, existing_exchange_id="", transport_mode="truck").iloc[0]
    written = str(write_real_cases(pair, known, EN))
    assert "Mill to town, 2019: 9 MSEK" in written
    assert "Source: gazette" in written
    assert written.count("Heat to poultry") == 1
    assert not [name for name in ("Group", "Rumour") if name in written]
    alone = replace(known, exchanges=data.exchanges.iloc[:0])
    assert "Mill to town" in str(write_real_cases(pair, alone, EN))
    group = replace(known.reference, cases=known.reference.cases.iloc[1:2])
    related = str(write_real_cases(pair, replace(alone, reference=group), EN))
    assert EN("money.case_related", shown=1, total=1) in related
    assert "Group" in related
    many = pd.concat([known.reference.cases.iloc[1:2]] * 5).assign(title=list("VWXYZ"))
    cut = str(write_real_cases(pair, replace(alone, reference=replace(group, cases=many)), EN))
    assert EN("money.case_related", shown=3, total=5) in cut
    assert cut.count("<li>") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_known_the_card_says_so(language: str) -> None:
    data = dataset()
    alone = replace(data, exchanges=data.exchanges.assign(investment=""))
    pair = opportunities(transport_mode="truck").iloc[0]
    texts = texts_for(language)
    written = str(write_real_cases(pair, alone, texts))
    assert written.count("<p") == 1
    assert texts("money.case_none") in written


def test_an_example_figure_gets_no_money_but_the_names_of_what_matters() -> None:
    written = said(is_illustrative=True)
    assert EN.money(2_300_000) not in written
    assert "44 EUR/MWh" not in written
    assert "no money is shown" in written
    assert "290" not in written
    assert "Amount left over at Smelter" in written
    assert "70 MNOK" in written


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"break_even_km": -1.0}, "No distance is short enough"),
        ({"break_even_price": -3.0}, "even if what is replaced cost nothing"),
        ({"payback_years": np.inf}, "is not earned back while it lasts, about 28 years"),
        ({"payback_years": 83.0}, "is not earned back while it lasts, about 28 years"),
        ({"payback_years": 28.0}, "is earned back in 28 years"),
        ({"payback_years": 0.0, "investment_eur": 0.0}, "No investment is counted"),
        ({"payback_years": np.nan}, "no price for what is replaced"),
    ],
)
def test_limits_that_do_not_exist_are_said_in_words(limits: dict[str, float], words: str) -> None:
    assert words in said(limits)


def test_what_exists_already_is_no_candidate_for_the_ten_best() -> None:
    assert "ten best" in said()
    assert "ten best" not in said(tier="X")


def test_hostile_words_are_escaped() -> None:
    assert "<b>" not in said(text="<b>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_shows_three_and_its_table_all(language: str) -> None:
    texts, data, row = texts_for(language), dataset(), opportunities().iloc[0]
    names = name_factors(moved(), row, data, texts)
    figure = factors(moved(), names, Drawing(texts, look_for("light"), data.reference.resources, False))
    bars = [bar for bar in figure.plot.data if bar.x[0] is not None]
    assert [list(bar.x) for bar in bars] == [[-130.0, 70.0, -80.0], [120.0, -120.0, 20.0]]
    # 130 thousand to the left, 120 to the right: a round number on each side has room on a phone.
    assert list(figure.plot.layout.xaxis.tickvals) == [-100, 0, 100]
    assert len(figure.data) == 4
    assert texts.reference("price.heat_mix_no") in figure.alt
    assert texts.money_per_year(180_000.0) in figure.alt
