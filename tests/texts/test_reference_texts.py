"""Texts of the reference and example tables that readers see are all translated, and no others."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "symgeo" / "texts" / "reference" / "translations.csv"
SHOWN = {
    "reference/compatibility.csv": (
        "converter_type",
        "substitutes",
        "typical_barrier",
        "min_quality",
        "real_example",
    ),
    "reference/resources.csv": ("legal_default", "hazardous"),
    "reference/precedents.csv": ("supplier_label", "receiver_label", "via", "status"),
    "demo/sites.csv": ("nace_label", "main_product", "site_type", "status", "capacity"),
    "demo/exchanges.csv": ("title", "via", "investment"),
    "demo/flows.csv": ("current_outlet",),
    "reference/parameters.csv": ("key",),
}


def column_texts(table: str, column: str) -> set[str]:
    with (ROOT / "data" / table).open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file)} - {""}


def sources() -> set[str]:
    with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
        return {row["source"] for row in csv.DictReader(file)}


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
