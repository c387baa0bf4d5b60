"""``python3 -m symgeo test``: every check in order, pytest's closing line last."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from symgeo.bootstrap.browser import BROWSER_VARIABLE, require_browser
from symgeo.bootstrap.places import CHECKOUT, test_assets_folder
from symgeo.bootstrap.postgresql import prepare_postgresql
from symgeo.bootstrap.prepare import tell

TEST_ASSETS_VARIABLE = "SYMGEO_TEST_ASSETS"
"""Tells the browser tests where the accessibility checker is."""


@dataclass(frozen=True)
class Check:
    """One step of the test run.

    Attributes
    ----------
    heading : str
        What is checked, for the reader.
    arguments : tuple of str
        The command line after the interpreter.
    """

    heading: str
    arguments: tuple[str, ...]


_CODE = ("symgeo", "app.py", "pages", "tests", "benchmarks")
_MOST_PROCESSES = 4
_CORES = os.cpu_count() or 1
_PROCESSES = (
    "-n",
    str(min(_CORES + 1, _MOST_PROCESSES)),
    "--dist=loadfile",  # what the tests of a file share, such as a server, is made once
    "--no-loadscope-reorder",  # the browser comes early, so that none of its long files ends alone
)
"""One process of tests more than there are cores, because a page in a browser and a database are often waited
for; each process has a server and a browser of its own, so not without bound."""

_COMPILING = Check("Compiling the engine for large data", ("-m", "symgeo.cli.compile_engine"))

CHECKS = (
    Check("Style (ruff check)", ("-m", "ruff", "check", ".")),
    Check("Format (ruff format)", ("-m", "ruff", "format", "--check", ".")),
    Check("Types (mypy)", ("-m", "mypy", "--strict", "-n", str(_CORES), *_CODE)),
    Check("Floors (import-linter)", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
    Check("Texts (catalogues)", ("-m", "symgeo.texts.check")),
)


def run(options: argparse.Namespace) -> int:
    """Run all checks, then pytest, and give the exit code.

    Every step runs, whatever became of the others.

    Parameters
    ----------
    options
        With ``fast``: leave out the tests that need a browser. With ``thorough``: also run those that try
        every combination of what the others take some of.

    Returns
    -------
    int
        0 if everything is in order, else pytest's exit code or 1.

    Raises
    ------
    SetupError
        If a browser is needed and there is none, or PostgreSQL is not where a variable says.
    """
    variables = dict(os.environ)
    if not options.fast:
        variables[BROWSER_VARIABLE] = str(require_browser(say=tell))
        variables[TEST_ASSETS_VARIABLE] = str(test_assets_folder(Path(sys.prefix)))
        # The tests look for it themselves: what is said here is only why it is not there.
        prepare_postgresql(say=tell)
    failed = _run_all(CHECKS, variables)
    last = Check("Tests (pytest)", ("-m", "pytest", *_PROCESSES, *_left_out(options)))
    _show_heading(last.heading)
    if failed:
        # Said here, because the last line of all is pytest's own.
        print(f"Failed before the tests: {', '.join(failed)}", flush=True)
    code = _call(last, variables)
    return code or (1 if failed else 0)


def _left_out(options: argparse.Namespace) -> tuple[str, ...]:
    """Give pytest's arguments that leave out what was not asked for."""
    marks = [*(["browser"] if options.fast else []), *([] if options.thorough else ["thorough"])]
    return ("-m", " and ".join(f"not {mark}" for mark in marks)) if marks else ()


def _run_all(checks: Sequence[Check], variables: dict[str, str]) -> list[str]:
    """Run steps beside each other, tell what came of them in their order, and give those that failed.

    Meanwhile the engine for large data is compiled, which every process of tests would do on its own.
    """
    with ThreadPoolExecutor(len(checks) + 1) as pool:
        compiling = pool.submit(_listen, _COMPILING, variables)
        running = [pool.submit(_listen, check, variables) for check in checks]
        failed = []
        for check, one in zip(checks, running, strict=True):
            _show_heading(check.heading)
            code, told = one.result()
            print(told, end="", flush=True)
            if code:
                failed.append(check.heading)
        if compiling.result()[0]:
            print(f"{_COMPILING.heading} failed; the tests will try it themselves.", flush=True)
    return failed


def _listen(check: Check, variables: dict[str, str]) -> tuple[int, str]:
    """Run a step and give its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, *check.arguments],
        cwd=CHECKOUT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def _call(check: Check, variables: dict[str, str]) -> int:
    return subprocess.run(
        [sys.executable, *check.arguments], cwd=CHECKOUT, env=variables, check=False
    ).returncode


def _show_heading(text: str) -> None:
    print(f"\n=== {text} ===", flush=True)
