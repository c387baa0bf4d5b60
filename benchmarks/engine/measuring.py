"""Interleaved runs of jobs and joins, and the table of what they took."""

from __future__ import annotations

import ctypes
import gc
import inspect
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from benchmarks.engine import jobs, joins
from benchmarks.engine.generator import TOWNS, make_world
from benchmarks.engine.simple import simple_job
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.matches import Limits
from symgeo.errors import UsageError

JOINS: Final[dict[str, Callable[[Problem], Iterator[Any]]]] = {
    "ckdtree": joins.ckdtree,
    "balltree": joins.balltree,
    "strtree": joins.strtree,
    "geopandas": joins.geopandas_dwithin,
    "duckdb": joins.duckdb_grid,
    "polars": joins.polars_grid,
}
JOBS: Final[dict[str, Callable[[Problem, Limits], int]]] = {
    "symgeo-scipy": jobs.scipy_job,
    "symgeo-numba": jobs.numba_job,
    "simple": simple_job,
    "geopandas-careful": jobs.careful_job,
    "geopandas-apply": jobs.apply_job,
}
TITLES: Final = {
    "ckdtree": "SciPy cKDTree, join alone",
    "balltree": "scikit-learn BallTree (haversine), join alone",
    "strtree": "Shapely STRtree `dwithin`, join alone",
    "geopandas": "GeoPandas `sjoin` `dwithin`, join alone",
    "duckdb": "DuckDB, grid, join alone",
    "polars": "Polars, grid, join alone",
    "symgeo-scipy": "**symgeo, scipy engine**, whole job",
    "symgeo-numba": "**symgeo, numba engine**, whole job",
    "simple": "our columns, a simple score, best 10 of each supply, no sums",
    "geopandas-careful": "GeoPandas `dwithin` + NumPy, whole job",
    "geopandas-apply": "GeoPandas buffers + `apply`, whole job",
}
LARGEST: Final = {
    "ckdtree": 1_000_000,
    "balltree": 100_000,
    "strtree": 100_000,
    "geopandas": 100_000,
    "duckdb": 100_000,
    "polars": 100_000,
    "symgeo-scipy": 1_000_000,
    "geopandas-careful": 100_000,
    "geopandas-apply": 10_000,
}
"""Flows beyond which a peer is left out: it would take many minutes or all memory."""
ALL: Final = (*JOBS, *JOINS)
_ONE_LINE_OF_USE: Final = 3


ALONE_FROM: Final = 1_000_000
RUNS: Final = ((1_000_000, 1), (100_000, 3), (0, 5))
"""Flows, and how many runs there are from that size on."""
_LIBC: Final = "libc.so.6"


class Setting(NamedTuple):
    """What is the same for all ways and sizes: towns the flows lie in, and best pairs kept of each flow."""

    towns: int = TOWNS
    top_k: int = jobs.LIMITS.top_k

    @property
    def limits(self) -> Limits:
        """Give how much is kept."""
        return Limits(self.top_k, jobs.LIMITS.best)


class Run(NamedTuple):
    """CPU seconds of one run, the pairs it found, and its memory where that was measured."""

    seconds: float
    pairs: int
    peak_mb: float


@dataclass(frozen=True)
class Measurement:
    """What one way took for one size.

    Attributes
    ----------
    name : str
    flows : int
    seconds : tuple of float
        CPU time of each run.
    pairs : int
        Pairs within the radius.
    peak_mb : float
        Resident memory at its highest, less what the data itself and its programme take.
    """

    name: str
    flows: int
    seconds: tuple[float, ...]
    pairs: int
    peak_mb: float

    @property
    def median_s(self) -> float:
        """Give the median of the runs."""
        return statistics.median(self.seconds)


def measure(
    sizes: Sequence[int],
    names: Sequence[str],
    most_runs: int,
    setting: Setting,
    *,
    say: Callable[[str], None],
) -> list[Measurement]:
    """Measure every way at every size, one run of each after the other; the larger, the fewer runs.

    Below `ALONE_FROM` flows all run in this process, and once more alone for the memory; from there on
    each run has a process of its own, which also keeps its memory apart.

    Raises
    ------
    UsageError
        If two joins do not give the same pairs.
    """
    found = []
    for flows in sizes:
        some = [name for name in names if flows <= LARGEST.get(name, flows)]
        is_alone = flows >= ALONE_FROM
        problem = make_world(200 if is_alone else flows, towns=setting.towns).problem
        pairs = 0 if is_alone else _check(problem, [name for name in some if name in JOINS], say)
        results: dict[str, list[Run]] = {name: [] for name in some}
        if not is_alone:
            for name in some:
                _run(name, make_world(200).problem, setting)  # compiled and imported before the clock starts
        runs = next(few for limit, few in RUNS if flows >= limit)
        runs = min(runs, most_runs)
        for turn in range(runs):
            for name in some:
                result = _alone(name, flows, setting) if is_alone else _run(name, problem, setting)
                results[name].append(result)
                say(f"{flows:,} flows, run {turn + 1} of {runs}, {name}: {result.seconds:.3f} s")
        pairs = pairs or max((r.pairs for name in some if name in JOINS for r in results[name]), default=0)
        for name in some:
            peak = max(r.peak_mb for r in results[name]) if is_alone else _alone(name, flows, setting).peak_mb
            seconds = tuple(r.seconds for r in results[name])
            found.append(Measurement(name, flows, seconds, pairs, peak))
    return found


