"""Cards tell what is known, hold back what is only an example, and escape every text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from symgeo.texts import texts_for
from symgeo.views import cards
from symgeo.vocabulary import LANGUAGES, Evidence, Stage, Tier
from tests.views import card_world as world
from tests.views.map_frames import HOSTILE

ENGLISH = texts_for("en")
MINUS = "\N{MINUS SIGN}"
ALLOWED = {
    *("article", "section", "div", "p", "span", "strong", "small", "dl", "dt", "dd", "ul", "li"),
    *("h3", "h4", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}


class Reading(HTMLParser):
    """The elements and the text of a piece of HTML, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.pieces).replace("\N{NO-BREAK SPACE}", " "))


def card(language: str = "en", **changes: object) -> Reading:
    return Reading(cards.opportunity_card(world.opportunity(**changes), world.dataset(), texts_for(language)))


def example_card() -> str:
    pair = world.opportunity(
        evidence="illustrative",
        is_illustrative=True,
        **dict.fromkeys(("net_benefit_eur", "net_benefit_low_eur", "net_benefit_high_eur"), world.NAN),
    )
    return cards.opportunity_card(pair, world.dataset(supply_evidence="illustrative"), ENGLISH)


def test_why_names_both_sides_their_amounts_and_the_distance() -> None:
    sentence = cards.why_sentence(world.opportunity(), world.dataset(), ENGLISH)
    assert sentence.replace("\N{NO-BREAK SPACE}", " ") == (
        "Smelter has hot water (7,400 MWh/yr at 80 °C) left over. Poultry, 2.9 km away, "
        "needs hot water (5,000 MWh/yr)."
    )


def test_electricity_freed_comes_before_co2_and_money() -> None:
    text = card().text
    assert text.index("Electricity freed") < text.index("Lower emissions") < text.index("Net benefit")
    # Half to twice the amount, and a quarter to all of the heat instead of half of it.
    assert "500–8,000 MWh/yr" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "MWh/yr" not in Reading(example_card()).text.split("Electricity freed")[1].split("Amount")[0][30:]


def test_money_is_taken_apart_with_price_source_and_evidence() -> None:
    text = card().text
    assert "EUR 180,000 per year" in text
    assert "EUR −20,000 to EUR 400,000" in text or "EUR -20,000 to EUR 400,000" in text
    assert re.search(r"EUR 280,000 .*?70 EUR/MWh Unverified parameter source", text)
    assert re.search(r"EUR [−-]100,000 .*?1,200 EUR/m Derived parameter source", text)
    assert "Disposal" not in text


def test_co2_is_taken_apart_with_its_factor() -> None:
    text = card().text
    assert re.search(r"160 t CO₂/yr .*?40 kg CO₂e/MWh Reported parameter source", text)
    assert re.search(r"150 t CO₂/yr [a-z: ]*80–300 t CO₂/yr", text)


def test_example_figures_show_an_order_of_magnitude_and_no_money() -> None:
    text = Reading(example_card()).text.replace(
        ENGLISH("card.term.money.meaning", amount="EUR 10 million"), ""
    )
    assert "Example figure" in text
    assert "about 1,000–10,000 MWh/yr" in text
    for hidden in ("EUR 1", "EUR 2", "7,400", "4,000", "43%", "45 %", "160 t"):
        assert hidden not in text


def test_score_shows_each_term_with_share_and_weight() -> None:
    text = card().text
    assert "64 of 100 points" in text
    for term, share, weight in (("distance", "82%", "30%"), ("money", "43%", "45%")):
        meaning = ENGLISH(f"card.term.{term}.meaning", amount="EUR 10 million")
        assert f"{meaning} {share} {weight}" in text


def test_bars_have_the_length_of_the_share() -> None:
    assert ("style", "width:82%") in card().attributes


def test_water_is_a_question_and_only_asked_where_it_is_crossed() -> None:
    crossing = card(crosses_water_km=3.04).text
    assert (
        "The straight line crosses 3 km of water: is there a road, a bridge or another way round?" in crossing
    )
    assert "crosses" not in card().text


