"""Dask beside one process: ``python -m benchmarks.scaling --flows 300000``.

Prints the wall time of one process, and of Dask with one and two workers on this machine: what the cluster
costs, and what a second worker gains. Needs requirements-cluster.txt and a computer without other work.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from distributed import Client, LocalCluster

from benchmarks.engine.generator import make_world
from symgeo.analysis.engine import dask_engine, scipy_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits, Matches
from symgeo.cli.bench_engine import ONE_THREAD

_LIMITS = Limits(top_k=25, best=1000)


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--flows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs (default: 3)")
    options = parser.parse_args()
    for name in ONE_THREAD:
        os.environ[name] = "1"
    problem = make_world(options.flows).problem
    times: dict[str, list[float]] = {"one process": [], "Dask, 1 worker": [], "Dask, 2 workers": []}
    for _ in range(options.runs):
        first = _timed(times["one process"], lambda: scipy_engine.match(problem, _LIMITS))
        for workers, name in ((1, "Dask, 1 worker"), (2, "Dask, 2 workers")):
            with _cluster(workers) as client:
                again = _timed(times[name], partial(_on, client, problem))
            if again.totals.resource.tolist() != first.totals.resource.tolist():
                message = f"{name} gave other totals."
                raise RuntimeError(message)
    base = sorted(times["one process"])[options.runs // 2]
    print(f"| {options.flows:,} flows | wall time | of one process |\n| --- | --: | --: |")
    for name, found in times.items():
        median = sorted(found)[options.runs // 2]
        print(f"| {name} | {median:.2f} s | {median / base:.2f} |")
    return 0


def _timed(times: list[float], work: Callable[[], Matches]) -> Matches:
    begin = time.perf_counter()
    found = work()
    times.append(time.perf_counter() - begin)
    return found


def _on(client: Client, problem: Problem) -> Matches:
    @contextmanager
    def lent(_scheduler: str | None) -> Iterator[Client]:
        yield client

    return dask_engine.match(problem, _LIMITS, connect=lent)


@contextmanager
def _cluster(workers: int) -> Iterator[Client]:
    """Start workers before the clock does."""
    with (
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


if __name__ == "__main__":
    raise SystemExit(main())
