"""Texts made alike, so that spelling with capitals, marks and blanks does not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

_NOT_WORD: Final = re.compile(r"[\W_]+")
_LEGAL_FORMS: Final = frozenset(
    {"as", "asa", "ab", "ans", "da", "sa", "ba", "publ", "hb", "kb", "ltd", "kf", "iks"}
)


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
    places, different = pd.factorize(texts, use_na_sentinel=False)
    found = np.array([give(str(text)) for text in different], dtype=object)
    return pd.Series(found[places] if len(found) else [], index=texts.index, dtype=str)
