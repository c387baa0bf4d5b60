"""Projects and their revisions: list, show, compare, and load an earlier state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.states import Changes, State, compare, digest_of, read_state
from symgeo.storage.stored_tables import (
    COUNTED,
    DATA_TABLES,
    PROJECTS,
    REVISION_FILES,
    REVISION_REPAIRS,
    REVISIONS,
)
from symgeo.storage.trouble import Trouble

EMPTY_DIGEST = f"{0:064x}"
"""Digest of a project that nothing was saved in."""


class Kind(StrEnum):
    """What made a revision."""

    IMPORT = "import"
    EDIT = "edit"
    DELETE = "delete"
    UNDO = "undo"
    RESTORE = "restore"


@dataclass(frozen=True)
class Project:
    """A data set; several live side by side.

    Attributes
    ----------
    id : int
        Number in the database.
    name : str
        As it was given; unique without regard to upper and lower case.
    is_example : bool
        True for the data that is shipped with the programme; it cannot be changed.
    is_hidden : bool
        Whether it is left out where projects are offered.
    latest : int
        Number of its latest revision; 0 where nothing was saved yet.
    """

    id: int
    name: str
    is_example: bool
    is_hidden: bool
    latest: int


@dataclass(frozen=True)
class SourceFile:
    """A file that a revision came from.

    Attributes
    ----------
    name : str
        Its name without folders.
    sha256 : str
        Of its bytes, 64 hexadecimal digits.
    """

    name: str
    sha256: str


@dataclass(frozen=True)
class Repair:
    """Something that was put right on the way from file to database.

    Attributes
    ----------
    code : str
        Stable code of the repair action.
    column : str
        Where, or "" for the whole file.
    cells : int
        How many cells it changed.
    detail : str
        What it was told, as data.
    """

    code: str
    column: str
    cells: int
    detail: str = ""


@dataclass(frozen=True)
class Origin:
    """Who saves, when, and what it comes from.

    Attributes
    ----------
    who : str
        Name of the person.
    when : datetime
        The time, with its zone; the store asks no clock.
    files : tuple of SourceFile
        Files it was read from.
    repairs : tuple of Repair
        What was put right on the way.
    """

    who: str
    when: datetime
    files: tuple[SourceFile, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Revision:
    """One committed state of a project, and how it came about.

    Attributes
    ----------
    project_id, number : int
        Which one; numbers of a project count from 1.
    kind : Kind
        What made it.
    about : int or None
        The revision that was undone, or that was restored.
    who : str
        Who saved it.
    made_at : datetime
        When, in UTC.
    counts : tuple of (str, int, int, int)
        Table, and how many of its rows were added, changed and removed.
    digest : str
        Of the whole state; equal states have equal digests.
    files : tuple of SourceFile
        Where it came from.
    repairs : tuple of Repair
        What was put right.
    """

    project_id: int
    number: int
    kind: Kind
    about: int | None
    who: str
    made_at: datetime
    counts: tuple[tuple[str, int, int, int], ...]
    digest: str
    files: tuple[SourceFile, ...] = ()
    repairs: tuple[Repair, ...] = ()


def list_projects(database: Database, *, with_hidden: bool = False) -> tuple[Project, ...]:
    """List the projects by name; hidden ones only if asked for."""
    with database.reading() as connection:
        found = _projects(connection)
    return tuple(project for project in found if with_hidden or not project.is_hidden)


def find_project(database: Database, name: str) -> Project:
    """Find a project by its name, hidden or not.

    Raises
    ------
    StoreError
        If there is none of that name; the sentence lists those that there are.
    """
    every = list_projects(database, with_hidden=True)
    for project in every:
        if name_key(project.name) == name_key(name):
            return project
    if not every:
        raise StoreError(Trouble.NO_PROJECTS, name=name)
    raise StoreError(Trouble.NO_PROJECT, name=name, names=", ".join(project.name for project in every))


def list_revisions(database: Database, project_id: int) -> tuple[Revision, ...]:
    """List the revisions of a project, the latest first."""
    with database.reading() as connection:
        return read_revisions(connection, project_id)


def show_revision(database: Database, project_id: int, number: int) -> Revision:
    """Give one revision.

    Raises
    ------
    StoreError
        If the project has no such revision.
    """
    with database.reading() as connection:
        return require_revision(connection, project_id, number)


def diff(database: Database, project_id: int, earlier: int, later: int) -> Changes:
    """Say what differs between any two revisions; 0 is the empty state before the first.

    Raises
    ------
    StoreError
        If the project has no such revision.
    """
    with database.reading() as connection:
        for number in (earlier, later):
            if number:
                require_revision(connection, project_id, number)
        return compare(read_state(connection, project_id, earlier), read_state(connection, project_id, later))


def load_state(
    database: Database, project_id: int, number: int | None = None
) -> tuple[Project, Revision | None, State]:
    """Read a project as it was at a revision, by default the latest.

    Returns
    -------
    Project, Revision or None, State
        The revision is None where nothing was saved yet.

    Raises
    ------
    StoreError
        If there is no such project or revision.
    """
    with database.reading() as connection:
        project = require_project(connection, project_id)
        number = project.latest if number is None else number
        revision = require_revision(connection, project_id, number) if number else None
        return project, revision, read_state(connection, project_id, number)


def require_intact(connection: sa.Connection) -> None:
    """Calculate the digest of every project's latest state anew and compare it with the one stored.

    Raises
    ------
    StoreError
        If one differs: the database was damaged.
    """
    for project in _projects(connection):
        if not project.latest:
            continue
        stored = require_revision(connection, project.id, project.latest).digest
        if digest_of(read_state(connection, project.id, project.latest)) != stored:
            raise StoreError(Trouble.DAMAGED, where=f"{project.name} ({project.latest})")


def require_project(connection: sa.Connection, project_id: int) -> Project:
    """Give a project by its id.

    Raises
    ------
    StoreError
        If there is none.
    """
    for project in _projects(connection, PROJECTS.c.id == project_id):
        return project
    raise StoreError(Trouble.PROJECT_GONE)


def require_revision(connection: sa.Connection, project_id: int, number: int) -> Revision:
    """Give a revision by its number.

    Raises
    ------
    StoreError
        If the project has none of that number.
    """
    for revision in read_revisions(connection, project_id, REVISIONS.c.number == number):
        return revision
    project = require_project(connection, project_id)
    raise StoreError(
        Trouble.NO_REVISION, number=str(number), project=project.name, latest=str(project.latest)
    )


def read_revisions(
    connection: sa.Connection, project_id: int, *conditions: sa.ColumnElement[bool]
) -> tuple[Revision, ...]:
    """Read revisions of a project, the latest first."""
    rows = connection.execute(
        sa.select(REVISIONS)
        .where(REVISIONS.c.project_id == project_id, *conditions)
        .order_by(REVISIONS.c.number.desc())
    ).mappings()
    files = _listed(connection, REVISION_FILES, project_id)
    repairs = _listed(connection, REVISION_REPAIRS, project_id)
    return tuple(
        Revision(
            project_id=row["project_id"],
            number=row["number"],
            kind=Kind(row["kind"]),
            about=row["about"],
            who=row["who"],
            made_at=datetime.fromisoformat(row["made_at"]),
            counts=tuple(_counts(row, table) for table in DATA_TABLES),
            digest=row["digest"],
            files=tuple(SourceFile(r["name"], r["sha256"]) for r in files.get(row["number"], ())),
            repairs=tuple(
                Repair(r["code"], r["column_name"], r["cells"], r["detail"])
                for r in repairs.get(row["number"], ())
            ),
        )
        for row in rows
    )


def name_key(name: str) -> str:
    """Give what makes a project's name unique: upper and lower case and blanks do not count."""
    return " ".join(name.casefold().split())


