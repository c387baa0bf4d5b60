"""The sentences that tell a selection: singular and plural, and nothing of what there is none of."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pandas as pd
import pytest

from symgeo.analysis.selection import Filters
from symgeo.handouts.hub_words import Fits, describe_hub
from symgeo.handouts.marking import marking_of
from symgeo.handouts.material import Material, narrow, narrow_to_hub
from symgeo.handouts.printed import pair_page
from symgeo.handouts.story import missing_listing, tell_all
from symgeo.handouts.words import describe_exchange, describe_pair, name_exchange


@pytest.mark.parametrize(
    ("wins", "said"),
    [
        (0, "ingen ser ut som ein rask gevinst."),
        (1, "1 ser ut som ein rask gevinst."),
        (2, "2 ser ut som raske gevinstar."),
    ],
)
def test_quick_wins_are_counted_as_people_say_it(material: Material, wins: int, said: str) -> None:
    found = material.found
    others = found[found["tier"] == "B"].head(1)
    few = replace(material, found=pd.concat([found[found["tier"] == "A"].head(wins), others]))
    assert tell_all(few)[0].endswith(said)


def test_a_sentence_about_all_counties_begins_with_a_capital(material: Material) -> None:
    assert tell_all(narrow(material, Filters()))[0].startswith("Alle fylke: ")


def test_emissions_are_told_alone_where_no_electricity_is_freed(material: Material) -> None:
    ideas = narrow(material, Filters(tiers=("A", "B", "C"))).counted
    known = ideas[~ideas["is_illustrative"]].head(1)
    for freed, said in ((0.0, False), (190.0, True)):
        told = tell_all(replace(material, counted=known.assign(electricity_freed_mwh=freed)))[2]
        assert ("straum" in told) is said
        assert "utsleppa" in told


def test_the_sums_are_told_with_what_their_draws_lie_between_but_not_beside_bands(
    material: Material,
) -> None:
    opening = material.texts("handouts.sum_drawn", spans="|").partition("|")[0]
    pairs = narrow(material, Filters(tiers=("A", "B", "C"))).counted
    known = pairs[~pairs["is_illustrative"] & (pairs["allocated_quantity"] > 0)].head(1)
    least, most = material.drawable.worth.ends(known["opportunity_id"])["co2_t"]  # type: ignore[union-attr]  # few ideas
    told = tell_all(replace(material, counted=known))[2]
    assert opening in told
    assert material.texts.quantity_range(least, most, "tCO2") in told
    data = material.redacted.dataset
    blurred = replace(data, is_redacted=True, flows=data.flows.assign(openness="internal"))
    redacted = replace(material.redacted, dataset=blurred)
    assert opening not in tell_all(replace(material, counted=known, redacted=redacted))[2]


@pytest.mark.parametrize("share", [0.1, 1.0, 10.0])
def test_a_sum_beyond_its_draws_is_explained(material: Material, share: float) -> None:
    pairs = narrow(material, Filters(tiers=("A", "B", "C"))).counted
    known = pairs[~pairs["is_illustrative"] & (pairs["allocated_quantity"] > 0)].head(1)
    drawn = material.drawable.worth.ends(known["opportunity_id"])  # type: ignore[union-attr]  # few ideas
    middle = {one: sum(drawn[one]) / 2 for one in ("co2_t", "electricity_freed_mwh")}
    moved = known.assign(**{**middle, "co2_t": sum(drawn["co2_t"]) * share / 2})
    told = tell_all(replace(material, counted=moved))[2]
    assert told.endswith(material.texts("handouts.sum_beyond")) is (share != 1.0)


def test_a_short_list_says_of_how_many_it_is(material: Material) -> None:
    # Without a single pair, all that sites have and need is missing.
    alone = replace(material, every=material.every.iloc[:0])
    short = missing_listing(alone, 1).whole(material.texts)
    assert re.search(rf"\({len(short.rows)} av \d+\)$", short.title)
    assert "(" not in missing_listing(alone, 1000).whole(material.texts).title


def test_figures_and_their_units_stay_on_one_line(material: Material) -> None:
    told = describe_pair(material.found.iloc[0], material)
    assert "\N{NO-BREAK SPACE}km" in dict(told.facts)["Avstand"]
    assert " km" not in " ".join(dict(told.facts).values())
    assert "\N{NO-BREAK SPACE}av\N{NO-BREAK SPACE}4)" in told.barrier


def test_emissions_that_rise_are_told_as_higher_without_a_minus(material: Material) -> None:
    pair = material.found.iloc[0].copy()
    for name, value in {
        "co2_t": -57.0,
        "co2_low_t": -120.0,
        "co2_high_t": -29.0,
        "is_illustrative": False,
    }.items():
        pair[name] = value
    facts = dict(describe_pair(pair, material).facts)
    assert "Lågare utslepp" not in facts
    assert (
        facts["Høgare utslepp"].replace("\N{NO-BREAK SPACE}", " ") == "57 t CO₂/år (spenn: 29–120 t CO₂/år)"
    )


def test_the_page_of_a_pair_sets_real_cases_with_their_cost_beside_the_estimate(material: Material) -> None:
    pair = material.found.iloc[0]
    alone = replace(material.dataset, exchanges=material.dataset.exchanges.iloc[:0])
    known = replace(material, redacted=replace(material.redacted, dataset=alone))
    oxygen, soot = (
        json.loads(json.dumps(pair_page(pair.replace(pair["supply_resource"], code), known)["cases"]))
        for code in ("oxygen", "carbon_fines")
    )
    told = " ".join(oxygen["rows"])
    assert "SalMar" in told
    assert "200 millionar NOK" in told
    assert oxygen["note"] == ""
    assert "3 av" in soot["note"]


def test_an_exchange_under_a_name_of_its_own_says_from_whom_to_whom(material: Material) -> None:
    exchange = material.dataset.exchanges.iloc[0]
    ends = name_exchange(exchange, material.texts)
    assert describe_exchange(exchange, material, title="Varmen")[0] == ("Utveksling", ends)
    assert ends not in dict(describe_exchange(exchange, material, title=ends)).values()


def test_a_hub_counts_what_is_within_and_lists_the_others_too(material: Material) -> None:
    hub = narrow_to_hub(material, str(material.hubs.table.index[0]))
    words = describe_hub(hub, Fits(hub), most=2)
    assert words.counts.endswith(" seg imellom")
    assert words.exchanges.listing.title == "Kjende utvekslingar, òg med andre"
    assert words.pairs.listing.title == "Dei beste moglegheitene, òg med andre"


def test_the_line_below_a_title_repeats_no_place(material: Material) -> None:
    assert marking_of(material).heading == ""
    assert marking_of(narrow(material, Filters())).heading == "Alle fylke og ressursar"
    heat = Filters(counties=("NO-15",), tiers=("A",))
    assert marking_of(narrow(material, heat)).heading == "Rask gevinst"
