"""The commands that save: their options and their help.

Imports the standard library only, as `symgeo.cli.main` does.
"""

from __future__ import annotations

import argparse


def add_store_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add import, revisions, backup, restore and archive."""
    _add_import(commands)
    _add_revisions(commands)
    _add_backup(commands)
    _add_restore(commands)
    _add_archive(commands)


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "import",
        help="save files of sites, flows or exchanges into a project",
        description="Save files into a project as one new revision, which can be undone. Any file that "
        "symgeo check reads will do; flows alone are given to the sites of the project. Sites that are "
        "stored already are found again by id, by organisation number, or by name, municipality and "
        "distance; where that is not sure, nothing is saved and you are asked.",
    )
    command.set_defaults(module="symgeo.cli.import_")
    command.add_argument("files", nargs="+", metavar="FILE", help="one file for each table, in any order")
    command.add_argument(
        "--project", required=True, metavar="NAME", help="made if there is none of that name"
    )
    command.add_argument(
        "--replace",
        action="store_true",
        help="remove stored rows that the files do not have (without it they stay)",
    )
    command.add_argument(
        "--good-rows",
        action="store_true",
        help="save the good rows and leave out those with errors (without it, nothing is saved)",
    )
    command.add_argument(
        "--county", nargs="+", metavar="CODE", help="counties that the sites should lie in, as for check"
    )
    command.add_argument(
        "--same",
        nargs="+",
        default=[],
        metavar="ID=STORED",
        help="answer: the row with this id in the file is that stored one",
    )
    command.add_argument(
        "--new", nargs="+", default=[], metavar="ID", help="answer: the row with this id in the file is new"
    )
    _add_who(command)
    _add_place(command)


def _add_revisions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("revisions", help="list, show, compare, undo and restore what was saved")
    kinds = command.add_subparsers(dest="what", required=True, metavar="WHAT")
    listing = kinds.add_parser("list", help="all projects, or all revisions of one, the latest first")
    listing.add_argument("--project", metavar="NAME")
    show = kinds.add_parser("show", help="one revision: who, when, files, repairs, what changed")
    show.add_argument("number", type=_number, metavar="NUMBER")
    diff = kinds.add_parser("diff", help="what differs between any two revisions")
    diff.add_argument("earlier", type=_number, metavar="EARLIER", help="0 is before the first revision")
    diff.add_argument("later", type=_number, metavar="LATER")
    undo = kinds.add_parser("undo", help="take back one revision, as a new revision")
    undo.add_argument("number", type=_number, nargs="?", metavar="NUMBER", help="the latest by default")
    restore = kinds.add_parser("restore", help="go back to an earlier revision, as a new revision")
    restore.add_argument("number", type=_number, metavar="NUMBER", help="0 is before the first revision")
    for kind in (show, diff, undo, restore):
        kind.add_argument("--project", required=True, metavar="NAME")
    for kind in (undo, restore):
        _add_who(kind)
    for name, kind in kinds.choices.items():
        kind.set_defaults(module="symgeo.cli.revisions", what=name)
        _add_place(kind)


def _add_backup(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "backup",
        help="write all projects and revisions to one file",
        description="Write all projects and revisions to one file, also while others work. The file can be "
        "restored to a database file or to a PostgreSQL server, whichever it came from.",
    )
    command.set_defaults(module="symgeo.cli.backup")
    command.add_argument("file", metavar="FILE", help="replaced once the new one is whole")
    _add_place(command)


def _add_restore(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "restore",
        help="take everything back from a backup",
        description="Take everything back from a backup, all of it or nothing.",
    )
    command.set_defaults(module="symgeo.cli.restore")
    command.add_argument("file", metavar="FILE", help="written by symgeo backup")
    command.add_argument(
        "--replace",
        action="store_true",
        help="replace projects that are there now; they are backed up to a file first, which is named",
    )
    _add_place(command)


def _add_archive(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "archive",
        help="write one project as a package for the archive",
        description="Write one project as a zip file with CSV tables, a GeoPackage and the log of imports.",
    )
    command.set_defaults(module="symgeo.cli.archive")
    command.add_argument("file", metavar="FILE", help="ends in .zip; replaced once the new one is whole")
    command.add_argument("--project", required=True, metavar="NAME")
    command.add_argument("--revision", type=_number, metavar="NUMBER", help="the latest by default")
    _add_place(command)


def _add_who(command: argparse.ArgumentParser) -> None:
    command.add_argument("--who", metavar="NAME", help="who saves (default: your user name)")


def _add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data-dir",
        metavar="FOLDER",
        help="the database is var/symgeo.sqlite in this folder (default: the folder of symgeo; "
        "or the database that SYMGEO_DATABASE_URL names)",
    )
    command.add_argument("--quiet", action="store_true", help="write no messages, only results and errors")
    command.add_argument("--json", action="store_true", help="write results and messages as JSON, one a line")


def _number(text: str) -> int:
    if not text.isdecimal():
        message = f"{text!r} is not the number of a revision"
        raise argparse.ArgumentTypeError(message)
    return int(text)
