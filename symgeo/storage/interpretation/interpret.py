"""From the grid of a file to sites and flows, with an outcome for every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import (
    Code,
    Finding,
    Outcome,
    Problem,
    TableKind,
    outcome_of,
    severity,
)
from symgeo.storage.interpretation.columns import Columns, found_at, kind_of_table, problem_of, settle
from symgeo.storage.interpretation.flows import Flows, read_flows
from symgeo.storage.interpretation.headers import ColumnMatch, language_of
from symgeo.storage.interpretation.layout import Layout, find_layout
from symgeo.storage.interpretation.sites import Sites, fill_from_above, identical_rows, read_sites
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.readers.reading import Progress, Reading

_OUTCOMES: Final = tuple(Outcome)
_LAID_OUT, _SITES_READ, _FLOWS_READ = 0.1, 0.6, 0.9
"""Parts of the whole that are done after each step, by measurement."""


@dataclass(frozen=True, eq=False)
class Interpreted:
    """A file as sites and flows.

    Attributes
    ----------
    table : TableKind
        What the rows are.
    problem : Problem
        Why the table cannot be used; then the frames are empty.
    language : str
        Language of the headings, or "".
    decimal : str
        Decimal mark that most columns show, or "".
    system : str
        Code of the coordinate system that was read, or "".
    header_rows : tuple of int
        Rows of the heading as a spreadsheet shows them.
    columns : tuple of ColumnMatch
        What every column is.
    rows : DataFrame
        One row for every row below the header that is not empty; index as a spreadsheet shows it;
        ``outcome`` and ``site_row`` (the row that the site stands in first; -1 for a skipped row).
    sites : DataFrame
        Columns of the dictionary, one row a site, index the row that it stands in first; ``site_id`` is
        "" where the file gives none.
    flows : DataFrame
        Columns of the dictionary, and ``row``, ``column`` and ``site_row``; RangeIndex.
    findings : tuple of Finding
        What there is to say, by row.
    is_year_assumed : bool
        True where amounts have no period and are taken per year.
    """

    table: TableKind
    problem: Problem
    language: str
    decimal: str
    system: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnMatch, ...]
    rows: pd.DataFrame
    sites: pd.DataFrame
    flows: pd.DataFrame
    findings: tuple[Finding, ...]
    is_year_assumed: bool

    def count(self, outcome: Outcome) -> int:
        """Give how many rows have one outcome."""
        return int((self.rows["outcome"] == outcome).sum()) if len(self.rows) else 0


def interpret(
    reading: Reading,
    knowledge: Knowledge,
    answers: Answers | None = None,
    *,
    progress: Progress | None = None,
) -> Interpreted:
    """Interpret one sheet of a file.

    Parameters
    ----------
    reading : Reading
        Cells as `symgeo.storage.readers.file.read_file` gives them.
    knowledge : Knowledge
        Spellings, units, resources, places.
    answers : Answers, optional
        Decisions of a person.
    progress : callable, optional
        Is told the part that is done, 0 to 1; may raise `symgeo.errors.Cancelled`.
    """
    answers = answers or Answers()
    progress = progress or _ignore
    layout = find_layout(reading, knowledge, answers.header_rows)
    if not layout.header_rows:
        return _unusable(Problem.NO_HEADER, layout, TableKind.SITES)
    matches = settle(layout.columns, layout.body, reading.kind, answers, knowledge)
    columns = Columns(layout.body, reading.has_point, matches)
    kind = kind_of_table(columns, answers)
    problem = problem_of(columns, kind)
    if problem:
        return _unusable(problem, replace(layout, columns=matches), kind)
    progress(_LAID_OUT)
    return _interpreted(reading, columns, kind, layout, answers, knowledge, progress)


def _interpreted(
    reading: Reading,
    columns: Columns,
    kind: TableKind,
    layout: Layout,
    answers: Answers,
    knowledge: Knowledge,
    progress: Progress,
) -> Interpreted:
    findings = list(layout.skipped)
    if kind in (TableKind.BOTH, TableKind.FLOWS):
        body, found = fill_from_above(columns)
        columns = replace(columns, body=body)
        findings += found
    elif kind is TableKind.SITES:
        repeated = identical_rows(columns)
        findings += repeated
        columns = replace(columns, body=columns.body.drop(index=[finding.row for finding in repeated]))
    sites = read_sites(columns, kind, answers, knowledge)
    progress(_SITES_READ)
    flows = _flows(columns, kind, sites, reading.sheet, answers, knowledge)
    progress(_FLOWS_READ)
    findings += [*_kept(sites, columns, kind), *flows.findings, *_formulas(reading, columns)]
    kept = _merged(findings, answers)
    rows = _outcomes(layout, sites, kept)
    return Interpreted(
        kind,
        Problem.NONE,
        language_of(columns.matches),
        _decimal(columns, flows),
        sites.system,
        layout.header_rows,
        columns.matches,
        rows,
        sites.frame[sites.first_row == sites.frame.index],
        flows.frame,
        kept,
        flows.is_year_assumed,
    )


def _flows(
    columns: Columns, kind: TableKind, sites: Sites, sheet: str, answers: Answers, knowledge: Knowledge
) -> Flows:
    if kind is TableKind.SITES:
        return Flows(_no_flows(), ())
    flows = read_flows(columns, sites.frame["nace"], sites.first_row, sheet, answers, knowledge, kind=kind)
    site_id = sites.frame["site_id"]
    frame = flows.frame.assign(site_id=flows.frame["row"].map(site_id))
    return replace(flows, frame=frame)


def _kept(sites: Sites, columns: Columns, kind: TableKind) -> list[Finding]:
    """Leave out what flows alone cannot say: where their sites are."""
    if kind is not TableKind.FLOWS:
        return list(sites.findings)
    findings = [
        finding for finding in sites.findings if finding.code in (Code.SITE_DIFFERS, Code.WORD_UNKNOWN)
    ]
    lost = (sites.frame["site_id"] == "") & (sites.frame["name"] == "")
    return [
        *findings,
        *found_at(lost, Code.SITE_MISSING, sites.frame["name"], column=columns.place("site_id")),
    ]


def _formulas(reading: Reading, columns: Columns) -> list[Finding]:
    """Say which cells in use hold a formula without a value."""
    used = {match.column for match in columns.matches if match.field and match.field != "ignored"}
    rows = set(columns.body.index)
    return [
        Finding(row, column, Code.FORMULA_WITHOUT_VALUE)
        for row, column in reading.without_value
        if column in used and row in rows
    ]


def _merged(findings: Sequence[Finding], answers: Answers) -> tuple[Finding, ...]:
    """Sort by row, take repetitions out, and leave out what a person let pass."""
    unique = dict.fromkeys(findings)
    kept = [f for f in unique if (f.row, str(f.code)) not in answers.accepted]
    return tuple(sorted(kept, key=lambda finding: (finding.row, finding.column, finding.code)))


def _outcomes(layout: Layout, sites: Sites, findings: Sequence[Finding]) -> pd.DataFrame:
    skipped = [finding.row for finding in layout.skipped]
    index = pd.Index(sorted({*layout.body.index.tolist(), *skipped}), name="row", dtype="int64")
    worst = np.zeros(len(index), dtype=int)
    rows = np.array([finding.row for finding in findings], dtype=int)
    grades = np.array([severity(outcome_of(finding.code)) for finding in findings], dtype=int)
    if len(rows):
        np.maximum.at(worst, index.get_indexer(pd.Index(rows)), grades)
    site_row = sites.first_row.reindex(index).fillna(-1).astype(int)
    outcome = np.array([str(outcome) for outcome in _OUTCOMES], dtype=object)[worst]
    return pd.DataFrame({"outcome": outcome, "site_row": site_row}, index=index)


def _decimal(columns: Columns, flows: Flows) -> str:
    """Give the decimal mark of the file: what most columns show, coordinates too."""
    marks = [mark for _, mark in flows.decimals]
    for match in columns.matches:
        if match.field in ("lat", "lon", "north", "east", "x", "y") and columns.has_point is None:
            texts = columns.cells(match.column)
            marks += [
                mark
                for mark in ",."
                if texts.str.fullmatch(rf"\s*-?\d+\{mark}\d+\s*").astype(bool).mean() > 0.5
            ]
    if columns.has_point is not None and not marks:
        return "."
    return max(sorted(set(marks)), key=marks.count, default="")


def _ignore(done: float) -> None:
    """Take progress that nobody wants to see."""


def _unusable(problem: Problem, layout: Layout, kind: TableKind) -> Interpreted:
    rows = pd.DataFrame({"outcome": pd.Series(dtype=object), "site_row": pd.Series(dtype=int)})
    return Interpreted(
        kind,
        problem,
        language_of(layout.columns),
        "",
        "",
        layout.header_rows,
        layout.columns,
        rows,
        pd.DataFrame(),
        _no_flows(),
        layout.skipped,
        is_year_assumed=False,
    )


def _no_flows() -> pd.DataFrame:
    names = ("row", "column", "site_row", "resource_code", "direction", "quantity", "unit", "site_id")
    return pd.DataFrame({name: pd.Series(dtype=object) for name in names})
