"""Sites without flows get questions, illustrative and off until somebody says yes."""

from __future__ import annotations

import math

import pytest

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.storage.dataset import load_demo
from symgeo.storage.repair.saving import ready
from symgeo.storage.repair.state import with_suggestions, without_suggestion
from symgeo.storage.repair.suggestions import (
    Ground,
    Suggestion,
    accept,
    accept_all,
    suggest_flows,
    suggestion_question,
    suggestion_reason,
)
from symgeo.texts import texts_for
from tests.storage.repair.conftest import File, Open

SITES = "Navn;Kommune;Lat;Lon;NACE\nSmelteverket;Orkland;63,3174;9,8736;24.10\nUkjent;Melhus;63,28;10,28;\n"


@pytest.fixture(scope="module")
def demo() -> Dataset:
    return load_demo()


@pytest.fixture
def file(open_text: Open) -> File:
    return open_text(SITES)


@pytest.fixture
def suggestions(file: File, demo: Dataset) -> tuple[Suggestion, ...]:
    return suggest_flows(file.found, demo.reference, demo)


def by_key(suggestions: tuple[Suggestion, ...], key: str) -> Suggestion:
    return next(one for one in suggestions if one.key == key)


def test_only_sites_that_say_their_sector_are_asked(suggestions: tuple[Suggestion, ...]) -> None:
    assert {one.row for one in suggestions} == {2}
    assert {one.direction for one in suggestions} == {"supply", "demand"}
    assert len(suggestions) == 6


def test_a_site_with_flows_is_not_asked(open_text: Open, demo: Dataset) -> None:
    text = "Navn;Kommune;NACE;Ressurs;Retning;Mengde;Enhet\nA;Orkland;24.10;microsilica;har;900;t\n"
    assert suggest_flows(open_text(text).found, demo.reference, demo) == ()


def test_an_amount_is_given_only_where_a_source_states_one(
    file: File, demo: Dataset, suggestions: tuple[Suggestion, ...]
) -> None:
    bare = suggest_flows(file.found, demo.reference)
    grounds = (Ground.AMOUNT_OF_LIKE_SITES, Ground.AMOUNT_OF_PRECEDENT)
    for one in (*bare, *suggestions):
        stated = any(because.ground in grounds for because in one.because)
        assert stated == (not math.isnan(one.quantity))
    heat = demo.flows[demo.flows["evidence"] != "illustrative"]
    assert len(heat) > 0


def test_nothing_is_saved_without_a_yes(file: File, suggestions: tuple[Suggestion, ...]) -> None:
    now = ready(file.found, file.state, suggestions)
    assert (now.upload.flows, now.suggestions) == (None, 0)


def test_a_yes_is_saved_as_illustrative_with_what_it_rests_on(
    file: File, suggestions: tuple[Suggestion, ...]
) -> None:
    chosen = suggestions[0]
    state = with_suggestions(file.state, [accept(chosen, 1200.0)])
    now = ready(file.found, state, suggestions)
    assert now.upload.flows is not None
    flow = now.upload.flows.frame.iloc[0]
    assert (flow["site_id"], flow["resource_code"], flow["quantity"]) == (
        "row-2",
        chosen.resource_code,
        1200.0,
    )
    assert (flow["evidence"], flow["confidence"], flow["quantity_low"]) == ("illustrative", "D", 1200.0)
    assert flow["flow_id"] in now.upload.invented_ids
    assert without_suggestion(state, chosen.row, chosen.key) == file.state


def test_a_yes_without_an_amount_waits(file: File, demo: Dataset) -> None:
    bare = suggest_flows(file.found, demo.reference)
    without = next(one for one in bare if math.isnan(one.quantity))
    now = ready(file.found, with_suggestions(file.state, [accept(without)]), bare)
    assert (now.suggestions, [one.key for one in now.without_amount]) == (0, [without.key])


def test_the_whole_file_is_accepted_at_once(file: File, suggestions: tuple[Suggestion, ...]) -> None:
    state = with_suggestions(file.state, accept_all(suggestions))
    now = ready(file.found, state, suggestions)
    assert now.suggestions + len(now.without_amount) == len(suggestions)


@pytest.mark.parametrize("language", ["en", "nb", "nn", "sv"])
def test_it_asks_in_words(file: File, suggestions: tuple[Suggestion, ...], language: str) -> None:
    t = texts_for(language)
    for one in suggestions:
        assert "Smelteverket" in suggestion_question(one, file.knowledge, t)
        assert suggestion_reason(one, t)


def test_a_sector_is_told_by_the_resource_table(file: File, demo: Dataset) -> None:
    reference: Reference = demo.reference
    for one in suggest_flows(file.found, reference):
        sectors = reference.resources.loc[one.resource_code, f"{one.direction}_nace"]
        is_told = any(because.ground is Ground.PRECEDENT for because in one.because)
        assert "24" in str(sectors).split(";") or is_told
