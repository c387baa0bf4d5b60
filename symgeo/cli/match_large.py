"""``python3 -m symgeo match`` for large data: the best pairs of each flow, written block by block."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import engines, scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.columns import Problem
from symgeo.analysis.engine.describing import BLOCK, Describer
from symgeo.analysis.engine.matches import Limits
from symgeo.analysis.engine.totals import Totals
from symgeo.analysis.selection import select
from symgeo.cli import data
from symgeo.cli.compile_engine import start_compiling
from symgeo.cli.progress import Progress
from symgeo.storage.block_writer import BlockWriter, open_blocks
from symgeo.storage.writers import write_table

LARGE_FROM_FLOWS: Final = 20_000
"""With so many flows the best of each are matched, also where nobody asked for it."""
TOP_K: Final = 25
_BEST: Final = 1000
_LARGE_FILE_BYTES: Final = 2_000_000
"""A file of flows that may hold as many as the compiled engine is for."""

Compiler = subprocess.Popen[bytes]
Publish = Callable[[pd.DataFrame], pd.DataFrame]


def prepare(options: argparse.Namespace) -> Compiler | None:
    """Begin what takes time while files are read: large files will want the compiled engine."""
    path = Path(options.flows) if options.flows else None
    is_large = path is not None and path.is_file() and path.stat().st_size >= _LARGE_FILE_BYTES
    return start_compiling() if is_large and options.engine in (None, "auto", "numba") else None


def run(
    options: argparse.Namespace, dataset: Dataset, publish: Publish, compiler: Compiler | None = None
) -> int:
    """Match and write.

    Parameters
    ----------
    options
        With ``engine`` and ``top_k``: None where nothing was said, ``top_k`` 0 for all pairs.
    dataset : Dataset
    publish : callable
        Gives a frame of opportunities as it may leave the programme.
    compiler : Popen, optional
        As `prepare` gives it; waited for only where the compiled engine is wanted.

    Raises
    ------
    UsageError
        If the command line asks for what does not exist, or the file cannot be written.
    """
    choices, filters = data.choices_of(options, dataset), data.filters_of(options, dataset)
    top_k = TOP_K if options.top_k is None else options.top_k
    flows = len(dataset.flows)
    _tell_plan(options, flows, top_k)
    with open_blocks(Path(options.out)) as writer:
        problem = problem_of(dataset, choices)
        if compiler is not None and engines.is_worth_compiling(options.engine or "auto", flows):
            compiler.wait()
        totals, expected, blocks = _match(options, dataset, problem, choices, top_k)
        selected = (publish(select(block, dataset, filters)) for block in blocks)
        _write(options, writer, selected, expected)
    if options.totals:
        write_table(totals_table(totals, problem), Path(options.totals))
    passed = int(totals.resource[0].sum())
    message = f"{writer.rows:,} opportunities of {passed:,} written to {options.out}"
    data.tell(options, "written", message, written=writer.rows, found=passed, file=str(options.out))
    return 0


def totals_table(totals: Totals, problem: Problem) -> pd.DataFrame:
    """Give counts and amounts of all pairs that pass: by resource, by county and by municipality.

    Returns
    -------
    DataFrame
        ``by`` (resource, county or municipality), ``place`` ("" for resource), ``resource``, ``unit``,
        ``tier``, ``pairs``, ``matched_quantity``. A pair counts once in each place that one of its sides
        lies in.
    """
    tables = {
        "resource": totals.by_resource(problem).assign(place=""),
        "county": totals.by_county(problem).rename(columns={"county": "place"}),
        "municipality": totals.by_municipality(problem).rename(columns={"municipality": "place"}),
    }
    columns = ["by", "place", "resource", "unit", "tier", "pairs", "matched_quantity"]
    return pd.concat([table.assign(by=by)[columns] for by, table in tables.items()], ignore_index=True)


def _tell_plan(options: argparse.Namespace, flows: int, top_k: int) -> None:
    kept = f"the best {top_k} of each flow" if top_k else "every pair"
    message = f"matching {flows:,} flows, keeping {kept}"
    data.tell(options, "matching", message, flows=flows, top_k=top_k or "all")


def _match(
    options: argparse.Namespace, dataset: Dataset, problem: Problem, choices: Choices, top_k: int
) -> tuple[Totals, int, Iterator[pd.DataFrame]]:
    """Give the sums, how many pairs there are to write, and the pairs described in blocks."""
    engine = engines.choose(options.engine or "auto", len(dataset.flows), scheduler=options.scheduler)
    limits = Limits(top_k, max(_BEST, options.top or 0)) if top_k else Limits(0, 0)
    progress = Progress(options, "matching")
    found = engine(problem, limits, on_progress=_by_work(problem, progress))
    describer = Describer(dataset, choices)
    if top_k:
        kept = found.kept()
        return found.totals, len(kept), describer.ranked(kept, BLOCK)
    pairs = int(found.totals.resource[0].sum())
    streamed = scipy_engine.stream(problem, chunk=BLOCK)
    return found.totals, pairs, (describer.unranked(block) for block in streamed)


def _by_work(problem: Problem, progress: Progress) -> Callable[[int], None]:
    """Give what turns finished tasks into a share of the work: pairs looked at, times their nearness."""
    work = [
        len(task.supply) * len(task.demand) * min(task.edge.radius_km / 1000.0, 1.0) ** 2
        for task in problem.tasks
    ]
    shares = np.concatenate(([0.0], np.cumsum(work))) / max(sum(work), 1e-9)
    return lambda done: progress.reached(float(shares[done]))


def _write(
    options: argparse.Namespace, writer: BlockWriter, blocks: Iterator[pd.DataFrame], expected: int
) -> None:
    """Write blocks; after the first one, tell how large the file may become."""
    progress = Progress(options, "writing")
    looked_at, left = 0, options.top
    for block in blocks:
        looked_at += len(block)
        writer.write(block if left is None else block.head(left))
        if looked_at == len(block) < expected:
            _tell_size(options, writer, looked_at, expected)
        if left is not None:
            left -= len(block)
            if left <= 0:
                return
        progress.reached(looked_at / max(expected, 1))


def _tell_size(options: argparse.Namespace, writer: BlockWriter, looked_at: int, expected: int) -> None:
    megabytes = writer.size_bytes * expected / looked_at / 1e6
    message = f"{expected:,} opportunities to write, at most about {megabytes:,.0f} MB"
    data.tell(options, "size", message, opportunities=expected, megabytes=round(megabytes))
