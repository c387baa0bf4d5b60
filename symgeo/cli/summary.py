"""``python3 -m symgeo summary``: counts and sums by county, municipality or resource."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.analysis import summary
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.selection import select
from symgeo.cli import data
from symgeo.storage.writers import write_table
from symgeo.tables.spreadsheets import disarm

_SUMMARIES: Final[dict[str, Callable[[pd.DataFrame, Dataset], pd.DataFrame]]] = {
    "county": summary.by_county,
    "municipality": summary.by_municipality,
    "resource": summary.by_resource,
}


def run(options: argparse.Namespace) -> int:
    """Match, filter, add up, and write to a file or to the terminal as CSV.

    Raises
    ------
    TableError, DataErrors, UsageError
        If a file cannot be read, has errors, or the command line asks for what does not exist.
    """
    dataset = data.load(options)
    found = find(dataset, data.choices_of(options, dataset))
    shown = select(found, dataset, data.filters_of(options, dataset))
    table = _SUMMARIES[options.by](shown, dataset)
    named = _with_names(table, options.by, dataset)
    if options.out:
        write_table(named, Path(options.out))
        data.tell(options, "written", f"{len(named)} rows written to {options.out}", rows=len(named))
    else:
        disarm(named).to_csv(sys.stdout, index=False, lineterminator="\n")
    return 0


def _with_names(table: pd.DataFrame, by: str, dataset: Dataset) -> pd.DataFrame:
    """Put the code and the name in front, and round to what the sums are worth."""
    names = {
        "county": dataset.reference.counties["name"],
        "municipality": dataset.reference.municipalities["name"],
        "resource": dataset.reference.resources["name_en"],
    }[by]
    rounded = table.round(1)
    rounded.insert(0, "name", names.reindex(table.index).fillna("").to_numpy(object))
    return rounded.reset_index()
