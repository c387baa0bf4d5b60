"""The command line: ``python3 -m symgeo COMMAND``.

The set-up reads a command line before anything is installed. So this module imports the standard
library only, and each command's own module is imported when the command runs.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from typing import Final

from symgeo import __version__
from symgeo.cli.handout_command import add_handout_command
from symgeo.cli.store_commands import add_store_commands
from symgeo.errors import DataErrors, StoreError, SymgeoError, TableError

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
    _add_match(commands)
    _add_summary(commands)
    add_handout_command(commands, _add_data_options)
    _add_check(commands)
    add_store_commands(commands)
    _add_bench(commands)
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
    except (DataErrors, TableError) as error:
        importlib.import_module("symgeo.cli.complaints").print_complaint(error, options)
        return EXIT_DATA_ERRORS
    except StoreError as error:
        importlib.import_module("symgeo.cli.complaints").print_trouble(error, options)
        return EXIT_WRONG_USE
    except SymgeoError as error:
        as_json = getattr(options, "json", False)
        line = json.dumps({"code": "wrong_use", "message": str(error)}, ensure_ascii=False)
        print(line if as_json else f"symgeo: {error}", file=sys.stderr)
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
    command.add_argument(
        "--thorough",
        action="store_true",
        help="also try every combination (pages, languages, …)",
    )


def _add_match(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "match",
        help="find opportunities between sites and write them to a file",
        description="Find opportunities between sites and write them to a file, best first. "
        "Without --sites and --flows the example data is used.",
    )
    command.set_defaults(module="symgeo.cli.match")
    _add_data_options(command)
    command.add_argument("--top", type=_count, metavar="K", help="write the best K only")
    command.add_argument(
        "--engine",
        choices=("auto", "scipy", "numba", "dask"),
        help="match large data: the best pairs of each flow instead of all (from 20,000 flows on, this is "
        "the way without asking)",
    )
    command.add_argument(
        "--top-k",
        type=_count_or_all,
        metavar="K",
        help="large data: keep the best K of each surplus and of each need (default: 25), or all",
    )
    command.add_argument(
        "--scheduler", metavar="ADDRESS", help="with --engine dask: a Dask scheduler, such as tcp://host:8786"
    )
    command.add_argument(
        "--totals", metavar="FILE", help="large data: also write counts and amounts over all pairs"
    )
    command.add_argument(
        "--out", required=True, metavar="FILE", help="ends in .csv, .parquet, .geojson or .gpkg"
    )


def _add_summary(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "summary",
        help="count and add up opportunities by county, municipality or resource",
        description="Count and add up opportunities. Without --out the table is printed as CSV.",
    )
    command.set_defaults(module="symgeo.cli.summary")
    _add_data_options(command)
    command.add_argument("--by", choices=("county", "municipality", "resource"), default="county")
    command.add_argument("--out", metavar="FILE", help="ends in .csv or .parquet")


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "check",
        help="read and validate a file without saving it",
        description="Read a file with sites, flows or both in any usual form, and say row by row what is "
        "accepted, what is asked and why. Nothing is saved.",
    )
    command.set_defaults(module="symgeo.cli.check")
    command.add_argument(
        "file", metavar="FILE", help="CSV, TSV, TXT, XLSX, XLS, ODS, GeoJSON, GeoPackage or zipped shapefile"
    )
    command.add_argument(
        "--table",
        choices=("sites", "flows", "auto"),
        default="auto",
        help="what the rows are (default: auto)",
    )
    command.add_argument(
        "--county",
        nargs="+",
        metavar="CODE",
        help="counties that the sites should lie in (NO-50, or the name)",
    )
    command.add_argument("--json", action="store_true", help="print the whole result as one JSON object")


def _add_bench(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "bench", help="measure how fast the application is, and how good its proposals are"
    )
    kinds = command.add_subparsers(dest="what", required=True, metavar="WHAT")
    pages = kinds.add_parser("ui", help="time to the drawn map, in a real browser")
    pages.set_defaults(module="symgeo.cli.bench_ui")
    pages.add_argument("--runs", type=_count, default=5, metavar="N", help="runs of each kind (default: 5)")
    engine = kinds.add_parser("engine", help="matching at scale, beside what an analyst would write")
    engine.set_defaults(module="symgeo.cli.bench_engine")
    engine.add_argument(
        "--sizes",
        type=_count,
        nargs="+",
        default=[1_000, 10_000, 100_000],
        metavar="N",
        help="flows (default: 1000 10000 100000)",
    )
    engine.add_argument("--peers", nargs="+", metavar="NAME", help="only these ways (default: all)")
    engine.add_argument(
        "--runs",
        type=_count,
        default=5,
        metavar="N",
        help="interleaved runs at most (default: 5; fewer from 100,000 flows on)",
    )
    engine.add_argument(
        "--towns",
        type=int,
        default=300,
        help="towns the flows lie in; the area grows with them (default: 300)",
    )
    engine.add_argument(
        "--top-k", type=int, default=25, help="best pairs of each flow that are kept (default: 25)"
    )
    engine.add_argument("--plot", metavar="FILE", help="also draw time against flows: .html, .svg or .png")
    maps = kinds.add_parser("map", help="the map at the size of a country, beside Folium's own and pydeck")
    maps.set_defaults(module="symgeo.cli.bench_map")
    maps.add_argument(
        "--sizes",
        type=_sites_and_lines,
        nargs="+",
        metavar="SITES[+LINES]",
        help="such as 50000 or 10000+20000 (default: 1000 10000 50000 200000 10000+1000 10000+20000)",
    )
    maps.add_argument("--ways", nargs="+", metavar="NAME", help="only these (default: all)")
    maps.add_argument(
        "--runs",
        type=_count,
        default=3,
        metavar="N",
        help="interleaved runs (default: 3; one from 50,000 on)",
    )
    maps.add_argument(
        "--limit", type=_count, default=120, metavar="SECONDS", help="for each wait (default: 120)"
    )
    recall = kinds.add_parser(
        "recall",
        help="which exchanges that exist would have been proposed, and at which rank",
        description="Ask for the receiver of each known exchange, and for its resource. Precedents of the "
        "same place, source, or kind of exchange are hidden from it.",
    )
    recall.set_defaults(module="symgeo.cli.bench_recall")
    recall.add_argument(
        "--exchanges",
        metavar="FILE",
        help="CSV with supplier_nace, receiver_nace and resource_code or waste_code; without it the "
        "precedents of symgeo",
    )
    recall.add_argument("--json", action="store_true", help="print one JSON object, and errors as JSON")


def _add_data_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--sites", metavar="FILE", help="CSV with one row a site (columns: see README)")
    command.add_argument("--flows", metavar="FILE", help="CSV with one row a surplus or need")
    command.add_argument("--exchanges", metavar="FILE", help="CSV with recorded exchanges")
    command.add_argument(
        "--project",
        metavar="NAME",
        help="a saved project instead, with its own values, saved views and the hubs that staff made",
    )
    command.add_argument("--data-dir", metavar="FOLDER", help="where the project is, as for import")
    command.add_argument("--scenario", metavar="NAME", help="with the values of this scenario of the project")
    command.add_argument(
        "--county", nargs="+", metavar="CODE", help="only these counties (NO-50, 50 or the name), either side"
    )
    command.add_argument(
        "--resource", nargs="+", metavar="CODE", help="only these resources or groups, either side"
    )
    command.add_argument(
        "--radius-km",
        nargs="+",
        metavar="KM",
        help="search radius instead of each resource's own maximum; CODE=KM for one resource",
    )
    command.add_argument("--tier", nargs="+", choices=("A", "B", "C", "X", "D"), help="only these tiers")
    command.add_argument(
        "--evidence",
        nargs="+",
        choices=("measured", "reported", "derived", "illustrative"),
        help="only where the weaker of the two flows is known in one of these ways",
    )
    command.add_argument("--quiet", action="store_true", help="write no messages, only errors")
    command.add_argument("--json", action="store_true", help="write messages and errors as JSON, one a line")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        message = f"{text!r} is not a whole number of 1 or more"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _sites_and_lines(text: str) -> tuple[int, int]:
    sites, plus, lines = text.partition("+")
    return _count(sites), _count(lines) if plus else 0


def _count_or_all(text: str) -> int:
    return 0 if text == "all" else _count(text)


def _port(text: str) -> int:
    highest = 65535
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        message = f"{text!r} is not a port; give a number from 1 to {highest}"
        raise argparse.ArgumentTypeError(message)
    return int(text)
