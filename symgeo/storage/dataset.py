"""The one door for data: files and revisions of the database become a data set, checked."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.errors import DataErrors
from symgeo.storage.database import Database
from symgeo.storage.geography import Geography, assign_county, load_counties, load_land
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.readers.large_table import read_any_size
from symgeo.storage.revisions import EMPTY_DIGEST, load_state
from symgeo.storage.states import State, as_cells
from symgeo.storage.stored_tables import DATA_TABLES
from symgeo.storage.uploads import Upload, UploadedTable
from symgeo.tables import relations
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, check, issues_at
from symgeo.vocabulary import CRS_GEOGRAPHIC

DATA_FOLDER: Final = Path(__file__).resolve().parents[2] / "data"
"""The data that is shipped beside the programme."""
DEMO_FILES: Final = tuple((table, DATA_FOLDER / "demo" / f"{table}.csv") for table in DATA_TABLES)
"""Table and file of the example data."""


@dataclass(frozen=True, eq=False)
class Source:
    """A table of text on its way in.

    Attributes
    ----------
    path : Path
        Where it came from; named in complaints.
    cells : DataFrame
        All cells as text, with columns of the dictionary or some of them; the index is the row as a
        spreadsheet shows it.
    """

    path: Path
    cells: pd.DataFrame


def load_demo() -> Dataset:
    """Load the example data of three counties.

    Raises
    ------
    TableError, DataErrors
        If a file that is shipped with the programme is broken.
    """
    return _load(dict(DEMO_FILES), read_csv_table, is_example=True)


def load_shown(folder: Path | None = None) -> Dataset:
    """Load what the application shows: a folder of the reader's, or else the example data.

    Parameters
    ----------
    folder : Path, optional
        With ``sites.csv``, ``flows.csv`` and, if there is one, ``exchanges.csv``.

    Raises
    ------
    TableError, DataErrors
        If a file cannot be read or has errors.
    """
    if folder is None:
        return load_demo()
    exchanges = folder / "exchanges.csv"
    return load_files(
        sites=folder / "sites.csv",
        flows=folder / "flows.csv",
        exchanges=exchanges if exchanges.exists() else None,
    )


def load_files(*, sites: Path, flows: Path, exchanges: Path | None = None) -> Dataset:
    """Load a data set from CSV files with the columns of the column dictionary.

    Optional columns may be missing.

    Raises
    ------
    TableError
        If a file cannot be read as a table.
    DataErrors
        If cells are wrong; it holds all issues of all files.
    """
    paths = {"sites": sites, "flows": flows}
    return _load(
        paths if exchanges is None else {**paths, "exchanges": exchanges}, read_csv_table, is_example=False
    )


def load_large_files(*, sites: Path, flows: Path, exchanges: Path | None = None) -> Dataset:
    """Load a data set from files of any size: CSV, Parquet or GeoParquet; otherwise as `load_files`."""
    paths = {"sites": sites, "flows": flows}
    return _load(
        paths if exchanges is None else {**paths, "exchanges": exchanges}, read_any_size, is_example=False
    )


def load_revision(
    database: Database, project_id: int, number: int | None = None, *, reference: Reference | None = None
) -> Dataset:
    """Load a project as it was at a revision, by default the latest.

    Parameters
    ----------
    database : Database
        Where.
    project_id, number : int
        Which revision; None is the latest, 0 the empty state before the first.
    reference : Reference, optional
        The reference tables, if they are loaded already.

    Returns
    -------
    Dataset
        ``revision`` names the content: equal states of one project have equal names, also after an undo.

    Raises
    ------
    StoreError
        If there is no such project or revision, or the database cannot be read.
    DataErrors
        If rows do not pass the check of files: the reference tables may no longer know a code. A row is
        counted as in the CSV of the archive package.
    """
    project, revision, state = load_state(database, project_id, number)
    reference = reference or load_reference()
    checked = _check_stored(database.name, state, reference)
    return Dataset(
        sites=_points(_keyed(checked["sites"])),
        flows=_keyed(checked["flows"]),
        exchanges=_keyed(checked["exchanges"]),
        reference=reference,
        revision=f"{project_id}.{revision.digest if revision else EMPTY_DIGEST}",
        is_example=project.is_example,
    )


def check_upload(
    sources: Mapping[str, Source],
    *,
    reference: Reference | None = None,
    stored_sites: Collection[str] = (),
    invented_ids: frozenset[str] = frozenset(),
) -> Upload:
    """Check tables of text on their way into a project.

    Parameters
    ----------
    sources : mapping
        By table: ``sites``, ``flows``, ``exchanges`` or some of them.
    reference : Reference, optional
        The reference tables, if they are loaded already.
    stored_sites : collection of str
        Ids of sites in the project, which flows and exchanges may point at.
    invented_ids : frozenset of str
        Ids that were made up because the file has none.

    Raises
    ------
    DataErrors
        If cells are wrong; it holds all issues of all tables.
    """
    checked = _check_sources(sources, reference or load_reference(), stored_sites)
    tables = {
        table: UploadedTable(checked[table].frame, _given(table, source.cells))
        for table, source in sources.items()
    }
    return Upload(
        tables.get("sites"), tables.get("flows"), tables.get("exchanges"), invented_ids=invented_ids
    )


def load_reference(folder: Path | None = None) -> Reference:
    """Load the reference tables, counties and land.

    Parameters
    ----------
    folder : Path, optional
        A data folder with ``reference`` and ``geo``; by default the one shipped with the programme, which is
        read once.

    Raises
    ------
    TableError, DataErrors
        If a file is broken; the message names file, line, column and repair.
    """
    return _shipped_reference() if folder is None else _read_reference(folder)


@functools.cache
def _shipped_reference() -> Reference:
    return _read_reference(DATA_FOLDER)


def _read_reference(folder: Path) -> Reference:
    tables = folder / "reference"
    counties = load_counties(folder / "geo" / "counties.geojson")
    parameters = _load_parameters(tables / "parameters.csv")
    resources = _load_resources(tables / "resources.csv", parameters)
    leaves = _codes_of(resources)
    precedents = _load_plain(tables / "precedents.csv", "precedents", leaves)
    return Reference(
        resources=resources,
        rules=_load_rules(tables / "compatibility.csv", leaves, parameters),
        parameters=parameters,
        precedents=precedents,
        municipalities=_load_plain(
            tables / "municipalities.csv", "municipalities", {"counties.code": counties.index}
        ),
        counties=counties,
        land=load_land(folder / "geo" / "land_fine.parquet"),
        barriers=_load_barriers(tables / "barriers.csv", resources, precedents),
        benchmarks=_load_compared(tables, "benchmarks", resources, parameters),
        cases=_load_compared(tables, "cases", resources, parameters),
    )


def _load(paths: Mapping[str, Path], read: Callable[[Path], pd.DataFrame], *, is_example: bool) -> Dataset:
    reference = load_reference()
    sources = {table: Source(path, read(path)) for table, path in paths.items()}
    checked = _check_sources(sources, reference, ())
    exchanges = checked["exchanges"] if "exchanges" in checked else _empty("exchanges")
    return Dataset(
        sites=_points(_keyed(checked["sites"])),
        flows=_keyed(checked["flows"]),
        exchanges=_keyed(exchanges),
        reference=reference,
        revision=_revision(list(paths.values())),
        is_example=is_example,
    )


def _check_sources(
    sources: Mapping[str, Source], reference: Reference, stored_sites: Collection[str]
) -> dict[str, Checked]:
    known = _codes_of(reference.resources) | {"counties.code": reference.counties.index}
    known["sites.site_id"] = stored_sites
    checked: dict[str, Checked] = {}
    if "sites" in sources:
        cells = check(sources["sites"].cells, dictionary("sites"), known=known)
        checked["sites"] = _with_county(cells, _geography(reference))
        known["sites.site_id"] = {*stored_sites, *cells.frame["site_id"]}
    if "flows" in sources:
        cells = check(sources["flows"].cells, dictionary("flows"), known=known)
        checked["flows"] = relations.check_flows(cells, reference.resources)
    if "exchanges" in sources:
        cells = check(sources["exchanges"].cells, dictionary("exchanges"), known=known)
        checked["exchanges"] = relations.check_exchanges(cells, reference.resources)
    _raise(*((sources[table].path, found) for table, found in checked.items()))
    return checked


def _given(table: str, cells: pd.DataFrame) -> frozenset[str]:
    """Give the columns that a file has, under the names of the dictionary."""
    names = set(cells.columns)
    return frozenset(
        column.name
        for column in dictionary(table).columns
        if not names.isdisjoint((column.name, *column.other_names))
    )


def _check_stored(name: str, state: State, reference: Reference) -> dict[str, Checked]:
    """Check what is stored as files are checked; the county of a site was decided when it came in."""
    cells = {}
    for table in DATA_TABLES:
        frame = state[table].reset_index()
        cells[table] = as_cells(table, frame.set_axis(pd.RangeIndex(2, len(frame) + 2)))
    known = _codes_of(reference.resources) | {"counties.code": reference.counties.index}
    known["sites.site_id"] = state.sites.index
    checked = {table: check(cells[table], dictionary(table), known=known) for table in DATA_TABLES}
    checked["flows"] = relations.check_flows(checked["flows"], reference.resources)
    checked["exchanges"] = relations.check_exchanges(checked["exchanges"], reference.resources)
    _raise(*((name, found) for found in checked.values()))
    return checked


def _load_parameters(path: Path) -> pd.DataFrame:
    checked = relations.check_parameters(_check_file(path, "parameters", {}))
    _raise((path, checked))
    return _keyed(checked)


def _load_resources(path: Path, parameters: pd.DataFrame) -> pd.DataFrame:
    cells = read_csv_table(path)
    known: dict[str, Collection[str]] = {"parameters.key": parameters.index}
    if {"code", "parent"} <= set(cells.columns):
        known["resources.group"] = cells.loc[cells["parent"] == "", "code"]
    checked = relations.check_resources(check(cells, dictionary("resources"), known=known))
    _raise((path, checked))
    return _keyed(checked)


def _load_rules(path: Path, leaves: Mapping[str, Collection[str]], parameters: pd.DataFrame) -> pd.DataFrame:
    checked = relations.check_rules(_check_file(path, "rules", leaves), parameters)
    _raise((path, checked))
    return _keyed(checked)


def _load_barriers(path: Path, resources: pd.DataFrame, precedents: pd.DataFrame) -> pd.DataFrame:
    checked = relations.check_barriers(_check_file(path, "barriers", {}), resources, precedents)
    _raise((path, checked))
    return _keyed(checked)


def _load_compared(
    tables: Path, table: str, resources: pd.DataFrame, parameters: pd.DataFrame
) -> pd.DataFrame:
    """Load a table of what estimates are compared with."""
    path, known = tables / f"{table}.csv", {"parameters.key": parameters.index}
    checked = relations.check_supply_codes(_check_file(path, table, known), table, resources)
    _raise((path, checked))
    return _keyed(checked)


def _load_plain(path: Path, table: str, known: Mapping[str, Collection[str]]) -> pd.DataFrame:
    checked = _check_file(path, table, known)
    _raise((path, checked))
    return _keyed(checked)


def _codes_of(resources: pd.DataFrame) -> dict[str, Collection[str]]:
    is_group = resources["parent"] == ""
    return {"resources.leaf": resources.index[~is_group], "resources.group": resources.index[is_group]}


def _geography(reference: Reference) -> Geography:
    return Geography(
        reference.municipalities, reference.counties, DATA_FOLDER / "geo" / "counties_sea.geojson"
    )


def _with_county(sites: Checked, geography: Geography) -> Checked:
    located = sites.frame.assign(**assign_county(sites.frame, geography))
    # A site without a position has that issue already.
    lost = (located["county_by"] == "") & located["lat"].notna() & located["lon"].notna()
    found = issues_at(
        lost,
        table="sites",
        column="county_code",
        code=IssueCode.COUNTY_NOT_FOUND,
        values=located["municipality"],
    )
    return Checked("sites", located, (*sites.issues, *found))


def _points(sites: pd.DataFrame) -> gpd.GeoDataFrame:
    geometry = gpd.points_from_xy(sites["lon"], sites["lat"])
    return gpd.GeoDataFrame(sites, geometry=geometry, crs=CRS_GEOGRAPHIC)


def _check_file(path: Path, table: str, known: Mapping[str, Collection[str]]) -> Checked:
    return check(read_csv_table(path), dictionary(table), known=known)


def _empty(table: str) -> Checked:
    columns = [column.name for column in dictionary(table).columns]
    return check(pd.DataFrame(columns=columns, dtype=str), dictionary(table))


def _raise(*tables: tuple[Path | str, Checked]) -> None:
    """Raise all issues of all files at once, under the name of the first file that has any."""
    wrong = [(where, table.issues) for where, table in tables if table.issues]
    if wrong:
        raise DataErrors(wrong[0][0], tuple(issue for _, issues in wrong for issue in issues))


def _keyed(checked: Checked) -> pd.DataFrame:
    return checked.frame.set_index(dictionary(checked.table).key)


def _revision(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
