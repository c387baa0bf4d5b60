"""The commands match and summary, on real files."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from symgeo.cli.main import main
from symgeo.tables.schema import dictionary

SITES = """site_id,name,municipality_number,municipality,county_code,country,lat,lon,nace
=S1,=1+1,5059,Orkland,NO-50,NO,63.30,9.85,24.10
S2,Nett,5059,Orkland,NO-50,NO,63.309,9.85,35.30
"""
FLOWS = """flow_id,site_id,direction,resource_code,quantity,unit,temp_c,evidence
F1,=S1,supply,heat_60_100,10000,MWh,90,reported
F2,S2,demand,heat_60_100,8000,MWh,75,reported
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "sites.csv").write_text(SITES, encoding="utf-8")
    (tmp_path / "flows.csv").write_text(FLOWS, encoding="utf-8")
    return ["--sites", str(tmp_path / "sites.csv"), "--flows", str(tmp_path / "flows.csv")]


def test_each_format_has_the_same_documented_columns(files: list[str], tmp_path: Path) -> None:
    documented = [column.name for column in dictionary("opportunities").columns]
    for ending in ("csv", "parquet", "geojson", "gpkg"):
        assert main(["match", *files, "--quiet", "--out", str(tmp_path / f"found.{ending}")]) == 0
    assert list(pd.read_csv(tmp_path / "found.csv").columns) == documented
    assert list(pd.read_parquet(tmp_path / "found.parquet").columns) == documented
    for ending in ("geojson", "gpkg"):
        found = gpd.read_file(tmp_path / f"found.{ending}")
        assert list(found.columns) == [*documented, "geometry"]
        assert found.geometry.iloc[0].coords[0] == pytest.approx((9.85, 63.30))
    assert list(tmp_path.glob(".*partial*")) == []


def test_formula_in_an_id_is_text_in_csv(files: list[str], tmp_path: Path) -> None:
    main(["match", *files, "--quiet", "--out", str(tmp_path / "found.csv")])
    assert pd.read_csv(tmp_path / "found.csv")["supply_site_id"].tolist() == ["'=S1"]


def test_data_with_errors_exits_with_1_and_says_where(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = FLOWS.replace("8000", "many").replace("F1,=S1", "F1,S9")
    (tmp_path / "flows.csv").write_text(broken, encoding="utf-8")
    assert main(["match", *files, "--json", "--out", str(tmp_path / "found.csv")]) == 1
    complaints = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    where = {(c["line"], c["column"], c["code"], Path(c["file"]).name) for c in complaints}
    assert where == {
        (2, "site_id", "unknown_reference", "flows.csv"),
        (3, "quantity", "not_a_number", "flows.csv"),
    }
    assert not (tmp_path / "found.csv").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ["--county", "Nowhere"],
        ["--resource", "heat_60"],
        ["--radius-km", "far"],
        ["--radius-km", "-3"],
        ["--radius-km", "nothing=3"],
    ],
)
def test_wrong_use_exits_with_2(files: list[str], tmp_path: Path, wrong: list[str]) -> None:
    assert main(["match", *files, *wrong, "--out", str(tmp_path / "found.csv")]) == 2
    assert not (tmp_path / "found.csv").exists()


def test_wrong_ending_exits_with_2(files: list[str], tmp_path: Path) -> None:
    assert main(["match", *files, "--out", str(tmp_path / "found.xyz")]) == 2


def test_folder_that_is_not_there_exits_with_2(files: list[str], tmp_path: Path) -> None:
    for ending in ("csv", "parquet", "geojson", "gpkg"):
        assert main(["match", *files, "--out", str(tmp_path / "nowhere" / f"x.{ending}")]) == 2


def test_filters_and_top_narrow_the_result(tmp_path: Path) -> None:
    out = tmp_path / "found.csv"
    call = ["match", "--county", "Trøndelag", "--resource", "heat", "--tier", "A", "B", "--top", "3"]
    assert main([*call, "--quiet", "--out", str(out)]) == 0
    found = pd.read_csv(out)
    assert len(found) == 3
    assert set(found["resource_group"]) == {"heat"}
    assert ((found["supply_county"] == "NO-50") | (found["demand_county"] == "NO-50")).all()


def test_radius_of_one_resource(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "found.csv"
    main(["match", *files, "--quiet", "--radius-km", "0.5", "heat_60_100=5", "--out", str(out)])
    assert len(pd.read_csv(out)) == 1
    main(["match", *files, "--quiet", "--radius-km", "0.5", "--out", str(out)])
    assert pd.read_csv(out).empty


def test_summary_prints_a_table(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", *files, "--by", "county"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("county,name,opportunities,tier_a")
    assert lines[1].startswith("NO-50,Trøndelag,1,1")
    assert lines[0].endswith(
        "electricity_freed_p10_mwh,electricity_freed_p90_mwh,co2_p10_t,co2_p90_t,"
        "net_benefit_p10_eur,net_benefit_p90_eur"
    )
    low, high = (float(cell) for cell in lines[1].split(",")[-2:])
    assert low < high
