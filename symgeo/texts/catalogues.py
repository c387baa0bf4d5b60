"""Read the gettext catalogues and the translations of reference texts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

CATALOGUES: Final = Path(__file__).parent / "catalogues"
"""One folder per language, one PO file per area in it; the msgid is the key."""
TRANSLATIONS: Final = Path(__file__).parent / "reference" / "translations.csv"
"""Texts that stand in reference tables (``source``) with a column per language."""


@dataclass(frozen=True)
class Message:
    """One text of one language: a single form, or one form per plural class."""

    key: str
    forms: tuple[str, ...]
    is_plural: bool
    is_fuzzy: bool


def read_area(path: Path, language: str) -> list[Message]:
    """Read one PO file.

    Raises
    ------
    babel.messages.pofile.PoFileError
        The file is no valid PO file.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language, abort_invalid=True)
    messages: list[Message] = []
    for message in catalogue:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        text = message.string or ""
        forms = (text,) if isinstance(text, str) else tuple(text)
        messages.append(Message(key, forms, message.pluralizable, message.fuzzy))
    return messages


def read_language(language: str) -> list[Message]:
    """Read all areas of one language, in the order of their names."""
    return [
        message
        for path in sorted((CATALOGUES / language).glob("*.po"))
        for message in read_area(path, language)
    ]


def read_translations(language: str) -> dict[str, str]:
    """Read the translation of each reference text into one language."""
    with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
        return {row["source"]: row[language] for row in csv.DictReader(file)}
