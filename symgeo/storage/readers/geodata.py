"""Read GeoJSON, GeoPackage and zipped shapefiles: attributes as text, and a point in degrees."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import CRSError as LayerCRSError
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from symgeo.storage.readers import archive
from symgeo.storage.readers.cells import clean, number_text, value_text
from symgeo.storage.readers.encoding import find_encoding
from symgeo.storage.readers.grid import Budget, GridBuilder
from symgeo.storage.readers.kinds import SHAPE_CODE
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Kind, Note, NoteCode, Progress, Reading, ReadOptions, Sheet
from symgeo.storage.readers.refusals import Refusal, refuse
from symgeo.storage.readers.sheets import choose_sheet, guess_sheet, sheet_notes
from symgeo.vocabulary import CRS_GEOGRAPHIC

GEOMETRY_COLUMNS: Final = ("wkt", "lon", "lat")
"""Names of the last three columns: the point in the file's own CRS, and in degrees."""

_BATCH_FEATURES: Final = 1_000
_SHAPE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_DAMAGED: Final = (
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    LayerCRSError,
    shapely.errors.GEOSException,
    pa.ArrowException,
    OSError,
    UnicodeDecodeError,
)
"""What the reader of geodata answers to files that are damaged."""
_FINITE_DEGREES: Final = (180.0, 90.0)


@dataclass(frozen=True)
class _Layer:
    """One layer, and what tells GDAL where it is and by which of its drivers alone to read it.

    Left to choose, GDAL follows what a file says it is: a text that names a pipeline of commands would
    be run, and could read any other file or address.
    """

    sheet: Sheet
    source: str
    encoding: str | None = None


def read_geodata(
    path: Path,
    kind: Kind,
    *,
    limits: Limits,
    options: ReadOptions,
    progress: Progress,
    notes: tuple[Note, ...] = (),
) -> Reading:
    """Read one layer; its column names come in row 1, each feature is a row.

    A line or an area becomes a point on it, as a site is a point. Coordinates are turned into degrees
    (WGS 84) where the coordinate reference system is known or chosen.

    Parameters
    ----------
    path : Path
        The file.
    kind : Kind
        GEOJSON, GEOPACKAGE or SHAPEFILE.
    limits, options, progress
        As for `symgeo.storage.readers.read_file`.
    notes : tuple of Note
        What was noticed before.

    Raises
    ------
    ReadError
        If it is damaged, beyond a limit or empty, or the chosen CRS is not known.
    """
    with _own_copy(path, kind, limits) as layers:
        sheets = [layer.sheet for layer in layers]
        chosen = choose_sheet(path, sheets, options.sheet)
        table = _LayerReader(path, limits, options)
        table.read(layers[chosen], progress)
    frame = table.builder.frame()
    return Reading(
        name=path.name,
        kind=kind,
        grid=frame,
        encoding=layers[chosen].encoding or "",
        sheet=sheets[chosen].name,
        sheets=tuple(sheets),
        crs=table.crs_name,
        notes=(*notes, *sheet_notes(sheets, chosen), *table.notes()),
        has_point=table.builder.points(frame),
    )


