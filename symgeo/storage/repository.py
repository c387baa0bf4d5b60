"""Save into a project: each import, edit, deletion, undo and restore is one transaction and one revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.identity import find_matches
from symgeo.storage.matches import Match, Matches, Question
from symgeo.storage.merging import merged, taken_back, without
from symgeo.storage.revisions import (
    EMPTY_DIGEST,
    Kind,
    Origin,
    Project,
    Revision,
    read_revisions,
    require_project,
    require_revision,
)
from symgeo.storage.states import Changes, State, compare, read_state
from symgeo.storage.stored_tables import DATA_TABLES, PROJECTS, REVISIONS, versions
from symgeo.storage.trouble import Trouble
from symgeo.storage.uploads import Absent, Upload, require_storable
from symgeo.storage.version_rows import write_changes, write_revision
from symgeo.tables.schema import dictionary

_NO_ANSWERS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Asked:
    """Nothing was saved: these questions come first."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, eq=False)
class Preview:
    """What an import would do.

    Attributes
    ----------
    base : int
        The revision it would build on.
    changes : Changes
        What would be added, changed and removed; rows that are asked about count as new.
    matches : Matches
        Which uploaded row is which, and the questions.
    """

    base: int
    changes: Changes
    matches: Matches


class ConflictError(StoreError):
    """Somebody else saved meanwhile.

    Attributes
    ----------
    revisions : tuple of Revision
        What was saved meanwhile, the latest first.
    changes : Changes
        What differs now from the revision that the work began with.
    """

    def __init__(self, project: Project, revisions: tuple[Revision, ...], changes: Changes) -> None:
        latest = revisions[0]
        super().__init__(Trouble.CONFLICT, project=project.name, who=latest.who, number=str(latest.number))
        self.revisions = revisions
        self.changes = changes


def preview(
    database: Database,
    project_id: int,
    upload: Upload,
    *,
    absent: Absent = Absent.KEEP,
    answers: Mapping[str, str] = _NO_ANSWERS,
) -> Preview:
    """Say what an import would do, without saving.

    Raises
    ------
    StoreError, DataErrors
        As `import_`.
    """
    require_storable(upload)
    with database.reading() as connection:
        project = require_project(connection, project_id)
        state = read_state(connection, project_id, project.latest)
        matches = _matches(connection, project_id, upload, state, answers)
    return Preview(project.latest, compare(state, merged(state, upload, matches, absent)), matches)


def import_(
    database: Database,
    project_id: int,
    upload: Upload,
    *,
    origin: Origin,
    base: int | None = None,
    absent: Absent = Absent.KEEP,
    answers: Mapping[str, str] = _NO_ANSWERS,
    kind: Kind = Kind.IMPORT,
) -> Revision | Asked:
    """Save an upload as a new revision, or give the questions that have to be answered first.

    Parameters
    ----------
    database : Database
        Where.
    project_id : int
        Into which project.
    upload : Upload
        Checked tables.
    origin : Origin
        Who, when and from what.
    base : int, optional
        The revision that the person saw; if another one was saved since, nothing is.
    absent : Absent
        What becomes of stored rows that the upload does not have.
    answers : mapping
        Answers to earlier questions: uploaded id, and stored id or "" for a new row.
    kind : Kind
        What the revision is called: an import, or an edit where the rows were written by hand.

    Raises
    ------
    ConflictError
        If somebody saved after `base`.
    StoreError
        If the project is the example, or the database cannot save.
    """
    require_storable(upload)
    with database.writing() as connection:
        project, state = _begin(connection, project_id, base)
        matches = _matches(connection, project_id, upload, state, answers)
        if matches.questions:
            return Asked(matches.questions)
        return _save(connection, project, state, merged(state, upload, matches, absent), kind, origin)


def edit(
    database: Database, project_id: int, upload: Upload, *, origin: Origin, base: int | None = None
) -> Revision:
    """Save rows that were changed by hand, each under the id that it has.

    Raises
    ------
    ConflictError
        If somebody saved after `base`.
    StoreError
        If the project is the example, or the database cannot save.
    """
    require_storable(upload)
    with database.writing() as connection:
        project, state = _begin(connection, project_id, base)
        after = merged(state, upload, _as_they_are(upload), Absent.KEEP)
        return _save(connection, project, state, after, Kind.EDIT, origin)


def delete(
    database: Database,
    project_id: int,
    *,
    sites: Collection[str] = (),
    flows: Collection[str] = (),
    exchanges: Collection[str] = (),
    origin: Origin,
    base: int | None = None,
) -> Revision:
    """Delete rows by id; the flows and exchanges of a site go with it.

    Raises
    ------
    ConflictError
        If somebody saved after `base`.
    StoreError
        If one of the ids is not there, the project is the example, or the database cannot save.
    """
    with database.writing() as connection:
        project, state = _begin(connection, project_id, base)
        after = without(state, sites=sites, flows=flows, exchanges=exchanges)
        return _save(connection, project, state, after, Kind.DELETE, origin)


