"""How long each hand-out of the example takes: ``python3 -m benchmarks.handouts``.

CPU and wall seconds for each kind, audience and language, the slowest first. What all of them share, and
what the page Hand-outs has before a press (the redacted data, the opportunities, the hubs), is stated
apart, and so is the package, which holds all kinds.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from symgeo.analysis.dataset import Dataset
from symgeo.handouts.hub_pages import hubs_asked_for
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.package import write_package
from symgeo.storage.dataset import load_demo
from symgeo.vocabulary import LANGUAGES, Audience

Row = tuple[float, float, str, str, str]
_Made = TypeVar("_Made")
DAY: Final = datetime.date(2026, 5, 31)


def main() -> None:
    """Measure, and print a row for each file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lang", choices=LANGUAGES, action="append", help="all four unless given")
    asked.add_argument("--audience", choices=[one.value for one in Audience], action="append")
    asked.add_argument("--package", action="store_true", help="measure the package, too")
    options = asked.parse_args()
    dataset = load_demo()
    rows: list[Row] = []
    for language in options.lang or LANGUAGES:
        for audience in map(Audience, options.audience or list(Audience)):
            rows += _measure(dataset, Order(audience, language, DAY), with_package=options.package)
    print("CPU s  wall s  kind            audience  language")
    for cpu, wall, kind, audience_name, language in sorted(rows, reverse=True):
        print(f"{cpu:5.2f}  {wall:6.2f}  {kind:<14}  {audience_name:<8}  {language}")


def _measure(dataset: Dataset, order: Order, *, with_package: bool) -> list[Row]:
    row, material = _timed("data and hubs", order, partial(_shared, dataset, order))
    # Fonts, towns and the ground are read once for all files, as on a server.
    make(Kind.REPORT, material)
    rows = [row, *(_timed(kind, order, partial(make, kind, material))[0] for kind in Kind)]
    if with_package:
        rows.append(_timed("package", order, partial(write_package, material))[0])
    return rows


def _shared(dataset: Dataset, order: Order) -> Material:
    material = gather(dataset, order)
    hubs_asked_for(material)
    return material


def _timed(kind: str, order: Order, work: Callable[[], _Made]) -> tuple[Row, _Made]:
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    spent = time.process_time() - cpu, time.perf_counter() - wall
    return (*spent, str(kind), order.audience.value, order.language), made


if __name__ == "__main__":
    main()