def test_the_way_is_an_estimate() -> None:
    assert "In a straight line 2.9 km; by pipe about 3.4–4.1 km." in card().text


def test_a_failed_gate_says_which_by_how_much_and_what_would_change_it() -> None:
    heat = card(tier="D", gate="density").text
    assert "One condition is not met: Too little heat for so long a pipe" in heat
    assert "It gives 1.2 MWh per metre and year; it normally takes at least 1.5." in heat
    assert "would change it" in heat
    cold = card(tier="D", gate="temperature", temperature_shortfall_k=40.0).text
    assert "About 40 degrees are missing." in cold


@pytest.mark.parametrize("gate", ["density", "temperature"])
def test_by_how_much_a_gate_failed_is_left_out_where_it_is_not_known(gate: str) -> None:
    said = card(tier="D", gate=gate, heat_density_mwh_per_m=world.NAN, temperature_shortfall_k=world.NAN).text
    assert texts_for("en")(f"gate.{gate}.meaning") in said
    assert "not known MWh" not in said
    assert "not known degrees" not in said


def test_an_exchange_on_record_tells_its_story() -> None:
    text = card(tier="X", existing_exchange_id="E1", exchange_stage="completed").text
    assert "On record between the two In operation" in text
    assert "2021" in text
    assert "exchange source" in text


def test_precedents_name_place_country_and_source() -> None:
    text = card().text
    assert "Kalundborg, Denmark: hot water, power plant → refinery. Source: precedent source" in text


def test_an_opportunity_by_the_identity_rule_has_no_rule_texts() -> None:
    text = card(rule_id="same:heat_60_100", precedent_id="").text
    assert "Typical:" not in text
    assert "Done elsewhere" not in text


def test_texts_that_stay_in_english_are_marked_so() -> None:
    html = cards.opportunity_card(world.opportunity(), world.dataset(), texts_for("sv"))
    assert '<span lang="en">flow source</span>' in html
    assert '<span lang="en">distance</span>' in html


def test_notes_sources_and_units_are_translated_where_they_can_be() -> None:
    data = world.dataset()
    data.flows["note"] = "spare capacity"
    data.flows["source"] = "unverified"
    data.reference.parameters["source"] = "order of magnitude"
    html = cards.opportunity_card(world.opportunity(), data, texts_for("nn"))
    assert "<dd>ledig kapasitet</dd>" in html
    assert "Kjelde: ikkje kontrollert</span>" in html
    assert "<small>storleiksorden</small>" in html


def test_electricity_that_is_used_is_told_as_used() -> None:
    assert "uses 300 MWh/yr more" in card(electricity_freed_mwh=-300.0).text
    assert "no difference" in card(electricity_freed_mwh=0.0).text


def test_emissions_that_rise_are_told_as_higher_without_a_minus() -> None:
    higher = card(co2_t=-0.57, co2_low_t=-1.2, co2_high_t=-0.29).text
    assert "Higher emissions 0.57 t CO₂/yr range: 0.29–1.2 t CO₂/yr" in higher
    assert "Lower emissions 0" not in higher
    assert "Lower emissions 190 t CO₂/yr" in card(co2_t=190.0, co2_low_t=90.0, co2_high_t=400.0).text
    assert f"range: {MINUS}100 to 200 t CO₂/yr" in card(co2_t=-50.0, co2_low_t=-200.0, co2_high_t=100.0).text


def test_an_amount_and_its_range_are_told_in_one_unit() -> None:
    told = card(matched_quantity=6_600.0, matched_low=2_400.0, matched_high=13_000.0).text
    assert "6,600 MWh/yr range: 2,400–13,000 MWh/yr" in told


def test_a_step_in_between_is_told_only_where_the_rule_goes_through_a_plant() -> None:
    assert "It takes a step in between: exchanger" in card(route="converter").text
    direct = card(route="direct").text
    assert "At the receiver: exchanger" in direct
    assert "step in between" not in direct


