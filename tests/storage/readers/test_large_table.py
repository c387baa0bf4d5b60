"""Tables by columns give the same cells as text that is read cell by cell."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from symgeo.errors import TableError
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.readers.large_table import read_any_size, read_large_csv, read_parquet_table

TEXT = 'site_id;name;lat\nS1;"Meråker; nord";63.4\n S2;"with\nbreak";\n'


def test_large_text_gives_the_cells_of_small_text(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_text("\ufeff" + TEXT, encoding="utf-8")
    pd.testing.assert_frame_equal(
        read_large_csv(path), read_csv_table(path), check_index_type=False, check_column_type=False
    )


def test_numbers_truth_and_gaps_become_text(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"flow_id": ["F1", None], "quantity": [1000.0, None], "yes": [True, False], "n": [7, 8]}
    )
    frame.to_parquet(tmp_path / "flows.parquet")
    read = read_any_size(tmp_path / "flows.parquet")
    assert read.index.tolist() == [2, 3]
    assert read.to_dict("list") == {
        "flow_id": ["F1", ""],
        "quantity": ["1000", ""],
        "yes": ["yes", "no"],
        "n": ["7", "8"],
    }


def test_points_of_geoparquet_become_lon_and_lat(tmp_path: Path) -> None:
    points = gpd.points_from_xy([9.85], [63.3], crs="EPSG:4326")
    sites = gpd.GeoDataFrame({"site_id": ["S1"]}, geometry=points)
    sites.to_crs("EPSG:25832").to_parquet(tmp_path / "sites.parquet")
    read = read_parquet_table(tmp_path / "sites.parquet")
    assert list(read.columns) == ["site_id", "lon", "lat"]
    assert [float(read["lon"].iloc[0]), float(read["lat"].iloc[0])] == pytest.approx([9.85, 63.3])


def test_other_geometry_than_points_is_refused(tmp_path: Path) -> None:
    areas = gpd.GeoSeries([shapely.box(0, 0, 1, 1)], crs="EPSG:25832")
    gpd.GeoDataFrame({"site_id": ["S1"]}, geometry=areas).to_parquet(tmp_path / "sites.parquet")
    with pytest.raises(TableError, match="points"):
        read_parquet_table(tmp_path / "sites.parquet")


@pytest.mark.parametrize("name", ["sites.parquet", "nowhere.parquet", "nowhere.csv"])
def test_file_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "sites.parquet").write_text("no table", encoding="utf-8")
    with pytest.raises(TableError):
        read_any_size(tmp_path / name)


@pytest.mark.parametrize("content", [b"a,b\n1,2,3\n", b"a,a\n1,2\n", b"a,b\n\xff\xfe,2\n"])
def test_large_text_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "sites.csv").write_bytes(content)
    with pytest.raises(TableError):
        read_large_csv(tmp_path / "sites.csv")
