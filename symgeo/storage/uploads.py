"""What comes in to be saved: checked tables, and which of their columns somebody really gave."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.stored_tables import DATA_TABLES
from symgeo.storage.trouble import Trouble
from symgeo.tables.schema import dictionary

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
    """

    sites: UploadedTable | None = None
    flows: UploadedTable | None = None
    exchanges: UploadedTable | None = None
    invented_ids: frozenset[str] = frozenset()

    def __getitem__(self, table: str) -> UploadedTable | None:
        """Give one of the three tables by its name."""
        return {"sites": self.sites, "flows": self.flows, "exchanges": self.exchanges}[table]


def require_storable(upload: Upload) -> None:
    """Refuse what one of the databases could not give back as it was.

    Raises
    ------
    StoreError
        If a cell holds a NUL or half of a character, or an id is longer than `LONGEST_ID`.
    """
    for table in DATA_TABLES:
        uploaded = upload[table]
        if uploaded is None:
            continue
        for name in uploaded.frame.select_dtypes(include=["str", "object"]).columns:
            for row, text in uploaded.frame[name].items():
                if not _is_storable(str(text)):
                    raise StoreError(
                        Trouble.CELL_CANNOT_BE_STORED, table=table, row=str(row), column=str(name)
                    )
        key = dictionary(table).key
        too_long = uploaded.frame[key].str.len() > LONGEST_ID
        if too_long.any():
            row = str(too_long.idxmax())
            raise StoreError(Trouble.ID_TOO_LONG, table=table, row=row, longest=str(LONGEST_ID))


def _is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
