"""``python3 -m symgeo import``: files into a project, as one revision."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Final

from symgeo.cli import data, store
from symgeo.cli.main import EXIT_DATA_ERRORS
from symgeo.errors import StoreError, UsageError
from symgeo.storage.database import Database
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.geography import load_counties
from symgeo.storage.incoming import Incoming, read_incoming
from symgeo.storage.interpretation.messages import finding_sentence
from symgeo.storage.matches import NEW, Question
from symgeo.storage.own_files import source_file
from symgeo.storage.projects import create_project
from symgeo.storage.readers.limits import limits_from
from symgeo.storage.repository import Asked, import_
from symgeo.storage.revisions import Project, Repair, find_project, load_state
from symgeo.storage.trouble import Trouble, counts_sentence
from symgeo.storage.uploads import Absent
from symgeo.texts import texts_for

_MOST_LINES: Final = 100
_MOST_ROWS_TOLD: Final = 20


def run(options: argparse.Namespace) -> int:
    """Read, check, match and save.

    Returns
    -------
    int
        0 saved; 1 if rows have to be put right or questions answered first.

    Raises
    ------
    TableError, DataErrors, StoreError, UsageError
        If a file cannot be read, has errors, cannot be saved, or an answer is not clear.
    """
    paths = [Path(name) for name in options.files]
    answers = _answers(options)
    database = store.opened(options)
    project = _find(database, options.project)
    # What is seen now is what the files are matched with: a later save of somebody else is told.
    _, seen, state = load_state(database, project.id) if project else (None, None, None)
    incoming = _read(options, paths, () if state is None else state.sites.index)
    if incoming.waiting_rows and not options.good_rows:
        _complain(options, incoming)
        return EXIT_DATA_ERRORS
    project = project or create_project(database, options.project, when=store.now())
    saved = import_(
        database,
        project.id,
        incoming.upload,
        origin=store.origin_of(options, tuple(source_file(path) for path in paths), _left_out(incoming)),
        base=seen.number if seen else 0,
        absent=Absent.REMOVE if options.replace else Absent.KEEP,
        answers=answers,
    )
    if isinstance(saved, Asked):
        _ask(options, saved.questions)
        return EXIT_DATA_ERRORS
    counts = counts_sentence(store.summary(saved), texts_for("en"))
    message = f"{project.name}: revision {saved.number} saved in {database.name}. {counts}."
    if incoming.waiting_rows:
        message += f" {incoming.waiting_rows} rows were not saved; symgeo check says why."
    data.tell(
        options,
        "saved",
        message,
        project=project.name,
        revision=saved.number,
        counts=store.summary(saved),
        digest=saved.digest,
    )
    return 0


def _read(options: argparse.Namespace, paths: list[Path], stored_sites: Collection[str]) -> Incoming:
    counties: tuple[str, ...] = ()
    if options.county:
        frame = load_counties(DATA_FOLDER / "geo" / "counties.geojson")
        counties = tuple(data.county_code(text, frame) for text in options.county)
    return read_incoming(paths, stored_sites=stored_sites, counties=counties, limits=limits_from(os.environ))


def _complain(options: argparse.Namespace, incoming: Incoming) -> None:
    """Say which rows wait and why."""
    t = texts_for("en")
    columns = {path: found.columns for path, found in incoming.interpreted}
    shown = incoming.waiting if options.json else incoming.waiting[:_MOST_LINES]
    for path, finding in shown:
        line = {
            "code": str(finding.code),
            "file": str(path),
            "line": finding.row,
            "column": columns[path][finding.column].label if finding.column >= 0 else "",
            "value": finding.value,
            "message": finding_sentence(finding, t),
        }
        text = f"symgeo: {path.name}: row {finding.row}: {line['message']}"
        print(json.dumps(line, ensure_ascii=False) if options.json else text, file=sys.stderr)
    message = (
        f"Nothing was saved. {incoming.waiting_rows} rows have to be put right first; with --good-rows the "
        "others are saved without them."
    )
    data.tell(options, "rows_wait", message, rows=incoming.waiting_rows)


def _left_out(incoming: Incoming) -> tuple[Repair, ...]:
    """Tell in the revision which rows of the files are not in it."""
    rows = sorted({finding.row for _, finding in incoming.waiting})
    if not rows:
        return ()
    return (Repair("left_out", "", 0, ", ".join(str(row) for row in rows[:_MOST_ROWS_TOLD])),)


def _find(database: Database, name: str) -> Project | None:
    try:
        return find_project(database, name)
    except StoreError as error:
        if error.code not in (Trouble.NO_PROJECT, Trouble.NO_PROJECTS):
            raise
        return None


def _answers(options: argparse.Namespace) -> dict[str, str]:
    answers = dict.fromkeys(options.new, NEW)
    for text in options.same:
        uploaded, sign, stored = text.partition("=")
        if not sign or not stored or uploaded in answers:
            message = f"--same: {text!r} is not clear. Write the id in the file, =, and the stored id."
            raise UsageError(message)
        answers[uploaded] = stored
    return answers


def _ask(options: argparse.Namespace, questions: tuple[Question, ...]) -> None:
    for question in questions:
        print(_question_json(question) if options.json else _question_lines(question), file=sys.stderr)
    message = (
        f"Nothing was saved. {len(questions)} rows may be stored already: answer with --same ID=STORED, or "
        "--new ID for a new row (or, for a site that is only named, to leave its rows out)."
    )
    data.tell(options, "questions", message, questions=len(questions))


def _question_lines(question: Question) -> str:
    if not question.candidates:
        where = f"{question.table}, line {question.row}: {question.uploaded_id} ({question.name})"
        return f"symgeo: {where} is not among the stored ones"
    lines = [f"symgeo: {question.table}, line {question.row}: is {question.uploaded_id} ({question.name})"]
    for candidate in question.candidates:
        # Flows and exchanges have no distance: NaN is not less than anything.
        km = f", {candidate.distance_km:.1f} km" if candidate.distance_km >= 0 else ""
        lines.append(f"  the same as {candidate.stored_id} ({candidate.name}{km})?")
    return "\n".join(lines)


def _question_json(question: Question) -> str:
    candidates = [
        {
            "stored_id": candidate.stored_id,
            "name": candidate.name,
            "reason": candidate.reason,
            "distance_km": round(candidate.distance_km, 3) if candidate.distance_km >= 0 else None,
            "likeness": round(candidate.likeness, 3),
        }
        for candidate in question.candidates
    ]
    line = {
        "code": "question",
        "table": question.table,
        "line": question.row,
        "id": question.uploaded_id,
        "name": question.name,
        "candidates": candidates,
        "may_be_new": question.may_be_new,
    }
    return json.dumps(line, ensure_ascii=False)
