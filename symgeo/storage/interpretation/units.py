"""Units as people write them, and the amount per year that they make."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pandas as pd

from symgeo.storage.interpretation.codes import Code
from symgeo.storage.interpretation.numbers import normal

_MONEY: Final = re.compile(
    r"(?<![a-zæøåäö])(?:kr|kroner|kronor|nok|sek|eur|euro|usd|dollar|mnok|msek|meur|tnok|tkr|mkr|ksek|knok|øre|öre|"
    r"€|\$|£)(?![a-zæøåäö])|[€$£]|,-$",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"%|‰|\b(?:prosent|procent|percent|pct|promille|andel)\b", re.IGNORECASE)
_MULTIPLIER: Final = re.compile(
    r"(?P<factor>1 ?000|10 ?000|1 ?000 ?000|tusen|mill\.?|million(?:er|ar)?|milj\.?|miljoner|mrd\.?)\s+"
    r"(?P<unit>\S.*)",
    re.IGNORECASE,
)
_FACTORS: Final = (("mrd", 1e9), ("mil", 1e6), ("tusen", 1e3))
_WORDS_AROUND: Final = re.compile(r"[()\[\]]|(?<=\w)\.$")
_YEAR_BEHIND: Final = re.compile(r"\s+(?:i\s+)?(?:19|20)\d\d$")
_JOINT: Final = re.compile(r"\s*/\s*|\s+(?:per|pr\.?|i|om)\s+|\s+", re.IGNORECASE)
_AMBIGUOUS_PERIODS: Final = frozenset({"t"})
_AMBIGUOUS_UNITS: Final = frozenset({"mt"})
_HOURS_A_YEAR: Final = 8760.0
_LONGEST: Final = 40


@dataclass(frozen=True)
class Unit:
    """What a written unit means.

    Attributes
    ----------
    base : str
        Unit that amounts are stored in; "" where the unit is not known.
    factor : float
        Base units in one unit (in one unit and hour for power).
    a_year : float
        How often the period fits into a year; NaN where no period was written.
    needs_hours : bool
        True where the amount per year is known only with the running hours.
    problem : Code or None
        Why it cannot be used.
    """

    base: str = ""
    factor: float = math.nan
    a_year: float = math.nan
    needs_hours: bool = False
    problem: Code | None = None

    @property
    def has_period(self) -> bool:
        """Say whether a period was written."""
        return not math.isnan(self.a_year)


@dataclass(frozen=True, eq=False)
class UnitTable:
    """All units and periods by their spellings.

    Attributes
    ----------
    exact, folded : mapping
        Unit by spelling, with and without regard to capitals.
    periods : mapping
        Times a year by folded spelling, without "per" and stroke.
    """

    exact: Mapping[str, Unit]
    folded: Mapping[str, Unit]
    periods: Mapping[str, float]


def unit_table(units: pd.DataFrame) -> UnitTable:
    """Make the table of spellings from the reference table of units.

    Parameters
    ----------
    units : DataFrame
        Indexed by ``unit``; columns as in the column dictionary.
    """
    exact: dict[str, Unit] = {}
    periods: dict[str, float] = {}
    for name, row in units.iterrows():
        spellings = [str(name), *str(row["synonyms"]).split(";")]
        if row["kind"] == "rate":
            periods |= {plain: float(row["factor"]) for plain in map(_plain_period, spellings) if plain}
            continue
        unit = Unit(str(row["base_unit"]), float(row["factor"]), needs_hours=bool(row["needs_hours"]))
        exact |= {normal(spelling): unit for spelling in spellings if spelling}
    folded = {spelling.casefold(): unit for spelling, unit in reversed(exact.items())}
    kept = {spelling: unit for spelling, unit in folded.items() if spelling not in _AMBIGUOUS_UNITS}
    return UnitTable(MappingProxyType(exact), MappingProxyType(kept), MappingProxyType(periods))


def read_unit(text: str, table: UnitTable) -> Unit:
    """Say what a written unit means, with or without a period ("GWh/år", "tonn pr. uke", "kW").

    Parameters
    ----------
    text : str
        What stands in a cell, in brackets of a header or behind a number.
    table : UnitTable
        Spellings.
    """
    written = _YEAR_BEHIND.sub("", _WORDS_AROUND.sub("", normal(text)).strip()).strip()
    if len(written) > _LONGEST:
        return Unit(problem=Code.UNIT_UNKNOWN)
    if not written:
        return Unit(problem=Code.UNIT_MISSING)
    if _MONEY.search(written):
        return Unit(problem=Code.MONEY_REFUSED)
    if _PERCENT.search(written):
        return Unit(problem=Code.PERCENT_REFUSED)
    for amount, period in _splits(written):
        unit = _amount_unit(amount, table)
        times = 0.0 if period is None else _times_a_year(period, table)
        if unit is not None and times is not None:
            return unit if period is None else _with_period(unit, times)
    return Unit(problem=Code.UNIT_UNKNOWN)


def read_period(text: str, table: UnitTable) -> float:
    """Give how often a written period fits into a year; NaN where it is none."""
    times = _times_a_year(text, table)
    return math.nan if times is None else times


def _splits(written: str) -> Iterator[tuple[str, str | None]]:
    """Give every way of taking a unit and its period apart, the whole first."""
    yield written, None
    for joint in _JOINT.finditer(written):
        yield written[: joint.start()], written[joint.end() :]
        yield written[joint.end() :], written[: joint.start()]


def _with_period(unit: Unit, times: float) -> Unit:
    by_the_hour = times >= _HOURS_A_YEAR
    if unit.needs_hours:
        # Power per period is no amount; "kW/år" is a slip that somebody has to look at.
        return Unit(problem=Code.UNIT_UNKNOWN)
    if by_the_hour:
        return Unit(unit.base, unit.factor * times / _HOURS_A_YEAR, math.nan, needs_hours=True)
    return Unit(unit.base, unit.factor, times)


def _amount_unit(text: str, table: UnitTable) -> Unit | None:
    plain = text.strip().rstrip(".")
    found = table.exact.get(plain) or table.exact.get(text.strip()) or table.folded.get(plain.casefold())
    if found is not None:
        return found
    match = _MULTIPLIER.fullmatch(text.strip())
    unit = _amount_unit(match["unit"], table) if match else None
    if match is None or unit is None:
        return None
    return Unit(unit.base, unit.factor * _multiple(match["factor"]), unit.a_year, unit.needs_hours)


def _multiple(word: str) -> float:
    digits = word.replace(" ", "")
    if digits.isdecimal():
        return float(digits)
    return next(factor for start, factor in _FACTORS if word.casefold().startswith(start))


def _times_a_year(text: str, table: UnitTable) -> float | None:
    plain = _plain_period(text)
    return None if plain in _AMBIGUOUS_PERIODS else table.periods.get(plain)


def _plain_period(text: str) -> str:
    folded = normal(text).casefold().strip(" ./")
    for start in ("per ", "pr. ", "pr ", "hver ", "kvar ", "varje ", "i "):
        folded = folded.removeprefix(start)
    return folded.strip(" ./")
