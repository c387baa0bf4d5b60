"""Where things are in a checkout and in an environment."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[2]
NPM_FOLDER: Final = CHECKOUT / "symgeo" / "web" / "npm"
NODE_REQUIREMENTS: Final = CHECKOUT / "requirements-node.txt"


class Level(enum.Enum):
    """How much is prepared: to run the application, or to test it as well."""

    RUN = "run"
    TEST = "test"

    @property
    def requirements(self) -> tuple[Path, ...]:
        """Files of pinned Python packages."""
        run = CHECKOUT / "requirements.txt"
        test = (CHECKOUT / f"requirements-{group}.txt" for group in ("dev", "engine", "cluster"))
        return (run,) if self is Level.RUN else (run, *test)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Files that decide what is installed; a change in one of them makes a new set-up."""
        return (*self.requirements, NPM_FOLDER / "package.json", NPM_FOLDER / "package-lock.json")


def share_folder(prefix: Path) -> Path:
    """Give the folder for symgeo's own files in the environment at ``prefix``."""
    return prefix / "share" / "symgeo"


def assets_folder(prefix: Path) -> Path:
    """Give the folder of the browser files that the server gives out."""
    return share_folder(prefix) / "assets"


def test_assets_folder(prefix: Path) -> Path:
    """Give the folder of the browser files that only tests use."""
    return share_folder(prefix) / "test-assets"
