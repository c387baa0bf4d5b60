"""Texts made alike, so that spelling with capitals, marks and blanks does not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

import pandas as pd

_NOT_WORD: Final = re.compile(r"[\W_]+")
_LEGAL_FORMS: Final = frozenset({"as", "asa", "ab", "ans", "da", "sa", "ba", "publ", "hb", "kb", "ltd", "kf", "iks"})


def fold(text: str) -> str:
    """Give a text in lower case, with single blanks in place of everything but letters and digits."""
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def fold_company(text: str) -> str:
    """Give a company's name folded, without its legal form ("Elkem AS" is "elkem")."""
    words = fold(text).split()
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def map_unique(texts: pd.Series, give: Callable[[str], str]) -> pd.Series:
    """Apply a function of text to every cell, working once on each different text."""
    found = {text: give(text) for text in texts.unique().tolist()}
    return texts.map(found).astype(str)
