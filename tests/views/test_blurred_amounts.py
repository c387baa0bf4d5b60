"""A band is shown as a band: nobody reads the middle of it as a fact."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from symgeo.analysis.bands import rest_on_bands
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import redact
from symgeo.analysis.disclosure.levels import levels_of
from symgeo.analysis.hubs.recruiting import missing_here
from symgeo.analysis.opportunities import find
from symgeo.texts import Texts, texts_for
from symgeo.ui.listing import describe_rows
from symgeo.views.blurred_names import blurred_names
from symgeo.views.cards import opportunity_card, site_card
from symgeo.views.cards.worth import amount_range
from symgeo.views.map import Reader
from symgeo.views.map_lines import opportunity_layer
from symgeo.views.map_script import layer_columns
from symgeo.views.plan_tables import list_plan
from symgeo.views.tables import list_opportunities, matched_amount
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import with_secrets


@pytest.fixture(scope="module")
def shown(example: Dataset) -> Dataset:
    world = with_secrets(example)
    quick = replace(world, reference=replace(world.reference, land=None))
    return redact(quick, Audience.MEETING, blurred_names(texts_for("en"))).dataset


def test_cards_tables_and_lists_show_the_band(shown: Dataset) -> None:
    texts, found = texts_for("en"), find(shown)
    flow: pd.Series = shown.flows.loc[sorted(shown.blurred_flows)[0]]  # type: ignore[assignment]  # one row
    band = texts.quantity_range(flow["quantity_low"], flow["quantity_high"], flow["unit"])
    assert band in site_card(str(flow["site_id"]), found, shown, texts)
    some = found["supply_flow_id"].isin(shown.blurred_flows) & ~found["is_illustrative"]
    pair = found[some].iloc[0]
    assert _middle(pair["matched_quantity"], pair["unit"], texts) not in matched_amount(
        pair, shown.blurred_flows, texts
    )
    amount = texts.quantity_range(pair["matched_low"], pair["matched_high"], pair["unit"])
    assert amount in opportunity_card(pair, shown, texts)
    # A range has no range of its own.
    assert amount in amount_range(pair, texts)
    assert amount_range(pair, texts, shown.blurred_flows) == ""
    assert describe_rows(found[some].head(1), shown, texts)[0].amount == amount
    assert list_opportunities(found[some].head(1), shown, texts).frame["amount"].iloc[0] == amount
    layer = opportunity_layer(
        found[some].head(1),
        shown.sites,
        shown.reference.resources,
        Reader(texts),
        blurred=shown.blurred_flows,
    )
    details = layer_columns(layer)["detail"]
    assert isinstance(details, list)
    assert amount in details[0]


def test_what_follows_from_a_band_is_no_figure_of_its_middle_either(shown: Dataset) -> None:
    texts, found = texts_for("en"), find(shown)
    some = rest_on_bands(found, shown.blurred_flows) & ~found["is_illustrative"]
    known = found["net_benefit_eur"].notna() & (found["electricity_freed_mwh"].abs() > 1)
    pair = found[some & known].iloc[0]
    size = abs(float(pair["electricity_freed_mwh"]))
    card = opportunity_card(pair, shown, texts)
    assert texts.order_of_magnitude(size, "MWh") in card
    assert texts.quantity(size, "MWh") not in card
    assert texts.money_per_year(pair["net_benefit_eur"]) not in card
    assert texts.money_range(pair["net_benefit_low_eur"], pair["net_benefit_high_eur"]) in card
    assert texts("card.money.why_ranges") in card
    assert texts("card.money.caption") not in card


def test_the_staff_sees_what_is_stored(example: Dataset) -> None:
    assert with_secrets(example).blurred_flows == frozenset()


def _middle(amount: float, unit: str, texts: Texts) -> str:
    return texts.quantity(amount, unit)


def test_what_rests_on_a_band_is_an_order_of_magnitude_in_plans_and_hubs(shown: Dataset) -> None:
    texts, found = texts_for("en"), find(shown)
    some = rest_on_bands(found, shown.blurred_flows) & ~found["is_illustrative"]
    pairs = found[some].head(1)
    chosen = pairs.assign(
        share=1.0,
        planned_quantity=pairs["matched_quantity"],
        planned_co2_t=pairs["co2_t"],
        planned_benefit_eur=float("nan"),
        planned_investment_eur=float("nan"),
    )
    listed = list_plan(chosen, pd.Series([0]), shown, texts).frame
    assert listed["amount"].iloc[0].startswith("about")
    assert (
        _middle(pairs["matched_quantity"].iloc[0], pairs["unit"].iloc[0], texts)
        not in listed["amount"].iloc[0]
    )
    missing = missing_here(list(shown.sites.index), shown, found[found["tier"] == "D"])
    assert missing["is_blurred"].any()


def test_a_record_of_something_hidden_has_no_amount(example: Dataset, shown: Dataset) -> None:
    levels = levels_of(with_secrets(example)).exchanges
    assert (levels == 1).any()
    assert len(shown.exchanges) == (levels <= 1).sum()
    assert shown.exchanges["quantity"].isna().sum() >= (levels == 1).sum()
    assert (shown.exchanges["evidence"].eq("") | shown.exchanges["quantity"].notna()).all()
