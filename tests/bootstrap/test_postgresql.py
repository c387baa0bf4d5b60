"""PostgreSQL for the tests of the store: found, or its absence is said and stops nothing."""

from pathlib import Path

import pytest

from symgeo.bootstrap.postgresql import POSTGRESQL_VARIABLE, find_postgresql, prepare_postgresql
from symgeo.errors import SetupError


@pytest.fixture(autouse=True)
def _nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(POSTGRESQL_VARIABLE, raising=False)
    monkeypatch.setattr("symgeo.bootstrap.postgresql._DEBIAN", tmp_path / "postgresql")
    # No apt-get on this path either, so nothing is installed on the computer that runs the test.
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def programmes(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in ("initdb", "pg_ctl"):
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return folder


def test_the_newest_of_debians_versions_is_taken(tmp_path: Path) -> None:
    programmes(tmp_path / "postgresql" / "9" / "bin")
    newest = programmes(tmp_path / "postgresql" / "15" / "bin")
    assert find_postgresql() == newest


def test_programmes_on_the_path_are_found(tmp_path: Path) -> None:
    assert find_postgresql() is None
    on_path = programmes(tmp_path / "bin")
    assert find_postgresql() == on_path


def test_the_chosen_folder_is_taken_or_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = programmes(tmp_path / "own")
    monkeypatch.setenv(POSTGRESQL_VARIABLE, str(chosen))
    assert find_postgresql() == chosen
    monkeypatch.setenv(POSTGRESQL_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(SetupError, match=POSTGRESQL_VARIABLE):
        find_postgresql()


def test_its_absence_is_said_and_stops_nothing() -> None:
    said: list[str] = []
    assert prepare_postgresql(say=said.append) is None
    assert said == ["There is no PostgreSQL here: the tests of the store run on SQLite alone."]


def test_a_package_that_cannot_be_installed_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        message = f"Debian's package {name} could not be installed"
        raise SetupError(message)

    monkeypatch.setattr("symgeo.bootstrap.postgresql.may_install_packages", lambda: True)
    monkeypatch.setattr("symgeo.bootstrap.postgresql.install_package", fail)
    said: list[str] = []
    assert prepare_postgresql(say=said.append) is None
    assert said[0].startswith("No PostgreSQL found; installing")
    assert said[1] == "Debian's package postgresql could not be installed"
