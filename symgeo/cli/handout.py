"""``python3 -m symgeo handout``: files to take away, made for one audience."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from symgeo.cli import data
from symgeo.errors import UsageError
from symgeo.handouts.kinds import Handout, Kind, make
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.package import write_package
from symgeo.vocabulary import Audience


def run(options: argparse.Namespace) -> int:
    """Redact, calculate and write.

    Raises
    ------
    TableError, DataErrors, UsageError
        If a file cannot be read or written, has errors, or the command line asks for what does not exist.
    """
    dataset = data.load(options)
    order = Order(
        audience=Audience(options.audience),
        language=options.lang,
        made_on=_day(options.date),
        filters=data.filters_of(options, dataset),
        hides_illustrative=options.no_examples,
        link=options.link,
    )
    material = gather(dataset, order, data.choices_of(options, dataset))
    made = _make(options.kind, material, _template(options.template))
    path = Path(options.out or made.name)
    try:
        path.write_bytes(made.content)
    except OSError as error:
        message = f"{path} cannot be written ({error}). Choose another place with --out."
        raise UsageError(message) from error
    message = f"{options.kind} for {options.audience} written to {path}"
    data.tell(options, "written", message, file=str(path), bytes=len(made.content), found=len(material.found))
    return 0


def _make(kind: str, material: Material, template: bytes | None) -> Handout:
    if kind == "package":
        return write_package(material, template=template)
    return make(Kind(kind), material, template=template)


def _day(text: str | None) -> datetime.date:
    if text is None:
        return datetime.datetime.now(datetime.UTC).astimezone().date()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        message = f"--date: {text!r} is no date; write it as 2026-05-31."
        raise UsageError(message) from error


def _template(name: str | None) -> bytes | None:
    if name is None:
        return None
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"--template: {name} cannot be read ({error})."
        raise UsageError(message) from error
