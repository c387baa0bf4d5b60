"""The tests' browser: the chosen one, an installed one, or a clear no."""

import os
from pathlib import Path

import pytest

from symgeo.bootstrap.browser import BROWSER_VARIABLE, find_browser, require_browser
from symgeo.errors import SetupError

from .conftest import DEAD_HOST


def _programme(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_chosen_browser_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = _programme(tmp_path / "my-browser")
    monkeypatch.setenv(BROWSER_VARIABLE, str(chosen))
    assert find_browser() == chosen


def test_chosen_browser_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BROWSER_VARIABLE, str(tmp_path / "my-browser"))
    with pytest.raises(SetupError, match=BROWSER_VARIABLE):
        find_browser()


@pytest.mark.skipif(os.name == "nt", reason="programmes have other names on Windows")
@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_installed_browser_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(BROWSER_VARIABLE, raising=False)
    installed = _programme(tmp_path / name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == installed


@pytest.mark.skipif(os.name == "nt", reason="browsers are not found by PATH on Windows")
def test_missing_browser_is_never_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr("symgeo.bootstrap.browser._FILES", ())
    # No apt-get on this path either, so nothing is installed on the computer that runs the test.
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", DEAD_HOST)
    with pytest.raises(SetupError, match="Install Chromium or Chrome"):
        require_browser(say=lambda _line: None)
