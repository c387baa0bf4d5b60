"""Texts of what is shown, without the names and figures of what is not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

_SHORTEST_WORD: Final = 4
"""Letters; shorter words stand in too many other names."""
_SHORTEST_NUMBER: Final = 3
"""Digits; a shorter number says nothing."""
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER: Final = re.compile(r"\d+(?:[ .,'\u00a0\u202f\u2009]?\d+)*")


@dataclass(frozen=True)
class Scrubber:
    """What no text may contain.

    Attributes
    ----------
    phrases : frozenset of str
        Folded words of hidden names, one or two in a row.
    numbers : frozenset of str
        Digits of hidden amounts and organisation numbers.
    """

    phrases: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(
        cls, names: Iterable[str], numbers: Iterable[float | str], shown_names: Collection[str]
    ) -> Scrubber:
        """Make one from hidden names and numbers; words that shown names use too give nothing away."""
        known = {phrase for name in shown_names for phrase in _phrases(name)}
        phrases = {phrase for name in names for phrase in _phrases(name)} - known
        digits = {_digits_of(number) for number in numbers}
        return cls(frozenset(phrases), frozenset(d for d in digits if len(d) >= _SHORTEST_NUMBER))

    def reveals(self, text: str) -> bool:
        """Say whether a text contains a hidden name, a part of one, or a hidden number."""
        if not text:
            return False
        if self.phrases and not self.phrases.isdisjoint(_phrases(text)):
            return True
        return bool(self.numbers) and not self.numbers.isdisjoint(_numbers(text))

    def mask(self, cells: pd.Series) -> npt.NDArray[np.bool_]:
        """Say which cells of a column of texts reveal something; each different text is read once."""
        found = {text: self.reveals(str(text)) for text in cells.unique().tolist()}
        return cells.map(found).to_numpy(dtype=bool)

    def scrub(self, frame: pd.DataFrame, *, kept: Collection[str] = ()) -> pd.DataFrame:
        """Give a frame whose cells are empty where they reveal something; columns in ``kept`` stay."""
        texts = [c for c in frame.columns if c not in kept and pd.api.types.is_string_dtype(frame[c])]
        return frame.assign(**{c: frame[c].mask(self.mask(frame[c]), "") for c in texts})


def _phrases(text: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    pairs = {f"{one} {other}" for one, other in itertools.pairwise(words)}
    return pairs | {word for word in words if len(word) >= _SHORTEST_WORD and not word.isdigit()}


def _numbers(text: str) -> set[str]:
    """Give the digits of each number, with and without what may be decimals or a second number."""
    found: set[str] = set()
    for written in _NUMBER.findall(text):
        found.add(re.sub(r"\D", "", written))
        found.update(re.split(r"\D", written))
        found.add(re.sub(r"\D", "", re.sub(r"[.,]\d{1,2}$", "", written)))
    return found


def _digits_of(number: float | str) -> str:
    if isinstance(number, str):
        return re.sub(r"\D", "", number)
    return "" if np.isnan(number) else f"{number:.0f}"
