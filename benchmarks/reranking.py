"""Rank again after a weight or a radius was changed: ``python -m benchmarks.reranking --sizes 1000 10000``.

Prints the CPU time of a full run, of preparing, and of ranking again, as medians of interleaved runs, with
the ratio to the full run; then that of the pages' own ranking, which carries all columns along.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Final

import numpy as np

from benchmarks.engine.generator import make_world
from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.engine import scipy_engine
from symgeo.analysis.engine.matches import Limits
from symgeo.analysis.engine.reranking import Reranker
from symgeo.analysis.opportunities import look_around, rerank
from symgeo.storage.dataset import load_demo

_LIMITS: Final = Limits(top_k=25, best=1000)


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000], help="flows")
    parser.add_argument("--pairs", type=int, nargs="+", default=[424, 40_000], help="of the pages")
    parser.add_argument("--runs", type=int, default=9, help="interleaved runs (default: 9)")
    options = parser.parse_args()
    print("| flows | pairs | full run | first look | weight moved | radius halved | of a full run |")
    print("| --: | --: | --: | --: | --: | --: | --: |")
    for flows in options.sizes:
        print(_row(flows, options.runs))
    print("\n| pairs | ranked again by the pages |\n| --: | --: |")
    for pairs in options.pairs:
        print(f"| {pairs:,} | {1000 * _pages_s(pairs, options.runs):.0f} ms |")
    return 0


def _row(flows: int, runs: int) -> str:
    problem = make_world(flows).problem
    held = Reranker(problem)
    weights = problem.shares._replace(fit=0.1, quantity=0.4)
    halved = np.array([task.edge.radius_km / 2.0 for task in problem.tasks])
    ways: tuple[Callable[[], object], ...] = (
        lambda: scipy_engine.match(problem, _LIMITS),
        lambda: Reranker(problem),
        lambda: held.match(_LIMITS, shares=weights),
        lambda: held.match(_LIMITS, radii_km=halved),
    )
    found: list[list[float]] = [[] for _ in ways]
    for _ in range(runs + 1):
        for times, way in zip(found, ways, strict=True):
            begin = time.process_time()
            way()
            times.append(time.process_time() - begin)
    full, first, moved, shorter = (statistics.median(times[1:]) for times in found)
    shown = " | ".join(f"{1000 * seconds:.1f} ms" for seconds in (full, first, moved, shorter))
    return f"| {flows:,} | {len(held):,} | {shown} | {moved / full:.2f} |"


def _pages_s(pairs: int, runs: int) -> float:
    """Give the CPU time of ranking pairs of the example data again, taken as often as needed."""
    dataset = load_demo()
    seen = look_around(dataset)
    seen = seen.iloc[np.arange(pairs) % len(seen)].reset_index(drop=True)
    seen["opportunity_id"] = seen["opportunity_id"] + np.arange(pairs).astype(str).astype(object)
    moved, times = Choices(weights=Weights(fit=0.1, quantity=0.4)), []
    for _ in range(runs + 1):
        begin = time.process_time()
        rerank(seen, dataset.reference, moved)
        times.append(time.process_time() - begin)
    return statistics.median(times[1:])


if __name__ == "__main__":
    raise SystemExit(main())
