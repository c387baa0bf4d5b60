"""How long each hand-out of the example takes: ``python3 -m benchmarks.handouts``.

CPU and wall seconds for each kind and audience, the slowest first. What all of them share (the redacted data
and the opportunities) is stated apart, and so is the package, which holds all kinds.
"""

from __future__ import annotations

import argparse
import datetime
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Order, gather
from symgeo.handouts.package import write_package
from symgeo.storage.dataset import load_demo
from symgeo.vocabulary import LANGUAGES, Audience

Row = tuple[float, float, str, str]
_Made = TypeVar("_Made")


def main() -> None:
    """Measure, and print a row for each file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lang", choices=LANGUAGES, default="en")
    asked.add_argument("--audience", choices=[one.value for one in Audience], action="append")
    asked.add_argument("--package", action="store_true", help="measure the package, too")
    options = asked.parse_args()
    dataset = load_demo()
    rows: list[Row] = []
    for audience in map(Audience, options.audience or list(Audience)):
        order = Order(audience, options.lang, datetime.date(2026, 5, 31))
        row, material = _timed("data and pairs", audience, partial(gather, dataset, order))
        rows.append(row)
        # Fonts, towns and the ground are read once for all files, as on a server.
        make(Kind.REPORT, material)
        rows += [_timed(kind, audience, partial(make, kind, material))[0] for kind in Kind]
        if options.package:
            rows.append(_timed("package", audience, partial(write_package, material))[0])
    print("CPU s  wall s  kind            audience")
    for cpu, wall, kind, audience_name in sorted(rows, reverse=True):
        print(f"{cpu:5.2f}  {wall:6.2f}  {kind:<14}  {audience_name}")


def _timed(kind: str, audience: Audience, work: Callable[[], _Made]) -> tuple[Row, _Made]:
    cpu, wall = time.process_time(), time.perf_counter()
    made = work()
    return (time.process_time() - cpu, time.perf_counter() - wall, str(kind), audience.value), made


if __name__ == "__main__":
    main()
