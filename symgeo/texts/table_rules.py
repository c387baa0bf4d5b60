"""Rules for the texts that stand in tables: reference translations and column dictionaries."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from symgeo.texts.catalogue_rules import SOURCE_LANGUAGE, Problem, foreign_words, formulas
from symgeo.vocabulary import LANGUAGES


def check_translations(path: Path) -> Iterator[Problem]:
    """Check the translations of reference texts: unique, complete, in the right language."""
    seen: set[str] = set()
    for where, row in _rows(path):
        if row["source"] in seen:
            yield Problem(where, f"repeats {row['source']!r}")
        seen.add(row["source"])
        for language in LANGUAGES:
            yield from _check_text(row[language], language, f"{where}, column {language}")


def check_dictionary(path: Path) -> Iterator[Problem]:
    """Check the descriptions in a column dictionary: complete, translated, in the right language."""
    for where, row in _rows(path):
        for language in LANGUAGES:
            column = f"description_{language}"
            yield from _check_text(row[column], language, f"{where}, column {column}")
            if language != SOURCE_LANGUAGE and row[column] == row[f"description_{SOURCE_LANGUAGE}"]:
                yield Problem(f"{where}, column {column}", "is the English text")


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            yield f"{path.name} line {number}", {name: text or "" for name, text in row.items()}


def _check_text(text: str, language: str, where: str) -> Iterator[Problem]:
    if not text.strip() or text != text.strip():
        yield Problem(where, "is empty or has a space at an end")
    yield from formulas(text, where)
    yield from foreign_words(text, language, where)
