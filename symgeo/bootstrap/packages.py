"""The Python side of set-up: the virtual environment and its pinned packages."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

from symgeo.bootstrap.environment import Environment
from symgeo.bootstrap.places import Level
from symgeo.bootstrap.processes import run_program
from symgeo.errors import SetupError

_PACKAGE_BEGUN = re.compile(r"(?:Collecting|Requirement already satisfied:) ([A-Za-z0-9._-]+)==(\S+)")
_PACKAGES_OWN_TESTS = r"site-packages.*[/\\]tests?[/\\]"
_COMPILE = (
    "import compileall, re, sys; "
    "compileall.compile_dir(sys.argv[1], quiet=2, workers=0, rx=re.compile(sys.argv[2]))"
)
_CHECK_NETWORK = "Check the network connection and start again"


def create_environment(environment: Environment) -> None:
    """Create an empty virtual environment with pip.

    Raises
    ------
    SetupError
        If this Python brings no pip, as on a Debian without its package python3-venv.
    """
    has_own_pip = importlib.util.find_spec("ensurepip") is not None
    if not has_own_pip and importlib.util.find_spec("pip") is None:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        message = (
            "this Python cannot create environments because it comes without pip. "
            f"Install it (Debian and Ubuntu: sudo apt install python{version}-venv) and start again."
        )
        raise SetupError(message)
    # Symbolic links keep the environment small; Windows wants copies.
    venv.EnvBuilder(symlinks=os.name != "nt").create(environment.folder)
    if has_own_pip:
        run_program(
            [str(environment.python), "-m", "ensurepip", "--default-pip"],
            failure="pip could not be set up in the environment. Reinstall Python and start again",
            on_line=lambda _line: None,
        )


def install_packages(environment: Environment, level: Level, *, say: Callable[[str], None]) -> None:
    """Install the pinned packages of a level.

    Raises
    ------
    SetupError
        If a package cannot be downloaded or does not fit this Python.
    """
    files = [argument for path in level.requirements for argument in ("--requirement", str(path))]
    total = len(
        set().union(*(package_names(path.read_text(encoding="utf-8")) for path in level.requirements))
    )
    seen: set[str] = set()

    def show(line: str) -> None:
        begun = _PACKAGE_BEGUN.match(line)
        if begun and begun[1].lower() not in seen:
            seen.add(begun[1].lower())
            say(f"        {len(seen)} of up to {total}: {begun[1]} {begun[2]}")
        elif line.startswith("Installing collected packages"):
            say("        all downloaded, now unpacking (a minute or two)")

    run_program(
        [
            *pip_command(environment.python),
            "install",
            "--no-input",
            "--progress-bar=off",
            "--no-compile",
            *files,
        ],
        failure=f"the Python packages could not be installed. {_CHECK_NETWORK}",
        on_line=show,
    )
    _compile(environment)


def _compile(environment: Environment) -> None:
    """Compile the packages on all processors, which pip does on one, and with the packages' own tests.

    A file that cannot be compiled is passed over, as pip does: templates may look like modules.
    """
    packages = sysconfig.get_path("purelib", "venv", {"base": str(environment.folder)})
    run_program(
        [str(environment.python), "-c", _COMPILE, packages, _PACKAGES_OWN_TESTS],
        failure="the installed Python packages could not be compiled. Start again",
        on_line=lambda _line: None,
    )


def install_into_folder(python: Path, requirements: Path, folder: Path) -> None:
    """Install pinned packages into a folder of their own, outside every environment.

    Raises
    ------
    SetupError
        If a package cannot be downloaded.
    """
    run_program(
        [
            *pip_command(python),
            "install",
            "--no-input",
            "--target",
            str(folder),
            "--requirement",
            str(requirements),
        ],
        failure=f"Node.js, which fetches the browser files, could not be installed. {_CHECK_NETWORK}",
        on_line=lambda _line: None,
    )


def pip_command(python: Path) -> list[str]:
    """Give the command that runs pip for an environment's Python: its own pip, else this Python's."""
    is_own_pip = any(python.parent.glob("pip*"))
    own = [str(python), "-m", "pip"]
    borrowed = [sys.executable, "-m", "pip", "--python", str(python)]
    return [*(own if is_own_pip else borrowed), "--disable-pip-version-check"]


def package_names(requirements: str) -> set[str]:
    """Give the names of the packages that a requirements file pins."""
    return {
        line.split("==")[0].strip().lower() for line in requirements.splitlines() if re.match(r"\w", line)
    }
