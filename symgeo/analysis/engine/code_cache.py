"""Where compiled code is kept from one start to the next, and whether it is there."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from symgeo.analysis import arithmetic, geodesy, scoring
from symgeo.analysis.engine import bounds, formulas, keys, totals

_SOURCES: tuple[ModuleType, ...] = (arithmetic, geodesy, scoring, bounds, formulas, keys, totals)
"""Modules that are compiled, or whose constants are: numba itself looks at the file of the loops alone."""


def cache_folder() -> Path:
    """Give the folder for compiled code: one for each state of the sources and each version of numba."""
    digest = hashlib.sha256(version("numba").encode())
    own = sorted(Path(__file__).parent.glob("*compil*.py")) + sorted(Path(__file__).parent.glob("numba_*.py"))
    for path in (*(Path(str(module.__file__)) for module in _SOURCES), *own):
        digest.update(path.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "symgeo" / f"numba-{digest.hexdigest()[:16]}"


def is_compiled() -> bool:
    """Tell whether the loops were compiled for this Python before."""
    name = f"numba_kernels.join-*.py{sys.version_info[0]}{sys.version_info[1]}*.nbi"
    return any(cache_folder().rglob(name))
