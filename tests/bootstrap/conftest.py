"""Small checkouts to set up in, and a computer without network."""

import os
import shutil
from pathlib import Path

import pytest

from symgeo.bootstrap.places import CHECKOUT

DEAD_HOST = "http://127.0.0.1:9"
"""Nothing listens on the discard port: connections are refused at once."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Give a copy of all that the set-up needs."""
    folder = tmp_path / "checkout"
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("symgeo/bootstrap", "symgeo/cli", "symgeo/web/npm"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=ignore)
    for name in ("symgeo/__init__.py", "symgeo/__main__.py", "symgeo/errors.py", "symgeo/vocabulary.py"):
        shutil.copyfile(CHECKOUT / name, folder / name)
    for path in CHECKOUT.glob("requirements*.txt"):
        shutil.copyfile(path, folder / path.name)
    return folder


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """Give the environment variables of a computer that reaches neither pip's nor npm's server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "SYMGEO_"))}
    return {
        **kept,
        "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"{DEAD_HOST}/simple",
        "PIP_RETRIES": "0",
        "npm_config_userconfig": os.devnull,
        "npm_config_registry": DEAD_HOST,
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path / "npm-cache"),
    }
