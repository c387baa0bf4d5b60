"""Amounts per year out of what is written: a number, a unit, a period and running hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.headers import ColumnMatch
from symgeo.storage.interpretation.numbers import Flag, Numbers, read_numbers
from symgeo.storage.interpretation.units import Unit, read_period, read_unit
from symgeo.storage.interpretation.vocabulary import Knowledge

HOURS_A_YEAR: Final = (0.0, 8784.0)
_NUMBER_PROBLEMS: Final = (
    Code.NOT_A_NUMBER,
    Code.LOOKS_LIKE_DATE,
    Code.MONEY_REFUSED,
    Code.LOW_ABOVE_HIGH,
    Code.NUMBER_AMBIGUOUS,
)
_FLAGS: Final = (
    (Flag.ABOUT, Code.NUMBER_APPROXIMATE),
    (Flag.RANGE, Code.NUMBER_RANGE),
    (Flag.AT_MOST, Code.NUMBER_BOUND),
    (Flag.AT_LEAST, Code.NUMBER_BOUND),
)
_DEGREES_C: Final = frozenset(
    {"", "c", "°c", "ºc", "oc", "grader", "grader c", "deg c", "degrees", "degrees c", "celsius", "°"}
)
_YEARLY: Final = ("årlig", "årleg", "annual", "yearly", "per year", "per år", "pr år", "år")
_PERCENT: Final = frozenset({"", "%", "prosent", "procent", "percent", "pct"})


@dataclass(frozen=True, eq=False)
class Amounts:
    """One column of amounts.

    Attributes
    ----------
    frame : DataFrame
        ``quantity``, ``quantity_low``, ``quantity_high`` per year in ``unit`` (a base unit or ""), and
        ``is_there`` (whether the cell says that there is something), one row for each data row.
    findings : tuple of Finding
        What there is to say.
    decimal : str
        Decimal mark of the column, or "".
    is_year_assumed : bool
        True where no period was written anywhere.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...]
    decimal: str
    is_year_assumed: bool


def read_amounts(
    match: ColumnMatch, columns: Columns, answers: Answers, knowledge: Knowledge, *, is_wide: bool
) -> Amounts:
    """Read one column of amounts.

    Parameters
    ----------
    match : ColumnMatch
        The column.
    columns : Columns
        Cells.
    answers : Answers
        Decimal marks and units of a person.
    knowledge : Knowledge
        Units.
    is_wide : bool
        True where an empty cell means that there is no such flow.
    """
    texts = columns.cells(match.column)
    says = _without_number(texts, knowledge)
    decimal = dict(answers.decimals).get(match.column, "")
    written = texts.where(says == "", "")
    numbers = read_numbers(written, has_point=columns.points(match.column), decimal=decimal)
    is_there = _is_there(numbers, written, says, is_wide=is_wide)
    units = _unit_texts(match, columns, numbers, answers)
    per_year, unit_findings, is_year_assumed = _per_year(match, columns, units, numbers, is_there, knowledge)
    low, high, bounds = _bounds(match, columns, numbers, answers)
    factor = per_year["factor"]
    frame = pd.DataFrame(
        {
            "quantity": numbers.value * factor,
            "quantity_low": low * factor,
            "quantity_high": high * factor,
            "unit": per_year["unit"],
            "is_there": is_there,
        }
    )
    refused = unit_findings.refused
    findings = [
        *about_numbers(texts, numbers, match.column),
        *unit_findings.findings,
        *bounds,
        *found_at(is_there & (says == "yes"), Code.YES_WITHOUT_AMOUNT, texts, column=match.column),
        *found_at(
            is_there & (says != "yes") & (written == ""), Code.AMOUNT_MISSING, texts, column=match.column
        ),
        *found_at(numbers.value < 0, Code.OUT_OF_RANGE, texts, column=match.column, expected="> 0"),
        *found_at(is_there & (numbers.value == 0), Code.AMOUNT_MISSING, texts, column=match.column),
    ]
    values = ["quantity", "quantity_low", "quantity_high"]
    frame.loc[(frame["quantity"] <= 0) | refused, values] = np.nan
    return Amounts(frame, tuple(findings), numbers.decimal, is_year_assumed)


