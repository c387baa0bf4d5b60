"""``python3 -m symgeo match``: opportunities of sites and flows, to a file."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from symgeo.analysis.disclosure import withhold_illustrative
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import select
from symgeo.cli import data, match_large
from symgeo.storage.writers import write_opportunities
from symgeo.tables.schema import dictionary


def run(options: argparse.Namespace) -> int:
    """Match, filter and write.

    Raises
    ------
    TableError, DataErrors, UsageError
        If a file cannot be read, has errors, or the command line asks for what does not exist.
    """
    compiler = match_large.prepare(options)
    dataset = data.load(options)
    is_large = len(dataset.flows) >= match_large.LARGE_FROM_FLOWS
    if is_large or options.engine or options.top_k is not None or options.totals:
        return match_large.run(options, dataset, published, compiler)
    found = find(dataset, data.choices_of(options, dataset))
    shown = select(found, dataset, data.filters_of(options, dataset))
    written = published(shown if options.top is None else shown.head(options.top))
    write_opportunities(written, dataset.sites, Path(options.out))
    message = f"{len(written)} of {len(found)} opportunities written to {options.out}"
    data.tell(options, "written", message, written=len(written), found=len(found), file=str(options.out))
    return 0


def published(opportunities: pd.DataFrame) -> pd.DataFrame:
    """Give the documented columns, with illustrative amounts cut down to their order of magnitude."""
    columns = [column.name for column in dictionary("opportunities").columns]
    return withhold_illustrative(opportunities)[columns].reset_index(drop=True).round(3)
