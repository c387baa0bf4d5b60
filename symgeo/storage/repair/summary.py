"""The one sentence that says how a file is: fine rows, rows with errors, warnings."""

from __future__ import annotations

from dataclasses import dataclass

from symgeo.storage.interpretation.codes import Outcome
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.repair.mistakes import STOPPING, mistake_key, stops
from symgeo.storage.repair.state import RepairState
from symgeo.texts import Texts


@dataclass(frozen=True)
class Summary:
    """How a file is.

    Attributes
    ----------
    rows : int
        Rows that hold data and are used; `good` and `bad` together.
    good, bad : int
        Rows that can be saved, and rows that wait.
    errors, warnings : int
        Mistakes that stop a row, and findings that only tell.
    skipped : int
        Rows that are no data: units, totals, footnotes, repetitions.
    left_out : int
        Rows that a person left out.
    sites, flows : int
        What the good rows hold.
    """

    rows: int
    good: int
    bad: int
    errors: int
    warnings: int
    skipped: int
    left_out: int
    sites: int
    flows: int


def summarise(interpreted: Interpreted, state: RepairState) -> Summary:
    """Count rows and findings."""
    outcome = interpreted.rows["outcome"]
    is_skipped, is_bad = outcome == Outcome.SKIP, outcome.isin(STOPPING)
    skipped = set(outcome.index[is_skipped])
    good = set(outcome.index[~is_skipped & ~is_bad])
    findings = [finding for finding in interpreted.findings if finding.row not in skipped]
    errors = {(finding.row, mistake_key(finding)) for finding in findings if stops(finding)}
    owners = set(interpreted.rows.loc[sorted(good), "site_row"])
    return Summary(
        rows=len(outcome) - len(skipped),
        good=len(good),
        bad=int(is_bad.sum()),
        errors=len(errors),
        warnings=sum(not stops(finding) for finding in findings),
        skipped=len(skipped),
        left_out=len(state.left_out),
        sites=int(interpreted.sites.index.isin(list(owners)).sum()),
        flows=int(interpreted.flows["row"].isin(list(good)).sum()),
    )


def summary_sentence(summary: Summary, t: Texts) -> str:
    """Say how a file is: "36 of 40 rows are fine; 4 rows, 5 errors; 3 warnings"."""
    parts = [t("repair.summary.fine", good=summary.good, rows=summary.rows)]
    if summary.bad:
        rows = t.plural("repair.summary.rows", summary.bad)
        parts.append(f"{rows}, {t.plural('repair.summary.errors', summary.errors)}")
    if summary.warnings:
        parts.append(t.plural("repair.summary.warnings", summary.warnings))
    if summary.left_out:
        parts.append(t.plural("repair.summary.left_out", summary.left_out))
    return "; ".join(parts)
