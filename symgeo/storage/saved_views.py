"""Saved views of a project: added, renamed, ordered, removed and taken back, each in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.selection import Filters
from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.revisions import require_project, stored_time
from symgeo.storage.stored_tables import PROJECTS, SAVED_VIEWS
from symgeo.storage.trouble import Trouble

LONGEST_NAME: Final = 80
LONGEST_NOTE: Final = 200
"""Characters; more would not fit below a map in letters that the last row can read."""
MOST_VIEWS: Final = 60
"""Of one project; all of them are one page, which is held in memory."""

_EDGES: Final = ("south", "west", "north", "east")


def list_views(database: Database, project_id: int | None) -> tuple[SavedView, ...]:
    """List the views of a project in their order.

    Parameters
    ----------
    database : Database
        Where.
    project_id : int or None
        None for the tables that lie in the data folder.
    """
    with database.reading() as connection:
        return tuple(_view(row) for row in _rows(connection, project_id))


def add_view(database: Database, project_id: int | None, view: SavedView, *, when: datetime) -> SavedView:
    """Save a view behind all others, and give it with its number.

    Raises
    ------
    StoreError
        If there are too many, its name or note is too long, or the project is gone.
    """
    _require_short(view.name, view.note)
    with database.writing() as connection:
        _lock(connection, project_id)
        _purge(connection, project_id)
        held = _rows(connection, project_id)
        if len(held) >= MOST_VIEWS:
            raise StoreError(Trouble.TOO_MANY_VIEWS, most=str(MOST_VIEWS))
        row = {
            "project_id": project_id,
            "place": max((int(one["place"]) for one in held), default=0) + 1,
            "is_removed": False,
            "made_at": stored_time(when),
            "name": _plain(view.name),
            "note": _plain(view.note),
            "filters": json.dumps(asdict(view.filters), ensure_ascii=False),
            "selected": view.selected,
            "scenario": view.scenario,
            **(dict.fromkeys(_EDGES) if view.area is None else asdict(view.area)),
        }
        made = connection.execute(sa.insert(SAVED_VIEWS).values(row).returning(SAVED_VIEWS)).mappings().one()
        return _view(made)


def describe_view(database: Database, view_id: int, *, name: str, note: str) -> None:
    """Give a view another name and note; both may be empty.

    Raises
    ------
    StoreError
        If it is gone, or the name or the note is too long.
    """
    _require_short(name, note)
    _change(database, view_id, name=_plain(name), note=_plain(note))


def move_view(database: Database, view_id: int, steps: int) -> None:
    """Move a view by some places: up by a negative number, down by a positive one, at most to an end.

    Raises
    ------
    StoreError
        If it is gone.
    """
    with database.writing() as connection:
        project_id = _project_of(connection, view_id)
        _lock(connection, project_id)
        order = [int(row["id"]) for row in _rows(connection, project_id)]
        if view_id not in order:
            raise StoreError(Trouble.NO_VIEW)
        at = order.index(view_id)
        order.insert(max(0, min(len(order) - 1, at + steps)), order.pop(at))
        for place, one in enumerate(order, start=1):
            connection.execute(sa.update(SAVED_VIEWS).where(SAVED_VIEWS.c.id == one).values(place=place))


def remove_view(database: Database, view_id: int) -> None:
    """Remove a view; it can be taken back until another one is removed or added.

    Raises
    ------
    StoreError
        If it is gone.
    """
    with database.writing() as connection:
        project_id = _project_of(connection, view_id)
        _lock(connection, project_id)
        _purge(connection, project_id)
        is_it = SAVED_VIEWS.c.id == view_id
        gone = connection.execute(sa.update(SAVED_VIEWS).where(is_it).values(is_removed=True))
        if not gone.rowcount:
            raise StoreError(Trouble.NO_VIEW)


def take_back_view(database: Database, view_id: int) -> None:
    """Bring a removed view back to where it was.

    Raises
    ------
    StoreError
        If it is gone for good.
    """
    _change(database, view_id, is_removed=False)


def _change(database: Database, view_id: int, **values: str | bool) -> None:
    with database.writing() as connection:
        changed = connection.execute(
            sa.update(SAVED_VIEWS).where(SAVED_VIEWS.c.id == view_id).values(**values)
        )
        if not changed.rowcount:
            raise StoreError(Trouble.NO_VIEW)


def _of(project_id: int | None) -> sa.ColumnElement[bool]:
    column = SAVED_VIEWS.c.project_id
    return column.is_(None) if project_id is None else column == project_id


def _rows(connection: sa.Connection, project_id: int | None) -> list[Mapping[str, Any]]:
    query = sa.select(SAVED_VIEWS).where(_of(project_id), SAVED_VIEWS.c.is_removed.is_(sa.false()))
    ordered = query.order_by(SAVED_VIEWS.c.place, SAVED_VIEWS.c.id)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _project_of(connection: sa.Connection, view_id: int) -> int | None:
    row = connection.execute(sa.select(SAVED_VIEWS.c.project_id).where(SAVED_VIEWS.c.id == view_id)).first()
    if row is None:
        raise StoreError(Trouble.NO_VIEW)
    return None if row[0] is None else int(row[0])


def _lock(connection: sa.Connection, project_id: int | None) -> None:
    """Let changes of one project's views come one after another."""
    if project_id is not None:
        connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
        require_project(connection, project_id)


def _purge(connection: sa.Connection, project_id: int | None) -> None:
    connection.execute(sa.delete(SAVED_VIEWS).where(_of(project_id), SAVED_VIEWS.c.is_removed.is_(sa.true())))


def _require_short(name: str, note: str) -> None:
    if len(_plain(name)) > LONGEST_NAME or len(_plain(note)) > LONGEST_NOTE:
        raise StoreError(Trouble.VIEW_TOO_LONG, name=str(LONGEST_NAME), note=str(LONGEST_NOTE))


def _plain(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def _view(row: Mapping[Any, Any]) -> SavedView:
    edges = [row[edge] for edge in _EDGES]
    return SavedView(
        id=int(row["id"]),
        name=str(row["name"]),
        note=str(row["note"]),
        filters=read_filters(json.loads(row["filters"])),
        selected=str(row["selected"]),
        area=None if None in edges else Area(*map(float, edges)),
        scenario=int(row["scenario"]),
    )


def read_filters(held: Mapping[str, Any]) -> Filters:
    """Read filters; what another symgeo had beside them is left out."""
    known = {name: held[name] for name in (field.name for field in fields(Filters)) if name in held}
    given: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in known.items()}
    return Filters(**given)
