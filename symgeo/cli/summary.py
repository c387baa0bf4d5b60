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
from symgeo.analysis.opportunities import look_around, rerank
from symgeo.analysis.selection import select
from symgeo.analysis.uncertainty import MOST_IDEAS, Drawable, ends_by_place
from symgeo.cli import data
from symgeo.storage.writers import write_table
from symgeo.tables.spreadsheets import disarm

_SUMMARIES: Final[dict[str, Callable[[pd.DataFrame, Dataset], pd.DataFrame]]] = {
    "county": summary.by_county,
    "municipality": summary.by_municipality,
    "resource": summary.by_resource,
}
_PLACES: Final = {
    "county": ("supply_county", "demand_county"),
    "municipality": ("supply_municipality", "demand_municipality"),
    "resource": ("supply_resource",),
}
"""Columns of opportunities that they are added up by."""


def run(options: argparse.Namespace) -> int:
    """Match, filter, add up, and write to a file or to the terminal as CSV.

    Raises
    ------
    TableError, DataErrors, UsageError
        If a file cannot be read, has errors, or the command line asks for what does not exist.
    """
    dataset = data.load(options)
    choices = data.choices_of(options, dataset)
    around = look_around(dataset, choices)
    found = rerank(around, dataset.reference, choices)
    shown = select(found, dataset, data.filters_of(options, dataset))
    table = _SUMMARIES[options.by](shown, dataset)
    drawn = Drawable.of(found, around, dataset.reference).worth
    if drawn:
        ends = ends_by_place(shown, _PLACES[options.by], drawn)
        table = table.join(ends.reindex(table.index, fill_value=0.0))
    else:
        said = f"More than {MOST_IDEAS} ideas share amounts: what the sums lie between is not drawn."
        data.tell(options, "undrawn", said, most=MOST_IDEAS)
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
