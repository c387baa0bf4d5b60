"""Read tables of any size as columns: Parquet, GeoParquet, and delimited text in UTF-8."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pyproj
import shapely

from symgeo.errors import TableError
from symgeo.storage.readers.csv_table import find_delimiter, read_csv_table
from symgeo.storage.readers.limits import Limits
from symgeo.vocabulary import CRS_GEOGRAPHIC

PARQUET_ENDINGS: Final = (".parquet", ".geoparquet")
_FIRST_ROW: Final = 2
"""Row of the first record as a spreadsheet counts: the heading is 1."""
_SAMPLE_BYTES: Final = 1 << 16
_UNSEEN: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]"


def read_any_size(path: Path) -> pd.DataFrame:
    """Read a file whose ending decides: Parquet by columns, text by cells, large text by columns.

    Returns
    -------
    DataFrame
        All cells as text, "" for what is empty; the index ``row`` is the row as a spreadsheet shows it.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    if path.suffix.lower() in PARQUET_ENDINGS:
        return read_parquet_table(path)
    try:
        is_small = path.stat().st_size <= Limits().size_bytes
    except OSError:
        is_small = True  # the reader says what is wrong with it
    return read_csv_table(path) if is_small else read_large_csv(path)


def read_parquet_table(path: Path) -> pd.DataFrame:
    """Read Parquet or GeoParquet; points become ``lon`` and ``lat`` where the file has no such columns.

    Raises
    ------
    TableError
        If it is no such file, or its geometry is no points.
    """
    try:
        table = pq.ParquetFile(path).read()
    except (OSError, pa.ArrowInvalid) as error:
        raise TableError(
            path, "the file cannot be read as Parquet", "Check its name and write it again"
        ) from error
    metadata = table.schema.metadata or {}
    geo = json.loads(metadata[b"geo"]) if b"geo" in metadata else None
    if geo is not None:
        table = _with_lon_lat(table, geo, path)
    return _text_frame(table)


def read_large_csv(path: Path) -> pd.DataFrame:
    """Read delimited text in UTF-8 by columns. Empty lines are left out and do not count as rows.

    Raises
    ------
    TableError
        If it is no such file.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES).decode("utf-8-sig", errors="replace")
    delimiter = find_delimiter(sample[: sample.rfind("\n") + 1])
    repair = "Check its quotation marks and save it as CSV in UTF-8"
    try:
        parse = pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
        with pa_csv.open_csv(path, parse_options=parse) as reader:
            names = [name for name in reader.schema.names if name]
        convert = pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), include_columns=names, strings_can_be_null=False
        )
        table = pa_csv.read_csv(path, parse_options=parse, convert_options=convert)
    except (pa.ArrowInvalid, pa.ArrowKeyError) as error:
        raise TableError(path, f"the file cannot be split into cells ({error})", repair) from error
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise TableError(path, f"the column {repeated[0]!r} stands there twice", "Rename one of them")
    return _text_frame(table)


def _text_frame(table: pa.Table) -> pd.DataFrame:
    columns = {name: _text(table[name]) for name in table.column_names}
    index = pd.RangeIndex(_FIRST_ROW, _FIRST_ROW + table.num_rows, name="row")
    frame: pd.DataFrame = pa.table(columns).to_pandas().astype(str)
    return frame.set_axis(index)


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_boolean(column.type):
        column = pc.if_else(column, "yes", "no")
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_finite(column), column, None)
    text = pc.fill_null(pc.cast(column, pa.string()), "")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(text, _UNSEEN, ""))


def _with_lon_lat(table: pa.Table, geo: dict[str, object], path: Path) -> pa.Table:
    """Take lon/lat from the geometry, in EPSG:4326, unless the file has them as columns."""
    name = str(geo.get("primary_column", "geometry"))
    about = geo.get("columns")
    about = about.get(name, {}) if isinstance(about, dict) else {}
    wkb = table[name].to_numpy(zero_copy_only=False)
    table = table.drop_columns([name])
    if {"lon", "lat"} <= set(table.column_names):
        return table
    try:
        points = shapely.from_wkb(wkb)
    except shapely.errors.ShapelyError as error:
        raise TableError(path, "its geometry cannot be read", "Write points as WKB") from error
    if not np.isin(shapely.get_type_id(points), (-1, shapely.GeometryType.POINT)).all():
        raise TableError(path, "its geometry holds other things than points", "Give each site one point")
    crs = about.get("crs")
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    if crs is not None:
        # Without a word on it, GeoParquet means lon/lat (specification 1.1, "crs").
        source = pyproj.CRS.from_json_dict(crs) if isinstance(crs, dict) else pyproj.CRS.from_user_input(crs)
        lon, lat = pyproj.Transformer.from_crs(source, CRS_GEOGRAPHIC, always_xy=True).transform(lon, lat)
    for column, values in (("lon", lon), ("lat", lat)):
        table = table.append_column(column, pa.array(values))
    return table
