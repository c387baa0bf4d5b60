"""Pinned packages: exact, agreeing with the project file, and from no named server."""

import re
import tomllib

import pytest

from symgeo.bootstrap.packages import package_names
from symgeo.bootstrap.places import CHECKOUT

GROUPS = ("dev", "engine", "cluster", "bench", "node")
FILES = ("requirements.txt", *(f"requirements-{group}.txt" for group in GROUPS))


def _pins(name: str) -> list[str]:
    lines = (CHECKOUT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_one_exact_version(name: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*( ; .+)?", pin) for pin in _pins(name))


@pytest.mark.parametrize("name", FILES)
def test_no_server_is_named(name: str) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


def test_compiled_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    # The compiled file names what an extra brings ("psycopg[binary]") on lines of their own.
    asked = {re.sub(r"\[.*?\]", "", pin) for pin in project["project"]["dependencies"]}
    assert asked <= set(_pins("requirements.txt"))
    for group in GROUPS:
        assert set(groups[group]) <= set(_pins(f"requirements-{group}.txt"))


@pytest.mark.parametrize("group", ["dev", "engine", "cluster", "bench"])
def test_files_agree_on_shared_packages(group: str) -> None:
    run = {pin.split("==")[0]: pin for pin in _pins("requirements.txt")}
    other = {pin.split("==")[0]: pin for pin in _pins(f"requirements-{group}.txt")}
    assert {name for name in run.keys() & other.keys() if run[name] != other[name]} == set()


def test_names_are_read_from_pins() -> None:
    assert package_names("# a comment\nPandas==3.1.1\nwatchdog==7.1.0 ; sys_platform != 'darwin'\n\n") == {
        "pandas",
        "watchdog",
    }