def test_headings_go_one_level_at_a_time() -> None:
    assert {tag for tag in card().tags if re.fullmatch("h[1-6]", tag)} == {"h3", "h4"}
    deeper = cards.opportunity_card(world.opportunity(), world.dataset(), ENGLISH, level=2)
    assert {tag for tag in Reading(deeper).tags if re.fullmatch("h[1-6]", tag)} == {"h2", "h3"}


def test_tables_have_captions_and_headings_with_scope() -> None:
    read = card()
    assert read.tags.count("caption") == read.tags.count("table") > 0
    scopes = [value for name, value in read.attributes if name == "scope"]
    assert len(scopes) == read.tags.count("th")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_complete_in_every_language(language: str) -> None:
    data, texts = world.dataset(), texts_for(language)
    pairs = world.opportunities(existing_exchange_id="E1")
    for tier in Tier:
        pair = world.opportunity(tier=tier.value, crosses_water_km=2.0, existing_exchange_id="E1")
        assert "Smelter" in cards.opportunity_card(pair, data, texts)
    assert "Poultry" in cards.site_card("S1", pairs, data, texts)
    assert "2021" in cards.exchange_card(data.exchanges.iloc[0], data, texts)
    for evidence in Evidence:
        assert cards.evidence_badge(evidence.value, texts)
    for stage in Stage:
        assert cards.stage_badge(stage.value, texts)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_shown_and_never_read_as_markup(name: str) -> None:
    data = world.dataset(name)
    pair = world.opportunity(existing_exchange_id="E1")
    pairs = world.opportunities()
    for html in (
        cards.opportunity_card(pair, data, ENGLISH),
        cards.site_card("S1", pairs, data, ENGLISH),
        cards.exchange_card(data.exchanges.iloc[0], data, ENGLISH),
    ):
        read = Reading(html)
        assert set(read.tags) <= ALLOWED
        assert not [attribute for attribute, _ in read.attributes if attribute.startswith("on")]
        assert f"{name}Smelter".strip() in "".join(read.pieces)


def test_a_site_tells_what_it_has_its_partners_and_its_exchanges() -> None:
    read = Reading(cards.site_card("S2", world.opportunities(), world.dataset(), ENGLISH))
    assert "Hot water: from Smelter, 2.9 km Investigate" in read.text
    assert "Need 5,000 MWh/yr Reported" in read.text
    assert "Heat to poultry In operation Source: exchange source" in read.text


def test_evidence_is_told_by_a_word_and_a_mark_that_screen_readers_skip() -> None:
    badge = str(cards.evidence_badge("illustrative", ENGLISH))
    assert "Example figure" in badge
    assert 'class="sg-mark" aria-hidden="true"' in badge


def test_every_badge_has_a_rule_in_the_style_sheet() -> None:
    for evidence in Evidence:
        assert f".sg-evidence-{evidence.value}" in cards.CARD_CSS
    for tier in Tier:
        assert f".sg-tier-{tier.value.lower()}" in cards.CARD_CSS
    assert "<" not in cards.CARD_CSS  # the sanitiser drops a style sheet that looks like markup
    assert "http" not in cards.CARD_CSS


def test_a_barrier_has_its_level_who_could_help_and_what_others_did() -> None:
    told = card().text
    assert "Know-how none known" in " ".join(told.split())
    for part in ("what the line costs", "it needs a large need", "the energy company", "Orkanger paid"):
        assert part in told
    assert "power plant → refinery" in told


def test_what_running_exchanges_take_stands_on_the_card_and_says_so() -> None:
    dataset = world.dataset()
    needed = dataset.flows.loc[world.opportunity()["demand_flow_id"]]
    taking = dataset.exchanges.assign(quantity=needed["quantity"] / 2, unit=needed["unit"])
    html = cards.opportunity_card(world.opportunity(), replace(dataset, exchanges=taking), ENGLISH)
    assert "50 %, counting recorded exchanges" in Reading(html).text.replace("50%", "50 %")
    assert "counting recorded exchanges" not in card().text
