"""The commands that save, from the command line to the files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from symgeo.cli.main import command_parser, main

SITES = (
    "site_id,name,municipality_number,lat,lon\nS1,Elkem Thamshavn,5059,63.30,9.85\nS2,Nett,5059,63.309,9.85\n"
)
FLOWS = (
    "flow_id,site_id,direction,resource_code,quantity,unit,temp_c\n"
    "F1,S1,supply,heat_60_100,10000,MWh,90\nF2,S2,demand,heat_60_100,8000,MWh,75\n"
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a data folder with the example in its database and one import, made once."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "sites.csv").write_text(SITES, encoding="utf-8")
    (folder / "flows.csv").write_text(FLOWS, encoding="utf-8")
    files = [str(folder / "flows.csv"), str(folder / "sites.csv")]
    assert main(["import", *files, "--project", "Orkland", "--who", "Anna", "--data-dir", str(folder)]) == 0
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SYMGEO_DATABASE_URL", raising=False)
    return Path(shutil.copytree(prepared, tmp_path / "data"))


def call(folder: Path, *arguments: str) -> int:
    return main([*arguments, "--data-dir", str(folder)])


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    captured = capsys.readouterr()
    return [json.loads(line) for line in (captured.out + captured.err).splitlines()]


def test_an_import_can_be_listed_shown_compared_and_undone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "more.csv").write_text(SITES.replace("Nett", "Fjernvarme"), encoding="utf-8")
    project = ("--project", "orkland", "--json")
    assert call(folder, "import", str(folder / "more.csv"), *project) == 0
    assert said(capsys)[-1]["counts"] == {"sites": [0, 1, 0], "flows": [0, 0, 0], "exchanges": [0, 0, 0]}
    assert call(folder, "revisions", "diff", "1", "2", *project) == 0
    assert said(capsys) == [
        {
            "change": "changed",
            "table": "sites",
            "id": "S2",
            "column": "name",
            "before": "Nett",
            "after": "Fjernvarme",
        }
    ]
    assert call(folder, "revisions", "undo", *project) == 0
    assert said(capsys)[-1]["revision"] == 3
    assert call(folder, "revisions", "list", *project) == 0
    listed = said(capsys)
    assert [(entry["revision"], entry["kind"], entry["about"]) for entry in listed] == [
        (3, "undo", 2), (2, "import", None), (1, "import", None),
    ]  # fmt: skip
    assert listed[0]["digest"] == listed[2]["digest"]
    assert call(folder, "revisions", "show", "1", *project) == 0
    shown = said(capsys)[0]
    assert shown["who"] == "Anna"
    assert [file["name"] for file in shown["files"]] == ["flows.csv", "sites.csv"]  # type: ignore[attr-defined]
    assert call(folder, "revisions", "restore", "2", *project) == 0


def test_the_same_words_without_json_are_sentences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "revisions", "list") == 0
    assert call(folder, "revisions", "list", "--project", "Orkland") == 0
    assert call(folder, "revisions", "show", "1", "--project", "Orkland") == 0
    assert call(folder, "revisions", "diff", "0", "1", "--project", "Orkland") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Orkland: revision 1", "symgeo example (example): revision 1"]
    assert lines[2].endswith("Anna  import  sites: 2 added; surpluses and needs: 2 added")
    assert "added sites S1" in lines


def test_a_question_saves_nothing_and_is_answered_on_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "moved.csv").write_text(
        "site_id,name,municipality_number,lat,lon\nX9,Elkem Thamshavn,5059,63.55,9.85\n", encoding="utf-8"
    )
    command = ("import", str(folder / "moved.csv"), "--project", "Orkland")
    assert call(folder, *command) == 1
    captured = capsys.readouterr().err
    assert "is X9 (Elkem Thamshavn)\n  the same as S1 (Elkem Thamshavn, 27.9 km)?" in captured
    assert "--same ID=STORED" in captured
    assert call(folder, *command, "--json") == 1
    question, summary = said(capsys)
    assert (question["code"], question["line"], question["id"]) == ("question", 2, "X9")
    assert summary["code"] == "questions"
    assert call(folder, *command, "--same", "X9") == 2
    assert call(folder, *command, "--same", "X9=S1") == 0
    assert call(folder, *command, "--new", "X9") == 0
    assert "sites: 1 added" in capsys.readouterr().err


def test_a_file_with_errors_saves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "flows.csv").write_text(
        FLOWS.replace("8000", "many").replace("F1,S1", "F1,S7"), encoding="utf-8"
    )
    assert call(folder, "import", str(folder / "flows.csv"), "--project", "Orkland", "--json") == 1
    assert {(line["line"], line["code"]) for line in said(capsys)} == {
        (2, "unknown_reference"),
        (3, "not_a_number"),
    }
    (folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert call(folder, "import", str(folder / "other.csv"), "--project", "Orkland") == 1
    assert call(folder, "import", str(folder / "nowhere.csv"), "--project", "Orkland") == 1
    capsys.readouterr()
    call(folder, "revisions", "list", "--json")
    assert said(capsys)[0]["revision"] == 1


def test_any_file_that_check_reads_can_be_saved(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sites = folder / "anlegg.csv"
    sites.write_bytes(
        "Bedrift;Kommune;Breddegrad;Lengdegrad\nSagbruket AS;Orkland;63,20;9,70\nMeieriet;Orkland;;\n"
        "Støperiet;Orkland;63,25;9,75\n".encode("cp1252")
    )
    flows = folder / "mengder.csv"
    flows.write_text(
        "Anlegg;Ressurs;Retning;Mengde;Enhet;Temperatur\nS1;spillvarme;overskudd;1,5;GWh;80\n"
        "Elkem;spillvarme;behov;300;MWh;70\n",
        encoding="utf-8",
    )
    project = ("--project", "Orkland")
    assert call(folder, "import", str(sites), *project) == 0
    assert "sites: 3 added" in capsys.readouterr().err
    assert call(folder, "import", str(flows), *project) == 1
    said_of_flows = capsys.readouterr().err
    assert "is row-3 (Elkem)\n  the same as S1 (Elkem Thamshavn)?" in said_of_flows
    assert call(folder, "import", str(flows), *project, "--new", "row-2", "row-3") == 0
    assert "nothing changed" in capsys.readouterr().err
    assert call(folder, "import", str(flows), *project, "--same", "row-2=S1", "row-3=S2") == 0
    # Both are known already by what they are: heat left over at S1, heat wanted at S2.
    assert "surpluses and needs: 2 changed" in capsys.readouterr().err


def test_rows_with_errors_wait_or_are_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "anlegg.csv"
    path.write_text(
        "Bedrift;Kommune;Breddegrad;Lengdegrad\nSagbruket;Orkland;63,20;9,70\n;Orkland;63,30;9,80\n",
        encoding="utf-8",
    )
    command = ("import", str(path), "--project", "Orkland")
    assert call(folder, *command) == 1
    captured = capsys.readouterr().err
    assert "anlegg.csv: row 3: " in captured
    assert "--good-rows" in captured
    assert call(folder, *command, "--json") == 1
    first, last = said(capsys)
    assert (first["line"], last["code"], last["rows"]) == (3, "rows_wait", 1)
    assert call(folder, *command, "--good-rows") == 0
    assert "1 rows were not saved" in capsys.readouterr().err
    assert call(folder, "revisions", "show", "2", "--project", "Orkland", "--json") == 0
    assert said(capsys)[0]["repairs"] == [{"code": "left_out", "column": "", "cells": 0, "detail": "3"}]


def test_a_file_that_is_no_table_of_ours_saves_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "statistics.csv"
    path.write_text("Kommune;Befolkning;Areal\nOrkland;18000;17\n", encoding="utf-8")
    assert call(folder, "import", str(path), "--project", "New") == 1
    assert "no column names the site" in capsys.readouterr().err
    twice = (str(folder / "sites.csv"), str(folder / "anlegg.csv"))
    (folder / "anlegg.csv").write_text("Bedrift;Breddegrad;Lengdegrad\nA;63,2;9,7\n", encoding="utf-8")
    assert call(folder, "import", *twice, "--project", "New") == 2
    assert "Two of the files have sites" in capsys.readouterr().err
    assert call(folder, "revisions", "list", "--project", "New") == 2


def test_backup_restore_and_archive(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = str(tmp_path / "backup.sqlite")
    assert call(folder, "backup", backup) == 0
    assert call(tmp_path / "elsewhere", "restore", backup) == 0
    assert call(folder, "restore", backup) == 2
    assert "--replace" in capsys.readouterr().err
    assert call(folder, "restore", backup, "--replace") == 0
    assert len(list((folder / "var").glob("before-restore-*.sqlite"))) == 1
    assert call(folder, "archive", str(tmp_path / "a.zip"), "--project", "Orkland") == 0
    assert (tmp_path / "a.zip").is_file()


def test_trouble_is_one_sentence_and_exit_code_2(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call(folder, "revisions", "list", "--project", "Nowhere") == 2
    assert capsys.readouterr().err == (
        "symgeo: There is no project Nowhere. Choose one of these: Orkland, symgeo example.\n"
    )
    assert call(folder, "import", str(folder / "sites.csv"), "--project", "symgeo example", "--json") == 2
    assert said(capsys)[0]["code"] == "example_is_fixed"
    monkeypatch.setenv("SYMGEO_DATABASE_URL", "postgresql://127.0.0.1:1/x")
    assert call(folder, "revisions", "list") == 2
    assert "Leave one of them out" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["import", "revisions", "backup", "restore", "archive"])
def test_every_command_that_saves_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command_parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out) > 300
