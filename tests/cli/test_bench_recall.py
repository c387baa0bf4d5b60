"""What the measurement of proposals reads, refuses and prints."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.recall import Question, Recall, Way
from symgeo.cli import bench_recall
from symgeo.cli.bench_recall import PRECEDENTS, read_exchanges, table
from symgeo.cli.main import main
from symgeo.errors import DataErrors

ROOT = Path(__file__).parents[2]
INDEPENDENT = ROOT / "benchmarks" / "independent_exchanges.csv"


@pytest.fixture(autouse=True)
def _example_is_loaded_once(monkeypatch: pytest.MonkeyPatch, example: Dataset) -> None:
    monkeypatch.setattr(bench_recall, "load_demo", lambda: example)


@pytest.fixture(name="write")
def _write(tmp_path: Path) -> SimpleNamespace:
    path = tmp_path / "known.csv"
    return SimpleNamespace(path=path, rows=lambda text: path.write_text(text, encoding="utf-8"))


def test_wrong_cells_are_named_by_row_and_column(write: SimpleNamespace, example: Dataset) -> None:
    write.rows(
        "supplier_nace,receiver_nace,resource_code,waste_code\n"
        "24.10,35.30,heat_60_100,\n"
        "steel,35.30,heat_60_100,\n"
        "24.10,,warm,\n"
        "24.10,35.30,,\n"
        "24.10,35.30,,19 08\n"
    )
    with pytest.raises(DataErrors) as caught:
        read_exchanges(write.path, example.reference.resources)
    assert [(issue.row, issue.column, issue.code) for issue in caught.value.issues] == [
        (3, "supplier_nace", "not_a_nace_code"),
        (4, "receiver_nace", "missing_value"),
        (4, "resource_code", "unknown_reference"),
        (5, "resource_code", "missing_value"),
        (6, "waste_code", "unknown_code"),
    ]


def test_errors_in_the_file_end_with_one(write: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    write.rows("supplier_nace,receiver_nace,resource_code\n24.10,35.30,warm\n")
    assert main(["bench", "recall", "--exchanges", str(write.path), "--json"]) == 1
    said = json.loads(capsys.readouterr().err)
    assert (said["line"], said["column"]) == (2, "resource_code")


def test_a_file_without_any_row_that_counts_is_wrong_use(
    write: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    write.rows("supplier_nace,receiver_nace,resource_code,status\n24.10,35.30,heat_60_100,planned\n")
    assert main(["bench", "recall", "--exchanges", str(write.path)]) == 2
    assert "no row counts" in capsys.readouterr().err


def test_a_waste_code_is_enough_for_the_receiver(
    write: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    write.rows("supplier_nace,receiver_nace,ewc_code\n37.00,35.21,19 08 05\n")
    assert main(["bench", "recall", "--exchanges", str(write.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], found["kinds"], found["without_resource"]) == (1, 1, 0)
    by_tables = {one["question"]: one for one in found["recall"] if one["way"] == Way.TABLES}
    assert set(by_tables) == {Question.DIVISION, Question.CLASS}
    # Sewage sludge goes to biogas plants first (35), of 88 divisions.
    assert by_tables[Question.DIVISION]["recall_at_1"] == 1.0
    assert by_tables[Question.DIVISION]["alternatives"] == 88


def test_what_the_tables_have_no_code_for_counts_as_not_found(
    write: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    write.rows("supplier_nace,receiver_nace,resource_code\n37.00,35.21,sludge_sewage\n37.00,35.21,unknown\n")
    assert main(["bench", "recall", "--exchanges", str(write.path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["kinds"], found["without_resource"]) == (2, 1)
    assert {one["exchanges"] for one in found["recall"]} == {2}
    assert max(one["recall_at_10"] for one in found["recall"]) == 0.5


def test_the_readme_gives_the_shares_of_exchanges_that_no_table_was_built_with(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "recall", "--exchanges", str(INDEPENDENT), "--json"]) == 0
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for one in json.loads(capsys.readouterr().out)["recall"]:
        low, high = (round(100 * end) for end in one["interval_at_10"])
        shares = [
            round(100 * one[name]) for name in ("proposed", "recall_at_1", "recall_at_5", "recall_at_10")
        ]
        written = " | ".join(f"{share} %" for share in shares)
        assert f"| {written} ({low} to {high}) |" in readme


def test_the_precedents_have_the_columns_of_such_a_file(example: Dataset) -> None:
    assert len(read_exchanges(PRECEDENTS, example.reference.resources)) == len(example.reference.precedents)


def test_the_table_gives_the_shares_and_their_range() -> None:
    one = Recall(Question.DIVISION, Way.TABLES, 10, 88, 0.8, {1: 0.2, 5: 0.4, 10: 0.5})
    assert table([one]).splitlines()[-1] == (
        "| receiver's division, given supplier and resource | rules and sector profiles alone "
        "| 10 | 88 | 80 % | 20 % | 40 % | 50 % (24 % to 76 %) |"
    )
