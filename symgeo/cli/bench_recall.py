"""``python3 -m symgeo bench recall``: which exchanges that exist would have been proposed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.analysis.recall import CUTS, Known, Question, Recall, Way, measure
from symgeo.analysis.recall_records import UNKNOWN, kinds_of
from symgeo.errors import DataErrors, Issue, UsageError
from symgeo.storage.dataset import DATA_FOLDER, load_demo
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, check, issues_at, sorted_issues

TABLE: Final = "known_exchanges"
PRECEDENTS: Final = DATA_FOLDER / "reference" / "precedents.csv"
"""What is measured when no file is named."""
_WASTE_CODE: Final = r"\d\d ?\d\d ?\d\d ?\*?"
_QUESTIONS: Final = (
    (Question.DIVISION, "receiver's division, given supplier and resource"),
    (Question.CLASS, "receiver's class, given supplier and resource"),
    (Question.RESOURCE, "resource, given both trades"),
)
_WAYS: Final = (
    (Way.MOST_FREQUENT, "baseline: the most frequent elsewhere"),
    (Way.PRECEDENTS, "precedents elsewhere alone"),
    (Way.TABLES, "rules and sector profiles alone"),
    (Way.ALL, "rules, profiles and precedents elsewhere"),
    (Way.ALL_BUT_OWN_RULES, "the same without rules whose example is of that place or source"),
)


def run(options: argparse.Namespace) -> int:
    """Measure and print a Markdown table, or one JSON object.

    Raises
    ------
    TableError, DataErrors
        If the file cannot be read or has errors.
    UsageError
        If no row of it counts.
    """
    path = Path(options.exchanges) if options.exchanges else PRECEDENTS
    dataset = load_demo()
    reference = dataset.reference
    records = read_exchanges(path, reference.resources)
    exchanges = kinds_of(records, reference.resources)
    if not exchanges:
        message = (
            f"{path}: no row counts. In the column status, only operating, historical and literature do."
        )
        raise UsageError(message)
    classes = tuple(sorted(set(dataset.sites["nace"].astype(str))))
    known = Known(reference.resources, reference.rules, reference.precedents, classes)
    found = measure(exchanges, known)
    about = {
        "rows": len(records),
        "kinds": len(exchanges),
        "without_resource": sum(not one.codes for one in exchanges),
    }
    if options.json:
        print(json.dumps({**about, "recall": [_json(one) for one in found]}))
    else:
        print(table(found))
        print(f"\n{_note(**about)}")
    return 0


def read_exchanges(path: Path, resources: pd.DataFrame) -> pd.DataFrame:
    """Read and check exchanges.

    Parameters
    ----------
    path : Path
        A CSV with the columns of the dictionary ``known_exchanges``; others are left out.
    resources : DataFrame
        The resource tree.

    Raises
    ------
    TableError, DataErrors
        If the file cannot be read or has errors.
    """
    known = {"resources.leaf": [*resources.index[resources["parent"] != ""], UNKNOWN]}
    checked = check(read_csv_table(path), dictionary(TABLE), known=known)
    named = {issue.row for issue in checked.issues if issue.column == "resource_code"}
    issues = [*checked.issues, *_waste_issues(checked, named)]
    if issues:
        raise DataErrors(path, sorted_issues(issues, dictionary(TABLE)))
    return checked.frame


def _waste_issues(checked: Checked, named: set[int]) -> Iterator[Issue]:
    """Find rows that say neither resource nor waste code, and waste codes that are none."""
    frame = checked.frame
    resource, waste = frame["resource_code"], frame["waste_code"]
    yield from issues_at(
        (resource == "") & (waste == "") & ~frame.index.isin(list(named)),
        table=TABLE,
        column="resource_code",
        code=IssueCode.MISSING_VALUE,
        values=resource,
        expected="resource_code, waste_code",
    )
    yield from issues_at(
        (waste != "") & ~waste.str.fullmatch(_WASTE_CODE),
        table=TABLE,
        column="waste_code",
        code=IssueCode.UNKNOWN_CODE,
        values=waste,
        expected="19 08 05, 190805",
    )


def table(found: Sequence[Recall]) -> str:
    """Write recall as a Markdown table, with the range that so few exchanges leave open."""
    lines = [
        "| what is asked | what answers | exchanges | alternatives | at all | at 1 | at 5 | at 10 (95%) |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in found:
        low, high = one.interval(CUTS[-1])
        shares = " | ".join(f"{share:.0%}" for share in (one.proposed, *(one.at[cut] for cut in CUTS)))
        head = f"| {dict(_QUESTIONS)[one.question]} | {dict(_WAYS)[one.way]} | {one.asked} | {one.candidates}"
        lines.append(f"{head} | {shares} ({low:.0%} to {high:.0%}) |")
    return "\n".join(lines).replace("%", " %")


def _note(rows: int, kinds: int, without_resource: int) -> str:
    return (
        f"{kinds} kinds of exchanges in {rows} rows: the same trades and resource count once, plans do not "
        f"count. {without_resource} are of no resource of the tables, and not found."
    )


def _json(one: Recall) -> dict[str, object]:
    low, high = one.interval(CUTS[-1])
    return {
        "question": one.question,
        "way": one.way,
        "exchanges": one.asked,
        "alternatives": one.candidates,
        "proposed": round(one.proposed, 4),
        **{f"recall_at_{cut}": round(one.at[cut], 4) for cut in CUTS},
        "interval_at_10": [round(low, 4), round(high, 4)],
    }