class _LayerReader:
    """Turns batches of features into rows."""

    def __init__(self, path: Path, limits: Limits, options: ReadOptions) -> None:
        first_rows = options.first_rows + 1 if options.first_rows else 0
        self.builder = GridBuilder(Budget(path, limits, path.stat().st_size), first_rows)
        self.crs_name = ""
        self._path = path
        self._wanted = options.crs
        self._is_assumed = False
        self._has_geometry = False
        self._to_degrees: Transformer | None = None
        self._as_points = self._missing = 0

    def read(self, layer: _Layer, progress: Progress) -> None:
        try:
            count = max(int(pyogrio.read_info(layer.source, layer=layer.sheet.name)["features"]), 1)
            with pyogrio.open_arrow(
                layer.source,
                layer=layer.sheet.name,
                encoding=layer.encoding,
                batch_size=_BATCH_FEATURES,
                use_pyarrow=True,
                datetime_as_string=True,
            ) as (meta, batches):
                self._start(meta)
                done = 0
                for batch in batches:
                    self._add(batch, meta, done + 2)
                    done += batch.num_rows
                    progress(min(done / count, 1.0))
                    if self.builder.is_full:
                        break
        except (*_DAMAGED, DataLayerError) as error:
            raise refuse(self._path, Refusal.DAMAGED) from error
        except UnboundLocalError as error:
            # pyogrio's own slip, where a damaged layer has a CRS that cannot be written down.
            raise refuse(self._path, Refusal.DAMAGED) from error

    def notes(self) -> Iterator[Note]:
        if self._has_geometry and not self.crs_name:
            yield Note(NoteCode.CRS_MISSING)
        if self._is_assumed:
            yield Note(NoteCode.CRS_ASSUMED, detail=self.crs_name)
        if self._as_points:
            yield Note(NoteCode.SHAPES_AS_POINTS, self._as_points)
        if self._missing:
            yield Note(NoteCode.SHAPES_MISSING, self._missing)
        if self.builder.is_full:
            yield Note(NoteCode.FIRST_ROWS_ONLY, self.builder.height - 1)

    def _start(self, meta: dict[str, Any]) -> None:
        self._has_geometry = meta["geometry_type"] is not None
        names = [clean(str(name)) for name in meta["fields"]]
        self.builder.add(1, [*names, *(GEOMETRY_COLUMNS if self._has_geometry else ())])
        crs = self._wanted or meta["crs"]
        if crs:
            self._choose_crs(crs)

    def _choose_crs(self, crs: str) -> None:
        try:
            known = CRS.from_user_input(crs)
            self._to_degrees = Transformer.from_crs(known, CRS_GEOGRAPHIC, always_xy=True)
        except ProjError as error:
            if self._wanted:
                raise refuse(self._path, Refusal.UNKNOWN_CRS, crs=self._wanted) from error
            return
        authority = known.to_authority(min_confidence=70)
        self.crs_name = ":".join(authority) if authority else known.name

    def _add(self, batch: pa.RecordBatch, meta: dict[str, Any], first_row: int) -> None:
        columns, is_number = [], []
        # By place, not by name: a damaged file may have a name twice.
        width = len(meta["fields"])
        if batch.num_columns != width + self._has_geometry:
            raise refuse(self._path, Refusal.DAMAGED)
        for column in batch.columns[:width]:
            columns.append(_texts(column))
            is_number.append(pa.types.is_integer(column.type) or pa.types.is_floating(column.type))
        if self._has_geometry:
            columns += self._point_columns(batch.column(width))
            is_number += [False, True, True]
        for place, cells in enumerate(zip(*columns, strict=True)):
            self.builder.add(first_row + place, list(cells), is_number)

    def _point_columns(self, geometry: pa.Array) -> list[list[str]]:
        shapes = shapely.from_wkb(np.array(geometry.to_pylist(), dtype=object), on_invalid="ignore")
        points = self._points_of(shapes)
        is_there = ~(shapely.is_missing(points) | shapely.is_empty(points))
        self._missing += int((~is_there).sum())
        points[~is_there] = None
        lon, lat = self._degrees(shapely.get_x(points), shapely.get_y(points))
        wkt = shapely.to_wkt(points, rounding_precision=8)
        return [
            [text if there else "" for text, there in zip(wkt, is_there, strict=True)],
            [number_text(round(float(value), 8)) for value in lon],
            [number_text(round(float(value), 8)) for value in lat],
        ]

    def _points_of(self, shapes: np.ndarray) -> np.ndarray:
        shapes = shapely.force_2d(shapes)
        kinds = shapely.get_type_id(shapes)
        others = kinds > 0
        self._as_points += int(others.sum())
        points = shapes.copy()
        points[others] = shapely.point_on_surface(shapes[others])
        return np.asarray(points)

    def _degrees(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if self._to_degrees is None and not self.crs_name and self._look_like_degrees(x, y):
            self._choose_crs(CRS_GEOGRAPHIC)
            self._is_assumed = True
        if self._to_degrees is None:
            nothing = np.full(len(x), np.nan)
            return nothing, nothing
        lon, lat = self._to_degrees.transform(x, y)
        return lon, lat

    @staticmethod
    def _look_like_degrees(x: np.ndarray, y: np.ndarray) -> bool:
        most_lon, most_lat = _FINITE_DEGREES
        known = np.isfinite(x) & np.isfinite(y)
        return bool(
            known.any() and (np.abs(x[known]) <= most_lon).all() and (np.abs(y[known]) <= most_lat).all()
        )


def _texts(column: pa.Array) -> list[str]:
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return [""] * len(column)
    if pa.types.is_temporal(column.type):
        # As text by Arrow: Python's own dates end with the year 9999.
        column = column.cast(pa.string())
    return [_text(value) for value in column.to_pylist()]


def _text(value: Any) -> str:  # noqa: ANN401  # whatever the formats hold
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return clean(str(value))
    return value_text(value)


@contextmanager
def _own_copy(path: Path, kind: Kind, limits: Limits) -> Iterator[Sequence[_Layer]]:
    """Give the layers of a copy with the ending that GDAL expects; the person's file is never opened."""
    with tempfile.TemporaryDirectory(prefix="symgeo-") as name:
        folder = Path(name)
        if kind is Kind.SHAPEFILE:
            yield _unpack_shapefiles(path, folder, limits)
            return
        copy = folder / ("layer.gpkg" if kind is Kind.GEOPACKAGE else "layer.geojson")
        shutil.copyfile(path, copy)
        if kind is Kind.GEOPACKAGE:
            yield [_layer(f"GPKG:{copy}", name) for name in _feature_tables(path, copy)]
        else:
            yield _layers_of(path, f"GeoJSON:{copy}")


def _layers_of(path: Path, source: str) -> list[_Layer]:
    try:
        return [_layer(source, str(name)) for name, _ in pyogrio.list_layers(source)]
    except _DAMAGED as error:
        raise refuse(path, Refusal.DAMAGED) from error


def _layer(source: str, name: str, encoding: str | None = None) -> _Layer:
    return _Layer(Sheet(name, guess=guess_sheet(name, [2, 2])), source, encoding)


def _feature_tables(path: Path, copy: Path) -> list[str]:
    """Give the real tables of a GeoPackage; views and virtual tables could run what somebody wrote."""
    query = (
        "SELECT c.table_name FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name "
        "WHERE c.data_type IN ('features', 'attributes') AND m.type = 'table' "
        "AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY c.rowid"
    )
    try:
        with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.text_factory = _lenient
            names = [str(name) for (name,) in database.execute(query)]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # The second where SQLite's own message quotes damaged names.
        raise refuse(path, Refusal.DAMAGED) from error
    if not names:
        raise refuse(path, Refusal.NO_LAYER)
    return names


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", errors="replace")


def _unpack_shapefiles(path: Path, folder: Path, limits: Limits) -> list[_Layer]:
    """Unpack the parts of each shapefile under names of our own."""
    layers = []
    with archive.open_archive(path, limits) as packed:
        names = {archive.plain_name(name): name for name in packed.namelist()}
        for number, plain in enumerate(sorted(name for name in names if name.endswith(".shp"))):
            stem = plain.removesuffix(".shp")
            target = folder / f"{number}" / _file_name(names[plain])
            target.parent.mkdir()
            for ending in _SHAPE_PARTS:
                if stem + ending in names:
                    with (
                        archive.open_part(packed, stem + ending) as part,
                        target.with_suffix(ending).open("wb") as file,
                    ):
                        shutil.copyfileobj(part, file)
            _check_shape_code(path, target)
            layers.append(_layer(str(target), target.stem, _shape_encoding(target)))
    return layers


def _check_shape_code(path: Path, shape: Path) -> None:
    """Refuse what only calls itself a shapefile, before GDAL looks at what else it might be."""
    with shape.open("rb") as file:
        if file.read(len(SHAPE_CODE)) != SHAPE_CODE:
            raise refuse(path, Refusal.DAMAGED)


def _file_name(name: str) -> str:
    stem = clean(name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0])
    safe = "".join(letter if letter.isalnum() else "_" for letter in stem)[:60]
    return f"{safe or 'layer'}.shp"


def _shape_encoding(shape: Path) -> str | None:
    """Tell the encoding of a shapefile's texts where its makers did not."""
    table = shape.with_suffix(".dbf")
    if shape.with_suffix(".cpg").exists() or not table.exists():
        return None
    return "UTF-8" if find_encoding(table) == "utf-8" else "CP1252"
