"""The command match for large data."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from distributed import Client

from symgeo.cli import match, match_large
from symgeo.cli.main import main
from symgeo.tables.schema import dictionary

DEMO = Path(__file__).parents[2] / "data" / "demo"


def _match(out: Path, *more: str) -> int:
    return main(["match", "--engine", "scipy", *more, "--quiet", "--out", str(out)])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """All opportunities of the example that pass, by the main job."""
    out = tmp_path_factory.mktemp("whole") / "found.parquet"
    main(["match", "--quiet", "--tier", "A", "B", "C", "X", "--out", str(out)])
    return pd.read_parquet(out)


def test_large_way_writes_what_the_main_job_writes(whole: pd.DataFrame, tmp_path: Path) -> None:
    assert _match(tmp_path / "found.parquet", "--top-k", "1000") == 0
    found = pd.read_parquet(tmp_path / "found.parquet")
    pd.testing.assert_frame_equal(found, whole, rtol=1e-9, check_dtype=False)


def test_all_pairs_are_written_without_rank(whole: pd.DataFrame, tmp_path: Path) -> None:
    assert _match(tmp_path / "found.parquet", "--top-k", "all") == 0
    found = pd.read_parquet(tmp_path / "found.parquet")
    assert sorted(found["opportunity_id"]) == sorted(whole["opportunity_id"])
    assert found[["rank", "allocated_quantity"]].isna().all(axis=None)


def test_best_of_each_flow_are_kept(whole: pd.DataFrame, tmp_path: Path) -> None:
    assert _match(tmp_path / "found.csv", "--top-k", "1") == 0
    found = pd.read_csv(tmp_path / "found.csv")
    assert list(found.columns) == [column.name for column in dictionary("opportunities").columns]
    best = whole.drop_duplicates("supply_flow_id")
    assert set(best["opportunity_id"]) <= set(found["opportunity_id"])


def test_totals_count_all_pairs_and_not_only_the_kept(whole: pd.DataFrame, tmp_path: Path) -> None:
    assert _match(tmp_path / "found.csv", "--top-k", "1", "--totals", str(tmp_path / "totals.csv")) == 0
    totals = pd.read_csv(tmp_path / "totals.csv")
    assert totals[totals["by"] == "resource"]["pairs"].sum() == len(whole)
    county = totals[(totals["by"] == "county") & (totals["place"] == "NO-50")]["pairs"].sum()
    assert county == ((whole["supply_county"] == "NO-50") | (whole["demand_county"] == "NO-50")).sum()


def test_filters_and_top_narrow_what_is_written(tmp_path: Path) -> None:
    assert _match(tmp_path / "found.csv", "--resource", "heat", "--tier", "A", "--top", "3") == 0
    found = pd.read_csv(tmp_path / "found.csv")
    assert len(found) == 3
    assert set(found["resource_group"]) == {"heat"}


def test_parquet_comes_in_and_row_groups_go_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for name in ("sites", "flows", "exchanges"):
        path = tmp_path / f"{name}.parquet"
        pd.read_csv(DEMO / f"{name}.csv", dtype=str, keep_default_na=False).to_parquet(path)
        files += [f"--{name}", str(path)]
    monkeypatch.setattr(match_large, "BLOCK", 100)
    out = tmp_path / "found.parquet"
    assert main(["match", *files, "--engine", "auto", "--json", "--out", str(out)]) == 0
    assert pq.ParquetFile(out).num_row_groups == 4
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    said = [line for line in lines if line["code"] != "progress"]
    assert [line["code"] for line in said] == ["matching", "size", "written"]
    assert said[1]["opportunities"] == said[2]["written"] == 385


def test_stopping_leaves_no_file_and_exits_with_130(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_frame: pd.DataFrame) -> pd.DataFrame:
        raise KeyboardInterrupt

    monkeypatch.setattr(match, "published", stop)
    assert _match(tmp_path / "found.parquet") == 130
    assert list(tmp_path.iterdir()) == []


def test_large_data_takes_this_way_without_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_large, "LARGE_FROM_FLOWS", 100)
    out = tmp_path / "found.parquet"
    assert main(["match", "--quiet", "--out", str(out)]) == 0
    assert "D" not in set(pd.read_parquet(out)["tier"])


def test_map_formats_are_refused(tmp_path: Path) -> None:
    assert _match(tmp_path / "found.gpkg") == 2


def test_dask_writes_what_one_process_writes(tmp_path: Path) -> None:
    _match(tmp_path / "one.parquet", "--top-k", "2")
    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address=None) as client:
        call = [
            "match",
            "--engine",
            "dask",
            "--scheduler",
            client.scheduler.address,
            "--top-k",
            "2",
            "--quiet",
        ]
        assert main([*call, "--out", str(tmp_path / "many.parquet")]) == 0
    found = [pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("one", "many")]
    pd.testing.assert_frame_equal(found[0], found[1])


def test_ctrl_c_removes_what_was_written_so_far(tmp_path: Path) -> None:
    files = []
    for name, keys in (("sites", ["site_id"]), ("flows", ["flow_id", "site_id", "pool_id", "stream_id"])):
        table = pd.read_csv(DEMO / f"{name}.csv", dtype=str, keep_default_na=False)
        copies = [
            table.assign(**{key: table[key].mask(table[key] != "", table[key] + f"-{n}") for key in keys})
            for n in range(4)
        ]
        path = tmp_path / f"{name}.parquet"
        pd.concat(copies).to_parquet(path)
        files += [f"--{name}", str(path)]
    out = tmp_path / "out" / "found.csv"
    out.parent.mkdir()
    command = ["match", *files, "--engine", "scipy", "--top-k", "all", "--quiet", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-m", "symgeo", *command],
        cwd=DEMO.parents[1],
        env={**os.environ, "SYMGEO_PREPARED": "1"},
    )
    end = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < end and not _size_of_all(out.parent):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert list(out.parent.iterdir()) == []


def _size_of_all(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
