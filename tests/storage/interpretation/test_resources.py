"""Resources are known by code, name, usual word and waste code; unknown ones get suggestions."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.storage.interpretation.codes import Code, outcome_of
from symgeo.storage.interpretation.resources import How, decide, match_resource, suggest
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("sawdust_chips", ("sawdust_chips",)),
        ("spån", ("sawdust_chips",)),
        ("Sagflis, spon og flis", ("sawdust_chips",)),
        ("Fiskslam", ("fish_sludge",)),
        ("19 08 05", ("sludge_sewage",)),
        ("190805*", ("sludge_sewage",)),
        ("behov for damp", ("steam_lp", "steam_hp")),
        ("slam", ("fish_sludge", "sludge_bio", "sludge_sewage", "fibre_sludge")),
    ],
)
def test_a_word_is_known(knowledge: Knowledge, written: str, codes: tuple[str, ...]) -> None:
    match = match_resource(written, knowledge)
    assert (match.how, match.codes) == (How.EXACT, codes)


def test_every_code_and_name_means_itself(knowledge: Knowledge) -> None:
    leaves = knowledge.resources[knowledge.resources["parent"] != ""]
    for name in ("name_en", "name_nb", "name_nn", "name_sv"):
        for code, text in leaves[name].items():
            assert match_resource(text, knowledge).codes == (code,), text
    assert all(match_resource(code, knowledge).codes == (code,) for code in leaves.index)


def test_every_word_means_resources_that_exist(knowledge: Knowledge) -> None:
    for word, meaning in knowledge.resource_words.items():
        assert set(meaning.codes) <= set(knowledge.resources.index), word


def test_the_nearest_words_are_suggested(knowledge: Knowledge) -> None:
    assert match_resource("fiskeslamm", knowledge).how is How.NONE
    assert suggest("fiskeslamm", knowledge)[0] == "fish_sludge"
    assert suggest("xyzæøå", knowledge) == ()


@pytest.mark.parametrize(
    ("temp_c", "code"),
    [(20.0, "heat_lt30"), (30.0, "heat_30_60"), (80.0, "heat_60_100"), (300.0, "heat_gt250")],
)
def test_the_temperature_chooses_the_band(knowledge: Knowledge, temp_c: float, code: str) -> None:
    heat = pd.Series([match_resource("spillvarme", knowledge).codes])
    chosen, problem = decide(heat, pd.Series([temp_c]), knowledge.resources)
    assert (chosen[0], problem[0]) == (code, "")


def test_heat_without_a_temperature_is_asked(knowledge: Knowledge) -> None:
    heat = pd.Series([match_resource("spillvarme", knowledge).codes])
    chosen, problem = decide(heat, pd.Series([float("nan")]), knowledge.resources)
    assert (chosen[0], problem[0]) == ("", "temperature_missing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_and_an_outcome(language: str) -> None:
    t = texts_for(language)
    for code in Code:
        assert t(f"findings.{code}", value="x", expected="y")
        assert outcome_of(code) != "accept"
