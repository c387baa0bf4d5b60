"""How alike the names and organisation numbers of two sites are."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import Final

_LEGAL_FORMS: Final = frozenset(
    {
        "as",
        "asa",
        "ab",
        "sa",
        "da",
        "ba",
        "hb",
        "kb",
        "ans",
        "ks",
        "nuf",
        "hf",
        "kf",
        "iks",
        "publ",
        "aktiebolag",
    }
)
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_NOT_DIGIT: Final = re.compile(r"\D")
_NORWEGIAN_DIGITS: Final = 9
_SWEDISH_DIGITS: Final = 10
_PART_OF_NAME: Final = 0.9
"""Likeness of "Elkem" and "Elkem Thamshavn": one name is a part of the other."""


def folded_name(name: str) -> str:
    """Give what counts of a name: no case, no punctuation, no "AS" or "AB".

    A name that is nothing but a legal form stays whole.
    """
    words = _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFC", name).casefold()).split()
    return " ".join([word for word in words if word not in _LEGAL_FORMS] or words)


def folded_number(number: str) -> str:
    """Give the digits of an organisation number; "" for what is none.

    Norwegian numbers have nine digits, Swedish ones ten, sometimes with "16" in front.
    """
    digits = _NOT_DIGIT.sub("", number)
    if len(digits) == _SWEDISH_DIGITS + 2 and digits.startswith("16"):
        digits = digits[2:]
    return digits if len(digits) in (_NORWEGIAN_DIGITS, _SWEDISH_DIGITS) else ""


def likeness(one: str, other: str) -> float:
    """Say how alike two folded names are, from 0 to 1 (the same)."""
    if one == other:
        return 1.0
    words, others = set(one.split()), set(other.split())
    if words and others and (words <= others or others <= words):
        return _PART_OF_NAME
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
