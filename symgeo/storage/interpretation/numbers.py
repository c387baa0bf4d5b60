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
_ESTIMATE: Final = re.compile(r"[(\[]?\s*(?:estimat\w*|est\.?|anslag|ca\.?|uppskattat|omtrent)\s*[)\]]?$", re.IGNORECASE)
_YEAR: Final = re.compile(r"[(\[]\s*(?:19|20)\d\d\s*[)\]]$")
_FOOTNOTE: Final = re.compile(r"(?:\*+|[¹²³⁴⁵†])$")
_UNIT_DIGITS: Final = re.compile(r"(?<![a-zæøåäö])(?:[ns]?m|co)[23](?!\d)|\b1000(?=\s)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[ T].*)?|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d")
_DIGIT: Final = re.compile(r"\d")
_GROUP: Final = 3
_MARKS: Final = ",."


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
        For an ambiguous number what it could mean ("1.234 | 1234").
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
    plain = typed | texts.str.fullmatch(r"-?\d{1,15}").astype(bool)
    rest = texts[~plain & (texts != "")]
    taken = {text: _take_apart(text) for text in rest.unique().tolist()}
    mark = decimal or _decimal_of([number for written in taken.values() for number in written.numbers])
    found = {text: _value(written, mark) for text, written in taken.items()}
    return _columns(texts, plain & (texts != ""), found, mark)


def _columns(
    texts: pd.Series, plain: pd.Series, found: dict[str, tuple[float, float, float, str, str, str, str]], mark: str
) -> Numbers:
    names = ("value", "low", "high", "unit", "flag", "problem", "reading")
    table = pd.DataFrame.from_dict(found, orient="index", columns=list(names))
    blank = (np.nan, np.nan, np.nan, "", "", "", "")
    columns = {
        name: texts.map(table[name].to_dict()).fillna(empty) if len(table) else pd.Series(empty, index=texts.index)
        for name, empty in zip(names, blank, strict=True)
    }
    exact = pd.to_numeric(texts.where(plain, "").mask(lambda t: t == ""), errors="coerce").astype("float64")
    for name in ("value", "low", "high"):
        columns[name] = columns[name].astype("float64").where(~plain, exact)
    return Numbers(**columns, decimal=mark if mark in tuple(_MARKS) else "")


def _take_apart(text: str) -> _Written:
    cell = normal(text)
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


def _decimal_of(numbers: list[str]) -> str:
    """Give the decimal mark that a column's clear numbers show; both where they contradict each other."""
    marks = {mark for number in numbers for mark in _evidence(number)}
    return "".join(sorted(marks))


def _evidence(number: str) -> str:
    """Give the decimal mark that one number proves, or ""."""
    grouped, bare = _bare(number)
    found = [mark for mark in _MARKS if mark in bare]
    if not found or "e" in bare.lower():
        return found[0] if found else ""
    if len(found) == len(_MARKS):
        return max(_MARKS, key=bare.rfind)
    mark = found[0]
    if bare.count(mark) > 1:
        return _other(mark)
    return mark if grouped or not _could_be_group(bare, mark) else ""


def _could_be_group(bare: str, mark: str) -> bool:
    before, _, after = bare.partition(mark)
    return len(after) == _GROUP and 1 <= len(before) <= _GROUP and not before.startswith("0")


def _bare(number: str) -> tuple[bool, str]:
    """Give a number without blanks and apostrophes between thousands, and whether it had any."""
    bare = number.replace(" ", "").replace("'", "")
    return bare != number, bare


def _other(mark: str) -> str:
    return "." if mark == "," else ","


def _value(written: _Written, mark: str) -> tuple[float, float, float, str, str, str, str]:
    if written.problem:
        return math.nan, math.nan, math.nan, "", "", written.problem, ""
    numbers = [_number(number, mark) for number in written.numbers]
    if None in numbers:
        reading = _readings(written.numbers)
        problem = Code.NUMBER_AMBIGUOUS if reading else Code.NOT_A_NUMBER
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


def _number(number: str, mark: str) -> float | None:
    """Turn text into a number; None where it is ambiguous or no number."""
    grouped, bare = _bare(number)
    own = _evidence(number)
    found = [sign for sign in _MARKS if sign in bare]
    if not found:
        return float(bare)
    decimal = own or (mark if mark in tuple(_MARKS) else "")
    if not decimal:
        return None
    whole, _, part = bare.partition(decimal)
    thousands = whole.split(_other(decimal))
    if len(thousands) > 1 and not _are_groups(thousands):
        return None
    digits = part if grouped or own or decimal in bare else ""
    if any(sign in digits for sign in _MARKS):
        return None
    return float("".join(thousands) + "." + digits) if digits else float("".join(thousands) or "0")


def _are_groups(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:])


def _readings(numbers: tuple[str, ...]) -> str:
    """Give what an ambiguous number could be; "" where no reading makes it a number."""
    text = next((n for n in numbers if not _evidence(n) and any(m in n for m in _MARKS)), "")
    values = [_number(text, mark) for mark in _MARKS] if text else []
    return " | ".join(f"{value:.10g}" for value in values if value is not None)
