"""Texts and number formats, as a reader of each language expects them."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symgeo.texts import Texts, texts_for
from symgeo.vocabulary import LANGUAGES

EN, NB, NN, SV = (texts_for(language) for language in LANGUAGES)
EVERY = pytest.mark.parametrize("t", [EN, NB, NN, SV], ids=LANGUAGES)
UNITS = ("MWh", "t", "tCO2", "m3", "m2", "unit", "fte")


def plain(text: str) -> str:
    """Show hard spaces as spaces, so that a test reads like the screen."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_language_is_read_once() -> None:
    assert texts_for("nn") is NN


def test_an_unknown_language_is_a_broken_programme() -> None:
    with pytest.raises(KeyError):
        texts_for("de")


def test_an_unknown_key_is_a_broken_programme() -> None:
    with pytest.raises(KeyError):
        EN("common.no_such_text")


def test_a_missing_value_is_a_broken_programme() -> None:
    with pytest.raises(KeyError):
        EN("common.about_figure")


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert EN("common.about_figure", text="{evil} ${1+1} <b>") == "about {evil} ${1+1} <b>"


def test_whole_numbers_in_a_sentence_are_grouped() -> None:
    assert plain(NB("common.about_figure", text=1234567)) == "omtrent 1 234 567"


def test_each_language_names_itself() -> None:
    assert [t.language_name for t in (EN, NB, NN, SV)] == [
        "English",
        "norsk bokmål",
        "norsk nynorsk",
        "svenska",
    ]


@pytest.mark.parametrize(
    ("t", "written"), [(EN, "7,400 MWh/yr"), (NB, "7 400 MWh/år"), (NN, "7 400 MWh/år"), (SV, "7 400 MWh/år")]
)
def test_an_amount_is_written_per_year_in_the_readers_way(t: Texts, written: str) -> None:
    assert plain(t.quantity(7400, "MWh")) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (9_949, "MWh", "9 900 MWh/år"),
        (9_950, "MWh", "10 GWh/år"),
        (427_000, "MWh", "430 GWh/år"),
        (1_600_000, "MWh", "1 600 GWh/år"),
        (0.034, "t", "0,034 t/år"),
        (123_456, "t", "120 000 t/år"),
        (1_240_000, "t", "1,2 mill. t/år"),
        (105_000_000, "m3", "100 mill. m³/år"),
        (4_200, "m2", "4 200 m²"),
        (18, "unit", "18 stk./år"),
        (2.5, "fte", "2,5 årsverk"),
        (1_200, "tCO2", "1 200 t CO₂/år"),
        (0, "MWh", "0 MWh/år"),
        (-7_400, "MWh", "−7 400 MWh/år"),
        (math.nan, "MWh", "ikke kjent"),
    ],
)
def test_an_amount_has_two_significant_digits_and_a_readable_unit(
    value: float, unit: str, written: str
) -> None:
    assert plain(NB.quantity(value, unit)) == written


def test_a_range_has_one_unit() -> None:
    assert plain(SV.quantity_range(5_000, 12_400, "MWh")) == "5–12 GWh/år"


def test_a_range_has_the_unit_of_the_amount_that_it_stands_beside() -> None:
    assert plain(NB.quantity_range(2_400, 13_000, "MWh", beside=6_600)) == "2 400–13 000 MWh/år"
    assert plain(NB.quantity_range(2_400, 13_000, "MWh", beside=12_000)) == "2,4–13 GWh/år"


def test_a_range_without_width_is_one_figure() -> None:
    assert plain(NB.quantity_range(301, 304, "t")) == "300 t/år"


def test_a_range_below_zero_is_written_in_words() -> None:
    assert plain(NN.quantity_range(-20, 30, "MWh")) == "−20 til 30 MWh/år"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (7_400, "MWh", "about 1,000–10,000 MWh/yr"),
        (1_000, "MWh", "about 1,000–10,000 MWh/yr"),
        (999, "MWh", "about 100–1,000 MWh/yr"),
        (45_000, "MWh", "about 10–100 GWh/yr"),
        (0.5, "t", "about 0.1–1 t/yr"),
        (0, "t", "not known"),
    ],
)
def test_an_order_of_magnitude_is_a_power_of_ten(value: float, unit: str, written: str) -> None:
    assert plain(EN.order_of_magnitude(value, unit)) == written


@given(value=st.floats(min_value=1e-3, max_value=1e12), unit=st.sampled_from(UNITS))
def test_an_order_of_magnitude_tells_nothing_of_the_figure_but_its_power_of_ten(
    value: float, unit: str
) -> None:
    decade = 10.0 ** math.floor(math.log10(value))
    assert SV.order_of_magnitude(value, unit) == SV.order_of_magnitude(decade, unit)


@pytest.mark.parametrize(
    ("t", "large", "small"),
    [
        (EN, "EUR 1.7 million", "EUR 170,000"),
        (NB, "1,7 mill. EUR", "170 000 EUR"),
        (NN, "1,7 mill. EUR", "170 000 EUR"),
        (SV, "1,7 milj. EUR", "170 000 EUR"),
    ],
)
def test_money_has_two_significant_digits_and_words_for_millions(t: Texts, large: str, small: str) -> None:
    assert plain(t.money(1_693_000)) == large
    assert plain(t.money(169_300)) == small


