"""Own values of parameters and named sets of them, kept for each project beside its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from symgeo.analysis.scenarios import KeptValue, OwnValue, Values, faults_of
from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.revisions import Origin, name_key, require_project, stored_time
from symgeo.storage.stored_tables import OWN_VALUES, PROJECTS, SAVED_VIEWS, SCENARIOS
from symgeo.storage.trouble import Trouble

PROJECT: Final = 0
"""Number of the project's own values, which every scenario starts from."""
LONGEST_NAME: Final = 100
LONGEST_TEXT: Final = 500
_STORED: Final = ("key", "value", "low", "high", "source", "note")
"""Columns of an own value, each named like the field."""


@dataclass(frozen=True)
class StoredScenario:
    """A named set of own values: its number in the project, its name, who made it and when (UTC)."""

    number: int
    name: str
    who: str
    made_at: datetime


def list_scenarios(database: Database, project_id: int) -> tuple[StoredScenario, ...]:
    """Give the scenarios of a project, by name."""
    query = sa.select(SCENARIOS).where(SCENARIOS.c.project_id == project_id).order_by(SCENARIOS.c.name_key)
    with database.reading() as connection:
        return tuple(
            StoredScenario(row["number"], row["name"], row["who"], datetime.fromisoformat(row["made_at"]))
            for row in connection.execute(query).mappings()
        )


def add_scenario(database: Database, project_id: int, name: str, *, origin: Origin) -> StoredScenario:
    """Make a scenario without values of its own.

    Raises
    ------
    StoreError
        If the name is empty, too long or taken, the project is gone, or the database cannot save.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        raise StoreError(Trouble.BAD_SCENARIO_NAME, longest=str(LONGEST_NAME))
    here = SCENARIOS.c.project_id == project_id
    with database.writing() as connection:
        connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
        require_project(connection, project_id)
        if connection.execute(
            sa.select(SCENARIOS.c.number).where(here & (SCENARIOS.c.name_key == name_key(name)))
        ).first():
            raise StoreError(Trouble.BAD_SCENARIO_NAME, longest=str(LONGEST_NAME))
        highest = sa.select(sa.func.coalesce(sa.func.max(SCENARIOS.c.number), PROJECT)).where(here)
        number = int(connection.execute(highest).scalar_one()) + 1
        row = {
            "project_id": project_id,
            "number": number,
            "name": name,
            "name_key": name_key(name),
            "who": origin.who,
            "made_at": stored_time(origin.when),
        }
        connection.execute(sa.insert(SCENARIOS).values(row))
        # A number is used again after its scenario was deleted.
        connection.execute(sa.delete(OWN_VALUES).where(_of(project_id, number)))
    return StoredScenario(number, name, origin.who, origin.when)


def delete_scenario(database: Database, project_id: int, number: int) -> None:
    """Delete a scenario and its values; views that were saved with it have the project's own from then on.

    Raises
    ------
    StoreError
        If it is not there any more, or the database cannot save.
    """
    here = (SCENARIOS.c.project_id == project_id) & (SCENARIOS.c.number == number)
    with database.writing() as connection:
        if not connection.execute(sa.delete(SCENARIOS).where(here)).rowcount:
            raise StoreError(Trouble.SCENARIO_GONE)
        connection.execute(sa.delete(OWN_VALUES).where(_of(project_id, number)))
        # The number may be given to another scenario.
        seen = (SAVED_VIEWS.c.project_id == project_id) & (SAVED_VIEWS.c.scenario == number)
        connection.execute(sa.update(SAVED_VIEWS).where(seen).values(scenario=PROJECT))


def list_values(database: Database, project_id: int, number: int = PROJECT) -> tuple[KeptValue, ...]:
    """Give the values that a scenario, or the project itself, sets; by key."""
    query = sa.select(OWN_VALUES).where(_of(project_id, number)).order_by(OWN_VALUES.c.key)
    with database.reading() as connection:
        return tuple(_read(row) for row in connection.execute(query).mappings())


def save_value(database: Database, project_id: int, number: int, own: OwnValue, *, origin: Origin) -> None:
    """Set a parameter in a scenario or in the project; what was set before is replaced.

    Raises
    ------
    StoreError
        If the value cannot be, or has no source or nobody's name, the scenario or the project is gone, or
        the database cannot save.
    """
    if faults_of(own, origin.who) or "\0" in own.source + own.note:
        raise StoreError(Trouble.BAD_OWN_VALUE)
    own = replace(own, source=own.source.strip()[:LONGEST_TEXT], note=own.note.strip()[:LONGEST_TEXT])
    with database.writing() as connection:
        connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
        require_project(connection, project_id)
        _require_scenario(connection, project_id, number)
        row = {
            "project_id": project_id,
            "number": number,
            **{name: getattr(own, name) for name in _STORED},
            "who": origin.who,
            "made_at": stored_time(origin.when),
        }
        connection.execute(
            sa.delete(OWN_VALUES).where(_of(project_id, number) & (OWN_VALUES.c.key == own.key))
        )
        connection.execute(sa.insert(OWN_VALUES).values(row))


def reset_values(database: Database, project_id: int, number: int, key: str = "") -> int:
    """Take back one value of a scenario or of the project, or all of them; give how many.

    Raises
    ------
    StoreError
        If the database cannot save.
    """
    there = _of(project_id, number)
    if key:
        there &= OWN_VALUES.c.key == key
    with database.writing() as connection:
        return int(connection.execute(sa.delete(OWN_VALUES).where(there)).rowcount)


def values_in_force(database: Database, project_id: int, number: int = PROJECT) -> Values:
    """Give the values of a scenario over those of its project; the project's alone where it is gone."""
    names = {one.number: one.name for one in list_scenarios(database, project_id)} if number else {}
    merged = {stored.own.key: stored.own for stored in list_values(database, project_id)}
    if number in names:
        merged |= {stored.own.key: stored.own for stored in list_values(database, project_id, number)}
    return Values(names.get(number, ""), tuple(merged[key] for key in sorted(merged)))


def _of(project_id: int, number: int) -> sa.ColumnElement[bool]:
    return (OWN_VALUES.c.project_id == project_id) & (OWN_VALUES.c.number == number)


def _require_scenario(connection: sa.Connection, project_id: int, number: int) -> None:
    here = (SCENARIOS.c.project_id == project_id) & (SCENARIOS.c.number == number)
    if number != PROJECT and connection.execute(sa.select(SCENARIOS.c.number).where(here)).first() is None:
        raise StoreError(Trouble.SCENARIO_GONE)


def _read(row: sa.RowMapping) -> KeptValue:
    made_at = datetime.fromisoformat(row["made_at"])
    own = OwnValue(**{name: row[name] for name in _STORED}, set_in=str(made_at.year))
    return KeptValue(own, row["who"], made_at)