def about_numbers(texts: pd.Series, numbers: Numbers, column: int) -> list[Finding]:
    """Say which cells are no number, are ambiguous, or were written with "ca.", "<" or as a range."""
    found: list[Finding] = []
    for code in _NUMBER_PROBLEMS:
        found += found_at(numbers.problem == code, code, texts, column=column, expected=numbers.reading)
    for flag, code in _FLAGS:
        written = (numbers.flag == flag) & (numbers.problem == "")
        if written.any():
            taken = numbers.value.map("{:.10g}".format)
            found += found_at(written, code, texts, column=column, expected=taken)
    return found


def read_measure(
    match: ColumnMatch | None, columns: Columns, answers: Answers, *, limits: tuple[float, float], units: str
) -> tuple[pd.Series, list[Finding]]:
    """Read a column of temperatures, shares or hours: numbers with one known unit and a range.

    Parameters
    ----------
    match : ColumnMatch or None
        The column; None gives NaN everywhere.
    columns : Columns
        Cells.
    answers : Answers
        Decimal marks of a person.
    limits : tuple of float
        Smallest and largest value.
    units : str
        ``°C``, ``%`` or ``h``.
    """
    if match is None:
        return pd.Series(np.nan, index=columns.body.index), []
    texts = columns.cells(match.column)
    decimal = dict(answers.decimals).get(match.column, "")
    blank = texts.str.casefold().isin(["-", "–", "?", "ukjent", "okänd", "unknown", "n/a"])
    numbers = read_numbers(texts.mask(blank, ""), has_point=columns.points(match.column), decimal=decimal)
    own = numbers.unit.str.casefold().str.strip(" .")
    allowed = {
        "°C": _DEGREES_C,
        "%": _PERCENT,
        "h": frozenset({"", "h", "t", "timer", "timar", "timmar", "hours"}),
    }
    foreign = (texts != "") & ~own.isin(list(allowed[units])) & (numbers.problem == "")
    outside = (numbers.value < limits[0]) | (numbers.value > limits[1])
    findings = [
        *about_numbers(texts, numbers, match.column),
        *found_at(foreign, Code.UNIT_UNKNOWN, texts, column=match.column, expected=units),
        *found_at(
            outside & ~foreign,
            Code.OUT_OF_RANGE,
            texts,
            column=match.column,
            expected=f"{limits[0]:g} – {limits[1]:g} {units}",
        ),
    ]
    return numbers.value.mask(foreign | outside), findings


def _without_number(texts: pd.Series, knowledge: Knowledge) -> pd.Series:
    """Say which cells mean yes, no or "not known"; "" for all others."""
    plain = texts.str.casefold().str.strip()
    says = pd.Series("", index=texts.index, dtype=str)
    for name in ("missing", "no", "yes"):
        words = [word for word in knowledge.words[name] if not word.isdecimal()]
        says = says.mask(plain.isin(words), name)
    return says


def _is_there(numbers: Numbers, written: pd.Series, says: pd.Series, *, is_wide: bool) -> pd.Series:
    if not is_wide:
        return pd.Series(data=True, index=written.index)
    return ((written != "") & (numbers.value != 0)) | (says == "yes")


def _unit_texts(match: ColumnMatch, columns: Columns, numbers: Numbers, answers: Answers) -> pd.Series:
    """Give the unit of each amount: behind the number, else of its column of units, else of the heading."""
    own = next(
        (m for m in columns.matches if m.field == "unit" and m.resource and m.resource == match.resource),
        None,
    ) or columns.match("unit")
    cells = columns.cells(own.column) if own else pd.Series("", index=numbers.unit.index, dtype=str)
    chosen = dict(answers.units).get(match.column, "")
    text = numbers.unit.mask(numbers.unit == "", cells)
    text = text.mask(text == "", match.unit)
    return text.mask(text == "", chosen)


@dataclass(frozen=True, eq=False)
class _UnitFindings:
    findings: tuple[Finding, ...]
    refused: pd.Series


