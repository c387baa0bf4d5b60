"""Which rows below a header hold data, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.headers import ColumnMatch, match_header
from symgeo.storage.interpretation.units import read_period, read_unit
from symgeo.storage.interpretation.vocabulary import Knowledge

NUMBER: Final = re.compile(r"[<>~+-]?\s*\d[\d\s.,:/'-]*")
"""What a cell of a number looks like, whatever its marks."""
_SENTENCE: Final = 40
_FOOTNOTE_START: Final = re.compile(r"^(?:\*|\d\)|[a-e]\)|†|¹|²|³)")
_MARKED: Final = r"^(?:\*|\d\)|[a-e]\)|†|¹|²|³)|:"
_EXAMPLE: Final = r"(?i)^\W*(?:eksempel|example|exempel|døme|f\.?\s?eks|t\.?\s?ex|e\.g)\b\s*[:.(]"
_FIRST_WORD: Final = r"^\W*([^\W\d_]+)"
_LOOKED_AT: Final = 8
"""Rows right below the header that may hold units or guidance."""


def is_unit(text: str, knowledge: Knowledge) -> bool:
    """Say whether a text is a unit; money and percent are."""
    return read_unit(text, knowledge.units).problem not in (Code.UNIT_UNKNOWN, Code.UNIT_MISSING)


def sort_rows(
    body: pd.DataFrame, columns: Sequence[ColumnMatch], header: pd.DataFrame, knowledge: Knowledge
) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Tell data from rows that hold none; only rows that look unusual are looked at one by one."""
    filled = (body != "").to_numpy(dtype=bool)
    count = filled.sum(axis=1)
    first = _first_texts(body, filled)
    marked = first.str.contains(_MARKED, regex=True).to_numpy(dtype=bool)
    total = first.str.extract(_FIRST_WORD, expand=False).str.casefold().isin(_first_words(knowledge))
    suspicious = np.flatnonzero(
        (count == 1)
        | (np.arange(len(body)) < _LOOKED_AT)
        | (marked & (count <= 2))
        | total.to_numpy(dtype=bool)
        | first.str.contains(_EXAMPLE, regex=True).to_numpy(dtype=bool)
    )
    labels = {tuple(row) for row in header.to_numpy().tolist()}
    repeated = _equal_to(body, labels)
    codes: dict[int, Code] = {int(place): Code.REPEATED_HEADER for place in np.flatnonzero(repeated)}
    for place in suspicious.tolist():
        code = _kind_of_row(body.iloc[place], place, columns, knowledge)
        if code is not None and place not in codes:
            codes[place] = code
    codes |= _tail(body, count, codes)
    is_data = np.ones(len(body), dtype=bool)
    is_data[list(codes)] = False
    is_data &= count > 0
    skipped = tuple(
        Finding(int(body.index[place]), -1, code, _first_text(body.iloc[place]))
        for place, code in sorted(codes.items())
    )
    return is_data, skipped


def _equal_to(body: pd.DataFrame, labels: set[tuple[str, ...]]) -> np.ndarray:
    first = next((i for i, label in enumerate(next(iter(labels), ())) if label), 0)
    names = {label[first] for label in labels}
    near = np.array(body[first].isin(names), dtype=bool)
    for place in np.flatnonzero(near).tolist():
        near[place] = tuple(body.iloc[place].tolist()) in labels
    return near


def _first_texts(body: pd.DataFrame, filled: np.ndarray) -> pd.Series:
    if not body.shape[1]:
        return pd.Series("", index=body.index, dtype=str)
    cells = body.to_numpy(dtype=object)
    return pd.Series(cells[np.arange(len(body)), filled.argmax(axis=1)], index=body.index, dtype=str)


def _first_words(knowledge: Knowledge) -> list[str]:
    return [word.split()[0] for word in knowledge.words["total"] if word]


