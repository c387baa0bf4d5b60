"""Actions that mend positions, municipalities, counties and sites that are there twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from symgeo.storage.interpretation.codes import Finding, TableKind
from symgeo.storage.interpretation.folding import fold
from symgeo.storage.interpretation.systems import SWEREF, UTM_32, UTM_33, UTM_34
from symgeo.storage.repair.case import (
    COUNTY_FIELDS,
    MUNICIPALITY_FIELDS,
    POSITION_FIELDS,
    Case,
    Draft,
    accepted,
    rows_of,
)
from symgeo.storage.repair.changes import ActionKind, Change
from symgeo.storage.repair.state import Cell

_EARLIER_ROW: Final = re.compile(r"(?:^|\()(?P<row>\d+)\)?$")
_SITE_FIELDS: Final = ("site_id", "name", "operator", "place", "address", "postcode")
_MOST_NAMESAKES: Final = 4


def systems(_case: Case, _findings: Sequence[Finding]) -> list[Draft]:
    """Say once which zone the coordinates are in."""
    return [
        Draft(ActionKind.SYSTEM, Change(system=system.code), system.name)
        for system in (UTM_32, UTM_33, SWEREF, UTM_34)
    ]


def no_point(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Use the municipality or place where the coordinates cannot be used."""
    rows = rows_of(findings)
    named = case.columns(*MUNICIPALITY_FIELDS, "place")
    if not any(text for column in named for text in case.texts(rows, column).values()):
        return []
    edits = case.emptied(rows, *POSITION_FIELDS)
    return [Draft(ActionKind.POINT_FROM_MUNICIPALITY, Change(edits=edits))] if edits else []


def point_or_municipality(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Believe the point, or the municipality, or both."""
    rows = rows_of(findings)
    fields = (*MUNICIPALITY_FIELDS, *COUNTY_FIELDS)
    return [
        Draft(ActionKind.MUNICIPALITY_FROM_POINT, Change(edits=case.emptied(rows, *fields))),
        Draft(ActionKind.POINT_FROM_MUNICIPALITY, Change(edits=case.emptied(rows, *POSITION_FIELDS))),
        Draft(ActionKind.KEEP, Change(accepted=accepted(findings))),
    ]


def number_or_name(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Believe the number of the municipality, or its name."""
    rows = rows_of(findings)
    return [
        Draft(ActionKind.MUNICIPALITY_BY_NUMBER, Change(edits=case.emptied(rows, "municipality"))),
        Draft(ActionKind.MUNICIPALITY_BY_NAME, Change(edits=case.emptied(rows, "municipality_number"))),
    ]


def county_or_municipality(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Take the county from the municipality, or keep both as they are."""
    edits = case.emptied(rows_of(findings), *COUNTY_FIELDS)
    return [
        Draft(ActionKind.COUNTY_FROM_MUNICIPALITY, Change(edits=edits)),
        Draft(ActionKind.KEEP, Change(accepted=accepted(findings))),
    ]


def namesakes(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Say which of several municipalities of one name is meant."""
    towns = case.knowledge.geography.municipalities
    name = fold(findings[0].value).removesuffix(" kommune").removesuffix(" kommun")
    column = case.column("municipality")
    meant = [
        (str(number), str(row["name"])) for number, row in towns[towns["name"].map(fold) == name].iterrows()
    ]
    return [
        Draft(
            ActionKind.MUNICIPALITY,
            Change(edits=tuple(((row, column), f"{number} {full}") for row in rows_of(findings))),
            number,
            findings[0].value,
        )
        for number, full in meant[:_MOST_NAMESAKES]
        if column >= 0
    ]


def new_ids(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Give later sites of one id an id of their own."""
    edits = case.emptied(rows_of(findings), "site_id")
    return [Draft(ActionKind.NEW_IDS, Change(edits=edits))] if edits else []


def keep(_case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Keep rows as they are."""
    return [Draft(ActionKind.KEEP, Change(accepted=accepted(findings)))]


def first_row_holds(_case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Let the first row of a site say where it is and what it is called."""
    return [Draft(ActionKind.FIRST_ROW_HOLDS, Change(accepted=accepted(findings)))]


def same_site(case: Case, findings: Sequence[Finding]) -> list[Draft]:
    """Keep both sites, or make them one where the table has flows."""
    drafts = keep(case, findings)
    if case.found.table is not TableKind.BOTH:
        return drafts
    edits: dict[Cell, str] = {}
    columns = case.columns(*_SITE_FIELDS, *POSITION_FIELDS, *MUNICIPALITY_FIELDS, *COUNTY_FIELDS)
    for finding in findings:
        earlier = _EARLIER_ROW.search(finding.expected)
        if earlier and int(earlier["row"]) in case.reading.grid.index:
            own_rows = case.found.rows.index[case.found.rows["site_row"] == finding.row]
            for row in own_rows.tolist():
                edits |= {(int(row), column): case.cell(int(earlier["row"]), column) for column in columns}
    change = Change(edits=tuple(sorted(edits.items())))
    return [*drafts, Draft(ActionKind.SAME_SITE, change)] if edits else drafts
