"""Projects: data sets that live side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import sqlalchemy as sa
import sqlalchemy.exc

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.revisions import Project, name_key, require_project, stored_time
from symgeo.storage.stored_tables import PROJECTS
from symgeo.storage.trouble import Trouble

LONGEST_NAME: Final = 200


def create_project(database: Database, name: str, *, when: datetime) -> Project:
    """Make a new, empty project.

    Raises
    ------
    StoreError
        If the name is empty, too long or taken.
    """
    return _create(database, name, when, is_example=False)


def create_example(database: Database, name: str, *, when: datetime) -> Project:
    """Make the project of the example data, which nobody can change.

    Raises
    ------
    StoreError
        If the name is empty, too long or taken.
    """
    return _create(database, name, when, is_example=True)


def hide_project(database: Database, project_id: int) -> None:
    """Leave a project out where projects are offered; nothing in it changes."""
    _set_hidden(database, project_id, is_hidden=True)


def show_project(database: Database, project_id: int) -> None:
    """Offer a project again."""
    _set_hidden(database, project_id, is_hidden=False)


def _create(database: Database, name: str, when: datetime, *, is_example: bool) -> Project:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        raise StoreError(Trouble.BAD_NAME, longest=str(LONGEST_NAME))
    row = {
        "name": name,
        "name_key": name_key(name),
        "created_at": stored_time(when),
        "is_example": is_example,
        "is_hidden": False,
    }
    try:
        with database.writing() as connection:
            made = connection.execute(sa.insert(PROJECTS).values(row).returning(PROJECTS.c.id))
            return require_project(connection, int(made.scalar_one()))
    except sqlalchemy.exc.IntegrityError as error:
        raise StoreError(Trouble.NAME_TAKEN, name=name) from error


def _set_hidden(database: Database, project_id: int, *, is_hidden: bool) -> None:
    with database.writing() as connection:
        require_project(connection, project_id)
        connection.execute(sa.update(PROJECTS).where(PROJECTS.c.id == project_id).values(is_hidden=is_hidden))
