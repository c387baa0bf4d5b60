"""Flows out of the rows of a table: a row a flow, a column a resource, or resources named in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.amounts import read_amounts, read_measure
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.attributes import read_openness, read_word
from symgeo.storage.interpretation.codes import Code, Finding, TableKind
from symgeo.storage.interpretation.columns import LISTED, Columns, found_at
from symgeo.storage.interpretation.flow_checks import check_flows
from symgeo.storage.interpretation.folding import fold, map_unique
from symgeo.storage.interpretation.headers import RESOURCE_AMOUNT, ColumnMatch
from symgeo.storage.interpretation.resources import How, ResourceMatch, decide, match_resource, suggest
from symgeo.storage.interpretation.vocabulary import Knowledge

_TEMPERATURES_C: Final = (-60.0, 1500.0)
_SHARES: Final = (0.0, 100.0)
_TEXTS: Final = (
    *("flow_id", "pool_id", "stream_id", "current_outlet", "quality_tags", "note", "source"),
    *("openness_reason", "openness_who", "openness_when"),
)
_WORDS: Final = ("evidence", "profile", "confidence")
_ABOUT_FLOW: Final = ("resource", "ewc", "direction", "temp_c", "quantity_low", "quantity_high")
_BETWEEN: Final = re.compile(r"\s*(?:[;/|\n]|,(?!\d)|\s(?:og|och|and)\s)\s*")


@dataclass(frozen=True, eq=False)
class Flows:
    """Flows of a table.

    Attributes
    ----------
    frame : DataFrame
        ``row``, ``column`` (of the amount), and the columns of the dictionary but for the two ids that
        point; RangeIndex. What is not known is "" or NaN.
    findings : tuple of Finding
        What there is to say.
    decimals : tuple of (int, str)
        Decimal mark of each column of amounts that shows one.
    is_year_assumed : bool
        True where amounts have no period and are taken per year.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...]
    decimals: tuple[tuple[int, str], ...] = ()
    is_year_assumed: bool = False


def read_flows(
    columns: Columns,
    nace: pd.Series,
    site_row: pd.Series,
    sheet: str,
    answers: Answers,
    knowledge: Knowledge,
    *,
    kind: TableKind,
) -> Flows:
    """Read all flows of a table.

    Parameters
    ----------
    columns : Columns
        Cells.
    nace : Series of str
        NACE code of each row's site.
    site_row : Series of int
        Row that each row's site stands in first.
    sheet : str
        Name of the sheet, which may say the direction.
    answers : Answers
        A person's choices.
    knowledge : Knowledge
        Everything known.
    kind : TableKind
        In a table of both, a row without any word about a flow is a site of which none is known.
    """
    findings: list[Finding] = []
    parts: list[pd.DataFrame] = []
    decimals: list[tuple[int, str]] = []
    is_year_assumed = False
    shared, about = _shared(columns, answers, knowledge)
    findings += about
    for match in columns.amounts or (ColumnMatch(-1, ""),):
        part, found, decimal, assumed = _column_of_flows(match, columns, sheet, answers, knowledge)
        if kind is TableKind.BOTH:
            part, found = _without_bare_sites(part, found, match, columns)
        parts.append(part.reset_index(drop=True).join(shared, on="row"))
        findings += found
        decimals += [(match.column, decimal)] if decimal else []
        is_year_assumed |= assumed
    frame = pd.concat(parts, ignore_index=True)
    frame = frame.assign(nace=frame["row"].map(nace).fillna(""), site_row=frame["row"].map(site_row))
    frame, found = _settle(frame, columns, knowledge)
    return Flows(frame.drop(columns=["nace", "codes"]), (*findings, *found), tuple(decimals), is_year_assumed)


def _shared(columns: Columns, answers: Answers, knowledge: Knowledge) -> tuple[pd.DataFrame, list[Finding]]:
    """Read what stands once in a row, whatever the resource."""
    values: dict[str, pd.Series] = {name: columns.text(name) for name in _TEXTS}
    findings: list[Finding] = []
    for field in _WORDS:
        values[field], found = read_word(columns, "flows", field, knowledge)
        findings += [] if field == "confidence" and columns.has("name") else found
    values["openness"], found = read_openness(columns, "flows", knowledge)
    findings += [] if columns.has("name") else found
    for field in ("dm_pct", "committed_pct"):
        values[field], found = read_measure(columns.match(field), columns, answers, limits=_SHARES, units="%")
        findings += found
    values["committed_pct"] = values["committed_pct"].fillna(0.0)
    return pd.DataFrame(values, index=columns.body.index), findings