def _run(name: str, problem: Problem, setting: Setting) -> Run:
    begin = time.process_time()
    pairs = sum(map(len, JOINS[name](problem))) if name in JOINS else JOBS[name](problem, setting.limits)
    return Run(time.process_time() - begin, pairs, 0.0)


def _check(problem: Problem, names: Sequence[str], say: Callable[[str], None]) -> int:
    """Compare the pairs of all joins; give their number."""
    first: list[Any] | None = None
    for name in names:
        pairs = joins.exact(problem, JOINS[name](problem))
        if first is not None and not all(np.array_equal(a, b) for a, b in zip(first, pairs, strict=True)):
            message = f"{name} does not give the same pairs as {names[0]}."
            raise UsageError(message)
        first = first or pairs
        say(f"{name}: {sum(map(len, pairs)):,} pairs, the same")
    return sum(map(len, first)) if first else 0


def _alone(name: str, flows: int, setting: Setting) -> Run:
    """Run once in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.engine.measuring", name, str(flows), *map(str, setting)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own command
    seconds, pairs, peak_mb = done.stdout.split()[-3:]
    return Run(float(seconds), int(pairs), float(peak_mb))


def once(name: str, flows: int, setting: Setting) -> Run:
    """Run once in this process, with the peak of its memory beyond the data."""
    _run(name, make_world(200).problem, setting)
    problem = make_world(flows, towns=setting.towns).problem
    _give_back()
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak of making the data (proc(5))
    before = resident_mb()
    result = _run(name, problem, setting)
    peak = max(peak_mb() - before, 0.0)
    return Run(result.seconds, result.pairs, peak)


def _give_back() -> None:
    """Give memory that making the data used back to the system, so that it does not hide what comes."""
    gc.collect()
    ctypes.CDLL(_LIBC).malloc_trim(0)


def resident_mb() -> float:
    """Give the memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_mb() -> float:
    """Give the most memory this process has held; unlike `getrusage`, nothing of the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM"))


def lines_of_use(name: str) -> int:
    """Count the lines a user writes: the peer's functions; for symgeo the command."""
    if name.startswith("symgeo"):
        return 1
    function = JOBS.get(name) or JOINS[name]
    parts = [function, *(value for value in function.__globals__.values() if _is_used(value, function))]
    return sum(len(inspect.getsource(part).splitlines()) - _ONE_LINE_OF_USE for part in parts)


def _is_used(value: object, function: Callable[..., Any]) -> bool:
    return (
        inspect.isfunction(value) and value.__name__ in function.__code__.co_names and value is not function
    )


def table(found: Sequence[Measurement]) -> str:
    """Write measurements as a Markdown table for each size; ratios are to the bare cKDTree."""
    sizes = dict.fromkeys(m.flows for m in found)
    return "\n\n".join(_table_of([m for m in found if m.flows == flows]) for flows in sizes)


def _table_of(found: Sequence[Measurement]) -> str:
    base = next((m.median_s for m in found if m.name == "ckdtree"), None)
    runs = len(found[0].seconds)
    median = "one run" if runs == 1 else f"medians of {runs} interleaved runs"
    lines = [
        f"**{found[0].flows:,} flows**, {found[0].pairs:,} pairs within the radius, {median}:",
        "",
        "| way | CPU s | × bare join | pairs/s | memory | lines |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    for m in found:
        ratio = f"{m.median_s / base:.3g}" if base else ""
        cells = (TITLES[m.name], f"{m.median_s:.3g}", ratio, _speed(m), f"{m.peak_mb:,.0f} MB")
        lines.append(f"| {' | '.join(cells)} | {lines_of_use(m.name)} |")
    return "\n".join(lines)


def _speed(m: Measurement) -> str:
    return f"{float(f'{m.pairs / m.median_s / 1e6:.2g}'):g} M" if m.pairs else ""


def machine() -> str:
    """Name the processor, the memory and the versions."""
    packages = ("numpy", "scipy", "numba", "scikit-learn", "shapely", "geopandas", "duckdb", "polars")
    facts = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").is_file() else ""
    names = [line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")]
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {memory_gb:.0f} GB, "
        f"Python {platform.python_version()}; {versions}. One thread each; CPU time."
    )


if __name__ == "__main__":
    print(*once(sys.argv[1], int(sys.argv[2]), Setting(*map(int, sys.argv[3:]))))
