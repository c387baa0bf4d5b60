"""Columns of many rows, written small: numbers as bytes, texts that repeat once each."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from symgeo.views.map_script import Json

MANY_ROWS: Final = 2_000
"""From so many rows on, columns are packed and fetched apart from the page."""
_DEGREE_UNIT: Final = 100_000
"""Degrees are kept to five decimals, about a metre."""
_TYPES: Final = {
    **dict.fromkeys(("lat", "lon", "lat1", "lon1", "lat2", "lon2"), "i4"),
    **dict.fromkeys(("size", "width"), "f4"),
    **dict.fromkeys(("family", "style", "hollow", "dim"), "u1"),
}
_REPEATED: Final = frozenset({"from", "to"})
_IN_LINES: Final = frozenset({"detail"})


def pack(columns: Mapping[str, Json]) -> dict[str, Json]:
    """Write columns so that the map's frame unpacks the same values (`columns.js`).

    Parameters
    ----------
    columns : mapping of str to list
        Numbers or texts, all of one length; what is no list stays as it is.
    """
    return {name: _packed(name, value) for name, value in columns.items()}


def as_bytes(columns: Mapping[str, Json]) -> bytes:
    """Write packed columns as JSON in UTF-8."""
    return json.dumps(pack(columns), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _packed(name: str, value: Json) -> Json:
    if not isinstance(value, list):
        return value
    if name in _TYPES:
        return _numbers(value, _TYPES[name])
    if name in _REPEATED:
        return _words(value)
    if name in _IN_LINES:
        parts = [str(text).partition("\n") for text in value]
        return {"lines": [_words([first for first, _, _ in parts]), _words([rest for _, _, rest in parts])]}
    return value


def _numbers(values: Sequence[Json], kind: str) -> dict[str, Json]:
    is_degree = kind == "i4"
    numbers = np.asarray(values, dtype=float)
    exact = np.rint(numbers * _DEGREE_UNIT) if is_degree else numbers
    data = base64.b64encode(exact.astype(f"<{kind}").tobytes()).decode()
    return {"type": kind, "data": data, **({"unit": _DEGREE_UNIT} if is_degree else {})}


def _words(values: Sequence[Json]) -> dict[str, Json]:
    rows, different = pd.factorize(np.asarray(values, dtype=object))
    kind = "u2" if len(different) <= np.iinfo(np.uint16).max else "i4"
    data = base64.b64encode(rows.astype(f"<{kind}").tobytes()).decode()
    return {"words": [str(text) for text in different], "rows": {"type": kind, "data": data}}
