"""Errors in data on the terminal: each with file, line, column, code and what to do."""

from __future__ import annotations

import argparse
import json
import sys

from symgeo.errors import DataErrors, Issue, StoreError, TableError
from symgeo.storage.repository import ConflictError
from symgeo.storage.trouble import counts_sentence, sentence
from symgeo.tables.messages import problem_sentence
from symgeo.texts import texts_for

_MOST_LINES = 100
"""More are counted, not printed; with ``--json`` all are."""


def print_complaint(error: DataErrors | TableError, options: argparse.Namespace) -> None:
    """Write all issues of a broken table to the terminal."""
    as_json = getattr(options, "json", False)
    if isinstance(error, TableError):
        line = {"code": "not_a_table", "file": error.path, "reason": error.reason, "repair": error.repair}
        print(json.dumps(line) if as_json else f"symgeo: {error}", file=sys.stderr)
        return
    shown = error.issues if as_json else error.issues[:_MOST_LINES]
    for issue in shown:
        path = getattr(options, issue.table, None) or error.path
        print(_json(path, issue) if as_json else _sentence(path, issue), file=sys.stderr)
    if len(shown) < len(error.issues):
        print(f"symgeo: and {len(error.issues) - len(shown)} more; all of them with --json", file=sys.stderr)


def print_trouble(error: StoreError, options: argparse.Namespace) -> None:
    """Write what the database could not do to the terminal, and after a conflict what others changed."""
    t = texts_for("en")
    message = sentence(error, t)
    if isinstance(error, ConflictError):
        message = f"{message} {counts_sentence(error.changes.counts, t)}."
    line = {"code": str(error.code), "message": message, **error.values}
    as_json = getattr(options, "json", False)
    print(json.dumps(line, ensure_ascii=False) if as_json else f"symgeo: {message}", file=sys.stderr)


def _sentence(path: str, issue: Issue) -> str:
    where = f"{path}: line {issue.row}, column {issue.column}: {issue.code}"
    return f"symgeo: {where}: {problem_sentence(issue, texts_for('en'))}"


def _json(path: str, issue: Issue) -> str:
    return json.dumps(
        {
            "code": issue.code,
            "file": path,
            "table": issue.table,
            "line": issue.row,
            "column": issue.column,
            "value": issue.value,
            "expected": issue.expected,
            "message": problem_sentence(issue, texts_for("en")),
        },
        ensure_ascii=False,
    )
