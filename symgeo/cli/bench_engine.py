"""``python3 -m symgeo bench engine``: our engines beside what an analyst would write, in one run."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from typing import Final

from symgeo.errors import SetupError, UsageError

ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS")
"""Variables that keep each way to one thread."""


def run(options: argparse.Namespace) -> int:
    """Measure and print a Markdown table; with ``plot``, draw time against flows.

    Raises
    ------
    SetupError
        If a peer's package is not installed.
    UsageError
        If a peer is not known, or two joins do not agree.
    """
    for name in ONE_THREAD:
        os.environ[name] = "1"
    try:
        # By name: the command line is no part of what it measures, and needs its packages only here.
        measuring = importlib.import_module("benchmarks.engine.measuring")
    except ModuleNotFoundError as error:
        files = "-r requirements-engine.txt -r requirements-bench.txt"
        message = f"{error.name} is missing. Install it: pip install {files}"
        raise SetupError(message) from error
    names = options.peers or measuring.ALL
    unknown = [name for name in names if name not in measuring.ALL]
    if unknown:
        message = f"--peers: there is no {unknown[0]!r}. Known: {', '.join(measuring.ALL)}."
        raise UsageError(message)
    setting = measuring.Setting(options.towns, options.top_k)
    found = measuring.measure(
        options.sizes, names, options.runs, setting, say=lambda line: print(line, file=sys.stderr)
    )
    print(measuring.table(found))
    print(f"\n{measuring.machine()}")
    if options.plot:
        plot = importlib.import_module("benchmarks.engine.plot")
        plot.save(plot.draw(found), Path(options.plot))
    return 0
