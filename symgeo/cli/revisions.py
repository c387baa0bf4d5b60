"""``python3 -m symgeo revisions``: what was saved, and the way back."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from symgeo.cli import data, store
from symgeo.storage import repository
from symgeo.storage.archive import log_entry
from symgeo.storage.database import Database
from symgeo.storage.revisions import (
    Revision,
    diff,
    find_project,
    list_projects,
    list_revisions,
    show_revision,
)
from symgeo.storage.trouble import counts_sentence
from symgeo.texts import texts_for

_MOST_LINES: Final = 100
"""More cells are counted, not printed; with ``--json`` all are."""


class _Step(Protocol):
    def __call__(self, database: Database, options: argparse.Namespace) -> int: ...


def run(options: argparse.Namespace) -> int:
    """Do what the second word of the command says.

    Raises
    ------
    StoreError
        If there is no such project or revision, or the database cannot be read or saved to.
    """
    return _STEPS[options.what](store.opened(options), options)


def _list(database: Database, options: argparse.Namespace) -> int:
    if options.project is None:
        for project in list_projects(database, with_hidden=True):
            line = {
                "project": project.name,
                "revision": project.latest,
                "is_example": project.is_example,
                "is_hidden": project.is_hidden,
            }
            marks = " (example)" if project.is_example else ""
            _print(options, line, f"{project.name}{marks}: revision {project.latest}")
        return 0
    for revision in list_revisions(database, find_project(database, options.project).id):
        _print(options, log_entry(revision), _line(revision))
    return 0


def _show(database: Database, options: argparse.Namespace) -> int:
    revision = show_revision(database, find_project(database, options.project).id, options.number)
    lines = [_line(revision)]
    lines += [f"  file {file.name}, SHA-256 {file.sha256}" for file in revision.files]
    lines += [
        f"  repair {repair.code} {repair.column}: {repair.cells} cells {repair.detail}".rstrip()
        for repair in revision.repairs
    ]
    _print(options, log_entry(revision), "\n".join([*lines, f"  digest {revision.digest}"]))
    return 0


def _diff(database: Database, options: argparse.Namespace) -> int:
    project = find_project(database, options.project)
    changes = diff(database, project.id, options.earlier, options.later)
    print_counts = counts_sentence(changes.counts, texts_for("en"))
    if not options.json:
        print(print_counts)
    for part in changes.tables:
        for word, ids in (("added", part.added.index), ("removed", part.removed.index)):
            for row in ids if options.json else ids[:_MOST_LINES]:
                _print(
                    options, {"change": word, "table": part.table, "id": row}, f"{word} {part.table} {row}"
                )
    cells = changes.cells()
    shown = cells if options.json else cells.head(_MOST_LINES)
    for table, row, column, before, after in shown.itertuples(index=False):
        line = {
            "change": "changed",
            "table": table,
            "id": row,
            "column": column,
            "before": before,
            "after": after,
        }
        _print(options, line, f"changed {table} {row} {column}: {before!r} -> {after!r}")
    if len(shown) < len(cells):
        print(f"and {len(cells) - len(shown)} more cells; all of them with --json")
    return 0


def _undo(database: Database, options: argparse.Namespace) -> int:
    project = find_project(database, options.project)
    number = project.latest if options.number is None else options.number
    origin = store.origin_of(options)
    saved = repository.undo(database, project.id, number, origin=origin, base=project.latest)
    return _tell(options, saved, f"{project.name}: revision {number} undone by revision {saved.number}.")


def _restore(database: Database, options: argparse.Namespace) -> int:
    project = find_project(database, options.project)
    origin = store.origin_of(options)
    saved = repository.restore(database, project.id, options.number, origin=origin, base=project.latest)
    return _tell(
        options, saved, f"{project.name}: revision {saved.number} is revision {options.number} again."
    )


_STEPS: Final[Mapping[str, _Step]] = MappingProxyType(
    {"list": _list, "show": _show, "diff": _diff, "undo": _undo, "restore": _restore}
)


def _tell(options: argparse.Namespace, saved: Revision, message: str) -> int:
    counts = store.summary(saved)
    full = f"{message} {counts_sentence(counts, texts_for('en'))}."
    data.tell(options, "saved", full, revision=saved.number, counts=counts, digest=saved.digest)
    return 0


def _line(revision: Revision) -> str:
    kind = str(revision.kind) if revision.about is None else f"{revision.kind} of {revision.about}"
    counts = counts_sentence(store.summary(revision), texts_for("en"))
    when = revision.made_at.isoformat(sep=" ", timespec="seconds")
    return f"{revision.number}  {when}  {revision.who}  {kind}  {counts}"


def _print(options: argparse.Namespace, line: Mapping[str, object], text: str) -> None:
    print(json.dumps(line, ensure_ascii=False) if options.json else text)
