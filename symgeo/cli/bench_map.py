"""``python3 -m symgeo bench map``: our map beside Folium's own layers and pydeck, in one run."""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Final

from symgeo.cli.bench_ui import machine
from symgeo.errors import SetupError, UsageError

_PACKAGE: Final = "leaflet.markercluster@1.5.3"
"""The one browser file that Folium takes from elsewhere and our own set-up does not bring."""
_FILES: Final = "node_modules/leaflet.markercluster/dist"


def run(options: argparse.Namespace) -> int:
    """Measure and print a Markdown table, as the README has it.

    Parameters
    ----------
    options
        With ``sizes`` (sites and lines), ``ways``, ``runs`` and ``limit`` (seconds).

    Returns
    -------
    int
        The exit code 0.

    Raises
    ------
    SetupError
        If a peer's files cannot be fetched, the server does not answer, or there is no browser.
    UsageError
        If a way is not known.
    """
    # By name: the command line is no part of what it measures.
    measuring = importlib.import_module("benchmarks.map.measuring")
    ways = options.ways or list(measuring.WAYS)
    unknown = [way for way in ways if way not in measuring.WAYS]
    if unknown:
        message = f"--ways: there is no {unknown[0]!r}. Known: {', '.join(measuring.WAYS)}."
        raise UsageError(message)
    with tempfile.TemporaryDirectory() as folder:
        files = _fetch_files(Path(folder)) if any(way.startswith("cluster") for way in ways) else Path(folder)
        found, browser = measuring.measure(
            ways,
            options.sizes or measuring.SIZES,
            options.runs,
            files,
            limit_s=options.limit,
            say=lambda line: print(line, file=sys.stderr),
        )
    print(measuring.table(found, options.limit))
    print(f"\n{machine(browser)} pydeck {version('pydeck')}, {_PACKAGE}; no graphics card.")
    print(f"Load of the computer at the end (two cores are busy at 2): {os.getloadavg()[1]:.1f}.")
    return 0


def _fetch_files(folder: Path) -> Path:
    """Fetch the peer's browser files with npm; the browser itself reaches no other host."""
    npm = shutil.which("npm")
    if npm is None:
        message = "FastMarkerCluster's files come with npm, which is not there. Leave it out with --ways."
        raise SetupError(message)
    command = [npm, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", _PACKAGE]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command line
    if done.returncode:
        message = f"npm could not fetch {_PACKAGE}. It said last:\n{done.stderr.strip()[-500:]}"
        raise SetupError(message)
    return folder / _FILES
