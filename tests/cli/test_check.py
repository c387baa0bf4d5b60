"""``symgeo check``: a public format, printed for good files and bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symgeo.cli.main import main


def checked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    code = main(["check", *(str(argument) for argument in arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    path = tmp_path / "mixed.csv"
    text = (
        "Navn;Kommunenr;Breddegrad;Lengdegrad;Bark overskudd (tonn/uke)\n"
        "Mølla;5059;63,3174;9,8736;100\nByttet;5001;10,3951;63,4305;\nFeil;5001;nord;10,3951;\n"
    )
    path.write_bytes(text.encode("cp1252"))
    return path


def test_the_whole_format(capsys: pytest.CaptureFixture[str], mixed: Path) -> None:
    code, answer = checked(capsys, mixed)
    assert code == 0
    assert answer["file"] == {
        "encoding": "cp1252",
        "delimiter": ";",
        "decimal": ",",
        "header_row": 1,
        "sheet": "",
        "crs": "EPSG:4326",
        "language": "nb",
        "table": "wide",
    }
    assert answer["counts"] == {
        "rows": 3,
        "accepted": 1,
        "warnings": 1,
        "questions": 0,
        "rejected": 1,
        "skipped": 0,
    }
    first, second, third = answer["rows"]
    assert first == {
        "row": 2,
        "outcome": "accept",
        "issues": [],
        "site": {
            "name": "Mølla",
            "lon": 9.8736,
            "lat": 63.3174,
            "county": "NO-50",
            "county_by": "number",
            "municipality": "Orkland",
        },
        "flows": [
            {"resource": "bark", "direction": "supply", "quantity": round(100 * 365 / 7, 6), "unit": "t"}
        ],
    }
    (issue,) = second["issues"]
    assert (second["outcome"], issue["code"], issue["column"], issue["value"]) == (
        "warn",
        "axes_swapped",
        "Breddegrad",
        "10,3951",
    )
    assert issue["message"].startswith("North and east")
    assert (third["outcome"], third["site"]["lon"], third["flows"]) == ("reject", None, [])


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.csv", b"", "empty"),
        ("report.csv", b"%PDF-1.7\n", "wrong_kind"),
        ("header.csv", b"Navn;Kommune;Lat;Lon\n", "no_rows"),
        ("statistics.csv", "Region;År;Folketal\nOrkland;2023;18000\n".encode(), "not_a_site_table"),
        ("numbers.csv", b"1;2;3\n4;5;6\n", "no_header"),
    ],
)
def test_a_file_that_is_no_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, error: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, answer = checked(capsys, path)
    assert (code, answer["file"]["error"], answer["rows"]) == (1, error, [])
    assert answer["file"]["message"].endswith(".")


def test_sentences_without_json(capsys: pytest.CaptureFixture[str], mixed: Path) -> None:
    assert main(["check", str(mixed)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("3 rows of wide: 1 accepted, 1 warnings, 0 questions, 1 rejected, 0 skipped")
    assert lines[2].startswith("symgeo: row 4, Breddegrad: “nord” is not a coordinate")


def test_the_table_and_the_counties_are_chosen(capsys: pytest.CaptureFixture[str], mixed: Path) -> None:
    _, answer = checked(capsys, mixed, "--table", "sites", "--county", "Møre og Romsdal")
    assert answer["file"]["table"] == "sites"
    assert [issue["code"] for issue in answer["rows"][0]["issues"]] == ["outside_chosen_counties"]


def test_a_county_that_does_not_exist_is_wrong_use(mixed: Path) -> None:
    assert main(["check", str(mixed), "--county", "Atlantis"]) == 2
