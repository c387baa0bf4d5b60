"""Actions that mend amounts, units and temperatures."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Final

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.numbers import normal
from symgeo.storage.interpretation.units import read_unit
from symgeo.storage.repair.case import Case, Draft, accepted, rows_of
from symgeo.storage.repair.changes import ActionKind, Change
from symgeo.storage.repair.state import Cell

_ALTERNATIVES: Final = {"MWh": ("MWh", "GWh", "kWh"), "t": ("t", "kg"), "m3": ("m3",), "m2": ("m2",)}
_OTHERS: Final = {"MWh": ("kWh", "GWh"), "t": ("kg", "1000 t"), "m3": ("l", "1000 m3")}
_USUAL_NAMES: Final = ("MWh", "GWh", "kWh", "TWh", "kW", "MW", "GJ", "TJ", "t", "kg", "m3", "l", "m2")
_MOST_UNITS: Final = 3
_ALIKE: Final = 0.6
_HOURS_A_YEAR: Final = 8760
_ISO_DATE: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T].*)?")
_NORDIC_DATE: Final = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})")
_TWO_NUMBERS: Final = re.compile(
    r"(?P<first>\d[\d\s.,']*?)(?P<joint>\s*(?:-|\.\.+|til|till|to)\s*)(?P<last>\d[\d\s.,']*)"
)
_NUMBER: Final = re.compile(r"[^\d<>~+-]*(?P<number>[<>~+-]?\s*\d[\d\s.,']*)")
_MAY_BE_EMPTY: Final = frozenset(
    {"temp_c", "dm_pct", "committed_pct", "hours", "quantity_low", "quantity_high"}
)
FLOW_CODES: Final = frozenset(
    {
        Code.AMOUNT_MISSING,
        Code.YES_WITHOUT_AMOUNT,
        Code.NOT_A_NUMBER,
        Code.LOOKS_LIKE_DATE,
        Code.MONEY_REFUSED,
        Code.PERCENT_REFUSED,
        Code.OUT_OF_RANGE,
        Code.LOW_ABOVE_HIGH,
        Code.FORMULA_WITHOUT_VALUE,
        Code.NUMBER_AMBIGUOUS,
        Code.UNIT_MISSING,
        Code.UNIT_UNKNOWN,
        Code.UNIT_DOES_NOT_FIT,
        Code.HOURS_MISSING,
        Code.RESOURCE_MISSING,
        Code.RESOURCE_UNKNOWN,
        Code.RESOURCE_AMBIGUOUS,
        Code.DIRECTION_MISSING,
        Code.DIRECTION_UNKNOWN,
        Code.TEMPERATURE_MISSING,
        Code.TEMPERATURE_OUTSIDE_BAND,
        Code.AMOUNT_IMPLAUSIBLE,
    }
)
"""What can be wrong with a flow while its site is fine."""


def decimal_marks(_case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say once for a column which mark stands before the decimals."""
    column = findings[0].column
    comma, _, point = findings[0].expected.partition(" / ")
    return [
        Draft(ActionKind.DECIMAL_COMMA, Change(decimals=((column, ","),)), comma, findings[0].value),
        Draft(ActionKind.DECIMAL_POINT, Change(decimals=((column, "."),)), point, findings[0].value),
    ]


