"""Write result tables to files: CSV, Parquet, GeoJSON and GeoPackage, the same columns in each."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from symgeo.errors import UsageError
from symgeo.tables.spreadsheets import disarm
from symgeo.vocabulary import CRS_GEOGRAPHIC

ENDINGS: Final = (".csv", ".parquet", ".geojson", ".gpkg")


def write_opportunities(opportunities: pd.DataFrame, sites: pd.DataFrame, path: Path) -> None:
    """Write opportunities; the ending of the file decides the format.

    Maps (GeoJSON, GeoPackage) and GeoParquet carry the straight line from supply to demand as
    geometry in EPSG:4326; the table formats carry the columns alone.

    Parameters
    ----------
    opportunities : DataFrame
        With ``supply_site_id`` and ``demand_site_id``.
    sites : DataFrame
        With ``lon`` and ``lat`` in degrees, indexed by site.
    path : Path
        Ends in one of `ENDINGS`. A file that stands there is replaced once the new one is whole.

    Raises
    ------
    UsageError
        If the ending is another one or the file cannot be written.
    """
    if path.suffix.lower() in (".geojson", ".gpkg"):
        ends = [sites.loc[opportunities[f"{side}_site_id"], ["lon", "lat"]] for side in ("supply", "demand")]
        lines = shapely.linestrings(np.stack([end.to_numpy(float) for end in ends], axis=1))
        write_table(gpd.GeoDataFrame(opportunities, geometry=lines, crs=CRS_GEOGRAPHIC), path)
    else:
        write_table(opportunities, path)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame to a file, whole or not at all.

    Raises
    ------
    UsageError
        If the ending is not one of `ENDINGS` or the file cannot be written.
    """
    write = _writer(path)
    partial = path.with_name(f".{path.stem}.partial-{os.getpid()}{path.suffix}")
    try:
        write(frame, partial)
        partial.replace(path)
    except (OSError, pyogrio.errors.DataSourceError) as error:
        message = f"{path} cannot be written ({error}). Choose another place with --out."
        raise UsageError(message) from error
    finally:
        partial.unlink(missing_ok=True)


def _writer(path: Path) -> Callable[[pd.DataFrame, Path], None]:
    writers = {".csv": _csv, ".parquet": _parquet, ".geojson": _geojson, ".gpkg": _geopackage}
    ending = path.suffix.lower()
    if ending not in writers:
        message = f"{path.name!r} does not end in {', '.join(ENDINGS)}. Give --out one of these endings."
        raise UsageError(message)
    return writers[ending]


def _csv(frame: pd.DataFrame, path: Path) -> None:
    disarm(frame).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _parquet(frame: pd.DataFrame, path: Path) -> None:
    frame.to_parquet(path, index=False)


def _geojson(frame: pd.DataFrame, path: Path) -> None:
    _with_geometry(frame).to_file(path, driver="GeoJSON", engine="pyogrio")


def _geopackage(frame: pd.DataFrame, path: Path) -> None:
    _with_geometry(frame).to_file(path, driver="GPKG", layer=path.stem.split(".")[1], engine="pyogrio")


def _with_geometry(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    if not isinstance(frame, gpd.GeoDataFrame):
        message = "This table has no places; write it as .csv or .parquet."
        raise UsageError(message)
    return frame
