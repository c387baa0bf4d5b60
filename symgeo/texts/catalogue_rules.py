"""Rules that every catalogue text must meet, one small check per rule."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.pofile import PoFileError

from symgeo.texts.catalogues import Message, read_area
from symgeo.texts.documents import is_block
from symgeo.vocabulary import LANGUAGES

SOURCE_LANGUAGE: Final = "en"
_LINT: Final = Path(__file__).parent / "lint"
_PLURAL_FORMS: Final = 2
_KEY: Final = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+")
_PLACEHOLDER: Final = re.compile(r"[a-z][a-z0-9_]*")
_MARKUP: Final = re.compile(r"</?[A-Za-z][^>]*>|&[A-Za-z]+;|&#")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MSGID: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_NOT_WORDS: Final = ("Møre og Romsdal", "Här och nu", "Fjernvarme og fjernkjøling", "et al.")
"""Names and set phrases that are the same in every language."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in the texts: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        """Write the line that the check prints."""
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Entry:
    """One text, and the file that it stands in."""

    language: str
    area: str
    message: Message

    @property
    def key(self) -> str:
        """The text's key."""
        return self.message.key

    @property
    def where(self) -> str:
        """The file and key, for the reader of a problem."""
        return f"{self.language}/{self.area}.po {self.key}"


Entries = Mapping[str, Mapping[str, Entry]]
"""Entry by key, by language."""


@cache
def wrong_words(language: str) -> Mapping[str, str]:
    """Give the words that do not belong to a language, with what to write instead."""
    with (_LINT / "wrong_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["better"] for row in csv.DictReader(file) if row["language"] == language}


@cache
def keys_same_as_english() -> frozenset[str]:
    """Give the keys whose text of several words is rightly the same as the English one."""
    lines = (_LINT / "same_as_english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def read_entries(folder: Path) -> tuple[dict[str, dict[str, Entry]], list[Problem]]:
    """Read all catalogues under a folder ``<language>/<area>.po``.

    Returns
    -------
    tuple
        Entries by language and key, and what is wrong with the files themselves.
    """
    entries: dict[str, dict[str, Entry]] = {language: {} for language in LANGUAGES}
    problems: list[Problem] = []
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.po")):
            where = f"{language}/{path.name}"
            problems.extend(_repeated_keys(path, where))
            try:
                messages = read_area(path, language)
            except PoFileError as error:
                problems.append(Problem(where, f"is no valid PO file: {error}"))
                continue
            entries[language] |= {m.key: Entry(language, path.stem, m) for m in messages}
    return entries, problems


def _repeated_keys(path: Path, where: str) -> Iterator[Problem]:
    keys = _MSGID.findall(path.read_text(encoding="utf-8"))
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(f"{where} {key}", "stands there more than once")


def check_entries(entries: Entries) -> list[Problem]:
    """Apply every rule to every text."""
    problems = [*_missing_keys(entries), *_shuffled_documents(entries)]
    for by_key in entries.values():
        for entry in by_key.values():
            problems.extend(_check_key_and_plural(entry))
            for form in entry.message.forms:
                problems.extend(_check_form(form, entry.where))
                problems.extend(foreign_words(form, entry.language, entry.where))
    for language in LANGUAGES:
        for key, entry in entries[language].items():
            source = entries[SOURCE_LANGUAGE].get(key)
            if source is not None and entry is not source:
                problems.extend(_compare(entry, source))
    return problems


def _missing_keys(entries: Entries) -> Iterator[Problem]:
    every = {key: entry for by_key in entries.values() for key, entry in by_key.items()}
    for language in LANGUAGES:
        for key, entry in every.items():
            if key not in entries[language]:
                yield Problem(f"{language}/{entry.area}.po {key}", f"is missing ({entry.language} has it)")


def _shuffled_documents(entries: Entries) -> Iterator[Problem]:
    source = [key for key in entries[SOURCE_LANGUAGE] if is_block(key)]
    for language in LANGUAGES:
        blocks = [key for key in entries[language] if is_block(key)]
        misplaced = [key for key, other in zip(blocks, source, strict=False) if key != other]
        if misplaced:
            yield Problem(f"{language} {misplaced[0]}", "documents must be in the order of the English one")


def _check_key_and_plural(entry: Entry) -> Iterator[Problem]:
    if not _KEY.fullmatch(entry.key) or entry.key.split(".")[0] != entry.area:
        yield Problem(entry.where, f"the key must read {entry.area}.<rest>")
    if entry.message.is_fuzzy:
        yield Problem(entry.where, "is marked fuzzy: translate it, then take the mark away")
    if entry.message.is_plural and len(entry.message.forms) != _PLURAL_FORMS:
        yield Problem(entry.where, "needs msgstr[0] and msgstr[1]")


def _check_form(form: str, where: str) -> Iterator[Problem]:
    if not form.strip():
        yield Problem(where, "is empty")
    elif form != form.strip():
        yield Problem(where, "begins or ends with a space")
    if _MARKUP.search(form):
        yield Problem(where, "holds HTML: markup belongs to the caller")
    yield from formulas(form, where)
    if _names_in(form) is None:
        yield Problem(where, "placeholders must read {name}; a brace is written {{ or }}")


def formulas(text: str, where: str) -> Iterator[Problem]:
    """Find a formula without its small digits, which would stand beside one with them."""
    if "CO2" in text:
        yield Problem(where, "holds CO2: write CO\N{SUBSCRIPT TWO}")


def foreign_words(text: str, language: str, where: str) -> Iterator[Problem]:
    """Find words that belong to a neighbouring language; abbreviations and proper names pass."""
    wrong = wrong_words(language)
    for name in _NOT_WORDS:
        text = text.replace(name, "")
    for word in _WORD.findall(text):
        if word.lower() in wrong and not (word.isupper() and len(word) > 1):
            yield Problem(where, f'"{word}" is not {language}: {wrong[word.lower()]}')


def _compare(entry: Entry, source: Entry) -> Iterator[Problem]:
    if entry.message.is_plural != source.message.is_plural:
        yield Problem(entry.where, "has plural forms in one language and none in another")
    here, there = placeholders(entry), placeholders(source)
    if here != there:
        yield Problem(entry.where, f"placeholders {sorted(here)} differ from English {sorted(there)}")
    words = _WORD.findall(re.sub(r"\{[^}]*\}", " ", entry.message.forms[0]))
    same = entry.message.forms == source.message.forms and len(words) > 1
    if same and entry.key not in keys_same_as_english():
        yield Problem(entry.where, "is the English text; translate it or list it in same_as_english.txt")


def placeholders(entry: Entry) -> frozenset[str]:
    """Give the names that a text wants filled, over all its forms."""
    return frozenset(name for form in entry.message.forms for name in _names_in(form) or ())


def _names_in(form: str) -> list[str] | None:
    """Give the names of the placeholders; None where one is more than a plain name."""
    try:
        fields = [field[1:] for field in Formatter().parse(form) if field[1] is not None]
    except ValueError:
        return None
    if any(spec or conversion or not _PLACEHOLDER.fullmatch(name or "") for name, spec, conversion in fields):
        return None
    return [name for name, _, _ in fields if name]