def _column_of_flows(
    match: ColumnMatch, columns: Columns, sheet: str, answers: Answers, knowledge: Knowledge
) -> tuple[pd.DataFrame, list[Finding], str, bool]:
    if match.field == LISTED:
        frame, found = _listed(match, columns, knowledge)
        return frame, found, "", False
    is_wide = match.field == RESOURCE_AMOUNT or (match.direction != "" and len(columns.amounts) > 1)
    named, found = _resources(match, columns, answers, knowledge)
    if match.column < 0:
        nan = pd.Series(np.nan, index=columns.body.index)
        amounts = pd.DataFrame({"quantity": nan, "quantity_low": nan, "quantity_high": nan, "unit": ""})
        found += found_at(
            pd.Series(data=True, index=nan.index), Code.AMOUNT_MISSING, columns.text("resource")
        )
        there, decimal, assumed = pd.Series(data=True, index=nan.index), "", False
    else:
        read = read_amounts(match, columns, answers, knowledge, is_wide=is_wide)
        amounts, there, decimal, assumed = (
            read.frame,
            read.frame["is_there"],
            read.decimal,
            read.is_year_assumed,
        )
        found += read.findings
    temperature, more = _temperature(match, columns, answers)
    direction, unsure = _directions(match, columns, named["direction"], sheet, answers, knowledge)
    frame = amounts.assign(
        row=columns.body.index,
        column=match.column,
        codes=named["codes"],
        direction=direction,
        temp_c=temperature,
    )
    kept = set(frame.loc[there, "row"].tolist())
    found = [finding for finding in [*found, *more, *unsure] if finding.row in kept]
    return frame[there].drop(columns="is_there", errors="ignore"), found, decimal, assumed


def _without_bare_sites(
    part: pd.DataFrame, findings: list[Finding], match: ColumnMatch, columns: Columns
) -> tuple[pd.DataFrame, list[Finding]]:
    """Leave rows out that say nothing about a flow: sites without any are the usual case."""
    amount = columns.cells(match.column) if match.column >= 0 else columns.text("quantity")
    said = amount != ""
    for field in _ABOUT_FLOW:
        said |= columns.text(field) != ""
    rows = set(said.index[said].tolist())
    return part[part["row"].isin(rows)], [finding for finding in findings if finding.row in rows]


def _resources(
    match: ColumnMatch, columns: Columns, answers: Answers, knowledge: Knowledge
) -> tuple[pd.DataFrame, list[Finding]]:
    """Give what each row's resource can be, and the direction that its word implies."""
    index = columns.body.index
    if match.resource:
        codes = pd.Series([match.resource] * len(index), index=index)
        return pd.DataFrame({"codes": codes, "direction": match.direction}), []
    field = "resource" if columns.has("resource") else "ewc"
    texts, column = columns.text(field), columns.place(field)
    chosen = {fold(word): code for word, code in answers.resources}
    found: dict[str, ResourceMatch] = {
        text: ResourceMatch(How.EXACT, (chosen[fold(text)],))
        if fold(text) in chosen
        else match_resource(text, knowledge)
        for text in texts.unique().tolist()
    }
    matches = [found[text] for text in texts.tolist()]
    waste = _by_waste_code(columns, knowledge) if field == "resource" else [()] * len(index)
    codes = pd.Series(
        [_narrowed(one, code) for one, code in zip(matches, waste, strict=True)], index=index, dtype=object
    )
    how = pd.Series([one.how for one in matches], index=index, dtype=str)
    listed = _listed_codes(texts, found, knowledge)
    by_waste = pd.Series([bool(code) for code in waste], index=index)
    findings = [
        *found_at((texts == "") & ~by_waste, Code.RESOURCE_MISSING, texts, column=column),
        *found_at(
            (how == How.NONE) & (texts != "") & ~by_waste,
            Code.RESOURCE_UNKNOWN,
            texts,
            column=column,
            expected=listed,
        ),
        *found_at(how == How.PART, Code.RESOURCE_AMBIGUOUS, texts, column=column, expected=listed),
        *found_at(how == How.CLEAR, Code.RESOURCE_GUESSED, texts, column=column, expected=listed),
    ]
    direction = pd.Series([one.direction for one in matches], index=index, dtype=str)
    return pd.DataFrame({"codes": codes, "direction": direction}), findings


