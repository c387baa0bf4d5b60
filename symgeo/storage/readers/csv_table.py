"""Read a delimited text file in UTF-8 into a frame of text."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import pandas as pd

from symgeo.errors import TableError
from symgeo.storage.readers.cells import clean
from symgeo.storage.readers.limits import Limits

_DELIMITERS: Final = (",", ";", "\t")
_SAMPLE_RECORDS: Final = 50
_SIGNATURES: Final = (
    (b"%PDF", "is a PDF document"),
    (b"PK\x03\x04", "is a spreadsheet or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel file"),
    (b"SQLite format 3", "is a database"),
)


def read_csv_table(path: Path, *, limits: Limits | None = None) -> pd.DataFrame:
    """Read a file with a header line; every cell stays text.

    Parameters
    ----------
    path : Path
        A file in UTF-8 with commas, semicolons or tabs between the cells.
    limits : Limits, optional
        How large it may be.

    Returns
    -------
    DataFrame
        Text cells without surrounding blanks; the index ``row`` counts as a spreadsheet does: the
        header is 1, a cell with line breaks is in one row, and an empty line counts.

    Raises
    ------
    TableError
        If it is no such file, is empty, too large, or its rows have more cells than the header.
    """
    limits = limits or Limits()
    text = decode(_read_bytes(path, limits), path)
    records = _split(text, path)
    rows = [(number, cells) for number, cells in enumerate(records, start=1) if any(cells)]
    if not rows:
        raise TableError(path, "the file is empty", "Choose a file with a header line and rows")
    (_, header), body = rows[0], rows[1:]
    _check_shape(header, body, path, limits)
    width = len(header)
    padded = [[*cells, *[""] * (width - len(cells))][:width] for _, cells in body]
    index = pd.Index([number for number, _ in body], name="row", dtype="int64")
    frame = pd.DataFrame(padded, columns=header, index=index, dtype=str)
    return frame[[name for name in header if name]]


def decode(content: bytes, path: Path) -> str:
    """Turn bytes into text, or say why they are none.

    Raises
    ------
    TableError
        If the bytes belong to another kind of file or are not UTF-8.
    """
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise TableError(path, f"the file {what}, not a text table", "Save it as CSV in UTF-8")
    if b"\0" in content:
        raise TableError(path, "the file holds NUL bytes and is no text in UTF-8", "Save it as CSV in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TableError(path, f"line {line} is not written in UTF-8", "Save it as CSV in UTF-8") from error


def _read_bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limits.size_bytes + 1)
    except OSError as error:
        raise TableError(
            path, f"the file cannot be opened ({error.strerror})", "Check its name and place"
        ) from error
    if len(content) > limits.size_bytes:
        size = f"{limits.size_bytes / 1e6:g} MB"
        raise TableError(path, f"the file is larger than {size}", "Split it into smaller files")
    return content


def _split(text: str, path: Path) -> list[list[str]]:
    delimiter = find_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[str]] = []
    try:
        # Cell by cell into the list, so that the row is known when the reader stops.
        records.extend([clean(cell) for cell in cells] for cells in reader)
    except csv.Error as error:
        raise TableError(
            path, f"row {len(records) + 1} cannot be split into cells ({error})", "Check its quotation marks"
        ) from error
    return records


def find_delimiter(text: str) -> str:
    """Give the delimiter that splits the first rows most evenly."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[float, int]:
    """Give how many rows are as wide as the first one, and how wide that is."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    widths: list[int] = []
    try:
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _SAMPLE_RECORDS:
                break
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 1
    return sum(width <= widths[0] for width in widths) / len(widths), widths[0]


def _check_shape(header: list[str], body: list[tuple[int, list[str]]], path: Path, limits: Limits) -> None:
    named = [name for name in header if name]
    repeated = sorted({name for name in named if named.count(name) > 1})
    if repeated:
        raise TableError(path, f"the column {repeated[0]!r} stands there twice", "Rename one of them")
    if len(header) > limits.columns:
        raise TableError(path, f"there are more than {limits.columns} columns", "Delete those not needed")
    if not body:
        raise TableError(path, "there are no rows below the header", "Add at least one row")
    if len(body) > limits.rows:
        raise TableError(path, f"there are more than {limits.rows:,} rows", "Split it into smaller files")
    for number, cells in body:
        if any(cells[len(header) :]) or any(
            cell for name, cell in zip(header, cells, strict=False) if not name
        ):
            raise TableError(
                path, f"row {number} has a cell without a column name", "Put quotation marks around its text"
            )
        if max(map(len, cells)) > limits.cell_characters:
            raise TableError(
                path,
                f"row {number} has a cell of more than {limits.cell_characters:,} characters",
                "Shorten it",
            )
