"""The legend explains what is shown, and nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.texts import texts_for
from symgeo.views.map import Reader, many_words
from symgeo.views.map_legend import legend, legend_groups, map_summary
from symgeo.views.map_lines import drawn_exchanges
from symgeo.views.map_sites import site_marks
from symgeo.views.palette import FAMILIES
from symgeo.vocabulary import LANGUAGES
from tests.views import map_frames as frames

MARKS = site_marks(frames.sites(), frames.flows(), frames.resources())
LINES = frames.opportunities()
NO_LINES = LINES.iloc[:0]
RECORDS = drawn_exchanges(frames.exchanges(), frames.sites())
NO_RECORDS = RECORDS.iloc[:0]
ENGLISH = Reader(texts_for("en"))


def entries(marks: pd.DataFrame, lines: pd.DataFrame, records: pd.DataFrame) -> list[str]:
    groups = legend_groups(marks, lines, records, ENGLISH)
    return [entry.text for group in groups for entry in group.entries]


def test_only_what_is_shown_is_explained() -> None:
    shown = entries(MARKS, LINES, NO_RECORDS)
    assert "heat and cold" in shown
    assert "water" not in shown
    assert ENGLISH.texts("tier.A") in shown
    assert ENGLISH.texts("tier.B") not in shown


def test_empty_map_has_an_empty_legend() -> None:
    assert entries(MARKS.iloc[:0], NO_LINES, NO_RECORDS) == []


def test_lines_and_records_have_headings_of_their_own() -> None:
    headings = [group.heading for group in legend_groups(MARKS, LINES, RECORDS, ENGLISH)]
    assert headings == [
        ENGLISH.texts("map.legend_sites"),
        ENGLISH.texts("map.legend_lines"),
        ENGLISH.texts("map.legend_exchanges"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_is_html_without_scripts_in_every_language(language: str) -> None:
    html = legend(MARKS, LINES, RECORDS, Reader(texts_for(language), "dark"))
    assert html.count("<li") == html.count("<img ")
    assert html.count('alt=""') == html.count("<img ")
    assert "<script" not in html


def test_summary_counts_what_is_drawn_and_tells_what_is_left_out() -> None:
    english = texts_for("en")
    assert map_summary(MARKS, LINES, NO_RECORDS, english, found=2) == (
        "The map shows 4 sites and 2 opportunities."
    )
    assert map_summary(MARKS, LINES, RECORDS, english, found=41_200) == (
        "The map shows 4 sites, 2 opportunities and 1 exchange on record. "
        "These are the best 2 of 41,200 opportunities."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sign_for_many_sites_has_a_word_for_each_hue_of_its_ring(language: str) -> None:
    # The ring's pieces are numbered like the families; their hues alone would tell some readers nothing.
    texts = texts_for(language)
    words = many_words(texts)["families"]
    assert words == [texts(f"map.family_{family}") for family in FAMILIES]
    assert len(set(words)) == len(FAMILIES) == 7
