"""Numbers as people write them: decimal marks, thousands, ranges, "ca.", "<" and units behind."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.marks import MARKS, decimal_of, number_of, readings_of

_BLANKS: Final = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f]+")
_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_N: Final = (
    r"(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)(?:[eE][+-]?\d{1,3}(?![\w.,]))?(?![\d])"
)
_ABOUT: Final = (
    r"ca\.?|cirka|circa|c\.|omtrent|om ?lag|omkring|rundt|rundt regnet|ungefär|approx\.?|approximately|about|"
    r"around|~|≈|est\.?|anslagsvis|anslått|estimert|uppskattat|uppskattningsvis|kring"
)
_AT_MOST: Final = (
    r"<=?|≤|under|mindre enn|mindre än|less than|maks\.?|max\.?|inntil|opptil|opp til|opp mot|upp till|"
    r"up to|høyst|høgst|högst|at most|below"
)
_AT_LEAST: Final = (
    r">=?|≥|over|över|mer enn|meir enn|mer än|more than|minst|minimum|min\.?|at least|above|frå|fra|från|from"
)
_WRITTEN: Final = re.compile(
    rf"(?:(?P<about>{_ABOUT})|(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?:mellom|mellan|between))?\s*"
    rf"(?P<sign>[+-]?)\s?(?P<first>{_N})"
    rf"(?:\s*(?P<between>-|\.\.+|til|till|to|og|och|and|±|\+/-)\s*(?P<second>{_N}))?"
    r"(?P<plus>\+?)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MULTIPLIER: Final = re.compile(
    r"(?:(?P<thousand>tusen|thousand)|(?P<million>mill\.?|mio\.?|million(?:er|ar|s)?|milj\.?|miljon(?:er)?)|"
    r"(?P<milliard>mrd\.?|milliard(?:er|ar)?|miljard(?:er)?|billion))(?=[\s/]|$)",
    re.IGNORECASE,
)
_ESTIMATE: Final = re.compile(
    r"[(\[]?\s*(?:estimat\w*|est\.?|anslag|ca\.?|uppskattat|omtrent)\s*[)\]]?$", re.IGNORECASE
)
_YEAR: Final = re.compile(r"[(\[]\s*(?:19|20)\d\d\s*[)\]]$")
_FOOTNOTE: Final = re.compile(r"(?:\*+|[¹²³⁴⁵†])$")
_UNIT_DIGITS: Final = re.compile(r"(?<![a-zæøåäö])(?:[ns]?m|co)[23](?!\d)|\b1000(?=\s)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d")
_DIGIT: Final = re.compile(r"\d")
_LONGEST: Final = 80
"""Characters of the longest cell that is looked at as a number."""


class Flag:
    """How a number was written, where it is no plain number."""

    ABOUT: Final = "about"
    AT_MOST: Final = "at_most"
    AT_LEAST: Final = "at_least"
    RANGE: Final = "range"


@dataclass(frozen=True, eq=False)
class Numbers:
    """One column of numbers after reading.

    Attributes
    ----------
    value, low, high : Series of float
        NaN where the cell is empty or no number; low and high are the value where no range was written.
    unit : Series of str
        What stands behind the number.
    flag : Series of str
        One of `Flag`, or "".
    problem : Series of str
        A `Code`, or "".
    reading : Series of str
        For an ambiguous number what it could mean ("1.234 / 1234").
    decimal : str
        Decimal mark of the column; "" where no cell shows it.
    """

    value: pd.Series
    low: pd.Series
    high: pd.Series
    unit: pd.Series
    flag: pd.Series
    problem: pd.Series
    reading: pd.Series
    decimal: str


@dataclass(frozen=True)
class _Written:
    """One cell taken apart: its numbers still as text."""

    numbers: tuple[str, ...] = ()
    sign: float = 1.0
    factor: float = 1.0
    spread: bool = False
    flag: str = ""
    unit: str = ""
    problem: str = ""


def normal(text: str) -> str:
    """Give a cell with one kind of blank, dash and digit."""
    marked = _DASHES.sub("-", _BLANKS.sub(" ", text))
    return unicodedata.normalize("NFKC", marked).replace("’", "'").strip()


def read_numbers(texts: pd.Series, *, has_point: pd.Series | None = None, decimal: str = "") -> Numbers:
    """Read one column.

    Parameters
    ----------
    texts : Series of str
        Cells.
    has_point : Series of bool, optional
        True where the file itself holds a number, so that a point is the decimal mark.
    decimal : str
        Decimal mark that a person chose; "" to find it.

    Returns
    -------
    Numbers
        On the same index.
    """
    typed = pd.Series(data=False, index=texts.index) if has_point is None else has_point.astype(bool)
    plain = (typed | texts.str.fullmatch(r"-?\d{1,15}").astype(bool)) & (texts != "")
    rest = np.flatnonzero((~plain & (texts != "")).to_numpy())
    places, different = pd.factorize(texts.iloc[rest])
    written = [_take_apart(str(text)) for text in different]
    mark = decimal or decimal_of([number for one in written for number in one.numbers])
    found = [_value(one, mark) for one in written]
    return _columns(texts, plain, rest, places, found, mark)


def _columns(
    texts: pd.Series,
    plain: pd.Series,
    rest: np.ndarray,
    places: np.ndarray,
    found: list[tuple[float, float, float, str, str, str, str]],
    mark: str,
) -> Numbers:
    exact = pd.to_numeric(texts.where(plain, "0"), errors="coerce").astype("float64").where(plain).to_numpy()
    columns: dict[str, pd.Series] = {}
    for place, name in enumerate(("value", "low", "high")):
        numbers = exact.copy()
        numbers[rest] = (
            np.array([one[place] for one in found], dtype=float)[places] if found else numbers[rest]
        )
        columns[name] = pd.Series(numbers, index=texts.index)
    for place, name in enumerate(("unit", "flag", "problem", "reading"), start=3):
        words = np.full(len(texts), "", dtype=object)
        words[rest] = np.array([one[place] for one in found], dtype=object)[places] if found else words[rest]
        columns[name] = pd.Series(words, index=texts.index, dtype=str)
    return Numbers(**columns, decimal=mark if mark in tuple(MARKS) else "")


def _take_apart(text: str) -> _Written:
    cell = normal(text[: _LONGEST + 1])
    if len(cell) > _LONGEST:
        return _Written(problem=Code.NOT_A_NUMBER)
    if _DATE.fullmatch(cell):
        return _Written(problem=Code.LOOKS_LIKE_DATE)
    money = _without_money(cell)
    match = _WRITTEN.fullmatch(money if money is not None else cell)
    if match is None:
        return _Written(problem=Code.NOT_A_NUMBER)
    rest, flag = _rest(match["rest"], _flag(match))
    multiplier = _MULTIPLIER.match(rest)
    if multiplier:
        rest = rest[multiplier.end() :].strip()
    if _DIGIT.search(_UNIT_DIGITS.sub("", rest)) or (match["second"] and match["sign"] == "-"):
        return _Written(problem=Code.NOT_A_NUMBER)
    if money is not None or rest.startswith(",-"):
        return _Written(problem=Code.MONEY_REFUSED)
    numbers = tuple(number for number in (match["first"], match["second"]) if number)
    return _Written(
        numbers,
        sign=-1.0 if match["sign"] == "-" else 1.0,
        factor=_factor(multiplier),
        spread=match["between"] in ("±", "+/-"),
        flag=flag,
        unit=rest.strip(" ()[]"),
    )


def _without_money(cell: str) -> str | None:
    """Give what follows a currency in front of a number; None where there is none."""
    match = re.match(r"(?:kr\.?|nok|sek|eur|usd|€|\$|£)\s*(?=\d)", cell, re.IGNORECASE)
    return cell[match.end() :] if match else None


def _flag(match: re.Match[str]) -> str:
    if match["second"]:
        return Flag.RANGE
    if match["most"]:
        return Flag.AT_MOST
    if match["least"] or match["plus"]:
        return Flag.AT_LEAST
    return Flag.ABOUT if match["about"] else ""


def _rest(rest: str, flag: str) -> tuple[str, str]:
    """Give the unit behind the number, with footnote marks and the like told as "about"."""
    for pattern in (_YEAR, _ESTIMATE, _FOOTNOTE):
        shorter = pattern.sub("", rest).strip()
        if shorter != rest:
            rest, flag = shorter, flag or Flag.ABOUT
    return rest, flag


def _factor(multiplier: re.Match[str] | None) -> float:
    powers = {"thousand": 1e3, "million": 1e6, "milliard": 1e9}
    return powers[str(multiplier.lastgroup)] if multiplier else 1.0


def _value(written: _Written, mark: str) -> tuple[float, float, float, str, str, str, str]:
    if written.problem:
        return math.nan, math.nan, math.nan, "", "", written.problem, ""
    numbers = [number_of(number, mark) for number in written.numbers]
    if None in numbers:
        reading = readings_of(written.numbers)
        problem = str(Code.NUMBER_AMBIGUOUS if reading else Code.NOT_A_NUMBER)
        return math.nan, math.nan, math.nan, written.unit, "", problem, reading
    scaled = [number * written.factor for number in numbers if number is not None]
    scaled[0] *= written.sign
    value, low, high, problem = _range(scaled, written)
    return value, low, high, written.unit, written.flag, problem, ""


def _range(numbers: list[float], written: _Written) -> tuple[float, float, float, str]:
    first, last = numbers[0], numbers[-1]
    if written.spread:
        return first, first - last, first + last, ""
    if len(numbers) > 1 and last < first:
        return math.nan, math.nan, math.nan, Code.LOW_ABOVE_HIGH
    if written.flag == Flag.AT_MOST and first > 0:
        return first / 2, 0.0, first, ""
    return (first + last) / 2, first, last, ""