def _kind_of_row(
    row: pd.Series, place: int, columns: Sequence[ColumnMatch], knowledge: Knowledge
) -> Code | None:
    cells = [(columns[i], text) for i, text in enumerate(row.tolist()) if text]
    if not cells:
        return None
    texts = [text for _, text in cells]
    if _is_total(cells, knowledge):
        return Code.TOTAL_ROW
    if place < 3 and _is_unit_row(texts, knowledge):
        return Code.UNIT_ROW
    if _is_guidance(cells, place, knowledge):
        return Code.GUIDANCE_ROW
    if len(cells) <= 2 and _is_footnote(texts, knowledge):
        return Code.FOOTNOTE_ROW
    if len(cells) == 1 and _is_section(texts[0], knowledge):
        return Code.SECTION_ROW
    return None


def _is_total(cells: list[tuple[ColumnMatch, str]], knowledge: Knowledge) -> bool:
    """Say whether the first text says total and no cell says where a site lies."""
    first = next((text for column, text in cells if not NUMBER.fullmatch(text)), "")
    words = knowledge.words["total"]
    folded = fold(first)
    said = folded in words or (
        folded.split(" ")[0] in words and len(cells) <= 3 and first.rstrip().endswith(":")
    )
    placed = any(
        column.field in ("lat", "lon", "x", "y", "north", "east", "coordinates", "municipality_number")
        for column, _ in cells
    )
    return said and not placed


def _is_unit_row(texts: list[str], knowledge: Knowledge) -> bool:
    def fits(text: str) -> bool:
        plain = text.strip("()[] ")
        kinds = (
            "°c",
            "c",
            "grader",
            "degrees",
            "%",
            "°",
            "text",
            "tekst",
            "tall",
            "tal",
            "m",
            "km",
            "kode",
            "kod",
        )
        return (
            is_unit(plain, knowledge) or plain.casefold() in kinds or read_period(plain, knowledge.units) > 0
        )

    return all(fits(text) for text in texts)


def _is_guidance(cells: list[tuple[ColumnMatch, str]], place: int, knowledge: Knowledge) -> bool:
    words = knowledge.words["guidance"]

    def tells(text: str) -> bool:
        folded = fold(text).split(" ")
        return any(" ".join(folded[:length]) in words for length in (1, 2, 3))

    telling = sum(tells(text) for _, text in cells)
    first = cells[0][1]
    marked = re.match(_EXAMPLE, first) is not None
    return marked or (place < _LOOKED_AT and len(cells) > 1 and telling >= max(2, (len(cells) + 1) // 2))


def _is_footnote(texts: list[str], knowledge: Knowledge) -> bool:
    first = texts[0]
    word = fold(re.split(r"[:.]", first, maxsplit=1)[0])
    told = word in knowledge.words["footnote"] and (":" in first or len(texts) == 1)
    return (
        bool(_FOOTNOTE_START.match(first))
        or told
        or (len(texts) == 1 and len(first) > _SENTENCE and " " in first)
    )


def _is_section(text: str, knowledge: Knowledge) -> bool:
    """Say whether a lone text is a municipality, a county or a word such as "Industri" over a section."""
    header = match_header("", text, knowledge)
    municipalities = knowledge.geography.municipalities
    counties = knowledge.geography.counties
    names = {fold(name) for name in [*municipalities["name"], *counties["name"]]}
    return (
        fold(text).removesuffix(" kommune").removesuffix(" kommun") in names
        or bool(header.field and header.resource)
        or bool(knowledge.word("site_type", text))
        or bool(knowledge.word("direction", text))
    )


def _tail(body: pd.DataFrame, count: np.ndarray, codes: dict[int, Code]) -> dict[int, Code]:
    """Take lone texts after the last full row, below a blank line or a total, for footnotes."""
    found: dict[int, Code] = {}
    for place in range(len(body) - 1, 0, -1):
        if place in codes:
            continue
        gap = int(body.index[place]) - int(body.index[place - 1]) > 1
        if count[place] != 1 or not (gap or place - 1 in codes or found):
            break
        if not gap and place - 1 not in codes and count[place - 1] != 1:
            break
        found[place] = Code.FOOTNOTE_ROW
    return found


def _first_text(row: pd.Series) -> str:
    return next((text for text in row.tolist() if text), "")[:60]
