"""The command line: ``python3 -m symgeo COMMAND``.

The set-up reads a command line before anything is installed. So this module imports the standard
library only, and each command's own module is imported when the command runs.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import Final

from symgeo import __version__
from symgeo.errors import DataErrors, SymgeoError

EXIT_DONE: Final = 0
EXIT_DATA_ERRORS: Final = 1
EXIT_WRONG_USE: Final = 2
EXIT_INTERRUPTED: Final = 130


def command_parser() -> argparse.ArgumentParser:
    """Give the parser of the whole command line; ``module`` names the module whose ``run`` does the work."""
    parser = argparse.ArgumentParser(
        prog="python3 -m symgeo",
        description="Find industrial symbiosis opportunities between neighbouring sites.",
    )
    parser.add_argument("--version", action="version", version=f"symgeo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_setup(commands)
    _add_test(commands)
    return parser


def main(arguments: list[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        The command line after ``python3 -m symgeo``.

    Returns
    -------
    int
        0 done, 1 data with errors, 2 wrong use, 130 stopped with Ctrl-C.
    """
    options = command_parser().parse_args(arguments)
    try:
        return int(importlib.import_module(options.module).run(options))
    except DataErrors as error:
        print(f"symgeo: {error}", file=sys.stderr)
        return EXIT_DATA_ERRORS
    except SymgeoError as error:
        print(f"symgeo: {error}", file=sys.stderr)
        return EXIT_WRONG_USE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("run", help="open the application in the browser")
    command.set_defaults(module="symgeo.cli.run")
    command.add_argument("--port", type=_port, default=8501, help="port to answer on (default: 8501)")
    command.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    command.add_argument(
        "--data-dir",
        metavar="FOLDER",
        help="folder with sites.csv, flows.csv and, if there is one, exchanges.csv; "
        "without it the example data is shown",
    )


def _add_setup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("setup", help="prepare everything that running needs, and stop there")
    command.set_defaults(module="symgeo.cli.setup")


def _add_test(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("test", help="check and test everything")
    command.set_defaults(module="symgeo.bootstrap.checks")
    command.add_argument("--fast", action="store_true", help="leave out the tests that need a browser")


def _port(text: str) -> int:
    highest = 65535
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        message = f"{text!r} is not a port; give a number from 1 to {highest}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
