"""What ``python3 -m symgeo handout`` understands; the standard library only."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

AUDIENCES: Final = ("staff", "meeting", "public")
KINDS: Final = (
    *("map", "show", "slides", "report", "pairs", "hubs", "excel", "csv", "geopackage", "geojson", "kml"),
    *("views-show", "views-slides", "views-pages", "package"),
)
CURRENCIES: Final = ("EUR", "NOK", "SEK")
LANGUAGES: Final = ("en", "nb", "nn", "sv")


def add_handout_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_data_options: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Add the command that makes files to take away."""
    command = commands.add_parser(
        "handout",
        help="make a file to take away: offline map, slides, PDF, Excel, GeoPackage, or all of them",
        description="Make a hand-out. What companies do not share is blurred or left out for the audience "
        "before anything is calculated. Without --project or --sites and --flows the example data is used.",
    )
    command.set_defaults(module="symgeo.cli.handout")
    add_data_options(command)
    command.add_argument(
        "--municipality", nargs="+", metavar="NAME", help="only these municipalities (name or number)"
    )
    command.add_argument(
        "--hub",
        metavar="NAME",
        help="only this hub, by its name or one of its sites, as the audience sees it",
    )
    command.add_argument("--audience", choices=AUDIENCES, required=True, help="for whom it is")
    command.add_argument("--kind", choices=KINDS, default="package", help="what to make (default: package)")
    command.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default: en)")
    command.add_argument(
        "--currency", choices=CURRENCIES, default="EUR", help="what money is written in (default: EUR)"
    )
    command.add_argument("--date", metavar="YYYY-MM-DD", help="date that stands on it (default: today)")
    command.add_argument("--link", default="", metavar="URL", help="live view that the QR code leads to")
    command.add_argument("--template", metavar="FILE", help=".pptx with the layouts of your own house")
    command.add_argument(
        "--no-examples", action="store_true", help="leave out example figures (the public never gets them)"
    )
    command.add_argument(
        "--out", metavar="FILE", help="where to write; by default a name that says what it is"
    )
