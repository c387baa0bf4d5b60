"""Environments and pip, also where a Python comes without its own pip."""

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from symgeo.bootstrap.environment import Environment
from symgeo.bootstrap.packages import create_environment, pip_command
from symgeo.errors import SetupError


def _hide(monkeypatch: pytest.MonkeyPatch, *hidden: str) -> None:
    find = importlib.util.find_spec

    def find_others(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in hidden else find(name, package)

    monkeypatch.setattr("importlib.util.find_spec", find_others)


def test_python_without_any_pip_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hide(monkeypatch, "ensurepip", "pip")
    with pytest.raises(SetupError, match=r"apt install python3\.\d+-venv"):
        create_environment(Environment(tmp_path / ".venv"))
    assert not (tmp_path / ".venv").exists()


def test_environment_without_pip_is_filled_by_the_computers_pip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hide(monkeypatch, "ensurepip")
    environment = Environment(tmp_path / ".venv")
    create_environment(environment)
    command = pip_command(environment.python)
    assert command[0] == sys.executable
    told = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert (environment.version.split("."))[:2] == [str(part) for part in sys.version_info[:2]]
