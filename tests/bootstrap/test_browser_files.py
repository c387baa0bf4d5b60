"""Browser files come from the lock file or not at all."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from symgeo.bootstrap.browser_files import SERVED_FILES, TEST_FILES, install_browser_files
from symgeo.bootstrap.places import NPM_FOLDER, Level, share_folder
from symgeo.errors import SetupError


def test_lock_file_names_no_server() -> None:
    text = (NPM_FOLDER / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "://" not in text


def test_lock_file_has_a_digest_for_every_package() -> None:
    lock = json.loads((NPM_FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_every_package_is_used() -> None:
    manifest = json.loads((NPM_FOLDER / "package.json").read_text(encoding="utf-8"))
    assert {source.split("/")[0] for source, _ in SERVED_FILES} == set(manifest["dependencies"])
    assert {source.split("/")[0] for source, _ in TEST_FILES} == set(manifest["devDependencies"])


def test_versions_are_exact() -> None:
    manifest = json.loads((NPM_FOLDER / "package.json").read_text(encoding="utf-8"))
    versions = [*manifest["dependencies"].values(), *manifest["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


@pytest.mark.skipif(shutil.which("npm") is None, reason="the way without npm needs the network")
def test_failed_download_leaves_nothing_behind(
    tmp_path: Path, offline: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in offline.items():
        monkeypatch.setenv(name, value)
    prefix = tmp_path / "prefix"
    with pytest.raises(SetupError, match="Check the network connection"):
        install_browser_files(prefix, Path(sys.executable), Level.RUN, say=lambda _line: None)
    assert list(share_folder(prefix).iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for npm")
def test_finished_folder_replaces_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm = tmp_path / "npm"
    made = "\n".join(
        f'mkdir -p "$(dirname node_modules/{source})" && echo new > node_modules/{source}'
        for source, _ in SERVED_FILES
    )
    npm.write_text(f'#!/bin/sh\nset -e\nif [ "$1" = --version ]; then echo 10.0.0; exit; fi\n{made}\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assets = share_folder(tmp_path / "prefix") / "assets"
    assets.mkdir(parents=True)
    (assets / "old.js").write_text("old")
    install_browser_files(tmp_path / "prefix", Path(sys.executable), Level.RUN, say=lambda _line: None)
    assert not (assets / "old.js").exists()
    assert (assets / "leaflet" / "leaflet.js").read_text() == "new\n"
    assert [path.name for path in share_folder(tmp_path / "prefix").iterdir()] == ["assets"]
