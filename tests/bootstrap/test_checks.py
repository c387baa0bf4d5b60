"""The test run: all steps, whatever becomes of one; pytest's closing line last; never green by silence."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from symgeo.bootstrap.checks import CHECKS, Check, run
from symgeo.bootstrap.places import CHECKOUT

FINE = Check("Fine step", ("-c", "print('fine step ran')"))
BROKEN = Check("Broken step", ("-c", "raise SystemExit(3)"))
FAST = argparse.Namespace(fast=True, thorough=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project with one green test, in place of this one."""
    (tmp_path / "test_it.py").write_text("def test_it():\n    pass\n")
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKOUT", tmp_path)
    monkeypatch.setattr("symgeo.bootstrap.checks._PROCESSES", ())
    monkeypatch.setattr("symgeo.bootstrap.checks._COMPILING", FINE)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return tmp_path


def _last_line(told: str) -> str:
    return told.strip().splitlines()[-1]


@pytest.mark.usefixtures("project")
def test_everything_in_order_ends_with_zero(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKS", (FINE,))
    assert run(FAST) == 0
    assert re.search(r"1 passed in ", _last_line(capfd.readouterr().out))


@pytest.mark.usefixtures("project")
def test_broken_step_fails_the_run_but_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKS", (BROKEN, FINE))
    assert run(FAST) == 1
    told = capfd.readouterr().out
    assert "fine step ran" in told
    assert "Failed before the tests: Broken step" in told
    assert re.search(r"1 passed in ", _last_line(told))


def test_red_test_gives_its_exit_code(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKS", ())
    (project / "test_it.py").write_text("def test_it():\n    assert False\n")
    assert run(FAST) == 1
    assert re.search(r"1 failed in ", _last_line(capfd.readouterr().out))


@pytest.mark.parametrize(
    ("thorough", "passed"), [(False, "1 passed, 1 deselected in "), (True, "2 passed in ")]
)
def test_every_combination_is_tried_only_where_asked_for(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    thorough: bool,
    passed: str,
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKS", ())
    (project / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser: x\n  thorough: x\n")
    more = "import pytest\n\n@pytest.mark.thorough\ndef test_all():\n    pass\n"
    (project / "test_more.py").write_text(more)
    assert run(argparse.Namespace(fast=True, thorough=thorough)) == 0
    assert passed in _last_line(capfd.readouterr().out)


def test_no_tests_at_all_fail_the_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.checks.CHECKS", ())
    (project / "test_it.py").unlink()
    assert run(FAST) != 0
    capfd.readouterr()


def test_missing_browser_fails_the_full_run(tmp_path: Path) -> None:
    variables = {**os.environ, "SYMGEO_PREPARED": "1", "SYMGEO_BROWSER": str(tmp_path / "nowhere")}
    ended = subprocess.run(
        [sys.executable, "-m", "symgeo", "test"],
        cwd=CHECKOUT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("symgeo: SYMGEO_BROWSER names")


def test_steps_are_the_agreed_ones() -> None:
    assert [check.heading.split(" (")[0] for check in CHECKS] == [
        "Style",
        "Format",
        "Types",
        "Floors",
        "Texts",
    ]


def test_ci_calls_exactly_the_test_command() -> None:
    lines = (CHECKOUT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "symgeo" in line] == ["exec python3 -m symgeo test"]
