"""Plans that staff saved by name, kept for each project beside its data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.planning import Mix, Outcome, Question, Totals, Wishes
from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.revisions import Origin, name_key, require_project, stored_time
from symgeo.storage.saved_views import read_filters
from symgeo.storage.stored_tables import PROJECTS, SAVED_PLANS
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import Goal

LONGEST_NAME: Final = 80
MOST_PLANS: Final = 60
"""Of one project; they are chosen from one list."""
_CHOICES: Final = "choices"


@dataclass(frozen=True)
class SavedPlan:
    """A plan that staff saved.

    Attributes
    ----------
    id : int
        Number in the database.
    name : str
        As it was given; unique in its project without regard to upper and lower case.
    question : Question
        What was asked; the plan is made again from it.
    outcome : Outcome
        What came of it when it was saved.
    who : str
        Who saved it.
    made_at : datetime
        When, in UTC.
    """

    id: int
    name: str
    question: Question
    outcome: Outcome
    who: str
    made_at: datetime


def save_plan(
    database: Database,
    project_id: int | None,
    name: str,
    kept: tuple[Question, Outcome],
    *,
    origin: Origin,
) -> SavedPlan:
    """Save a plan; one of the same name is replaced.

    Parameters
    ----------
    database : Database
        Where.
    project_id : int or None
        None for the tables that lie in the data folder.
    name : str
        As typed.
    kept : tuple
        What is asked, and what comes of it.
    origin : Origin
        Who saves, and when.

    Raises
    ------
    StoreError
        If the name is empty or too long, there are too many, the project is gone, or the database cannot
        save.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        raise StoreError(Trouble.BAD_PLAN_NAME, longest=str(LONGEST_NAME))
    question, outcome = kept
    row = {
        "project_id": project_id,
        "name": name,
        "name_key": name_key(name),
        "filters": _write(asdict(question.filters)),
        # Beside the wishes: a symgeo that does not know them yet leaves them out when it reads.
        "wishes": _write({**asdict(question.wishes), _CHOICES: asdict(question.choices)}),
        "revision": outcome.revision,
        "chosen": _write(dict(outcome.shares)),
        "totals": _write(asdict(outcome.totals)),
        "who": origin.who,
        "made_at": stored_time(origin.when),
    }
    with database.writing() as connection:
        _lock(connection, project_id)
        connection.execute(
            sa.delete(SAVED_PLANS).where(_of(project_id), SAVED_PLANS.c.name_key == row["name_key"])
        )
        held = connection.execute(sa.select(sa.func.count()).select_from(SAVED_PLANS).where(_of(project_id)))
        if held.scalar_one() >= MOST_PLANS:
            raise StoreError(Trouble.TOO_MANY_PLANS, most=str(MOST_PLANS))
        made = connection.execute(sa.insert(SAVED_PLANS).values(row).returning(SAVED_PLANS)).mappings().one()
        return _read(made)


def list_plans(database: Database, project_id: int | None) -> tuple[SavedPlan, ...]:
    """Give the plans of a project, by name."""
    query = sa.select(SAVED_PLANS).where(_of(project_id)).order_by(SAVED_PLANS.c.name_key)
    with database.reading() as connection:
        return tuple(_read(row) for row in connection.execute(query).mappings())


def delete_plan(database: Database, plan_id: int) -> None:
    """Delete a plan; the data stays as it is.

    Raises
    ------
    StoreError
        If it is not there any more, or the database cannot save.
    """
    with database.writing() as connection:
        if not connection.execute(sa.delete(SAVED_PLANS).where(SAVED_PLANS.c.id == plan_id)).rowcount:
            raise StoreError(Trouble.PLAN_GONE)


def _of(project_id: int | None) -> sa.ColumnElement[bool]:
    column = SAVED_PLANS.c.project_id
    return column.is_(None) if project_id is None else column == project_id


def _lock(connection: sa.Connection, project_id: int | None) -> None:
    """Let changes of one project's plans come one after another."""
    if project_id is not None:
        connection.execute(sa.select(PROJECTS.c.id).where(PROJECTS.c.id == project_id).with_for_update())
        require_project(connection, project_id)


def _write(held: Mapping[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False)


def _read(row: sa.RowMapping) -> SavedPlan:
    asked = json.loads(row["wishes"])
    wishes = _known(Wishes, asked)
    mix = Mix(**_known(Mix, wishes.pop("mix", {})))
    goal = Goal(wishes.pop("goal", Goal.CLIMATE))
    return SavedPlan(
        id=int(row["id"]),
        name=str(row["name"]),
        question=Question(
            wishes=Wishes(goal=goal, mix=mix, **wishes),
            filters=read_filters(json.loads(row["filters"])),
            choices=_read_choices(asked.get(_CHOICES, {})),
        ),
        outcome=Outcome(
            revision=str(row["revision"]),
            shares={str(one): float(share) for one, share in json.loads(row["chosen"]).items()},
            totals=Totals(**_known(Totals, json.loads(row["totals"]))),
        ),
        who=str(row["who"]),
        made_at=datetime.fromisoformat(row["made_at"]),
    )


def _read_choices(held: Mapping[str, Any]) -> Choices:
    """Read radius and weights; the usual ones of a plan that was saved before they were kept."""
    known = _known(Choices, held)
    weights = known.pop("weights", None)
    radii = tuple((str(code), float(km)) for code, km in known.pop("radius_km_by_resource", ()))
    return Choices(
        weights=Weights(**_known(Weights, weights)) if weights else None,
        radius_km_by_resource=radii,
        **known,
    )


def _known(kind: type[Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what the values of a kind have; what another symgeo had beside them is left out."""
    found = {field.name: held[field.name] for field in fields(kind) if field.name in held}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}