def stored_time(when: datetime) -> str:
    """Write a time as it is stored: UTC, in a form that sorts.

    Raises
    ------
    ValueError
        If the time does not say its zone.
    """
    if when.tzinfo is None:
        message = "a time without a zone cannot be stored"
        raise ValueError(message)
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _counts(row: sa.RowMapping, table: str) -> tuple[str, int, int, int]:
    added, changed, removed = (int(row[f"{table}_{count}"]) for count in COUNTED)
    return table, added, changed, removed


def _projects(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Project, ...]:
    latest = (
        sa.select(sa.func.coalesce(sa.func.max(REVISIONS.c.number), 0))
        .where(REVISIONS.c.project_id == PROJECTS.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        sa.select(PROJECTS, latest.label("latest")).where(*conditions).order_by(PROJECTS.c.id)
    ).mappings()
    found = [
        Project(row["id"], row["name"], row["is_example"], row["is_hidden"], row["latest"]) for row in rows
    ]
    return tuple(sorted(found, key=lambda project: name_key(project.name)))


def _listed(connection: sa.Connection, table: sa.Table, project_id: int) -> dict[int, list[sa.RowMapping]]:
    rows: Sequence[sa.RowMapping] = (
        connection.execute(sa.select(table).where(table.c.project_id == project_id).order_by(table.c.place))
        .mappings()
        .all()
    )
    found: dict[int, list[sa.RowMapping]] = {}
    for row in rows:
        found.setdefault(row["number"], []).append(row)
    return found
