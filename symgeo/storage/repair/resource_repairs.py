"""Actions that say which resource a word means, and whether it is left over or needed."""

from __future__ import annotations

from collections.abc import Sequence

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import LISTED
from symgeo.storage.interpretation.headers import RESOURCE_AMOUNT
from symgeo.storage.repair.case import Case, Draft, accepted, rows_of
from symgeo.storage.repair.changes import ActionKind, Change
from symgeo.vocabulary import Direction

_MOST_CODES = 4


def resource_word(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say which resource a word means."""
    codes = [code for code in findings[0].expected.split(", ") if code in case.knowledge.resources.index]
    match = case.match(findings[0].column)
    if match is not None and match.field == RESOURCE_AMOUNT:
        return [
            Draft(
                ActionKind.RESOURCE_OF_COLUMN,
                Change(fields=((match.column, f"{RESOURCE_AMOUNT}:{code}"),)),
                code,
                match.label,
            )
            for code in codes[:_MOST_CODES]
        ]
    if match is not None and match.field == LISTED:
        return [_listed(case, findings, code) for code in codes[:_MOST_CODES]]
    column = case.column("resource") if case.column("resource") >= 0 else case.column("ewc")
    words = sorted({text for text in case.texts(rows_of(findings), column).values() if text})
    return [
        Draft(
            ActionKind.RESOURCE_WORD, Change(resources=tuple((word, code) for word in words)), code, words[0]
        )
        for code in codes[:_MOST_CODES]
        if words
    ]


def by_temperature(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Take the band that the temperature falls in, or keep both as they are."""
    resources, column = case.knowledge.resources, case.column("resource")
    keep = Draft(ActionKind.KEEP, Change(accepted=accepted(findings)))
    heat = resources[(resources["parent"] == "heat") & resources.index.str.startswith("heat_")]
    flows = case.found.flows[case.found.flows["row"].isin(rows_of(findings))]
    edits = {}
    for row, temperature in zip(flows["row"], flows["temp_c"], strict=True):
        fits = heat[(heat["temp_min_c"] <= temperature) & (heat["temp_max_c"] >= temperature)]
        if column >= 0 and len(fits):
            edits[(int(row), column)] = str(fits["temp_min_c"].idxmax())
    if not edits:
        return [keep]
    change = Change(edits=tuple(sorted(edits.items())))
    return [Draft(ActionKind.RESOURCE_BY_TEMPERATURE, change, ", ".join(sorted(set(edits.values())))), keep]


def direction(_case: Case, _findings: Sequence[Finding]) -> list[Draft]:
    """Say once whether everything is left over or needed."""
    return [Draft(ActionKind.DIRECTION, Change(direction=str(code)), str(code)) for code in Direction]


def direction_word(_case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say whether a word means left over or needed."""
    column = findings[0].column
    return [
        Draft(
            ActionKind.DIRECTION_WORD,
            Change(edits=tuple(((row, column), str(code)) for row in rows_of(findings))),
            str(code),
            findings[0].value,
        )
        for code in Direction
    ]


def twice(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Leave the repeated flow out, or keep both."""
    rows = rows_of(findings)
    places = case.flow_places(rows, findings[0].column)
    about = accepted(findings)
    return [
        Draft(ActionKind.WITHOUT_FLOW, Change(accepted=about, without_flow=frozenset(places))),
        Draft(ActionKind.KEEP, Change(accepted=about)),
    ]


def _listed(case: Case, findings: Sequence[Finding], code: str) -> Draft:
    """Replace one word in cells that list several."""
    word = findings[0].value
    edits = tuple(
        ((finding.row, finding.column), case.cell(finding.row, finding.column).replace(word, code))
        for finding in findings
        if finding.code is Code.RESOURCE_UNKNOWN
    )
    return Draft(ActionKind.RESOURCE_WORD, Change(edits=edits), code, word)
