"""From the command line to the command."""

import subprocess
import sys
from pathlib import Path

import pytest


def _start(checkout: Path, variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "symgeo", *arguments],
        cwd=checkout,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("run", "--nonsense"),
        ("run", "--port", "http"),
        ("run", "--port", "0"),
        ("run", "--port", "65536"),
    ],
)
def test_wrong_use_is_told_before_any_set_up(
    checkout: Path, offline: dict[str, str], arguments: tuple[str, ...]
) -> None:
    ended = _start(checkout, offline, *arguments)
    assert ended.returncode == 2
    assert ended.stderr.startswith("usage: python3 -m symgeo")
    assert not (checkout / ".venv").exists()


def test_help_needs_no_set_up(checkout: Path, offline: dict[str, str]) -> None:
    ended = _start(checkout, offline, "--help")
    assert ended.returncode == 0
    assert "run" in ended.stdout
    assert not (checkout / ".venv").exists()


def test_prepared_python_is_used_as_it_is(checkout: Path, offline: dict[str, str]) -> None:
    ended = _start(
        checkout, {**offline, "SYMGEO_PREPARED": "1"}, "run", "--data-dir", str(checkout / "nowhere")
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith("symgeo: ")
    assert not (checkout / ".venv").exists()
