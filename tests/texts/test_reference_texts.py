"""Texts of the reference and example tables that readers see are all translated, and no others."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Final

import pandas as pd
import pytest

from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "symgeo" / "texts" / "reference" / "translations.csv"
SHOWN: Final = {
    "data/reference/compatibility.csv": (
        "converter_type",
        "substitutes",
        "typical_barrier",
        "min_quality",
        "real_example",
        "example_source",
    ),
    "data/reference/resources.csv": ("legal_default", "hazardous"),
    "data/reference/precedents.csv": ("supplier_label", "receiver_label", "via", "status", "source"),
    "data/reference/barriers.csv": ("title", "reason", "who_helps", "others", "source"),
    "data/reference/benchmarks.csv": ("title", "amount", "source"),
    "data/reference/cases.csv": ("title", "amount", "source"),
    "data/reference/hubs.csv": ("note", "source"),
    "data/demo/sites.csv": (
        "nace_label",
        "main_product",
        "site_type",
        "status",
        "capacity",
        "source",
        "note",
    ),
    "data/demo/exchanges.csv": ("title", "via", "start_year", "investment", "source", "note"),
    "data/demo/flows.csv": ("current_outlet", "source", "note"),
    "data/reference/parameters.csv": ("key", "unit", "source", "note"),
    **{
        f"symgeo/tables/dictionary/{path.name}": ("unit",)
        for path in sorted((ROOT / "symgeo" / "tables" / "dictionary").glob("*.csv"))
    },
}
SOURCES: Final = ("source", "example_source")
WEB_ADDRESS: Final = re.compile(r"\S+\.[a-z]{2,}(/\S+)?(,? [\w./-]*\d[\w./-]*)*")
"""A web address, with numbers or dates after it."""


def column_texts(table: str, column: str) -> set[str]:
    with (ROOT / table).open(encoding="utf-8", newline="") as file:
        texts = {row[column] for row in csv.DictReader(file)} - {""}
    # A year is the same in every language.
    texts = {text for text in texts if not text.isdecimal()}
    return {text for text in texts if column not in SOURCES or not names_only_web_addresses(text)}


def names_only_web_addresses(source: str) -> bool:
    return all(WEB_ADDRESS.fullmatch(part) for part in source.split("; "))


def sources() -> set[str]:
    with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
        return {row["source"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        ("tu.no 479734; nett.no 07.12.2023", True),
        ("equinor.com 2002, 2007", True),
        ("illustrative", False),
        ("hemab.se (planned capacity; 6,000 t today)", False),
        ("part of 480,000 m3 wood (kystskogbruket.no)", False),
    ],
)
def test_only_web_addresses_stay_as_they_are(source: str, stays: bool) -> None:
    assert names_only_web_addresses(source) is stays


@pytest.mark.parametrize(("table", "columns"), SHOWN.items())
def test_every_text_that_is_shown_is_translated(table: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        assert column_texts(table, column) - sources() == set()


def test_every_translation_belongs_to_a_text_that_is_shown() -> None:
    shown = set().union(*(column_texts(table, c) for table, columns in SHOWN.items() for c in columns))
    assert sources() - shown == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_names_only_parameters_that_exist(language: str) -> None:
    parameters = pd.read_csv(ROOT / "data" / "reference" / "parameters.csv", index_col="key")["value"]
    blocks = texts_for(language).document("method", parameters.astype(float).to_dict())
    assert len(blocks) > 80
    assert not any("{" in block.text for block in blocks)