def units_missing(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say once for a column which unit its amounts have."""
    rows = rows_of(findings)
    places = case.flow_places(rows, findings[0].column)
    usual = _usual_units(case, places)
    bases = sorted(set(usual.values()))
    if not bases:
        bases = ["MWh", "t", "m3"]
    columns = sorted({column for _, column in places})
    drafts = []
    if len(bases) > 1 and usual:
        texts = _texts_at(case, tuple(usual))
        edits = tuple((place, f"{texts[place]} {unit}") for place, unit in sorted(usual.items()))
        drafts.append(Draft(ActionKind.USUAL_UNITS, Change(edits=edits), ", ".join(bases)))
    units = [name for base in bases for name in _ALTERNATIVES.get(base, (base,))][:_MOST_UNITS]
    chosen = [(unit, Change(units=tuple((at, unit) for at in columns))) for unit in units]
    return drafts + [Draft(ActionKind.UNIT_OF_COLUMN, change, unit) for unit, change in chosen]


def unit_word(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say what an unknown unit means."""
    word = findings[0].value
    if findings[0].expected:
        # A column of temperatures, shares or hours has one unit only.
        return _measures(case, findings)
    places = case.flow_places(rows_of(findings), findings[0].column)
    units = _near_units(word, set(_usual_units(case, places).values()), case)
    return [
        Draft(
            ActionKind.UNIT_WORD,
            Change(edits=tuple(_unit_edits(case, places, findings[0].column, word, unit))),
            unit,
            word,
        )
        for unit in units
    ]


def hours(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Let what is given as power run all year."""
    column, rows = case.column("hours"), rows_of(findings)
    text = str(_HOURS_A_YEAR)
    change = (
        Change(edits=tuple(((row, column), text) for row in rows))
        if column >= 0
        else Change(extra=tuple(((row, "hours"), text) for row in rows))
    )
    return [Draft(ActionKind.ALL_YEAR, change, text)]


def implausible(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Read amounts in a larger or smaller unit where that makes them plausible, or keep them."""
    places = case.flow_places(rows_of(findings), findings[0].column)
    bases = set(_usual_units(case, places).values())
    drafts = [Draft(ActionKind.KEEP, Change(accepted=accepted(findings)))]
    if len(bases) != 1:
        return drafts
    texts = _texts_at(case, places)
    for unit in _OTHERS.get(bases.pop(), ()):
        edits = tuple((place, f"{number} {unit}") for place in places if (number := _number(texts[place])))
        drafts.append(Draft(ActionKind.OTHER_UNIT, Change(edits=edits), unit))
    return drafts


def dates(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Read dates as the ranges that a spreadsheet made them of."""
    edits = {}
    for finding in findings:
        text = case.cell(finding.row, finding.column)
        match = _ISO_DATE.fullmatch(text) or _NORDIC_DATE.fullmatch(text)
        if match:
            edits[(finding.row, finding.column)] = f"{int(match['day'])}-{int(match['month'])}"
    if not edits:
        return []
    first = next(iter(edits))
    change = Change(edits=tuple(sorted(edits.items())))
    return [Draft(ActionKind.DATE_AS_RANGE, change, edits[first], case.cell(*first))]


def bounds(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Put lowest and highest value in order."""
    low, high = case.column("quantity_low"), case.column("quantity_high")
    edits: dict[Cell, str] = {}
    for finding in findings:
        row = finding.row
        if finding.column == low and low >= 0 and high >= 0:
            edits |= {(row, low): case.cell(row, high), (row, high): case.cell(row, low)}
        elif match := _TWO_NUMBERS.search(normal(case.cell(row, finding.column))):
            text = normal(case.cell(row, finding.column))
            turned = f"{match['last'].strip()}{match['joint']}{match['first'].strip()}"
            edits[(row, finding.column)] = text[: match.start()] + turned + text[match.end() :]
    return [Draft(ActionKind.SORT_RANGE, Change(edits=tuple(sorted(edits.items()))))] if edits else []


def empty_cells(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Leave cells empty that need not be filled."""
    match = case.match(findings[0].column)
    if match is None or match.field not in _MAY_BE_EMPTY:
        return []
    edits = tuple(((row, match.column), "") for row in rows_of(findings))
    return [Draft(ActionKind.EMPTY_CELL, Change(edits=edits))]


def without_flow(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Keep the sites, and leave out what is not known about their flows."""
    rows = rows_of(findings)
    places = case.flow_places(rows, findings[0].column)
    if not places or not case.columns("name", "operator") or findings[0].code not in FLOW_CODES:
        return []
    here = set(rows)
    about = frozenset(
        (finding.row, str(finding.code))
        for finding in case.found.findings
        if finding.row in here and finding.code in FLOW_CODES and _is_at(finding, places)
    )
    return [Draft(ActionKind.WITHOUT_FLOW, Change(accepted=about, without_flow=frozenset(places)))]


def _texts_at(case: Case, places: Sequence[Cell]) -> dict[Cell, str]:
    """Give the texts of many cells, a column at a time."""
    rows = [row for row, _ in places]
    columns = {column: case.texts(rows, column) for column in {column for _, column in places}}
    return {(row, column): columns[column].get(row, "") for row, column in places}


def _is_at(finding: Finding, places: Sequence[Cell]) -> bool:
    """Say whether a finding is about one of these flows: in a long table every one of the row is."""
    columns = {column for _, column in places}
    return len(columns) == 1 or finding.column in columns or finding.column < 0


def _measures(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    edits = tuple(
        ((finding.row, finding.column), number)
        for finding in findings
        if (number := _number(case.cell(finding.row, finding.column)))
    )
    unit = findings[0].expected
    return [Draft(ActionKind.UNIT_WORD, Change(edits=edits), unit, findings[0].value)] if edits else []


def _usual_units(case: Case, places: Sequence[Cell]) -> dict[Cell, str]:
    """Give the unit that the resource of each flow is counted in."""
    every = case.found.flows
    flows = every[every["row"].isin({row for row, _ in places})]
    units = flows["resource_code"].map(case.knowledge.resources["unit"]).fillna("")
    wanted = set(places)
    return {
        (int(row), int(column)): str(unit)
        for row, column, unit in zip(flows["row"], flows["column"], units, strict=True)
        if (row, column) in wanted and unit and column >= 0
    }


def _near_units(word: str, usual: set[str], case: Case) -> list[str]:
    """Give up to three units that an unknown word may mean, the likest first."""
    table = case.knowledge.units
    likest = difflib.get_close_matches(word, list(table.exact), n=6, cutoff=_ALIKE)
    likest += difflib.get_close_matches(word.casefold(), list(table.folded), n=6, cutoff=_ALIKE)
    fits = [name for name in likest if not usual or read_unit(name, table).base in usual]
    others = [name for base in sorted(usual) for name in _ALTERNATIVES.get(base, (base,))]
    likely = [*fits, *others, *([] if usual else ["MWh", "t", "m3"])]
    # Of several spellings of one unit the usual one is offered, however near another one is.
    usual_names = {read_unit(name, table): name for name in _USUAL_NAMES}
    found = {read_unit(name, table): name for name in reversed(likely)}
    order = dict.fromkeys(read_unit(name, table) for name in likely)
    return [usual_names.get(unit, found[unit]) for unit in order if unit.problem is None][:_MOST_UNITS]


def _unit_edits(
    case: Case, places: Sequence[Cell], column: int, word: str, unit: str
) -> Iterator[tuple[Cell, str]]:
    """Write the unit where the unknown one stands: in its own cell, behind the number, or in the heading."""
    texts = _texts_at(case, [*places, *((row, column) for row, _ in places)])
    for row, amount in places:
        own, text = texts[(row, column)], texts[(row, amount)]
        if word and word in text:
            yield (row, amount), text.replace(word, unit)
        elif column != amount and own:
            yield (row, column), own.replace(word, unit) if word in own else unit
        elif text:
            yield (row, amount), f"{text} {unit}"


def _number(text: str) -> str:
    """Give the number that a cell begins with."""
    match = _NUMBER.match(normal(text))
    return match["number"].strip() if match else ""
