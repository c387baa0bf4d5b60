"""The command that makes hand-outs."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from symgeo.analysis.hubs import Outline
from symgeo.analysis.saved_views import SavedView
from symgeo.cli.handout_command import AUDIENCES, KINDS
from symgeo.cli.handout_command import LANGUAGES as OFFERED
from symgeo.cli.main import EXIT_DONE, EXIT_WRONG_USE, command_parser, main
from symgeo.handouts.kinds import Kind
from symgeo.handouts.view_files import ViewKind
from symgeo.storage.database import FILE_IN_FOLDER, URL_VARIABLE, open_database, sqlite_url
from symgeo.storage.example import sync_example
from symgeo.storage.own_hubs import HubForm, save_hub
from symgeo.storage.revisions import Origin
from symgeo.storage.saved_views import add_view
from symgeo.vocabulary import LANGUAGES, Audience, Extent

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def test_the_command_line_offers_what_there_is() -> None:
    assert set(KINDS) == {*map(str, Kind), "package", *(f"views-{kind}" for kind in ViewKind)}
    assert tuple(map(str, Audience)) == AUDIENCES
    assert OFFERED == LANGUAGES


def test_the_audience_must_be_said() -> None:
    with pytest.raises(SystemExit):
        command_parser().parse_args(["handout"])


def test_it_writes_the_file_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "found.csv"
    done = main(
        [
            "handout",
            "--audience",
            "public",
            "--kind",
            "csv",
            "--lang",
            "sv",
            "--county",
            "SE-Y",
            "--out",
            str(out),
        ]
    )
    assert done == EXIT_DONE
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "csv for public" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--date", "31.5.2026"],
        ["--template", "nowhere.pptx"],
        ["--hub", "Nowhere"],
        ["--municipality", "Nowhere"],
        ["--project", "Nothing", "--sites", "sites.csv"],
    ],
)
def test_what_cannot_be_is_said(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["handout", "--audience", "staff", "--kind", "slides", *wrong]) == EXIT_WRONG_USE
    assert wrong[0] in capsys.readouterr().err


def test_its_options_are_those_of_match() -> None:
    options = command_parser().parse_args(["handout", "--audience", "staff", "--county", "NO-50"])
    assert isinstance(options, argparse.Namespace)
    assert options.county == ["NO-50"]


def test_without_tiers_it_holds_the_ideas_and_no_others(tmp_path: Path) -> None:
    asked = [
        "handout",
        "--audience",
        "staff",
        "--kind",
        "geojson",
        "--lang",
        "en",
        "--county",
        "SE-Y",
        "--quiet",
    ]
    told = {}
    for name, more in (("ideas", []), ("named", ["--tier", "A", "B", "C"]), ("stopped", ["--tier", "D"])):
        assert main([*asked, *more, "--out", str(tmp_path / name)]) == EXIT_DONE
        features = json.loads((tmp_path / name).read_text(encoding="utf-8"))["features"]
        told[name] = [one["properties"] for one in features if one["properties"]["layer"] == "opportunities"]
    assert told["ideas"] == told["named"]
    assert {one["tier"] for one in told["ideas"]} <= {"A", "B", "C"}
    assert {one["tier"] for one in told["stopped"]} == {"D"}


def test_a_hub_and_a_municipality_are_found_by_name(tmp_path: Path) -> None:
    for option, name in (("--hub", "orkanger"), ("--municipality", "Orkland")):
        out = tmp_path / f"{name}.csv"
        asked = ["handout", "--audience", "staff", "--kind", "csv", option, name, "--out", str(out)]
        assert main(asked) == EXIT_DONE
        assert "Elkem Thamshavn" in out.read_text(encoding="utf-8-sig")


def test_a_project_brings_its_views_and_its_own_hubs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    database = open_database(sqlite_url(tmp_path / FILE_IN_FOLDER))
    example = sync_example(database, when=NOW)
    asked = ["handout", "--audience", "meeting", "--project", example.name, "--data-dir", str(tmp_path)]
    views = [*asked, "--kind", "views-pages", "--out", str(tmp_path / "views.pdf")]
    assert main(views) == EXIT_WRONG_USE
    assert "No saved view" in capsys.readouterr().err
    add_view(database, example.id, SavedView(name="All"), when=NOW)
    save_hub(
        database,
        example.id,
        HubForm("The quay", Outline(Extent.MUNICIPALITY, municipality_number="5059"), is_open=True),
        origin=Origin("Anna", NOW),
    )
    assert main(views) == EXIT_DONE
    assert (tmp_path / "views.pdf").read_bytes().startswith(b"%PDF")
    hub = [*asked, "--kind", "csv", "--hub", "the quay", "--out", str(tmp_path / "quay.csv")]
    assert main(hub) == EXIT_DONE
    assert "Elkem Thamshavn" in (tmp_path / "quay.csv").read_text(encoding="utf-8-sig")
