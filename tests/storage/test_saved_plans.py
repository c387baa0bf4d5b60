"""Plans that staff save are kept with their project, replaced by name, and part of a backup."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.planning import Mix, Outcome, Question, Totals, Wishes
from symgeo.analysis.selection import Filters
from symgeo.errors import StoreError
from symgeo.storage.backups import restore_backup, write_backup
from symgeo.storage.database import Database
from symgeo.storage.projects import create_project
from symgeo.storage.saved_plans import MOST_PLANS, delete_plan, list_plans, save_plan
from symgeo.storage.stored_tables import SAVED_PLANS
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import Goal
from tests.storage.store_world import ANNA, NOON

SUMS = Totals(2, 1, 10.5, 20.0, 0.0, 3.0, 400.0)
QUESTION = Question(
    Wishes(Goal.MIX, 5e6, ("F1~F2",), ("F3~F4", "F5~F6"), 0.2, Mix(climate=50.0)),
    Filters(counties=("NO-50",), max_distance_km=20.0, query="sør"),
    Choices(radius_share=0.05, radius_km_by_resource=(("heat_60_100", 3.0),), weights=Weights(money=0.9)),
)
KEPT = (QUESTION, Outcome("project 1", {"F1~F2": 0.25, "F7~F8": 1.0}, SUMS))


def test_what_is_saved_comes_back(database: Database) -> None:
    project = create_project(database, "One", when=NOON)
    made = save_plan(database, project.id, " The  plan ", KEPT, origin=ANNA)
    assert list_plans(database, project.id) == (made,)
    assert (made.name, made.who, made.made_at) == ("The plan", "Anna", NOON)
    assert (made.question, made.outcome) == KEPT
    assert list_plans(database, None) == ()


def test_a_plan_of_the_same_name_is_replaced_in_its_project_alone(database: Database) -> None:
    first, second = (create_project(database, name, when=NOON).id for name in ("One", "Two"))
    for project in (first, second, None):
        save_plan(database, project, "Heat", KEPT, origin=ANNA)
    other = (Question(), KEPT[1])
    save_plan(database, first, "HEAT", other, origin=ANNA)
    save_plan(database, None, "heat", other, origin=ANNA)
    questions = [[one.question for one in list_plans(database, one)] for one in (first, second, None)]
    assert questions == [[Question()], [QUESTION], [Question()]]


def test_a_plan_saved_before_radius_and_weights_were_kept_has_the_usual_ones(file_database: Database) -> None:
    save_plan(file_database, None, "Heat", KEPT, origin=ANNA)
    with file_database.writing() as connection:
        (wishes,) = connection.execute(sa.select(SAVED_PLANS.c.wishes)).scalars()
        old = {name: held for name, held in json.loads(wishes).items() if name != "choices"}
        connection.execute(sa.update(SAVED_PLANS).values(wishes=json.dumps(old)))
    (plan,) = list_plans(file_database, None)
    assert plan.question == Question(QUESTION.wishes, QUESTION.filters, Choices())


@pytest.mark.parametrize("name", [" ", "x" * 81, "a\0b"])
def test_a_plan_needs_a_name(file_database: Database, name: str) -> None:
    with pytest.raises(StoreError) as caught:
        save_plan(file_database, None, name, KEPT, origin=ANNA)
    assert caught.value.code == Trouble.BAD_PLAN_NAME


def test_a_list_of_plans_does_not_grow_for_ever(file_database: Database) -> None:
    for number in range(MOST_PLANS):
        save_plan(file_database, None, f"Plan {number}", KEPT, origin=ANNA)
    save_plan(file_database, None, "Plan 1", KEPT, origin=ANNA)
    with pytest.raises(StoreError) as caught:
        save_plan(file_database, None, "One more", KEPT, origin=ANNA)
    assert caught.value.code == Trouble.TOO_MANY_PLANS
    assert len(list_plans(file_database, None)) == MOST_PLANS


def test_a_project_that_is_gone_keeps_no_plan(file_database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        save_plan(file_database, 77, "Heat", KEPT, origin=ANNA)
    assert caught.value.code == Trouble.PROJECT_GONE


def test_a_plan_that_is_deleted_is_gone_once_and_a_backup_still_has_it(
    file_database: Database, tmp_path: Path
) -> None:
    project = create_project(file_database, "One", when=NOON)
    saved = save_plan(file_database, project.id, "Heat", KEPT, origin=ANNA)
    write_backup(file_database, tmp_path / "backup.sqlite")
    delete_plan(file_database, saved.id)
    assert list_plans(file_database, project.id) == ()
    with pytest.raises(StoreError) as caught:
        delete_plan(file_database, saved.id)
    assert caught.value.code == Trouble.PLAN_GONE
    restore_backup(file_database, tmp_path / "backup.sqlite", kept=tmp_path / "kept.sqlite")
    assert list_plans(file_database, project.id) == (saved,)
