"""Compile the engine for large data into its cache: ``python -m symgeo.cli.compile_engine``.

A process of its own, so that files are read meanwhile.
"""

from __future__ import annotations

import subprocess
import sys

from symgeo.analysis.engine import code_cache, engines
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.matches import Limits
from symgeo.bootstrap.places import CHECKOUT
from symgeo.storage.dataset import load_demo


def start_compiling() -> subprocess.Popen[bytes] | None:
    """Start to compile, unless it was done before or cannot be done; give the process to wait for."""
    if not engines.is_installed("numba") or code_cache.is_compiled():
        return None
    return subprocess.Popen(  # our own command
        [sys.executable, "-m", "symgeo.cli.compile_engine"],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C stops the match, not what serves the next one as well
    )


def main() -> None:
    """Match the example once with the compiled engine."""
    dataset = load_demo()
    engines.choose("numba", len(dataset.flows))(problem_of(dataset), Limits())


if __name__ == "__main__":
    main()
