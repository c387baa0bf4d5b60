"""A project on the command line: its own values, its scenarios, and the currency of what is taken along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from symgeo.analysis.scenarios import OwnValue
from symgeo.cli.main import EXIT_DONE, EXIT_WRONG_USE, main
from symgeo.storage.database import FILE_IN_FOLDER, URL_VARIABLE, open_database, sqlite_url
from symgeo.storage.example import sync_example
from symgeo.storage.revisions import Origin
from symgeo.storage.scenarios import add_scenario, save_value

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
ANNA = Origin("Anna", NOW)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Give the options that name a project with a scenario in which heat costs ten times as much."""
    folder = tmp_path_factory.mktemp("data")
    database = open_database(sqlite_url(folder / FILE_IN_FOLDER))
    example = sync_example(database, when=NOW)
    made = add_scenario(database, example.id, "Dear heat", origin=ANNA)
    own = OwnValue("price.heat_mix_no", 700.0, 700.0, 700.0, "an offer")
    save_value(database, example.id, made.number, own, origin=ANNA)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        yield ["--project", example.name, "--data-dir", str(folder)]


def test_match_and_summary_calculate_with_a_scenario_and_say_so(
    project: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    usual, dear = tmp_path / "usual.csv", tmp_path / "dear.csv"
    only = ["--county", "NO-50", "--resource", "heat"]
    assert main(["match", *project, *only, "--out", str(usual)]) == EXIT_DONE
    assert "scenario" not in capsys.readouterr().err
    assert main(["match", *project, *only, "--scenario", "dear HEAT", "--out", str(dear)]) == EXIT_DONE
    assert "Calculated with the scenario Dear heat: 1 value" in capsys.readouterr().err
    before, after = (pd.read_csv(path)["net_benefit_eur"].sum() for path in (usual, dear))
    assert after > 2 * before > 0
    asked = ["summary", *project, *only, "--scenario", "Dear heat", "--json"]
    assert main(asked) == EXIT_DONE
    assert '"scenario": "Dear heat"' in capsys.readouterr().err


def test_a_hand_out_names_the_scenario_and_the_rate(project: list[str], tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    asked = ["handout", *project, "--audience", "staff", "--kind", "map", "--county", "NO-15"]
    assert main([*asked, "--scenario", "Dear heat", "--currency", "NOK", "--out", str(out)]) == EXIT_DONE
    written = out.read_text(encoding="utf-8")
    assert "Calculated with the scenario Dear heat" in written
    assert "1 EUR = 11.7 NOK" in written


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--scenario", "Cheap heat"], "There are Dear heat."),
        (["--sites", "sites.csv"], "Give either --project NAME"),
    ],
)
def test_what_cannot_be_is_said(
    project: list[str], asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", *project, *asked]) == EXIT_WRONG_USE
    assert said in capsys.readouterr().err


def test_a_scenario_needs_a_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "--scenario", "Dear heat"]) == EXIT_WRONG_USE
    assert "--project NAME" in capsys.readouterr().err
