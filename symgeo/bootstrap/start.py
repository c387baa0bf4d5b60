"""From the command line to the command: environment first, then hand over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from symgeo.bootstrap.environment import Environment, is_prepared_elsewhere
from symgeo.bootstrap.places import CHECKOUT, Level
from symgeo.bootstrap.prepare import prepare, prepare_here
from symgeo.bootstrap.processes import stopped_by_signals
from symgeo.cli.main import command_parser, main
from symgeo.errors import SetupError

EXIT_WRONG_USE: Final = 2
EXIT_INTERRUPTED: Final = 130


def start(arguments: list[str]) -> int:
    """Run one command in a prepared environment and give its exit code.

    Parameters
    ----------
    arguments
        The command line after ``python3 -m symgeo``.

    Returns
    -------
    int
        0 done, 1 data with errors, 2 wrong use or an environment that cannot be prepared,
        130 stopped with Ctrl-C.
    """
    # Wrong use is told at once, not after minutes of set-up.
    command = command_parser().parse_args(arguments).command
    level = Level.TEST if command in ("test", "bench") else Level.RUN
    try:
        if is_prepared_elsewhere():
            if command == "setup":
                prepare_here(level)
            return main(arguments)
        with stopped_by_signals():
            environment = Environment(CHECKOUT / ".venv")
            prepare(environment, level)
    except SetupError as error:
        print(f"symgeo: {error}", file=sys.stderr)
        return EXIT_WRONG_USE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    if environment.is_running_here():
        return main(arguments)
    return _hand_over(environment.python, arguments)


def _hand_over(python: Path, arguments: list[str]) -> int:
    command = [str(python), "-m", "symgeo", *arguments]
    variables = {**os.environ, "PYTHONPATH": _search_path()}
    if os.name == "posix":
        os.execve(command[0], command, variables)
    # Windows has no exec that keeps the terminal; the child gets Ctrl-C as well as this process.
    try:
        return subprocess.run(command, env=variables, check=False).returncode
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _search_path() -> str:
    """Give the module search path with the checkout first, wherever the command was started."""
    before = os.environ.get("PYTHONPATH")
    return os.pathsep.join([str(CHECKOUT), before]) if before else str(CHECKOUT)