def undo(
    database: Database,
    project_id: int,
    number: int | None = None,
    *,
    origin: Origin,
    base: int | None = None,
) -> Revision:
    """Take back what one revision changed, by default the latest, as a new revision.

    Undoing the latest gives exactly the state before it. Undoing an earlier one keeps all that was saved
    since; where that touched the same rows, it is refused.

    Raises
    ------
    ConflictError
        If somebody saved after `base`.
    StoreError
        If there is no such revision, it cannot be taken back alone, or the database cannot save.
    """
    with database.writing() as connection:
        project, state = _begin(connection, project_id, base)
        if not project.latest:
            raise StoreError(Trouble.NOTHING_SAVED, project=project.name)
        number = project.latest if number is None else number
        require_revision(connection, project_id, number)
        before = read_state(connection, project_id, number - 1)
        then = state if number == project.latest else read_state(connection, project_id, number)
        after = taken_back(state, compare(before, then), compare(then, state))
        return _save(connection, project, state, after, Kind.UNDO, origin, about=number)


def restore(
    database: Database, project_id: int, number: int, *, origin: Origin, base: int | None = None
) -> Revision:
    """Make a new revision that is equal to an earlier one; 0 is the empty state before the first.

    Raises
    ------
    ConflictError
        If somebody saved after `base`.
    StoreError
        If there is no such revision, or the database cannot save.
    """
    with database.writing() as connection:
        project, state = _begin(connection, project_id, base)
        if number:
            require_revision(connection, project_id, number)
        after = read_state(connection, project_id, number)
        return _save(connection, project, state, after, Kind.RESTORE, origin, about=number)


def replace_example(
    database: Database, project_id: int, upload: Upload, *, origin: Origin
) -> Revision | None:
    """Bring the example project to what the programme ships; nothing is saved where it is that already."""
    require_storable(upload)
    with database.writing() as connection:
        project = _locked(connection, project_id)
        state = read_state(connection, project_id, project.latest)
        after = merged(state, upload, _as_they_are(upload), Absent.REMOVE)
        if compare(state, after).is_empty:
            return None
        return _save(connection, project, state, after, Kind.IMPORT, origin)


def _begin(connection: sa.Connection, project_id: int, base: int | None) -> tuple[Project, State]:
    """Lock a project that may be changed, read its latest state, and see whether it is the one expected."""
    project = _locked(connection, project_id)
    if project.is_example:
        raise StoreError(Trouble.EXAMPLE_IS_FIXED, project=project.name)
    state = read_state(connection, project_id, project.latest)
    if base is not None and base != project.latest:
        meanwhile = read_revisions(connection, project_id, REVISIONS.c.number > base)
        if not meanwhile:
            require_revision(connection, project_id, base)
        raise ConflictError(project, meanwhile, compare(read_state(connection, project_id, base), state))
    return project, state


def _locked(connection: sa.Connection, project_id: int) -> Project:
    """Lock a project, so that its revisions come one after another."""
    connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
    return require_project(connection, project_id)


def _save(
    connection: sa.Connection,
    project: Project,
    before: State,
    after: State,
    kind: Kind,
    origin: Origin,
    about: int | None = None,
) -> Revision:
    changes = compare(before, after)
    number = project.latest + 1
    digest = (
        require_revision(connection, project.id, project.latest).digest if project.latest else EMPTY_DIGEST
    )
    write_revision(connection, (project.id, number), kind, origin, changes, digest, about)
    write_changes(connection, (project.id, number), changes)
    return require_revision(connection, project.id, number)


def _matches(
    connection: sa.Connection, project_id: int, upload: Upload, state: State, answers: Mapping[str, str]
) -> Matches:
    used = {}
    for table in DATA_TABLES:
        stored = versions(table)
        ids = sa.select(stored.c[dictionary(table).key]).where(stored.c.project_id == project_id).distinct()
        used[table] = [str(name) for name in connection.execute(ids).scalars()]
    return find_matches(upload, state, answers=answers, used_ids=used)


def _as_they_are(upload: Upload) -> Matches:
    ids = {
        table: [] if uploaded is None else list(uploaded.frame[dictionary(table).key])
        for table, uploaded in ((table, upload[table]) for table in DATA_TABLES)
    }
    sites, flows, exchanges = (tuple(Match(name, name, "id") for name in ids[t]) for t in DATA_TABLES)
    return Matches(sites, flows, exchanges, questions=())
