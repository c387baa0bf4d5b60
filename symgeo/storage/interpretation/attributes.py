"""Cells of a site or a flow that hold a word out of a list, a NACE code or an organisation number."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.folding import map_unique
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.tables.schema import dictionary
from symgeo.vocabulary import Openness

_NACE: Final = re.compile(
    r"(?:[A-U]\s?)?(\d{1,2})(?:[.,]?(\d{1,2})(?:[.,]?\d{1,2})?)?(?:\s+[^\d].*)?", re.IGNORECASE
)
_NORWEGIAN_WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2)


def read_word(
    columns: Columns, table: str, field: str, knowledge: Knowledge
) -> tuple[pd.Series, list[Finding]]:
    """Read a column whose cells are one of a few words; an unknown word gets the default and a finding.

    Parameters
    ----------
    columns : Columns
        Cells.
    table, field : str
        Column of the dictionary.
    knowledge : Knowledge
        Words in four languages.
    """
    column = dictionary(table)[field]
    texts = columns.text(field)
    codes = map_unique(texts, lambda text: knowledge.word(field, text) if text else "")
    unknown = (texts != "") & (codes == "")
    findings = found_at(
        unknown,
        Code.WORD_UNKNOWN,
        texts,
        column=columns.place(field),
        expected=", ".join(column.codes),
    )
    return codes.mask(codes == "", column.default), findings


def read_openness(columns: Columns, table: str, knowledge: Knowledge) -> tuple[pd.Series, list[Finding]]:
    """Read who may see a row; a word that nobody knows keeps it with the staff, and is told.

    An empty cell stays empty: it says nothing, and must not open what is stored as hidden.
    """
    found, findings = read_word(columns, table, "openness", knowledge)
    unknown = [finding.row for finding in findings]
    found = found.mask(columns.text("openness") == "", "")
    return found.mask(found.index.isin(unknown), Openness.CONFIDENTIAL.value), findings


def least_open(openness: pd.Series, group: pd.Series) -> pd.Series:
    """Give each row the least open word of its group; "" where no row of it says anything."""
    words = ["", *Openness]
    numbers = openness.map({str(word): number for number, word in enumerate(words)})
    worst = numbers.groupby(group.to_numpy()).transform("max")
    return worst.map({number: str(word) for number, word in enumerate(words)}).astype(openness.dtype)


def read_nace(columns: Columns) -> tuple[pd.Series, list[Finding]]:
    """Read NACE codes: "24.10", "24100", "C24.10", "24.101 Produksjon av stål"."""
    texts = columns.text("nace")
    codes = map_unique(texts, _nace)
    wrong = (texts != "") & (codes == "")
    return codes, found_at(
        wrong, Code.NACE_INVALID, texts, column=columns.place("nace"), expected="24, 24.10"
    )


def read_organisation_number(columns: Columns) -> tuple[pd.Series, list[Finding]]:
    """Read organisation numbers, and test their check digit (Norway modulo 11, Sweden modulo 10)."""
    texts = columns.text("organisation_number")
    digits = texts.str.replace(r"\.0$", "", regex=True).str.replace(r"\D", "", regex=True)
    good = digits.map({number: _is_organisation(number) for number in digits.unique().tolist()}).astype(bool)
    wrong = (texts != "") & ~good
    findings = found_at(
        wrong,
        Code.ORGANISATION_NUMBER_INVALID,
        texts,
        column=columns.place("organisation_number"),
    )
    return digits.where(good, texts), findings


def _nace(text: str) -> str:
    match = _NACE.fullmatch(text.strip())
    if match is None:
        return ""
    digits = re.sub(r"[.,\s]", "", re.match(r"[A-Ua-u]?\s?([\d.,]+)", text.strip())[1])  # type: ignore[index]  # it matched above
    if "." in text or "," in text or len(digits) <= 2:
        division, group = match[1].zfill(2), match[2] or ""
    else:
        # Five digits are the national code; four and three are the code without its point.
        division, group = digits[:2], digits[2:4]
    return f"{division}.{group}" if group else division


def _is_organisation(digits: str) -> bool:
    if len(digits) == 9:
        total = sum(int(d) * w for d, w in zip(digits, _NORWEGIAN_WEIGHTS, strict=False))
        return (11 - total % 11) % 11 == int(digits[8])
    if len(digits) == 12 and digits.startswith(("16", "19", "20")):
        digits = digits[2:]
    if len(digits) != 10:
        return False
    doubled = [int(d) * (2 if place % 2 == 0 else 1) for place, d in enumerate(digits)]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