def _per_year(
    match: ColumnMatch,
    columns: Columns,
    texts: pd.Series,
    numbers: Numbers,
    is_there: pd.Series,
    knowledge: Knowledge,
) -> tuple[pd.DataFrame, _UnitFindings, bool]:
    """Give base unit and factor to the amount per year of each row."""
    known: dict[str, Unit] = {text: read_unit(text, knowledge.units) for text in texts.unique().tolist()}
    table = (
        pd.DataFrame(
            [
                (unit.base, unit.factor, unit.a_year, unit.needs_hours, unit.problem or "")
                for unit in known.values()
            ],
            columns=["unit", "factor", "a_year", "needs_hours", "problem"],
            index=list(known),
        )
        .reindex(texts.to_numpy())
        .set_axis(texts.index)
    )
    period = _periods(match, columns, knowledge)
    hours_column = next(
        (m for m in columns.matches if m.field == "hours" and m.resource == match.resource), None
    )
    hours, findings = read_measure(
        hours_column or columns.match("hours"), columns, Answers(), limits=HOURS_A_YEAR, units="h"
    )
    needs_hours = table["needs_hours"].astype(bool)
    times = table["a_year"].fillna(period).fillna(1.0).mask(needs_hours, hours)
    amount = is_there & ((numbers.value > 0) | (numbers.problem == Code.NUMBER_AMBIGUOUS))
    column = columns.place("unit") if columns.has("unit") else match.column
    refused = table["problem"].isin([Code.MONEY_REFUSED, Code.PERCENT_REFUSED]) & amount
    for code in (Code.UNIT_MISSING, Code.UNIT_UNKNOWN, Code.MONEY_REFUSED, Code.PERCENT_REFUSED):
        findings += found_at(amount & (table["problem"] == code), code, texts, column=column)
    findings += found_at(amount & needs_hours & hours.isna(), Code.HOURS_MISSING, texts, column=column)
    is_known = amount & (table["problem"] == "") & ~needs_hours
    is_assumed = bool((is_known & table["a_year"].isna() & period.isna()).any())
    factor = table["factor"] * times
    frame = pd.DataFrame({"unit": table["unit"].astype(str), "factor": factor}, index=texts.index)
    return frame, _UnitFindings(tuple(findings), refused), is_assumed


def _periods(match: ColumnMatch, columns: Columns, knowledge: Knowledge) -> pd.Series:
    cells = columns.text("period")
    times = {text: read_period(text, knowledge.units) for text in cells.unique().tolist()}
    period = cells.map(times).astype("float64")
    heading = read_period(match.period, knowledge.units) if match.period else np.nan
    # "Årlig mengde", "annual amount": the heading is a word for an amount per year.
    yearly = any(word in fold(match.label) for word in _YEARLY)
    return period.fillna(heading).fillna(1.0 if yearly else np.nan)


def _bounds(
    match: ColumnMatch, columns: Columns, numbers: Numbers, answers: Answers
) -> tuple[pd.Series, pd.Series, list[Finding]]:
    """Give the range: of its own columns, else as it was written in the amount's cell."""
    bounds: dict[str, pd.Series] = {"quantity_low": numbers.low, "quantity_high": numbers.high}
    findings: list[Finding] = []
    for field, written in tuple(bounds.items()):
        own = next((m for m in columns.matches if m.field == field and m.resource == match.resource), None)
        if own is None:
            continue
        texts = columns.cells(own.column)
        decimal = dict(answers.decimals).get(own.column, numbers.decimal)
        read = read_numbers(texts, has_point=columns.points(own.column), decimal=decimal)
        findings += about_numbers(texts, read, own.column)
        bounds[field] = read.value.fillna(written)
    low, high = bounds["quantity_low"], bounds["quantity_high"]
    wrong = (low > numbers.value) | (numbers.value > high)
    shown = low.map("{:g}".format) + " – " + high.map("{:g}".format)
    findings += found_at(wrong, Code.LOW_ABOVE_HIGH, shown, column=columns.place("quantity_low"))
    return low, high, findings
