"""Headings of columns that we write ourselves, in words that the reader knows."""

from __future__ import annotations

from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.vocabulary import Knowledge


def heading_of(field: str, knowledge: Knowledge, language: str) -> str:
    """Give the usual heading of a field in one language; the field's own name where there is none."""
    for word, meaning in knowledge.headers.items():
        is_own = meaning.field == field and not meaning.direction and language in meaning.languages
        if is_own and word != fold(field):
            return word[:1].upper() + word[1:]
    return field
