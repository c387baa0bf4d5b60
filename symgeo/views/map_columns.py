"""Columns of many rows, written small: numbers as bytes, texts that repeat once each."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.views.map_script import Json

MANY_ROWS: Final = 500
"""From so many rows on, columns are packed and fetched apart from the page."""
_DEGREE_UNIT: Final = 100_000
"""Degrees are kept to five decimals, about a metre."""
_TYPES: Final = {
    **dict.fromkeys(("lat", "lon", "lat1", "lon1", "lat2", "lon2"), "i4"),
    **dict.fromkeys(("size", "width"), "f4"),
    **dict.fromkeys(("family", "style", "hollow", "dim"), "u1"),
}


@dataclass(frozen=True, eq=False)
class Words:
    """Texts of which there are few different ones.

    Attributes
    ----------
    different : list of str
        Each text once.
    rows : ndarray
        For each row the number of its text.
    """

    different: list[str]
    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: pd.Series | Sequence[str]) -> Words:
        """Find the different texts of a column."""
        rows, different = pd.factorize(np.asarray(texts, dtype=object))
        return cls([str(text) for text in different], rows)

    def plain(self) -> list[str]:
        """Give the text of each row."""
        texts: list[str] = np.asarray(self.different, dtype=object)[self.rows].tolist()
        return texts


@dataclass(frozen=True, eq=False)
class Lines:
    """Texts of two lines, each of them of few different ones; an empty second line is none."""

    first: Words
    second: Words

    def plain(self) -> list[str]:
        """Give the text of each row."""
        both = zip(self.first.plain(), self.second.plain(), strict=True)
        return [f"{first}\n{second}" if second else first for first, second in both]


Column = Json | Words | Lines | npt.NDArray[np.float64] | npt.NDArray[np.int64]


def plain(columns: Mapping[str, Column]) -> dict[str, Json]:
    """Write columns as lists, for maps of few rows."""
    return {name: _plain(value) for name, value in columns.items()}


def pack(columns: Mapping[str, Column]) -> dict[str, Json]:
    """Write columns so that the map's frame unpacks the same values (`columns.js`).

    Parameters
    ----------
    columns : mapping
        Numbers or texts, all of one length; what is no column stays as it is.
    """
    return {name: _packed(name, value) for name, value in columns.items()}


def as_bytes(columns: Mapping[str, Column]) -> bytes:
    """Write packed columns as JSON in UTF-8."""
    return json.dumps(pack(columns), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _plain(value: Column) -> Json:
    if isinstance(value, Words | Lines):
        return value.plain()
    if isinstance(value, np.ndarray):
        numbers: list[Json] = value.tolist()
        return numbers
    return value


def _packed(name: str, value: Column) -> Json:
    if isinstance(value, Words):
        return _words(value)
    if isinstance(value, Lines):
        return {"lines": [_words(value.first), _words(value.second)]}
    if isinstance(value, np.ndarray) or (name in _TYPES and isinstance(value, list)):
        return _numbers(np.asarray(value, dtype=float), _TYPES[name])
    return value


def _numbers(values: npt.NDArray[np.float64], kind: str) -> dict[str, Json]:
    is_degree = kind == "i4"
    exact = np.rint(values * _DEGREE_UNIT) if is_degree else values
    return {**_data(exact, kind), **({"unit": _DEGREE_UNIT} if is_degree else {})}


def _words(words: Words) -> dict[str, Json]:
    kind = next(kind for kind in ("u1", "u2", "i4") if len(words.different) <= np.iinfo(kind).max)
    return {"words": words.different, "rows": _data(words.rows, kind)}


def _data(values: npt.NDArray[np.float64] | npt.NDArray[np.int64], kind: str) -> dict[str, Json]:
    return {"type": kind, "data": base64.b64encode(values.astype(f"<{kind}").tobytes()).decode()}
