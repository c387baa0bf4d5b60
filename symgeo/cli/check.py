"""``python3 -m symgeo check``: read and validate a file without saving it.

What ``--json`` prints is a public format: its names stay, and new ones may be added.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from pathlib import Path
from typing import Any, Final

import pandas as pd

from symgeo.cli.data import county_code
from symgeo.cli.main import EXIT_DATA_ERRORS, EXIT_DONE
from symgeo.errors import ReadError
from symgeo.storage.interpretation.answers import Answers
from symgeo.storage.interpretation.codes import Finding, Outcome, TableKind
from symgeo.storage.interpretation.files import interpret_file
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.messages import finding_sentence, table_sentence
from symgeo.storage.interpretation.vocabulary import load_knowledge
from symgeo.storage.readers.limits import limits_from
from symgeo.storage.readers.reading import Reading
from symgeo.storage.readers.refusals import refusal_sentence
from symgeo.texts import Texts, texts_for

_MOST_LINES: Final = 100
_COUNTS: Final = (
    ("accepted", Outcome.ACCEPT),
    ("warnings", Outcome.WARN),
    ("questions", Outcome.ASK),
    ("rejected", Outcome.REJECT),
    ("skipped", Outcome.SKIP),
)
_AMOUNT_DIGITS: Final = 6


def run(options: argparse.Namespace) -> int:
    """Read, interpret and tell.

    Returns
    -------
    int
        0 where the file is a table, whatever is wrong in its rows; 1 where it is none.

    Raises
    ------
    UsageError
        If ``--county`` names none, or a variable of the environment holds no number.
    """
    t = texts_for("en")
    knowledge = load_knowledge()
    counties = tuple(county_code(text, knowledge.geography.counties) for text in options.county or ())
    table = None if options.table == "auto" else TableKind(options.table)
    path = Path(options.file)
    try:
        reading, found = interpret_file(
            path, knowledge, Answers(table=table, counties=counties), limits=limits_from(os.environ)
        )
    except ReadError as error:
        return _refuse(options, path, error.code, refusal_sentence(error, t))
    if found.problem:
        return _refuse(options, path, found.problem, table_sentence(found.problem, t))
    if options.json:
        print(json.dumps(report(reading, found, t), ensure_ascii=False))
    else:
        _print_summary(path, found, t)
    return EXIT_DONE


def report(reading: Reading, found: Interpreted, t: Texts) -> dict[str, Any]:
    """Give the public form of a checked file.

    Parameters
    ----------
    reading : Reading
        How the file was read.
    found : Interpreted
        What it means.
    t : Texts
        Language of the messages.
    """
    return {
        "file": {
            "encoding": reading.encoding,
            "delimiter": reading.delimiter,
            "decimal": found.decimal,
            "header_row": found.header_rows[-1],
            "sheet": reading.sheet,
            "crs": found.system or reading.crs,
            "language": found.language,
            "table": str(found.table),
        },
        "counts": {"rows": len(found.rows), **{name: found.count(outcome) for name, outcome in _COUNTS}},
        "rows": _rows(found, t),
    }


def _rows(found: Interpreted, t: Texts) -> list[dict[str, Any]]:
    issues: dict[int, list[dict[str, str]]] = {}
    for finding in found.findings:
        issues.setdefault(finding.row, []).append(_issue(finding, found, t))
    sites = {row: _site(values) for row, values in zip(found.sites.index, _records(found.sites), strict=True)}
    flows: dict[int, list[dict[str, Any]]] = {}
    for values in _records(found.flows):
        flows.setdefault(values["row"], []).append(_flow(values))
    return [
        {
            "row": row,
            "outcome": outcome,
            "issues": issues.get(row, []),
            "site": sites.get(site_row),
            "flows": flows.get(row, []),
        }
        for row, outcome, site_row in zip(
            found.rows.index.tolist(), found.rows["outcome"], found.rows["site_row"], strict=True
        )
    ]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def _issue(finding: Finding, found: Interpreted, t: Texts) -> dict[str, str]:
    column = found.columns[finding.column].label if finding.column >= 0 else ""
    return {
        "code": str(finding.code),
        "column": column,
        "value": finding.value,
        "message": finding_sentence(finding, t),
    }


def _site(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": values["name"] or values["site_id"],
        "lon": _number(values["lon"]),
        "lat": _number(values["lat"]),
        "county": values["county_code"],
        "county_by": values["county_by"],
        "municipality": values["municipality"],
    }


def _flow(values: dict[str, Any]) -> dict[str, Any]:
    return {
        "resource": values["resource_code"],
        "direction": values["direction"],
        "quantity": _number(values["quantity"]),
        "unit": values["unit"],
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, _AMOUNT_DIGITS)


def _refuse(options: argparse.Namespace, path: Path, code: str, sentence: str) -> int:
    if options.json:
        counts = {"rows": 0, **{name: 0 for name, _ in _COUNTS}}
        answer = {"file": {"error": str(code), "message": sentence}, "counts": counts, "rows": []}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print(f"symgeo: {path.name}: {sentence}")
    return EXIT_DATA_ERRORS


def _print_summary(path: Path, found: Interpreted, t: Texts) -> None:
    rows = len(found.rows) - found.count(Outcome.SKIP)
    counts = ", ".join(f"{found.count(outcome)} {name}" for name, outcome in _COUNTS)
    print(f"symgeo: {path.name}: {rows} rows of {found.table}: {counts}")
    for finding in found.findings[:_MOST_LINES]:
        column = f", {found.columns[finding.column].label}" if finding.column >= 0 else ""
        print(f"symgeo: row {finding.row}{column}: {finding_sentence(finding, t)}")
    if len(found.findings) > _MOST_LINES:
        print(f"symgeo: and {len(found.findings) - _MOST_LINES} more; all of them with --json")
