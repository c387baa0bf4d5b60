"""Where the compiled engine's time goes: ``python -m benchmarks.engine_parts --sizes 10000 100000``.

Runs the same pairs through its parts, each run one part deeper than the one before, and prints what each part
adds to the CPU time, as medians of interleaved runs, beside the bare k-d tree join of the same run.
"""

# mypy: ignore-errors
# ^ numba compiles one of these functions and has no types.
# ruff: noqa: ANN001, ANN202, SLF001
# ^ As above; the parts of the engine's run are its own, and only this measurement looks inside.
from __future__ import annotations

import argparse
import statistics
import time
from collections import deque
from typing import Final

import numba
import numpy as np

from benchmarks.engine import joins
from benchmarks.engine.generator import make_world
from benchmarks.engine.jobs import LIMITS
from symgeo.analysis.engine import numba_engine
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.compiling import log_part
from symgeo.analysis.engine.matches import Limits
from symgeo.analysis.engine.numba_kernels import near_demands
from symgeo.analysis.engine.numba_visits import (
    AMOUNT,
    BATCH,
    COLUMNS,
    FREE,
    KG,
    LOG_FIT,
    METRES,
    PRICE,
    bound_squares,
    visit_any,
    visit_plain,
)
from symgeo.analysis.scoring import HIGHEST_BARRIER

PARTS: Final = (
    "columns in spatial order",
    "join: distances within the radius",
    "pairs gathered from the columns",
    "gates, amount, money and CO2 of each pair",
    "bound of each score",
    "exact sums over all pairs",
    "best 25 of each flow and 1,000 of all, their scores",
)
_JOIN, _GATHER, _VISIT, _BOUND = range(1, 5)
_NOTHING: Final = Limits(top_k=0, best=0)


def main() -> int:
    """Measure and print a table for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="flows")
    parser.add_argument("--runs", type=int, default=5, help="interleaved runs (default: 5)")
    options = parser.parse_args()
    for flows in options.sizes:
        _show(make_world(flows).problem, flows, options.runs)
    return 0


def _show(problem: Problem, flows: int, runs: int) -> None:
    depths = range(_BOUND + 1)
    times: list[list[float]] = [[] for _ in range(_BOUND + 4)]
    pairs = 0
    for _ in range(runs + 1):
        for depth in depths:
            begin = time.process_time()
            pairs = _run_to(problem, depth)
            times[depth].append(time.process_time() - begin)
        for place, limits in ((-3, _NOTHING), (-2, LIMITS)):
            begin = time.process_time()
            numba_engine.match(problem, limits)
            times[place].append(time.process_time() - begin)
        begin = time.process_time()
        deque(joins.ckdtree(problem), maxlen=0)
        times[-1].append(time.process_time() - begin)
    *reached, bare = (statistics.median(found[1:]) for found in times)
    print(f"\n**{flows:,} flows**, {pairs:,} pairs, medians of {runs} runs:\n")
    print("| part | CPU s | × bare join | ns a pair |")
    print("| --- | --: | --: | --: |")
    for name, now, before in zip(PARTS, reached, [0.0, *reached], strict=False):
        took = now - before
        print(f"| {name} | {took:.4f} | {took / bare:.2f} | {took / pairs * 1e9:.0f} |")
    print(f"| whole job | {reached[-1]:.4f} | {reached[-1] / bare:.2f} | {reached[-1] / pairs * 1e9:.0f} |")
    print(f"| bare cKDTree join | {bare:.4f} | 1 | {bare / pairs * 1e9:.0f} |")


def _run_to(problem: Problem, depth: int) -> int:
    """Do the engine's work up to a part, and give the number of pairs met (0 before the join)."""
    numbers = [n for n, task in enumerate(problem.tasks) if numba_engine._is_ours(problem, task)]
    run = numba_engine._Run(problem, LIMITS, numbers)
    if depth < _JOIN:
        return 0
    return int(
        _parts(
            depth,
            run._tasks,
            run._ways,
            problem.shares,
            run._bounds,
            run._tables,
            run._supply,
            run._demand,
            run._boxes,
            run._groups,
        )
    )


@numba.njit(error_model="numpy", cache=True)
def _parts(  # noqa: C901, PLR0913, PLR0917  # the engine's own loop, cut short
    depth,
    tasks,
    ways,
    shares,
    bounds,
    tables,
    s,
    d,
    boxes,
    groups,
):
    met = 0
    for t in range(len(tasks)):
        task = tasks[t]
        size, origin = task.demand_end - task.demand_begin, task.demand_begin
        near_q, near_m = np.empty(size + 1, np.int64), np.empty(size + 1)
        found, scratch = np.empty(BATCH, np.int64), np.zeros(COLUMNS * BATCH)
        barrier = 1.0 - task.barrier / HIGHEST_BARRIER
        radius_m = task.radius_km * 1000.0
        for n in range(BATCH):
            scratch[LOG_FIT + n] = log_part(min(task.fit, 1.0), shares.log_floor)
        for p in range(task.supply_begin, task.supply_end):
            country = s.country[p]
            near = near_demands(
                near_q, near_m, s.x[p], s.y[p], s.z[p], d.x, d.y, d.z, boxes, groups,
                task.group_begin, task.group_end, task.box_begin, task.box_end, origin, task.demand_end,
                (radius_m + 2.0) * (radius_m + 2.0),
            )  # fmt: skip
            met += near
            if depth < _GATHER:
                continue
            for begin in range(0, near, BATCH):
                count = 0
                for n in range(begin, min(begin + BATCH, near)):
                    q = near_q[n]
                    if near_m[n] > radius_m or d.site[q] == s.site[p]:
                        continue
                    if task.is_partial and not tables.allowed[t, d.trade[q]]:
                        continue
                    market = d.market[q]
                    found[count], scratch[METRES + count] = q, near_m[n]
                    scratch[AMOUNT + count], scratch[FREE + count] = d.amount[q], d.free[q]
                    scratch[PRICE + count] = ways.price[t, market]
                    scratch[KG + count] = ways.kg_per_unit[t, market]
                    count += 1
                if depth < _VISIT or count == 0:
                    continue
                if task.is_simple:
                    visit_plain(
                        scratch, count, task, s.amount[p], s.free[p],
                        ways.route_near[t, country], ways.route_far[t, country],
                        ways.effective_near[t, country], ways.effective_far[t, country],
                    )  # fmt: skip
                else:
                    visit_any(
                        scratch, found, count, task, t, p, s, d, ways, tables, shares.log_floor,
                        ways.route_near[t, country], ways.route_far[t, country],
                        ways.effective_near[t, country], ways.effective_far[t, country],
                    )  # fmt: skip
                if depth >= _BOUND:
                    bound_squares(scratch, count, barrier, shares, bounds.gain, bounds.near, task.best_fit)
    return met


if __name__ == "__main__":
    raise SystemExit(main())
