"""Bring a result up to date after some flows came in: ``python -m benchmarks.updating --new 500``.

Prints, for each engine, the CPU time of a full run and of an update, as medians of interleaved runs, with
the ratio of the two. Half of the new flows are supplies, half are needs. Each update is compared with the
full run.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

import numpy as np

from benchmarks.engine.generator import SEED, make_world
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.columns import Problem, Side, SmallArray
from symgeo.analysis.engine.engines import Engine
from symgeo.analysis.engine.incremental import update
from symgeo.analysis.engine.matches import Limits, Matches

_LIMITS: Final = Limits(top_k=25, best=1000)
_ENGINES: Final[dict[str, Engine]] = {"numba": numba_engine.match, "scipy": scipy_engine.match}
Found = TypeVar("Found")


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flows", type=int, default=100_000, help="flows altogether (default: 100000)")
    parser.add_argument("--new", type=int, default=500, help="of them new (default: 500)")
    parser.add_argument("--engines", nargs="+", choices=_ENGINES, default=[*_ENGINES])
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs (default: 5)")
    options = parser.parse_args()
    new = make_world(options.flows).problem
    old = _without(new, options.new)
    print(f"{options.flows:,} flows, {options.new:,} of them new\n")
    print("| engine | full run | update | of a full run |")
    print("| --- | --: | --: | --: |")
    for name in options.engines:
        full_s, update_s = _measured(_ENGINES[name], old, new, options.runs)
        print(f"| {name} | {full_s:.3f} s | {update_s:.3f} s | {update_s / full_s:.2f} |")
    return 0


def _measured(engine: Engine, old: Problem, new: Problem, runs: int) -> tuple[float, float]:
    """Give the medians of a full run and of an update, in CPU seconds."""
    before = engine(old, _LIMITS)
    times: list[tuple[float, float]] = []
    for _ in range(runs + 1):
        full_s, full = _timed(lambda: engine(new, _LIMITS))
        update_s, updated = _timed(lambda: update(old, before, new, _LIMITS, changed=(), engine=engine))
        if not _is_same(updated, full):
            message = "the update is not what a full run gives"
            raise AssertionError(message)
        times.append((full_s, update_s))
    full_times, update_times = zip(*times[1:], strict=True)  # the first run compiles
    return statistics.median(full_times), statistics.median(update_times)


def _timed(way: Callable[[], Found]) -> tuple[float, Found]:
    begin = time.process_time()
    found = way()
    return time.process_time() - begin, found


def _is_same(first: Matches, second: Matches) -> bool:
    columns = all(
        np.array_equal(getattr(getattr(first, part), name), getattr(getattr(second, part), name))
        for part in ("by_supply", "by_demand", "best")
        for name in ("row", "other", "key")
    )
    return columns and all(
        np.array_equal(getattr(first.totals, name), getattr(second.totals, name))
        for name in ("resource", "municipality", "county")
    )


def _without(problem: Problem, count: int) -> Problem:
    """Give the problem as it was before some flows of both sides came in, drawn with a fixed seed."""
    rng = np.random.default_rng(SEED + 1)
    supply, kept_s = _fewer(problem.supply, count // 2, rng)
    demand, kept_d = _fewer(problem.demand, count - count // 2, rng)
    tasks = tuple(
        replace(task, supply=_renumbered(task.supply, kept_s), demand=_renumbered(task.demand, kept_d))
        for task in problem.tasks
    )
    return replace(problem, supply=supply, demand=demand, tasks=tasks)


def _fewer(side: Side, count: int, rng: np.random.Generator) -> tuple[Side, SmallArray]:
    """Give a side without some flows, and the new number of each old row (-1 where it is left out)."""
    kept = np.ones(len(side), dtype=bool)
    kept[rng.choice(len(side), count, replace=False)] = False
    number = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    return side.take(np.flatnonzero(kept)), number


def _renumbered(rows: SmallArray, number: SmallArray) -> SmallArray:
    moved = number[rows]
    return moved[moved >= 0]


if __name__ == "__main__":
    raise SystemExit(main())
