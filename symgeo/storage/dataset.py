"""Load the data set and the reference tables from files, checked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.errors import DataErrors
from symgeo.storage.geography import Geography, assign_county, load_counties, load_land
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.tables import relations
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, check, issues_at
from symgeo.vocabulary import CRS_GEOGRAPHIC

DATA_FOLDER: Final = Path(__file__).resolve().parents[2] / "data"
"""The data that is shipped beside the programme."""


def load_demo() -> Dataset:
    """Load the example data of three counties.

    Raises
    ------
    TableError, DataErrors
        If a file that is shipped with the programme is broken.
    """
    folder = DATA_FOLDER / "demo"
    return _load(
        sites=folder / "sites.csv",
        flows=folder / "flows.csv",
        exchanges=folder / "exchanges.csv",
        is_example=True,
    )


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
    return _load(sites=sites, flows=flows, exchanges=exchanges, is_example=False)


def load_reference(folder: Path | None = None) -> Reference:
    """Load the reference tables, counties and land.

    Parameters
    ----------
    folder : Path, optional
        A data folder with ``reference`` and ``geo``; the one shipped with the programme by default.

    Raises
    ------
    TableError, DataErrors
        If a file is broken; the message names file, line, column and repair.
    """
    folder = folder or DATA_FOLDER
    tables = folder / "reference"
    counties = load_counties(folder / "geo" / "counties.geojson")
    parameters = _load_parameters(tables / "parameters.csv")
    resources = _load_resources(tables / "resources.csv", parameters)
    leaves = _codes_of(resources)
    return Reference(
        resources=resources,
        rules=_load_rules(tables / "compatibility.csv", leaves, parameters),
        parameters=parameters,
        precedents=_load_plain(tables / "precedents.csv", "precedents", leaves),
        municipalities=_load_plain(
            tables / "municipalities.csv", "municipalities", {"counties.code": counties.index}
        ),
        counties=counties,
        land=load_land(folder / "geo" / "land_fine.parquet"),
    )


def _load(*, sites: Path, flows: Path, exchanges: Path | None, is_example: bool) -> Dataset:
    reference = load_reference()
    known = _codes_of(reference.resources) | {"counties.code": reference.counties.index}
    site_table = _with_county(_check_file(sites, "sites", known), _geography(reference))
    known["sites.site_id"] = site_table.frame["site_id"]
    flow_table = relations.check_flows(_check_file(flows, "flows", known), reference.resources)
    exchange_cells = _check_file(exchanges, "exchanges", known) if exchanges else _empty("exchanges")
    exchange_table = relations.check_exchanges(exchange_cells, reference.resources)
    _raise(sites, site_table, (flows, flow_table), (exchanges or flows, exchange_table))
    return Dataset(
        sites=_points(_keyed(site_table)),
        flows=_keyed(flow_table),
        exchanges=_keyed(exchange_table),
        reference=reference,
        revision=_revision([sites, flows, *([exchanges] if exchanges else [])]),
        is_example=is_example,
    )


def _load_parameters(path: Path) -> pd.DataFrame:
    checked = relations.check_parameters(_check_file(path, "parameters", {}))
    _raise(path, checked)
    return _keyed(checked)


def _load_resources(path: Path, parameters: pd.DataFrame) -> pd.DataFrame:
    cells = read_csv_table(path)
    known: dict[str, Collection[str]] = {"parameters.key": parameters.index}
    if {"code", "parent"} <= set(cells.columns):
        known["resources.group"] = cells.loc[cells["parent"] == "", "code"]
    checked = relations.check_resources(check(cells, dictionary("resources"), known=known))
    _raise(path, checked)
    return _keyed(checked)


def _load_rules(path: Path, leaves: Mapping[str, Collection[str]], parameters: pd.DataFrame) -> pd.DataFrame:
    checked = relations.check_rules(_check_file(path, "rules", leaves), parameters)
    _raise(path, checked)
    return _keyed(checked)


def _load_plain(path: Path, table: str, known: Mapping[str, Collection[str]]) -> pd.DataFrame:
    checked = _check_file(path, table, known)
    _raise(path, checked)
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


def _raise(path: Path, checked: Checked, *others: tuple[Path, Checked]) -> None:
    """Raise all issues of all files at once, under the name of the first file that has any."""
    wrong = [(where, table.issues) for where, table in ((path, checked), *others) if table.issues]
    if wrong:
        raise DataErrors(wrong[0][0], tuple(issue for _, issues in wrong for issue in issues))


def _keyed(checked: Checked) -> pd.DataFrame:
    return checked.frame.set_index(dictionary(checked.table).key)


def _revision(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
