"""Tables keep numbers as numbers, hold back example figures, and are safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.scenarios import OwnValue, Values, with_values
from symgeo.tables.schema import TABLES
from symgeo.texts import texts_for
from symgeo.views import tables
from symgeo.views.own_values import say_rate
from symgeo.views.reference_tables import describe_columns, list_parameters
from symgeo.views.table_files import write_csv
from symgeo.vocabulary import LANGUAGES, Tier
from tests.views import card_world as world

ENGLISH = texts_for("en")


def test_opportunities_are_one_compact_line_each() -> None:
    table = tables.list_opportunities(world.opportunities(), world.dataset(), ENGLISH)
    (line,) = table.frame.to_dict("records")
    assert table.frame.index.tolist() == ["F1~F2"]
    said = {"amount": "4,000 MWh/yr", "amount_range": "2,000–8,000 MWh/yr"}
    assert line | said == {
        "rank": 3,
        "supply_site": "Smelter",
        "resource": "Hot water",
        "demand_site": "Poultry",
        "distance_km": 2.9,
        **said,
        "tier": "Investigate",
        "score": 64.0,
        "evidence": "Reported",
        "money_number": 180_000.0,
        "climate_number": 150.0,
    }
    assert {name: str(line[name]).replace("\N{NO-BREAK SPACE}", " ") for name in said} == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_has_room_for_whole_headings_and_for_the_whole_word_of_the_tier(language: str) -> None:
    texts = texts_for(language)
    table = tables.list_opportunities(world.opportunities(), world.dataset(), texts)
    widths = table.widths_px()
    assert all(widths[column.key] >= 7.7 * len(column.label) + 16 for column in table.columns)
    for tier in Tier:
        one = tables.list_opportunities(world.opportunities(tier=tier.value), world.dataset(), texts)
        assert one.widths_px()["tier"] >= 7.7 * len(texts(f"tier.{tier.value}")) + 7


def test_what_matters_most_stands_in_a_window_of_1366_pixels_however_long_the_names() -> None:
    columns = tables.list_opportunities(world.opportunities(), world.dataset(), texts_for("nn")).columns
    long = pd.DataFrame({column.key: ["n" * 80 if column.kind == "text" else 100.0] for column in columns})
    first = list(tables.Table(long, columns).widths_px().items())[:7]
    assert [key for key, _ in first] == [
        *("rank", "supply_site", "demand_site", "resource", "tier", "amount", "distance_km"),
    ]
    # The window less its edges and the box for choosing a row.
    assert sum(width for _, width in first) <= 1366 - 2 * 24 - 37


def test_a_long_cell_does_not_take_the_table() -> None:
    column = tables.Column("note", "Note")
    table = tables.Table(pd.DataFrame({"note": ["n" * 500]}), (column,))
    assert table.widths_px() == {"note": 205}


@pytest.mark.parametrize("empty", [None, float("nan"), pd.NA], ids=repr)
@pytest.mark.parametrize("dtype", ["object", "str", "Float64", "float64"])
def test_a_column_without_anything_known_is_as_wide_as_its_heading(empty: object, dtype: str) -> None:
    column = tables.Column("note", "Note")
    nothing = pd.DataFrame({"note": pd.Series([float("nan") if dtype == "float64" else empty], dtype=dtype)})
    assert tables.Table(nothing, (column,)).widths_px() == {"note": 49}


def test_money_and_co2_are_numbers_of_two_digits_in_the_chosen_currency_where_they_are_known() -> None:
    pairs = world.opportunities(net_benefit_eur=-182_345.0, co2_t=-1_234.0)
    norwegian = texts_for("nb").in_currency("NOK", 10.0)
    table = tables.list_opportunities(pairs, world.dataset(), norwegian)
    numbers = ["money_number", "climate_number"]
    assert table.frame[numbers].iloc[0].tolist() == [-1_800_000.0, -1_200.0]
    labels = {column.key: column.label for column in table.columns}
    assert [labels[key] for key in numbers] == ["Netto nytte, NOK per år", "Spart CO₂, t per år"]
    example = world.opportunities(evidence="illustrative", is_illustrative=True)
    assert tables.list_opportunities(example, world.dataset(), ENGLISH).frame[numbers].isna().all(axis=None)
    assert np.isnan(tables.sound_numbers(pairs, pairs["co2_t"], frozenset({"F2"}))).all()


def test_example_amounts_are_an_order_of_magnitude() -> None:
    pairs = world.opportunities(evidence="illustrative", is_illustrative=True)
    table = tables.list_opportunities(pairs, world.dataset(), ENGLISH)
    assert table.frame["amount"].iloc[0].replace("\N{NO-BREAK SPACE}", " ") == "about 1,000–10,000 MWh/yr"
    assert table.frame["amount_range"].iloc[0] == ""


def test_columns_that_are_sorted_as_numbers_are_numbers() -> None:
    data = world.dataset()
    for table in (
        tables.list_opportunities(world.opportunities(), data, ENGLISH),
        tables.list_sites(data.sites, data, ENGLISH),
        tables.list_flows(data.flows, data, ENGLISH),
        tables.list_exchanges(data.exchanges, data.reference, ENGLISH),
        list_parameters(data.reference.parameters, ENGLISH),
    ):
        for column in table.columns:
            is_number = pd.api.types.is_numeric_dtype(table.frame[column.key])
            assert is_number == (column.kind != "text"), column.key


def test_sites_count_their_surpluses_and_needs() -> None:
    data = world.dataset()
    frame = tables.list_sites(data.sites, data, ENGLISH).frame
    assert frame[["surpluses", "needs"]].to_numpy().tolist() == [[1, 0], [0, 1]]


def test_an_exchange_without_amount_has_none() -> None:
    data = world.dataset()
    assert tables.list_exchanges(data.exchanges, data.reference, ENGLISH).frame["amount"].tolist() == [""]


def test_missing_flows_say_which_side_is_missing() -> None:
    flows = pd.DataFrame(
        {
            "flow_id": ["F1"],
            "site_id": ["S1"],
            "resource_code": ["heat_60_100"],
            "quantity": [7_400.0],
            "unit": ["MWh"],
            "evidence": ["illustrative"],
            "kind": ["no_taker"],
        }
    )
    table = tables.list_missing(flows, world.dataset(), ENGLISH)
    assert table.frame.loc["F1", "kind"] == "Surplus without a taker"


def test_a_download_has_the_headings_of_its_language_and_the_ids() -> None:
    data = world.dataset()
    labelled = tables.list_sites(data.sites, data, texts_for("nn")).labelled()
    assert list(labelled.columns)[:3] == ["site_id", "Anlegg", "Kommune"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_data_table_is_described_in_every_language(table: str, language: str) -> None:
    described = describe_columns(table, texts_for(language))
    assert (described.frame["description"] != "").all()


def test_what_a_column_may_hold_is_told_in_the_language_of_the_reader() -> None:
    described = describe_columns("flows", texts_for("nb")).frame
    assert described.loc[["committed_pct"], ["type", "allowed"]].to_numpy().tolist() == [
        ["tall", "0 til 100"]
    ]
    assert described.loc["quality_tags", "type"] == "tekst"


def test_parameters_are_told_in_the_language_of_the_reader() -> None:
    parameters = world.dataset().reference.parameters.assign(note="old", source="order of magnitude")
    frame = list_parameters(parameters, texts_for("sv")).frame
    told = frame.loc[["heat.linear_density_min"], ["unit", "source", "note"]].to_numpy().tolist()
    assert told == [
        ["MWh per m och år", "storleksordning", "gammalt värde"],
    ]


def test_prices_stand_in_the_chosen_currency_beside_the_unit_of_their_source() -> None:
    parameters = (
        world.dataset()
        .reference.parameters.iloc[:2]
        .assign(unit=["EUR/MWh", "NOK/t"], value=[70.0, 500.0], low=[50.0, 500.0], high=[90.0, 500.0])
    )
    table = list_parameters(parameters, texts_for("nb").in_currency("NOK", 11.7))
    assert table.frame["converted"].tolist() == ["820 (580–1\N{NO-BREAK SPACE}100)", ""]
    assert table.columns[5].label == "I NOK"
    assert "converted" not in list_parameters(parameters, ENGLISH).frame


def test_a_rate_that_staff_have_set_says_in_which_year() -> None:
    own = OwnValue("fx.nok_per_eur", 11.0, 11.0, 11.0, "Norges Bank", set_in="2026")
    data = world.dataset()
    parameters = data.reference.parameters.rename(index={"price.heat_mix_no": own.key})
    usual = replace(data, reference=replace(data.reference, parameters=parameters))
    dear = with_values(usual, Values(changed=(own,)))
    said = say_rate(dear.reference, ENGLISH.in_currency("NOK", 11.0))
    assert said == "1 EUR = 11 NOK (2026; Norges Bank)."


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(cell: str) -> None:
    text = write_csv(pd.DataFrame({cell: [cell]}), ENGLISH)
    heading, (value,) = csv.reader(io.StringIO(text, newline=""))
    assert heading == [f"'{cell}"]
    assert value == f"'{cell}"


def test_a_negative_number_stays_a_number() -> None:
    assert write_csv(pd.DataFrame({"a": [-1.5]}), ENGLISH) == "a\r\n-1.5\r\n"


def test_norwegian_and_swedish_files_have_semicolons_and_decimal_commas() -> None:
    frame = pd.DataFrame({"a": [1.5], "b": ["x, y"]})
    assert write_csv(frame, texts_for("sv")) == "a;b\r\n1,5;x, y\r\n"
    assert write_csv(frame, ENGLISH) == 'a,b\r\n1.5,"x, y"\r\n'


def test_writing_a_file_does_not_change_the_frame() -> None:
    frame = pd.DataFrame({"a": ["=1+1"]})
    write_csv(frame, ENGLISH)
    assert frame["a"].tolist() == ["=1+1"]
