"""What comes in to be saved: checked tables, and which of their columns somebody really gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pandas as pd

from symgeo.errors import DataErrors, StoreError, UsageError
from symgeo.storage.states import as_cells
from symgeo.storage.stored_tables import DATA_TABLES
from symgeo.storage.trouble import Trouble
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import check

_NAME: Final = "upload"
"""Stands for the file in complaints about what cannot be stored."""
LONGEST_ID: Final = 200
"""Characters; PostgreSQL's index takes no key of more than about 2,700 bytes."""


class Absent(StrEnum):
    """What becomes of rows that are stored, but not in the upload."""

    KEEP = "keep"
    REMOVE = "remove"


@dataclass(frozen=True, eq=False)
class UploadedTable:
    """One table of an upload.

    Attributes
    ----------
    frame : DataFrame
        All columns of the dictionary, typed, the key among them; the index is the row as a spreadsheet
        shows it. As `symgeo.tables.validation.Checked` has it.
    given : frozenset of str
        The columns that the file had. The others do not touch what is stored.
    """

    frame: pd.DataFrame
    given: frozenset[str]


@dataclass(frozen=True, eq=False)
class Upload:
    """Checked tables on their way into a project.

    Attributes
    ----------
    sites, flows, exchanges : UploadedTable or None
        None where the upload has nothing of that table.
    invented_ids : frozenset of str
        Ids that the reader made up because the file has none; they are never stored. Such a row is
        recognised by what it says, or gets an id of ours.
    named_sites : DataFrame or None
        Sites that the flows name but that are no rows of the upload: columns of the dictionary, the index
        is the row as a spreadsheet shows it. They are looked for among the stored ones, never saved. A
        position that the file does not give is NaN.
    placed_by_name : frozenset of str
        Ids of sites that have the position of their town or municipality, because the file gives none.
    """

    sites: UploadedTable | None = None
    flows: UploadedTable | None = None
    exchanges: UploadedTable | None = None
    invented_ids: frozenset[str] = frozenset()
    named_sites: pd.DataFrame | None = None
    placed_by_name: frozenset[str] = frozenset()

    def __getitem__(self, table: str) -> UploadedTable | None:
        """Give one of the three tables by its name."""
        return {"sites": self.sites, "flows": self.flows, "exchanges": self.exchanges}[table]


def combined(uploads: Sequence[Upload]) -> Upload:
    """Give the tables of several files as one upload, each table from one file.

    Ids that were made up for the second file and those after it get the number of the file in front, so
    that they stay apart.

    Raises
    ------
    UsageError
        If two files have the same table.
    """
    if len(uploads) == 1:
        return uploads[0]
    apart = [_apart(upload, place) for place, upload in enumerate(uploads, start=1)]
    tables: dict[str, UploadedTable] = {}
    for upload in apart:
        for table in DATA_TABLES:
            uploaded = upload[table]
            if uploaded is not None and table in tables:
                message = f"Two of the files have {table}. Import them one after the other."
                raise UsageError(message)
            if uploaded is not None:
                tables[table] = uploaded
    named = [upload.named_sites for upload in apart if upload.named_sites is not None]
    return Upload(
        tables.get("sites"),
        tables.get("flows"),
        tables.get("exchanges"),
        invented_ids=frozenset().union(*(upload.invented_ids for upload in apart)),
        named_sites=_strangers(named[0], tables.get("sites")) if named else None,
        placed_by_name=frozenset().union(*(upload.placed_by_name for upload in apart)),
    )


def require_storable(upload: Upload) -> None:
    """Refuse what one of the databases could not give back as it was, or what could not be loaded again.

    Raises
    ------
    StoreError
        If a cell holds a NUL, or an id is longer than `LONGEST_ID`.
    DataErrors
        If a cell is not what the column dictionary says.
    """
    for table in DATA_TABLES:
        uploaded = upload[table]
        if uploaded is None:
            continue
        issues = check(as_cells(table, uploaded.frame), dictionary(table)).issues
        if issues:
            raise DataErrors(_NAME, issues)
        for column in dictionary(table).columns:
            if not column.is_number:
                cells = uploaded.frame[column.name]
                # All at once first: it is almost never there.
                if "\0" in "".join(cells.to_numpy(dtype=object)):
                    has_nul = cells.str.contains("\0", regex=False)
                    _require_none(has_nul, Trouble.CELL_CANNOT_BE_STORED, table=table, column=column.name)
        too_long = uploaded.frame[dictionary(table).key].str.len() > LONGEST_ID
        _require_none(too_long, Trouble.ID_TOO_LONG, table=table, longest=str(LONGEST_ID))


def renamed(ids: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Give the ids under their new names; those without one as they are."""
    return pd.Series([names.get(name, name) for name in ids.tolist()], index=ids.index, dtype="str")


def _apart(upload: Upload, place: int) -> Upload:
    """Give an upload with its made-up ids told apart from those of other files."""
    if place == 1:
        return upload
    names = {name: f"{place}:{name}" for name in upload.invented_ids}
    columns = {"sites": ["site_id"], "flows": ["site_id", "flow_id"]}
    tables = {}
    for table, keys in columns.items():
        uploaded = upload[table]
        tables[table] = uploaded and replace(uploaded, frame=_renamed_in(uploaded.frame, keys, names))
    named = upload.named_sites
    return replace(
        upload,
        sites=tables["sites"],
        flows=tables["flows"],
        invented_ids=frozenset(names.values()),
        named_sites=None if named is None else _renamed_in(named, ["site_id"], names),
        placed_by_name=frozenset(names.get(name, name) for name in upload.placed_by_name),
    )


def _renamed_in(frame: pd.DataFrame, columns: Sequence[str], names: Mapping[str, str]) -> pd.DataFrame:
    return frame.assign(**{column: renamed(frame[column], names) for column in columns})


def _strangers(named: pd.DataFrame, sites: UploadedTable | None) -> pd.DataFrame:
    """Give the named sites without those that are rows of the upload under the same id."""
    return named if sites is None else named[~named["site_id"].isin(sites.frame["site_id"])]


def _require_none(wrong: pd.Series, code: Trouble, **values: str) -> None:
    if wrong.any():
        raise StoreError(code, row=str(wrong.idxmax()), **values)