def _listed_codes(texts: pd.Series, found: dict[str, ResourceMatch], knowledge: Knowledge) -> pd.Series:
    """Give what each word can mean, or the nearest suggestions for an unknown one."""
    listed = {
        text: ", ".join(match.codes if match.how is not How.NONE else suggest(text, knowledge) or match.codes)
        for text, match in found.items()
    }
    return texts.map(listed).astype(str)


def _narrowed(match: ResourceMatch, waste: tuple[str, ...]) -> tuple[str, ...]:
    if match.how is How.NONE:
        return waste
    if match.how is How.PART:
        return ()
    both = tuple(code for code in match.codes if code in waste)
    return both or match.codes


def _by_waste_code(columns: Columns, knowledge: Knowledge) -> list[tuple[str, ...]]:
    texts = columns.text("ewc")
    found = {text: match_resource(text, knowledge) for text in texts.unique().tolist()}
    return [found[text].codes if found[text].how is How.EXACT else () for text in texts.tolist()]


def _listed(match: ColumnMatch, columns: Columns, knowledge: Knowledge) -> tuple[pd.DataFrame, list[Finding]]:
    """Read cells that name resources without amounts ("spillvarme, slam")."""
    texts = columns.cells(match.column)
    texts = texts[texts != ""]
    items = texts.map(_BETWEEN.split).explode()
    items = items[items != ""]
    found = {text: match_resource(text, knowledge) for text in items.unique().tolist()}
    matches = [found[text] for text in items.tolist()]
    known = pd.Series([one.how in (How.EXACT, How.CLEAR) for one in matches], index=items.index, dtype=bool)
    listed = _listed_codes(items, found, knowledge)
    frame = pd.DataFrame(
        {
            "quantity": np.nan,
            "quantity_low": np.nan,
            "quantity_high": np.nan,
            "unit": "",
            "row": items.index,
            "column": match.column,
            "codes": [one.codes if is_known else () for one, is_known in zip(matches, known, strict=True)],
            "direction": match.direction,
            "temp_c": np.nan,
        }
    )
    findings = [
        *found_at(known, Code.YES_WITHOUT_AMOUNT, items, column=match.column),
        *found_at(~known, Code.RESOURCE_UNKNOWN, items, column=match.column, expected=listed),
    ]
    return frame, findings


def _temperature(match: ColumnMatch, columns: Columns, answers: Answers) -> tuple[pd.Series, list[Finding]]:
    own = next(
        (m for m in columns.matches if m.field == "temp_c" and m.resource and m.resource == match.resource),
        None,
    )
    return read_measure(own or columns.match("temp_c"), columns, answers, limits=_TEMPERATURES_C, units="°C")


def _directions(
    match: ColumnMatch,
    columns: Columns,
    implied: pd.Series,
    sheet: str,
    answers: Answers,
    knowledge: Knowledge,
) -> tuple[pd.Series, list[Finding]]:
    """Give the direction of each row: its own column, else the heading, the word, the sheet, the person."""
    texts = columns.text("direction")
    own = map_unique(texts, lambda text: knowledge.word("direction", text) if text else "")
    of_sheet = next((code for word in fold(sheet).split() if (code := knowledge.word("direction", word))), "")
    direction = own.mask((own == "") & (texts == ""), match.direction)
    for other in (implied, of_sheet, answers.direction):
        direction = direction.mask((direction == "") & (texts == ""), other)
    column = columns.place("direction")
    unknown = (texts != "") & (own == "")
    missing = (direction == "") & ~unknown
    findings = [
        *found_at(unknown, Code.DIRECTION_UNKNOWN, texts, column=column, expected="supply, demand"),
        *found_at(missing, Code.DIRECTION_MISSING, texts, column=column if column >= 0 else match.column),
    ]
    return direction, findings


def _settle(
    frame: pd.DataFrame, columns: Columns, knowledge: Knowledge
) -> tuple[pd.DataFrame, list[Finding]]:
    """Choose one resource for each flow where the temperature decides, and check the flow as a whole."""
    code, problem = decide(frame["codes"], frame["temp_c"], knowledge.resources)
    frame = frame.assign(resource_code=code)
    return frame, check_flows(frame, problem, columns, knowledge)
