"""Geodata becomes the same kind of grid: attributes, then the point as WKT and in degrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgeo.errors import ReadError
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.reading import Kind, NoteCode, ReadOptions
from tests.storage.readers import files


def test_geojson_has_its_columns_in_row_one_and_its_point_last(tmp_path: Path) -> None:
    reading = read_file(files.geojson(tmp_path))
    assert (reading.kind, reading.crs) == (Kind.GEOJSON, "EPSG:4326")
    assert reading.grid.to_numpy().tolist()[:2] == [
        ["navn", "mengde", "wkt", "lon", "lat"],
        ["Thamshavn", "7400.5", "POINT (9.88 63.32)", "9.88", "63.32"],
    ]
    assert reading.grid.index.tolist() == [1, 2, 3, 4]
    assert reading.has_point is not None
    assert files.row_of(reading.has_point, 2) == [False, True, False, True, True]


def test_an_area_becomes_a_point_on_it(tmp_path: Path) -> None:
    reading = read_file(files.geojson(tmp_path))
    assert files.row_of(reading.grid, 4) == ["Tomt", "", "POINT (10.5 63.5)", "10.5", "63.5"]
    assert [note.count for note in reading.notes if note.code is NoteCode.SHAPES_AS_POINTS] == [1]


def test_a_geopackage_in_metres_gives_degrees_and_names_its_system(tmp_path: Path) -> None:
    reading = read_file(files.geopackage(tmp_path))
    assert (reading.kind, reading.crs, reading.sheet) == (Kind.GEOPACKAGE, "EPSG:25833", "anlegg")
    assert [float(value) for value in files.row_of(reading.grid, 2)[-2:]] == pytest.approx(
        [9.88, 63.32], abs=1e-6
    )
    assert str(reading.grid.at[2, 2]).startswith("POINT (2437")


def test_another_layer_can_be_chosen(tmp_path: Path) -> None:
    reading = read_file(files.geopackage(tmp_path), options=ReadOptions(sheet="gamle"))
    assert (reading.sheet, reading.crs, len(reading.grid)) == ("gamle", "EPSG:4326", 2)


def test_a_zipped_shapefile_is_read_with_nordic_letters_and_its_system(tmp_path: Path) -> None:
    reading = read_file(files.shapefile(tmp_path))
    assert (reading.kind, reading.crs, reading.encoding) == (Kind.SHAPEFILE, "EPSG:3006", "CP1252")
    assert files.row_of(reading.grid, 3)[:2] == ["Sunndalsøra", "12"]
    assert [float(value) for value in files.row_of(reading.grid, 3)[-2:]] == pytest.approx(
        [8.56, 62.68], abs=1e-6
    )


def test_degrees_without_a_system_are_assumed_and_told(tmp_path: Path) -> None:
    reading = read_file(files.shapefile(tmp_path, crs="EPSG:4326", parts=(".shp", ".shx", ".dbf")))
    assert reading.crs == "EPSG:4326"
    assert NoteCode.CRS_ASSUMED in {note.code for note in reading.notes}


def test_metres_without_a_system_give_no_degrees_until_it_is_chosen(tmp_path: Path) -> None:
    path = files.shapefile(tmp_path, parts=(".shp", ".shx", ".dbf"))
    reading = read_file(path)
    assert reading.crs == ""
    assert files.row_of(reading.grid, 2)[-2:] == ["", ""]
    assert NoteCode.CRS_MISSING in {note.code for note in reading.notes}
    chosen = read_file(path, options=ReadOptions(crs="EPSG:3006"))
    assert float(files.row_of(chosen.grid, 2)[-1]) == pytest.approx(63.32, abs=1e-6)


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(files.geojson(tmp_path), options=ReadOptions(crs="EPSG:bergen"))
    assert caught.value.code == "unknown_crs"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # GDAL warns of bad places
def test_values_that_are_no_text_and_rows_without_place_are_kept(tmp_path: Path) -> None:
    reading = read_file(files.geojson_with_hostile_values(tmp_path))
    assert files.row_of(reading.grid, 2)[:4] == ["=cmd|'/c calc'!A1", "1, 2", '{ "a": 1 }', "2024-01-02"]
    assert files.row_of(reading.grid, 3)[0] == "gnp.exe"
    assert [note.count for note in reading.notes if note.code is NoteCode.SHAPES_MISSING] == [2]


def test_a_layer_that_is_a_query_is_never_run(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(files.geopackage_with_view(tmp_path))
    assert caught.value.code == "no_layer"


def test_the_persons_own_file_is_not_touched(tmp_path: Path) -> None:
    path = files.geopackage(tmp_path)
    before = path.read_bytes()
    read_file(path)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_preview_of_geodata_counts_features(tmp_path: Path) -> None:
    reading = read_file(files.geojson(tmp_path), options=ReadOptions(first_rows=2))
    assert len(reading.grid) == 3


@pytest.mark.parametrize("make", [files.geojson_with_command, files.shapefile_with_command])
def test_a_command_within_a_file_is_never_followed(tmp_path: Path, make: files.Maker) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(make(tmp_path))
    assert caught.value.code == "damaged"
