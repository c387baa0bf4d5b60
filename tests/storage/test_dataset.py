"""Files become a data set, or a list of everything that is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from symgeo.errors import DataErrors, TableError
from symgeo.storage.dataset import DATA_FOLDER, load_demo, load_files, load_reference
from symgeo.tables.schema import dictionary

SITES = "site_id,name,lat,lon\nA,Mill,63.3,9.85\nB,Town,63.31,9.9\n"
FLOWS = (
    "flow_id,site_id,direction,resource_code,quantity,unit,temp_c\n"
    "1,A,supply,heat_60_100,100,MWh,80\n"
    "2,B,demand,heat_60_100,50,MWh,70\n"
)


def written(folder: Path, sites: str = SITES, flows: str = FLOWS) -> dict[str, Path]:
    paths = {"sites": folder / "sites.csv", "flows": folder / "flows.csv"}
    paths["sites"].write_text(sites, encoding="utf-8")
    paths["flows"].write_text(flows, encoding="utf-8")
    return paths


def test_a_file_with_only_the_required_columns_is_enough(tmp_path: Path) -> None:
    dataset = load_files(**written(tmp_path))
    assert dataset.sites["county_code"].tolist() == ["NO-50", "NO-50"]
    assert dataset.sites["county_by"].tolist() == ["nearest", "nearest"]
    assert dataset.flows["evidence"].tolist() == ["reported", "reported"]
    assert len(dataset.exchanges) == 0
    assert not dataset.is_example


def test_frames_have_the_columns_of_the_dictionary(tmp_path: Path) -> None:
    dataset = load_files(**written(tmp_path))
    for table, frame in (("flows", dataset.flows), ("exchanges", dataset.exchanges)):
        columns = [column.name for column in dictionary(table).columns]
        assert [frame.index.name, *frame.columns] == columns
    columns = [column.name for column in dictionary("sites").columns]
    assert [dataset.sites.index.name, *dataset.sites.columns] == [*columns, "geometry"]


def test_missing_text_is_empty_and_missing_numbers_are_nan(tmp_path: Path) -> None:
    flows = load_files(**written(tmp_path)).flows
    texts = [column.name for column in dictionary("flows").columns[1:] if not column.is_number]
    assert not flows[texts].isna().to_numpy().any()
    assert flows["dm_pct"].isna().all()
    assert flows["committed_pct"].dtype == float


def test_positions_are_lon_lat(tmp_path: Path) -> None:
    point = load_files(**written(tmp_path)).sites.geometry["A"]
    assert (point.x, point.y) == (9.85, 63.3)


def test_the_revision_follows_the_content(tmp_path: Path) -> None:
    first = load_files(**written(tmp_path)).revision
    assert load_files(**written(tmp_path)).revision == first
    assert load_files(**written(tmp_path, flows=FLOWS.replace(",100,", ",101,"))).revision != first


def test_issues_of_all_files_come_at_once(tmp_path: Path) -> None:
    paths = written(tmp_path, sites=SITES.replace("63.31", "north"), flows=FLOWS.replace("2,B", "2,C"))
    with pytest.raises(DataErrors) as caught:
        load_files(**paths)
    found = [(issue.table, issue.row, issue.column, issue.code) for issue in caught.value.issues]
    assert found == [
        ("sites", 3, "lat", "not_a_number"),
        ("flows", 3, "site_id", "unknown_reference"),
    ]
    assert caught.value.path == str(paths["sites"])


def test_a_site_far_out_at_sea_is_an_issue(tmp_path: Path) -> None:
    with pytest.raises(DataErrors) as caught:
        load_files(**written(tmp_path, sites=SITES + "C,Lost,66,4\n"))
    assert [issue.code for issue in caught.value.issues] == ["county_not_found"]


def test_tables_with_earlier_column_names_are_read(tmp_path: Path) -> None:
    flows = FLOWS.replace("temp_c", "temp_c,basis").replace("MWh,80", "MWh/yr,80,public")
    dataset = load_files(**written(tmp_path, flows=flows.replace("MWh,70", "MWh/yr,70,")))
    assert dataset.flows["unit"].tolist() == ["MWh", "MWh"]


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "code"),
    [
        ("resources.csv", "gate.fish_sludge", "gate.nowhere", "disposal_param", "unknown_reference"),
        ("compatibility.csv", "C001,heat_lt30", "C001,heat_lt", "supply_code", "unknown_reference"),
        ("compatibility.csv", "C002,", "C001,", "rule_id", "duplicate_key"),
        ("compatibility.csv", ",natgas,", ",coal,", "subst_param", "price_missing"),
        ("parameters.csv", "fx.nok_per_eur,11.7", "fx.nok_per_eur,about 11", "value", "not_a_number"),
        ("precedents.csv", "M001,35.11", "M001,3511", "supplier_nace", "not_a_nace_code"),
        ("municipalities.csv", "NO-50", "NO-99", "county_code", "unknown_reference"),
    ],
)
def test_a_broken_reference_table_names_the_cell(
    tmp_path: Path, file: str, old: str, new: str, column: str, code: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("demo", "recipe"))
    path = folder / "reference" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataErrors, match=file) as caught:
        load_reference(folder)
    assert (column, code) in {(issue.column, issue.code) for issue in caught.value.issues}
    assert all(issue.row > 1 for issue in caught.value.issues)


def test_a_missing_reference_table_is_said(tmp_path: Path) -> None:
    with pytest.raises(TableError):
        load_reference(tmp_path)


def test_the_example_is_marked_as_such() -> None:
    dataset = load_demo()
    assert dataset.is_example
    assert len(dataset.revision) == 64


def test_the_shipped_reference_is_read_once() -> None:
    assert load_reference() is load_reference()
