"""What comes out of a file: its cells as text, and every decision that was made on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from symgeo.texts import Texts

Progress = Callable[[float], None]
"""Takes the part that is done, 0 to 1; raises `symgeo.errors.Cancelled` to stop the reading."""


class Kind(StrEnum):
    """What a file is, by its content."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    SHAPEFILE = "shapefile"


WORKBOOKS = frozenset({Kind.XLSX, Kind.XLS, Kind.ODS})


class Quotes(StrEnum):
    """What quotation marks in a text file mean."""

    AROUND_CELLS = "around_cells"
    PLAIN_TEXT = "plain_text"


class SheetGuess(StrEnum):
    """What a sheet or layer seems to hold."""

    TABLE = "table"
    GUIDANCE = "guidance"
    EMPTY = "empty"


class NoteCode(StrEnum):
    """Decisions and observations that a person should see; each has ``reading.note.<code>``."""

    ENDING_DIFFERS = "ending_differs"
    LETTERS_GARBLED = "letters_garbled"
    QUOTE_NEVER_CLOSED = "quote_never_closed"
    UNSEEN_REMOVED = "unseen_removed"
    DELIMITER_DECLARED = "delimiter_declared"
    DELIMITER_UNSURE = "delimiter_unsure"
    ONE_COLUMN = "one_column"
    QUOTES_IGNORED = "quotes_ignored"
    LINE_BREAKS_IN_CELLS = "line_breaks_in_cells"
    SHEET_CHOSEN = "sheet_chosen"
    SHEETS_HIDDEN = "sheets_hidden"
    ROWS_HIDDEN = "rows_hidden"
    CELLS_MERGED = "cells_merged"
    FORMULAS_WITHOUT_VALUE = "formulas_without_value"
    UNITS_FROM_FORMAT = "units_from_format"
    DATES_FOUND = "dates_found"
    CRS_MISSING = "crs_missing"
    CRS_ASSUMED = "crs_assumed"
    SHAPES_AS_POINTS = "shapes_as_points"
    SHAPES_MISSING = "shapes_missing"
    FIRST_ROWS_ONLY = "first_rows_only"


@dataclass(frozen=True)
class Note:
    """One decision or observation.

    Attributes
    ----------
    code : NoteCode
        What it is about.
    count : int
        How many rows, cells or sheets; 0 where it counts nothing.
    detail : str
        A name or the first place; "" where there is none.
    """

    code: NoteCode
    count: int = 0
    detail: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook or layer of geodata.

    Attributes
    ----------
    name : str
        As written in the file.
    is_hidden : bool
        Whether the spreadsheet hides it.
    guess : SheetGuess
        What it seems to hold.
    """

    name: str
    is_hidden: bool = False
    guess: SheetGuess = SheetGuess.TABLE


@dataclass(frozen=True)
class Merged:
    """A merged range; only its first cell has text in the grid.

    Attributes
    ----------
    first_row, last_row : int
        As the grid's index counts them, both inclusive.
    first_column, last_column : int
        As the grid's columns count them, both inclusive.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class ReadOptions:
    """What a person decides instead of the reader; None leaves the decision to it.

    Attributes
    ----------
    kind : Kind, optional
        What the file is.
    encoding : str, optional
        Name of a text encoding; the usual ones are `encoding.ENCODINGS`.
    delimiter : str, optional
        One character between cells; "" for a file with one column.
    quotes : Quotes, optional
        What quotation marks mean.
    sheet : str, optional
        Name of the sheet or layer.
    crs : str, optional
        Coordinate reference system of the geometry, such as ``EPSG:25833``.
    first_rows : int
        Read only so many rows, for a preview; 0 for all.
    """

    kind: Kind | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quotes: Quotes | None = None
    sheet: str | None = None
    crs: str | None = None
    first_rows: int = 0


@dataclass(frozen=True, eq=False)
class Reading:
    """The cells of one table in a file, nothing interpreted yet.

    Attributes
    ----------
    name : str
        The file's name.
    kind : Kind
        What the file is.
    encoding, delimiter : str
        For text files; "" otherwise. The delimiter is also "" where there is one column only.
    quotes : Quotes or None
        For text files.
    sheet : str
        Sheet or layer that was read; "" for text files.
    sheets : tuple of Sheet
        All of them, in the file's order.
    crs : str
        Of the geometry, such as ``EPSG:25833``; "" where there is none or it is not known.
    notes : tuple of Note
        What was decided and noticed.
    grid : DataFrame
        Text cells, without unseen characters and blanks around them; a missing cell is "". Index ``row``
        as a spreadsheet shows it (first row 1; rows without any text are left out), columns 0 to n-1 as
        in the spreadsheet (0 is column A). Geodata has its column names in row 1, then ``wkt``, ``lon``
        and ``lat`` in degrees as its last columns.
    has_point : DataFrame or None
        Booleans in the shape of the grid: True where the file itself says that the cell is a number, so
        that it is written with a decimal point and there is nothing to guess. None for text files.
    merged : tuple of Merged
        Merged ranges of a workbook.
    without_value : tuple of (int, int)
        Row and column of formulas that the file holds no value of; their cells are "".
    dates : tuple of (int, int)
        Row and column of cells that the workbook holds as a date or time, also where a person typed
        ``10-20``.
    """

    name: str
    kind: Kind
    grid: pd.DataFrame
    encoding: str = ""
    delimiter: str = ""
    quotes: Quotes | None = None
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()
    crs: str = ""
    notes: tuple[Note, ...] = ()
    has_point: pd.DataFrame | None = None
    merged: tuple[Merged, ...] = ()
    without_value: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[int, int], ...] = ()


def note_sentence(note: Note, t: Texts) -> str:
    """Say what was decided or noticed, in the reader's language."""
    return t(f"reading.note.{note.code}", count=note.count, detail=note.detail)


def with_merged_filled(reading: Reading, first_row: int, last_row: int) -> pd.DataFrame:
    """Give the grid with merged cells between two rows repeated over their whole range.

    Meant for headers and names: an amount that is repeated would count twice.

    Parameters
    ----------
    reading : Reading
        Its grid stays as it is.
    first_row, last_row : int
        Rows of the index, both inclusive, between which cells are filled.
    """
    filled = reading.grid.copy()
    for area in reading.merged:
        if area.first_row not in filled.index:
            continue
        rows = (filled.index >= max(area.first_row, first_row)) & (
            filled.index <= min(area.last_row, last_row)
        )
        filled.loc[rows, area.first_column : area.last_column] = str(
            reading.grid.at[area.first_row, area.first_column]
        )
    return filled
