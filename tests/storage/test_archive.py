"""The archive package holds the data in open formats, and the log of how it came about."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from symgeo.analysis.hubs import Outline
from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.scenarios import OwnValue
from symgeo.analysis.selection import Filters
from symgeo.errors import StoreError
from symgeo.storage.archive import archive_bytes, write_archive
from symgeo.storage.database import Database
from symgeo.storage.own_hubs import HubForm, save_hub
from symgeo.storage.repository import delete
from symgeo.storage.revisions import Origin, Repair, SourceFile
from symgeo.storage.saved_views import add_view
from symgeo.storage.scenarios import add_scenario, save_value
from symgeo.storage.trouble import Trouble
from symgeo.tables.schema import dictionary
from symgeo.vocabulary import Extent
from tests.storage.store_world import ANNA, NOON, flow, new_project, saved, site, upload, world

VIEW = SavedView(
    name="Slam",
    filters=Filters(counties=("NO-50",)),
    selected="F1~F2",
    area=Area(south=63.0, west=9.0, north=64.0, east=11.0),
)
ORIGIN = Origin("Anna", NOON, (SourceFile("anlegg.csv", "c" * 64),), (Repair("decimal_comma", "lat", 3),))


@pytest.fixture
def package(file_database: Database, tmp_path: Path) -> Path:
    project = new_project(file_database)
    saved(file_database, project, world(), ORIGIN)
    saved(file_database, project, upload([site("C", "=1+1 Østfjord", 63.4, 9.7)], [flow("F3", "C", 0.1)]))
    delete(file_database, project, sites=["B"], origin=ANNA)
    dear = add_scenario(file_database, project, "Dyr varme", origin=ANNA).number
    own = OwnValue("price.heat_mix_no", 90.0, 80.0, 100.0, "et tilbud")
    save_value(file_database, project, dear, own, origin=ANNA)
    add_view(file_database, project, replace(VIEW, scenario=dear), when=NOON)
    save_hub(file_database, project, HubForm("Havn", Outline(Extent.SITES, ("A", "C"))), origin=ANNA)
    path = tmp_path / "package.zip"
    write_archive(file_database, project, path)
    write_archive(file_database, project, tmp_path / "first.zip", number=1)
    return path


def test_the_package_has_csv_geopackage_and_log(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "sites.csv", "flows.csv", "exchanges.csv", "data.gpkg", "import_log.json", "import_log.csv",
            "views_and_hubs.json",
        ]  # fmt: skip
        for table in ("sites", "flows", "exchanges"):
            cells = pd.read_csv(io.BytesIO(archive.read(f"{table}.csv")))
            assert list(cells.columns) == [column.name for column in dictionary(table).columns]
        sites = pd.read_csv(io.BytesIO(archive.read("sites.csv")))
        assert sites["name"].tolist() == ["Mill", "'=1+1 Østfjord"]


def test_the_geopackage_has_every_text_and_number_as_it_is_stored(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        archive.extract("data.gpkg", tmp_path)
    path = tmp_path / "data.gpkg"
    assert pyogrio.list_layers(path)[:, 0].tolist() == ["sites", "flows", "exchanges"]
    sites = gpd.read_file(path, layer="sites")
    assert sites["name"].tolist() == ["Mill", "=1+1 Østfjord"]
    assert (sites.geometry.iloc[1].x, sites.geometry.iloc[1].y) == (9.7, 63.4)
    assert sites.crs == "EPSG:4326"
    assert gpd.read_file(path, layer="flows")["quantity"].tolist() == [100.0, 0.1]
    assert len(gpd.read_file(path, layer="exchanges")) == 0


def test_the_log_says_who_when_from_what_and_what_changed(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        log = json.loads(archive.read("import_log.json"))
        table = pd.read_csv(io.BytesIO(archive.read("import_log.csv")))
    assert log["project"] == "Orkland"
    assert [entry["kind"] for entry in log["revisions"]] == ["delete", "import", "import"]
    first = log["revisions"][-1]
    assert first["files"] == [{"name": "anlegg.csv", "sha256": "c" * 64}]
    assert first["repairs"] == [{"code": "decimal_comma", "column": "lat", "cells": 3, "detail": ""}]
    assert first["when"] == "2026-03-01T12:00:00+00:00"
    assert table["sites_added"].tolist() == [0, 1, 2]
    with zipfile.ZipFile(package.with_name("first.zip")) as archive:
        assert len(json.loads(archive.read("import_log.json"))["revisions"]) == 1


def test_views_and_own_hubs_go_with_it(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        beside = json.loads(archive.read("views_and_hubs.json"))
    (view,), (hub,) = beside["saved_views"], beside["own_hubs"]
    assert (view["name"], view["selected"], view["area"]["north"]) == ("Slam", "F1~F2", 64.0)
    assert view["filters"]["counties"] == ["NO-50"]
    assert (hub["name"], hub["outline"]["site_ids"], hub["who"]) == ("Havn", ["A", "C"], "Anna")
    (value,) = beside["own_values"]
    assert (value["scenario_name"], value["key"], value["value"]) == ("Dyr varme", "price.heat_mix_no", 90.0)
    assert value["scenario"] == view["scenario"]


def test_what_cannot_be_written_is_said(file_database: Database, tmp_path: Path) -> None:
    project = new_project(file_database)
    with pytest.raises(StoreError) as caught:
        write_archive(file_database, project, tmp_path / "x.zip")
    assert caught.value.code == Trouble.NOTHING_SAVED
    saved(file_database, project, world())
    with pytest.raises(StoreError) as caught:
        write_archive(file_database, project, tmp_path / "nowhere" / "x.zip")
    assert caught.value.code == Trouble.FILE_NOT_WRITTEN


def test_the_package_can_be_had_as_bytes_for_a_download(file_database: Database, tmp_path: Path) -> None:
    project = new_project(file_database)
    saved(file_database, project, world())
    path = tmp_path / "archive.zip"
    write_archive(file_database, project, path)
    with (
        zipfile.ZipFile(io.BytesIO(archive_bytes(file_database, project))) as one,
        zipfile.ZipFile(path) as two,
    ):
        assert one.namelist() == two.namelist()
        assert one.read("sites.csv") == two.read("sites.csv")
