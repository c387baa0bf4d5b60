"""The stamp: an environment counts as complete only if all of it is as the checkout wants it."""

import os
import shutil
from pathlib import Path

import pytest

from symgeo.bootstrap.environment import Environment
from symgeo.bootstrap.places import Level, assets_folder
from symgeo.errors import SetupError


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """Give an environment that looks complete but has no stamp."""
    made = Environment(tmp_path / ".venv")
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (made.folder / "pyvenv.cfg").write_text("home = somewhere\nversion = 3.12.1\n")
    assets_folder(made.folder).mkdir(parents=True)
    return made


def test_no_stamp_means_incomplete(environment: Environment) -> None:
    assert not environment.is_complete(Level.RUN)


def test_stamp_means_complete(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    assert environment.is_complete(Level.RUN)


def test_running_does_not_suffice_for_testing(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    assert not environment.is_complete(Level.TEST)


def test_testing_includes_running(environment: Environment) -> None:
    environment.write_stamp(Level.TEST)
    assert environment.is_complete(Level.RUN)
    assert environment.is_complete(Level.TEST)


def test_changed_requirements_mean_incomplete(
    environment: Environment, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("symgeo.bootstrap.places.CHECKOUT", checkout)
    environment.write_stamp(Level.RUN)
    with (checkout / "requirements.txt").open("a") as file:
        file.write("another==1.0\n")
    assert not environment.is_complete(Level.RUN)


def test_changed_browser_files_mean_incomplete(
    environment: Environment, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = checkout / "symgeo" / "web" / "npm"
    monkeypatch.setattr("symgeo.bootstrap.places.NPM_FOLDER", folder)
    environment.write_stamp(Level.RUN)
    with (folder / "package-lock.json").open("a") as file:
        file.write(" ")
    assert not environment.is_complete(Level.RUN)


def test_other_python_means_incomplete(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    (environment.folder / "pyvenv.cfg").write_text("version = 3.13.0\n")
    assert not environment.is_complete(Level.RUN)


def test_new_patch_of_the_same_python_changes_nothing(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    (environment.folder / "pyvenv.cfg").write_text("version = 3.12.9\n")
    assert environment.is_complete(Level.RUN)


def test_deleted_browser_files_mean_incomplete(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    shutil.rmtree(assets_folder(environment.folder))
    assert not environment.is_complete(Level.RUN)


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_broken_stamp_means_incomplete(environment: Environment, content: str) -> None:
    environment.write_stamp(Level.RUN)
    environment.stamp.write_text(content)
    assert not environment.is_complete(Level.RUN)


def test_set_up_that_was_cut_short_is_a_leftover(environment: Environment) -> None:
    assert not environment.is_leftover()
    environment.unfinished_mark.touch()
    assert environment.is_leftover()


def test_uninstalled_python_makes_a_leftover(environment: Environment) -> None:
    environment.write_stamp(Level.RUN)
    environment.python.unlink()
    assert environment.is_leftover()


def test_somebody_elses_environment_is_used(environment: Environment) -> None:
    assert not environment.is_leftover()
    environment.require_usable()


@pytest.mark.parametrize("version", ["3.10.13", "", "3.9"])
def test_somebody_elses_folder_is_left_alone(environment: Environment, version: str) -> None:
    (environment.folder / "pyvenv.cfg").write_text(f"version = {version}\n")
    with pytest.raises(SetupError, match="Move it away"):
        environment.require_usable()
    assert environment.folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="the place differs on Windows")
def test_python_is_where_venv_puts_it(environment: Environment) -> None:
    assert environment.python == environment.folder / "bin" / "python"
