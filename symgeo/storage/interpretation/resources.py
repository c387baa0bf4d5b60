"""Which resource a written word means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.vocabulary import Knowledge, ResourceWord

_WASTE_CODE: Final = re.compile(r"(?<!\d)(\d\d)[ .]?(\d\d)[ .]?(\d\d)(?!\d)\s*\*?")
_NOISE: Final = frozenset(
    (
        *("av", "for", "fra", "frå", "från", "of", "from", "til", "till", "i", "på", "og", "och", "and"),
        *("the", "ved", "med", "with", "ca", "grader", "degrees", "c", "ren", "rent", "reint", "diverse"),
    )
)
_LONGEST_PHRASE: Final = 4
_SHORTEST_WORD: Final = 3
_SHORTEST_PART: Final = 5
_SUGGESTIONS: Final = 3
_CUTOFF: Final = 0.6
_LONGEST_TEXT: Final = 120
_UNKNOWN_C: Final = -999.0
"""Stands for no temperature, because NaN is not equal to itself."""


@dataclass(frozen=True)
class _Band:
    parent: str
    low_c: float
    high_c: float


class How(StrEnum):
    """How a word was recognised."""

    EXACT = "exact"
    CLEAR = "clear"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True)
class ResourceMatch:
    """What a written word can mean.

    Attributes
    ----------
    how : How
        exact: the word itself; clear: the word and nothing else that says anything; part: one word
        among others; none: not known.
    codes : tuple of str
        Resource codes; empty where ``how`` is none and no waste code is written.
    direction : str
        Where the word says it ("spillvarme" is a surplus).
    """

    how: How
    codes: tuple[str, ...] = ()
    direction: str = ""


def match_resource(text: str, knowledge: Knowledge) -> ResourceMatch:
    """Find the resources that a text can mean.

    Parameters
    ----------
    text : str
        A code, a name in one of four languages, a usual word, or a List-of-Waste code.
    knowledge : Knowledge
        Words and codes.
    """
    folded = fold(text[:_LONGEST_TEXT])
    if not folded:
        return ResourceMatch(How.NONE)
    if word := knowledge.resource_words.get(folded):
        return ResourceMatch(How.EXACT, word.codes, word.direction)
    if match := _by_waste_code(text, knowledge):
        return match
    direction, tokens = _without_direction(folded.split(), knowledge)
    if word := knowledge.resource_words.get(" ".join(tokens)):
        return ResourceMatch(How.EXACT, word.codes, direction or word.direction)
    return _by_part(tokens, direction, knowledge) or ResourceMatch(How.NONE)


def suggest(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Give up to three codes whose words are most like an unknown text, or stand in it."""
    folded = fold(text[:_LONGEST_TEXT])
    words = knowledge.resource_words
    inside = [word for word in words if len(word) >= _SHORTEST_PART and word in folded]
    close = difflib.get_close_matches(folded, list(words), n=2 * _SUGGESTIONS, cutoff=_CUTOFF)
    codes = [code for word in [*sorted(inside, key=len, reverse=True), *close] for code in words[word].codes]
    return tuple(dict.fromkeys(codes))[:_SUGGESTIONS]


def decide(codes: pd.Series, temp_c: pd.Series, resources: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Choose one code of several where the temperature decides.

    Parameters
    ----------
    codes : Series of tuple of str, shape (n,)
        What each flow can be.
    temp_c : Series of float, shape (n,)
        Temperature, °C.
    resources : DataFrame
        Indexed by code, with ``parent``, ``temp_min_c`` and ``temp_max_c``.

    Returns
    -------
    tuple of Series
        Code or "", and the `Code` of what stops the choice or "".
    """
    bands = {
        str(code): _Band(str(parent), float(low), float(high))
        for code, parent, low, high in resources[["parent", "temp_min_c", "temp_max_c"]].itertuples()
    }
    pairs = list(zip(codes.tolist(), temp_c.fillna(_UNKNOWN_C).tolist(), strict=True))
    found = {pair: _decide_one(pair[0], pair[1], bands) for pair in set(pairs)}
    chosen = [found[pair] for pair in pairs]
    code = pd.Series([one for one, _ in chosen], index=codes.index, dtype=str)
    return code, pd.Series([problem for _, problem in chosen], index=codes.index, dtype=str)


def _decide_one(codes: tuple[str, ...], temp_c: float, bands: Mapping[str, _Band]) -> tuple[str, str]:
    if len(codes) < 2:
        return (codes[0], "") if codes else ("", "")
    if any(bands[code].parent != "heat" for code in codes):
        return "", Code.RESOURCE_AMBIGUOUS
    if temp_c == _UNKNOWN_C:
        return "", Code.TEMPERATURE_MISSING
    fits = [code for code in codes if bands[code].low_c <= temp_c <= bands[code].high_c]
    # On the border between two bands the warmer one begins.
    return (max(fits, key=lambda code: bands[code].low_c), "") if fits else ("", Code.RESOURCE_AMBIGUOUS)


def _by_waste_code(text: str, knowledge: Knowledge) -> ResourceMatch | None:
    written = _WASTE_CODE.search(text)
    if written is None:
        return None
    codes = knowledge.waste_codes.get("".join(written.groups()), ())
    words = fold(text[: written.start()] + " " + text[written.end() :])
    named = knowledge.resource_words.get(words)
    both = tuple(code for code in codes if named is None or code in named.codes)
    # A waste code that the tree does not have, or that says something else than the words, decides nothing.
    return ResourceMatch(How.EXACT if both else How.NONE, both or codes)


def _without_direction(tokens: list[str], knowledge: Knowledge) -> tuple[str, list[str]]:
    directions = knowledge.words["direction"]
    found = {directions[token] for token in tokens if token in directions}
    kept = [token for token in tokens if token not in directions and token not in _NOISE]
    return (found.pop() if len(found) == 1 else ""), kept


def _by_part(tokens: list[str], direction: str, knowledge: Knowledge) -> ResourceMatch | None:
    words = list(_phrases(tokens, knowledge))
    if not words:
        return None
    said = {code for word, _ in words for code in word.codes}
    phrase, length = words[0]
    if len(words) == 1:
        rest = len(tokens) - length
        numbers = sum(token.isdecimal() for token in tokens)
        how = How.CLEAR if rest <= numbers else How.PART
        return ResourceMatch(how, phrase.codes, direction or phrase.direction)
    return ResourceMatch(How.PART, tuple(sorted(said)), direction)


def _phrases(tokens: list[str], knowledge: Knowledge) -> Iterator[tuple[ResourceWord, int]]:
    """Give the known words among the tokens, the longest from each place on."""
    place = 0
    while place < len(tokens):
        for length in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
            text = " ".join(tokens[place : place + length])
            word = knowledge.resource_words.get(text)
            if word is not None and len(text) >= _SHORTEST_WORD:
                yield word, length
                place += length
                break
        else:
            place += 1