def test_money_that_rounds_up_to_a_million_is_a_million() -> None:
    assert plain(NB.money(999_000)) == "1 mill. EUR"


def test_a_loss_has_a_real_minus() -> None:
    assert plain(NB.money_per_year(-1_703_000)) == "−1,7 mill. EUR per år"


def test_a_range_of_money_is_written_in_words() -> None:
    assert plain(SV.money_range(-200_000, 1_690_000)) == "−200 000 EUR till 1,7 milj. EUR"


@EVERY
def test_nothing_is_written_as_nan(t: Texts) -> None:
    written = [
        t.number(math.nan),
        t.significant(math.nan),
        t.quantity(math.nan, "t"),
        t.quantity_range(math.nan, 1, "t"),
        t.order_of_magnitude(math.nan, "t"),
        t.money(math.nan),
        t.money_per_year(math.nan),
        t.money_range(1, math.nan),
        t.percent(math.nan),
        t.distance(math.nan),
        t.temperature(math.nan),
    ]
    assert set(written) == {t("common.unknown")}


@EVERY
@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_words_at_every_size(t: Texts, unit: str) -> None:
    for value in (0.5, 7_400.0, 430_000.0, 12_000_000.0):
        assert t.quantity(value, unit)
        assert t.quantity_range(value / 2, value, unit)


def test_a_numpy_number_is_written_like_any_other() -> None:
    assert plain(NB.quantity(np.float64(7400), "MWh")) == "7 400 MWh/år"


@pytest.mark.parametrize(
    ("km", "written"),
    [(0.45, "0,5 km"), (2.94, "2,9 km"), (9.94, "9,9 km"), (9.96, "10 km"), (26.8, "27 km")],
)
def test_a_distance_has_a_decimal_below_ten_kilometres(km: float, written: str) -> None:
    assert plain(NB.distance(km)) == written


def test_a_share_is_written_as_per_cent() -> None:
    assert EN.percent(0.254) == "25%"
    assert plain(NN.percent(0.254, digits=1)) == "25,4 %"


def test_small_losses_do_not_become_minus_zero() -> None:
    assert NB.number(-0.4) == "0"


def test_dates_and_temperatures_are_written_with_their_words() -> None:
    assert NB.date(datetime.date(2025, 11, 3)) == "3. november 2025"
    assert plain(SV.temperature(80)) == "80 °C"


def test_a_list_ends_with_and() -> None:
    assert NN.join(["varme", "vatn", "gass"]) == "varme, vatn og gass"


def test_a_resource_and_its_group_are_named_in_the_readers_language() -> None:
    resources = pd.DataFrame(
        {"parent": ["", "heat"], "name_nn": ["Varme og kulde", "Varmvatn"]},
        index=pd.Index(["heat", "heat_60_100"], name="code"),
    )
    assert NN.resource(resources.loc["heat_60_100"]) == "Varmvatn"
    assert NN.resource_group(resources, "heat_60_100") == "Varme og kulde"
    assert NN.resource_group(resources, "heat") == "Varme og kulde"


def test_a_reference_text_is_translated_and_an_unknown_one_comes_back() -> None:
    assert NN.reference("large heat pump") == "stor varmepumpe"
    assert NN.reference("my own converter") == "my own converter"
    assert not NN.is_translated("my own converter")


@EVERY
def test_a_document_begins_with_a_heading_and_holds_no_open_placeholder(t: Texts) -> None:
    for area in ("privacy", "accessibility"):
        blocks = t.document(area)
        assert blocks[0].kind == "heading"
        assert not any("{" in block.text for block in blocks)


def test_prices_in_euro_are_written_in_the_readers_currency_and_other_values_as_they_are() -> None:
    in_kroner = NB.in_currency("NOK", 11.7)
    assert plain(in_kroner.price(70.0, "EUR/MWh")) == "820 NOK/MWh"
    assert plain(in_kroner.price_range(2.0, 4.0, "EUR/t")) == "23–47 NOK/t"
    assert plain(in_kroner.price(11.7, "NOK/EUR")) == "11,7 NOK/EUR"
    assert plain(NB.price(70.0, "EUR/MWh")) == "70 EUR/MWh"


def test_what_is_converted_is_rounded_alike_everywhere_and_what_was_given_is_not() -> None:
    in_kronor = SV.in_currency("SEK", 11.2)
    for is_estimate in (True, False):
        assert plain(in_kronor.price(1200.0, "EUR/m", significant=is_estimate)) == "13 000 SEK/m"
    assert plain(SV.price(123.45, "EUR/t")) == "123,45 EUR/t"
    assert plain(in_kronor.price(1111.5, "NOK/MWh excl VAT")).startswith("1 111,5 NOK/MWh")


def test_a_plain_number_has_no_unit() -> None:
    assert plain(SV.price_range(0.5, 0.7, "-")) == "0,5–0,7"
    assert plain(SV.price(0.6, "-")) == "0,6"
