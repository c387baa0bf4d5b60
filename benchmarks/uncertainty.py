"""Measure how long the draws take: ``python -m benchmarks.uncertainty`` from the checkout."""

from __future__ import annotations

import statistics
import time

from symgeo.analysis.opportunities import look_around, table_weights
from symgeo.analysis.uncertainty import DRAWS, simulate
from symgeo.storage.dataset import load_demo

RUNS = 7


def main() -> None:
    """Print the median wall and CPU time for all pairs of the example."""
    dataset = load_demo()
    pairs, weights = look_around(dataset), table_weights(dataset.reference)
    wall, cpu = [], []
    for _ in range(RUNS):
        began, began_cpu = time.perf_counter(), time.process_time()
        simulate(pairs, dataset.reference, weights)
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - began_cpu)
    print(
        f"{len(pairs)} pairs, {DRAWS} draws, {RUNS} runs: median {statistics.median(wall):.2f} s, "
        f"at most {max(wall):.2f} s; CPU {statistics.median(cpu):.2f} s"
    )


if __name__ == "__main__":
    main()
