"""Hubs that staff make are kept with their project, replaced by name, and part of a backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from symgeo.analysis.hubs import Outline
from symgeo.errors import StoreError
from symgeo.storage.backups import restore_backup, write_backup
from symgeo.storage.database import Database
from symgeo.storage.own_hubs import (
    HubForm,
    delete_hub,
    list_hubs,
    own_hubs_in,
    save_hub,
    save_hubs,
    shares_of,
)
from symgeo.storage.projects import create_project
from symgeo.storage.trouble import Trouble
from symgeo.vocabulary import Extent
from tests.storage.store_world import ANNA, NOON

QUAY = HubForm("The  quay", Outline(Extent.SITES, ("S2", "S1")), note="named in 2024", is_open=True)
CIRCLE = HubForm("Around", Outline(Extent.CIRCLE, lon=9.85, lat=63.3, radius_km=5.0))
TOWN = HubForm("Town", Outline(Extent.MUNICIPALITY, municipality_number="5059"))


def test_what_is_saved_comes_back(database: Database) -> None:
    project = create_project(database, "One", when=NOON)
    for form in (QUAY, CIRCLE, TOWN):
        save_hub(database, project.id, form, origin=ANNA)
    around, quay, town = list_hubs(database, project.id)
    assert (quay.name, quay.note, quay.is_open, quay.who, quay.made_at) == (
        "The quay",
        "named in 2024",
        True,
        "Anna",
        NOON,
    )
    assert [one.outline for one in (quay, around, town)] == [f.outline for f in (QUAY, CIRCLE, TOWN)]
    assert not around.is_open
    assert len({one.number for one in (quay, around, town)}) == 3


def test_a_hub_of_the_same_name_is_replaced_in_its_project_alone(database: Database) -> None:
    first, second = (create_project(database, name, when=NOON) for name in ("One", "Two"))
    kept = [save_hub(database, one.id, QUAY, origin=ANNA) for one in (first, second)]
    changed = replace(QUAY, name="the QUAY", outline=TOWN.outline)
    assert save_hub(database, first.id, changed, origin=ANNA).number == kept[0].number
    assert [one.outline for one in list_hubs(database, first.id)] == [TOWN.outline]
    assert list_hubs(database, second.id) == (kept[1],)


def test_a_site_is_in_one_own_hub_only_the_one_that_was_saved_last(database: Database) -> None:
    project = create_project(database, "One", when=NOON).id
    sites = pd.DataFrame(
        {"municipality_number": "5059", "lon": 9.85, "lat": [63.3, 63.31, 63.9]}, index=["S1", "S2", "S3"]
    )
    town, quay = save_hubs(database, project, (TOWN, QUAY), origin=ANNA)
    assert held(database, project, sites) == {"Town": ("S3",), "The quay": ("S1", "S2")}
    # 5 km around holds S1 and S2, too, and is saved an hour later.
    (share,) = shares_of((town, quay), (CIRCLE,), sites)
    assert (share.sites, share.taken) == (2, {"The quay": 2})
    later = replace(ANNA, when=NOON + timedelta(hours=1))
    around = save_hub(database, project, CIRCLE, origin=later)
    assert held(database, project, sites) == {"Around": ("S1", "S2"), "Town": ("S3",), "The quay": ()}
    delete_hub(database, project, around.number)
    assert held(database, project, sites)["The quay"] == ("S1", "S2")


def test_what_is_told_before_hubs_are_saved_is_what_they_have_afterwards(database: Database) -> None:
    project = create_project(database, "One", when=NOON).id
    sites = pd.DataFrame(
        {"municipality_number": "5059", "lon": 9.85, "lat": [63.3, 63.31, 63.9]}, index=["S1", "S2", "S3"]
    )
    kept = save_hub(database, project, QUAY, origin=ANNA)
    later = replace(ANNA, when=NOON + timedelta(hours=1))
    forms = (TOWN, replace(QUAY, name="THE QUAY", outline=Outline(Extent.SITES, ("S2",))), CIRCLE)
    shares = shares_of((kept,), forms, sites)
    assert [share.taken for share in shares] == [{"The quay": 2}, {"Town": 1}, {"Town": 1, "THE QUAY": 1}]
    saved = save_hubs(database, project, forms, origin=later)
    now = held(database, project, sites)
    assert [share.sites for share in shares] == [len(now[one.name]) for one in saved] == [1, 0, 2]


def held(database: Database, project: int, sites: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return {one.name: one.site_ids for one in own_hubs_in(list_hubs(database, project), sites)}


def test_a_drawn_area_comes_back_as_it_was_drawn(database: Database) -> None:
    project = create_project(database, "One", when=NOON)
    drawn = replace(
        QUAY, outline=Outline(Extent.AREA, corners=((9.84, 63.29), (9.88, 63.29), (9.123456789, 63.4)))
    )
    saved = save_hub(database, project.id, drawn, origin=ANNA)
    assert saved.outline == drawn.outline
    assert list_hubs(database, project.id) == (saved,)


def test_a_hub_that_is_deleted_is_gone_once(database: Database) -> None:
    project = create_project(database, "One", when=NOON)
    saved = save_hub(database, project.id, QUAY, origin=ANNA)
    delete_hub(database, project.id, saved.number)
    assert list_hubs(database, project.id) == ()
    with pytest.raises(StoreError) as caught:
        delete_hub(database, project.id, saved.number)
    assert caught.value.code == Trouble.HUB_GONE


@pytest.mark.parametrize(
    ("form", "trouble"),
    [
        (replace(QUAY, name=" "), Trouble.BAD_HUB_NAME),
        (replace(QUAY, name="x" * 101), Trouble.BAD_HUB_NAME),
        (replace(QUAY, note="\0"), Trouble.BAD_HUB_NAME),
        (replace(QUAY, outline=Outline(Extent.SITES)), Trouble.EMPTY_HUB),
        (replace(QUAY, outline=Outline(Extent.MUNICIPALITY)), Trouble.EMPTY_HUB),
        (replace(QUAY, outline=Outline(Extent.CIRCLE, lon=9.0, lat=63.0)), Trouble.EMPTY_HUB),
        (replace(QUAY, outline=Outline(Extent.AREA, corners=((9.0, 63.0), (9.1, 63.0)))), Trouble.EMPTY_HUB),
    ],
)
def test_what_is_no_hub_is_not_saved(file_database: Database, form: HubForm, trouble: Trouble) -> None:
    project = create_project(file_database, "One", when=NOON)
    with pytest.raises(StoreError) as caught:
        save_hub(file_database, project.id, form, origin=ANNA)
    assert caught.value.code == trouble
    assert list_hubs(file_database, project.id) == ()


def test_a_project_that_is_gone_keeps_no_hub(file_database: Database) -> None:
    with pytest.raises(StoreError) as caught:
        save_hub(file_database, 77, QUAY, origin=ANNA)
    assert caught.value.code == Trouble.PROJECT_GONE


def test_a_backup_holds_the_hubs(file_database: Database, tmp_path: Path) -> None:
    project = create_project(file_database, "One", when=NOON)
    saved = save_hub(file_database, project.id, QUAY, origin=ANNA)
    write_backup(file_database, tmp_path / "backup.sqlite")
    delete_hub(file_database, project.id, saved.number)
    restore_backup(file_database, tmp_path / "backup.sqlite", kept=tmp_path / "kept.sqlite")
    assert list_hubs(file_database, project.id) == (saved,)
