"""The archive package: a revision as CSV and GeoPackage, the log of imports, saved views and own hubs."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from symgeo.errors import StoreError
from symgeo.storage.database import Database
from symgeo.storage.own_hubs import list_hubs
from symgeo.storage.revisions import Revision, list_revisions, load_state
from symgeo.storage.saved_views import list_views
from symgeo.storage.scenarios import PROJECT, list_scenarios, list_values
from symgeo.storage.states import POSITION, State
from symgeo.storage.stored_tables import DATA_TABLES
from symgeo.storage.trouble import Trouble
from symgeo.tables.spreadsheets import disarm
from symgeo.vocabulary import CRS_GEOGRAPHIC

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def write_archive(database: Database, project_id: int, path: Path, *, number: int | None = None) -> Revision:
    """Write a zip file: sites, flows and exchanges as CSV, all three in ``data.gpkg``, and the import log.

    Saved views, own hubs, own values and scenarios go with them as they are now; they have no revisions.

    The CSV files are for spreadsheets: a text that would be a formula has an apostrophe in front. The
    GeoPackage has every text as it is stored.

    Parameters
    ----------
    database : Database
        Where the project is.
    project_id, number : int
        Which revision, by default the latest; the log ends with it.
    path : Path
        A file that stands there is replaced once the new one is whole.

    Returns
    -------
    Revision
        What was written.

    Raises
    ------
    StoreError
        If nothing was saved in the project yet, or the file cannot be written.
    """
    project, revision, state = load_state(database, project_id, number)
    if revision is None:
        raise StoreError(Trouble.NOTHING_SAVED, project=project.name)
    log = [entry for entry in list_revisions(database, project_id) if entry.number <= revision.number]
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            files = _write_files(Path(folder), project.name, state, log)
            files.append(_write_beside(Path(folder), database, project_id))
            _zip(partial, files, revision)
        partial.replace(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        raise StoreError(Trouble.FILE_NOT_WRITTEN, where=str(path)) from error
    finally:
        partial.unlink(missing_ok=True)
    return revision


def archive_bytes(database: Database, project_id: int, *, number: int | None = None) -> bytes:
    """Give the package as bytes, for a download; parameters and errors as for `write_archive`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.zip"
        write_archive(database, project_id, path, number=number)
        return path.read_bytes()


def log_entry(revision: Revision) -> dict[str, object]:
    """Give what a revision is as plain values, for JSON."""
    return {
        "revision": revision.number,
        "kind": str(revision.kind),
        "about": revision.about,
        "who": revision.who,
        "when": revision.made_at.isoformat(timespec="seconds"),
        "files": [{"name": file.name, "sha256": file.sha256} for file in revision.files],
        "counts": {
            table: {"added": added, "changed": changed, "removed": removed}
            for table, added, changed, removed in revision.counts
        },
        "repairs": [
            {"code": repair.code, "column": repair.column, "cells": repair.cells, "detail": repair.detail}
            for repair in revision.repairs
        ],
        "digest": revision.digest,
    }


def _write_files(folder: Path, project: str, state: State, log: list[Revision]) -> list[Path]:
    names = [f"{table}.csv" for table in DATA_TABLES]
    for table in DATA_TABLES:
        frame = disarm(state[table].drop(columns=POSITION).reset_index())
        frame.to_csv(folder / f"{table}.csv", index=False, lineterminator="\n", encoding="utf-8")
    _write_geopackage(folder / "data.gpkg", state)
    entries = {"project": project, "revisions": [log_entry(revision) for revision in log]}
    text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
    (folder / "import_log.json").write_text(text, encoding="utf-8")
    disarm(_log_table(log)).to_csv(
        folder / "import_log.csv", index=False, lineterminator="\n", encoding="utf-8"
    )
    return [folder / name for name in (*names, "data.gpkg", "import_log.json", "import_log.csv")]


def _write_beside(folder: Path, database: Database, project_id: int) -> Path:
    """Write what a project keeps beside its data, as JSON."""
    views = [asdict(view) for view in list_views(database, project_id)]
    hubs = [
        {**asdict(hub), "made_at": hub.made_at.isoformat(timespec="seconds")}
        for hub in list_hubs(database, project_id)
    ]
    values = [
        {
            "scenario": number,
            "scenario_name": name,
            **asdict(kept.own),
            "who": kept.who,
            "made_at": kept.made_at.isoformat(timespec="seconds"),
        }
        for number, name in _scenarios(database, project_id).items()
        for kept in list_values(database, project_id, number)
    ]
    path = folder / "views_and_hubs.json"
    beside = {"saved_views": views, "own_hubs": hubs, "own_values": values}
    text = json.dumps(beside, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
    return path


def _scenarios(database: Database, project_id: int) -> dict[int, str]:
    """Name the scenarios by their numbers; the project's own values have no name."""
    return {PROJECT: ""} | {one.number: one.name for one in list_scenarios(database, project_id)}


def _write_geopackage(path: Path, state: State) -> None:
    sites = state.sites.drop(columns=POSITION).reset_index()
    points = gpd.GeoDataFrame(
        sites, geometry=gpd.points_from_xy(sites["lon"], sites["lat"]), crs=CRS_GEOGRAPHIC
    )
    pyogrio.write_dataframe(points, path, layer="sites", driver="GPKG", geometry_type="Point")
    for table in ("flows", "exchanges"):
        frame = state[table].drop(columns=POSITION).reset_index()
        pyogrio.write_dataframe(frame, path, layer=table, driver="GPKG", append=True)


def _log_table(log: list[Revision]) -> pd.DataFrame:
    rows = [
        {
            "revision": revision.number,
            "kind": str(revision.kind),
            "about": "" if revision.about is None else str(revision.about),
            "who": revision.who,
            "when": revision.made_at.isoformat(timespec="seconds"),
            "files": "; ".join(file.name for file in revision.files),
            "sha256": "; ".join(file.sha256 for file in revision.files),
            **{
                f"{table}_{name}": count
                for table, *counts in revision.counts
                for name, count in zip(("added", "changed", "removed"), counts, strict=True)
            },
            "repairs": "; ".join(
                f"{repair.code} {repair.column} {repair.cells}" for repair in revision.repairs
            ),
        }
        for revision in log
    ]
    return pd.DataFrame(rows)


def _zip(path: Path, files: list[Path], revision: Revision) -> None:
    made = max(revision.made_at.timetuple()[:6], _EARLIEST)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for file in files:
            entry = zipfile.ZipInfo(file.name, made)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, file.read_bytes())
