"""The virtual environment beside the checkout: its state, and the stamp that says it is complete."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from symgeo.bootstrap.places import Level, assets_folder, share_folder
from symgeo.errors import SetupError

PREPARED_VARIABLE: Final = "SYMGEO_PREPARED"
"""Set to 1 by whoever prepared this Python by hand (a container, an own environment)."""


OLDEST_PYTHON: Final = (3, 11)


def is_prepared_elsewhere() -> bool:
    """Say whether somebody else vouches for the running Python, so that nothing is built."""
    return os.environ.get(PREPARED_VARIABLE) == "1"


@dataclass(frozen=True)
class Environment:
    """One virtual environment.

    Attributes
    ----------
    folder : Path
        Its root, the ``sys.prefix`` of its Python.
    """

    folder: Path

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that is written last and says what is installed."""
        return share_folder(self.folder) / "stamp.json"

    @property
    def unfinished_mark(self) -> Path:
        """The file that is written first: without a stamp beside it, the folder is a torso of ours."""
        return self.folder / "symgeo-unfinished"

    def is_running_here(self) -> bool:
        """Say whether this very process runs on the environment's Python."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def is_complete(self, level: Level) -> bool:
        """Say whether everything for a level is installed as the checkout wants it now."""
        is_whole = self.python.is_file() and assets_folder(self.folder).is_dir()
        return is_whole and self._stamped().get(level.value) == self.fingerprint(level)

    def is_leftover(self) -> bool:
        """Say whether this is of our making and of no use: cut short, or its Python was uninstalled."""
        is_cut_short = self.unfinished_mark.exists()
        return is_cut_short or (self.stamp.exists() and not self.python.is_file())

    def require_usable(self) -> None:
        """Make sure that a folder made by somebody else is an environment that can be filled.

        Raises
        ------
        SetupError
            If it is not.
        """
        version = tuple(int(part) for part in self.version.split(".")[:2] if part.isdigit())
        if not self.python.is_file() or version < OLDEST_PYTHON:
            message = (
                f"{self.folder} is there already, but is no environment of Python 3.11 or newer. "
                "Move it away and start again."
            )
            raise SetupError(message)

    @property
    def version(self) -> str:
        """Version of the environment's Python, such as "3.12.1"; "" if it is no environment."""
        try:
            lines = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
        except OSError:
            return ""
        named = dict(line.replace(" ", "").split("=", 1) for line in lines if "=" in line)
        return named.get("version") or named.get("version_info") or ""

    def fingerprint(self, level: Level) -> str:
        """Give a digest of all that decides what is installed for a level.

        The Python's version belongs to it, because compiled packages fit one version only.
        """
        digest = hashlib.sha256(".".join(self.version.split(".")[:2]).encode())
        for path in level.inputs:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def write_stamp(self, level: Level) -> None:
        """Note that everything for a level is installed."""
        levels = list(Level) if level is Level.TEST else [level]
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        partial = self.stamp.with_suffix(".new")
        partial.write_text(
            json.dumps({done.value: self.fingerprint(done) for done in levels}), encoding="utf-8"
        )
        partial.replace(self.stamp)
        self.unfinished_mark.unlink(missing_ok=True)

    def remove_stamp(self) -> None:
        """Forget what is installed, before something is changed."""
        self.stamp.unlink(missing_ok=True)

    def remove(self) -> None:
        """Delete the environment."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stamped(self) -> dict[str, str]:
        try:
            stamped = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamped if isinstance(stamped, dict) else {}
