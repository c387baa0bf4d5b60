"""Own values and scenarios are kept with their project, stacked, taken back, and part of a backup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.scenarios import OwnValue
from symgeo.errors import StoreError
from symgeo.storage.backups import restore_backup, write_backup
from symgeo.storage.database import Database
from symgeo.storage.projects import create_project
from symgeo.storage.saved_views import add_view, list_views
from symgeo.storage.scenarios import (
    add_scenario,
    delete_scenario,
    list_scenarios,
    list_values,
    reset_values,
    save_value,
    values_in_force,
)
from symgeo.storage.trouble import Trouble
from tests.storage.store_world import ANNA, NOON

HEAT = OwnValue("price.heat_mix_no", 100.0, 80.0, 120.0, "our own contract", "asked in May")
DEAR = OwnValue("price.heat_mix_no", 150.0, 150.0, 150.0, "an offer")
POWER = OwnValue("price.electricity_no", 90.0, 60.0, 140.0, "an offer")


def test_a_scenario_stands_on_the_projects_own_values(database: Database) -> None:
    project, other = (create_project(database, name, when=NOON).id for name in ("One", "Two"))
    save_value(database, project, 0, HEAT, origin=ANNA)
    save_value(database, project, 0, POWER, origin=ANNA)
    made = add_scenario(database, project, " Dear   heat ", origin=ANNA)
    save_value(database, project, made.number, DEAR, origin=ANNA)
    assert values_in_force(database, project).changed == (POWER, HEAT)
    in_force = values_in_force(database, project, made.number)
    assert (in_force.name, in_force.changed) == ("Dear heat", (POWER, DEAR))
    assert values_in_force(database, project, 77).changed == (POWER, HEAT)
    assert values_in_force(database, other).changed == ()
    (kept,) = list_values(database, project, made.number)
    assert (kept.own, kept.who, kept.made_at) == (DEAR, "Anna", NOON)
    assert kept.own.set_in == str(NOON.year)
    assert list_scenarios(database, project) == (made,)


def test_values_are_replaced_taken_back_and_go_with_their_scenario(database: Database) -> None:
    project = create_project(database, "One", when=NOON).id
    made = add_scenario(database, project, "Dear", origin=ANNA)
    for own in (HEAT, DEAR, POWER):
        save_value(database, project, made.number, own, origin=ANNA)
    assert [kept.own for kept in list_values(database, project, made.number)] == [POWER, DEAR]
    assert reset_values(database, project, made.number, POWER.key) == 1
    assert reset_values(database, project, made.number) == 1
    save_value(database, project, made.number, HEAT, origin=ANNA)
    add_view(database, project, SavedView(scenario=made.number), when=NOON)
    delete_scenario(database, project, made.number)
    # Another scenario may get the number.
    assert [view.scenario for view in list_views(database, project)] == [0]
    again = add_scenario(database, project, "Dear", origin=ANNA)
    assert list_values(database, project, again.number) == ()
    with pytest.raises(StoreError) as caught:
        delete_scenario(database, project, 9)
    assert caught.value.code == Trouble.SCENARIO_GONE
    with pytest.raises(StoreError) as caught:
        save_value(database, project, 9, HEAT, origin=ANNA)
    assert caught.value.code == Trouble.SCENARIO_GONE


@pytest.mark.parametrize("name", [" ", "x" * 101, "a\0b", "DEAR"])
def test_a_scenario_needs_a_name_that_no_other_has(database: Database, name: str) -> None:
    project = create_project(database, "One", when=NOON).id
    add_scenario(database, project, "Dear", origin=ANNA)
    with pytest.raises(StoreError) as caught:
        add_scenario(database, project, name, origin=ANNA)
    assert caught.value.code == Trouble.BAD_SCENARIO_NAME


@pytest.mark.parametrize(
    "own",
    [
        OwnValue("price.heat_mix_no", 1.0, 2.0, 3.0, "an offer"),
        OwnValue("sf.al_co2", 1.0, 1.0, 1.0, "an offer"),
        replace(HEAT, source=" "),
    ],
)
def test_a_value_that_cannot_be_or_has_no_source_is_refused(database: Database, own: OwnValue) -> None:
    project = create_project(database, "One", when=NOON).id
    with pytest.raises(StoreError) as caught:
        save_value(database, project, 0, own, origin=ANNA)
    assert caught.value.code == Trouble.BAD_OWN_VALUE


def test_a_value_that_nobody_puts_a_name_to_is_refused(database: Database) -> None:
    project = create_project(database, "One", when=NOON).id
    with pytest.raises(StoreError) as caught:
        save_value(database, project, 0, HEAT, origin=replace(ANNA, who=""))
    assert caught.value.code == Trouble.BAD_OWN_VALUE
    assert list_values(database, project) == ()


def test_a_backup_has_scenarios_and_their_values(file_database: Database, tmp_path: Path) -> None:
    project = create_project(file_database, "One", when=NOON).id
    made = add_scenario(file_database, project, "Dear", origin=ANNA)
    save_value(file_database, project, made.number, DEAR, origin=ANNA)
    write_backup(file_database, tmp_path / "backup.sqlite")
    delete_scenario(file_database, project, made.number)
    restore_backup(file_database, tmp_path / "backup.sqlite", kept=tmp_path / "kept.sqlite")
    assert values_in_force(file_database, project, made.number).changed == (DEAR,)
