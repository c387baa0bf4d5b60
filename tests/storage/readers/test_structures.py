"""Whatever the structure of a file, its cells come back as they are, or a sentence does."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symgeo.errors import ReadError
from symgeo.storage.readers.cells import clean, number_text
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.reading import Quotes, ReadOptions
from tests.storage.readers import files

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
CELL = st.one_of(TEXT, st.sampled_from(["1,5", "æøå", 'a "b" c', "x\ny", ";", "a,b", "=1+1", "", " "]))
TABLES = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=8)


def written(rows: list[list[str]], delimiter: str, ends: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def expected(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, clean and without trailing empty cells."""
    result = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell.replace("\r\n", "\n").replace("\r", "\n")) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            result.append((number, cells))
    return result


def found(path: Path, options: ReadOptions) -> list[tuple[int, list[str]]]:
    grid = read_file(path, options=options).grid
    rows = []
    for number, cells in zip(grid.index.tolist(), grid.to_numpy().tolist(), strict=True):
        while not cells[-1]:
            cells.pop()
        rows.append((number, cells))
    return rows


@SETTINGS
@given(
    TABLES,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
def test_what_was_written_is_read(rows: list[list[str]], delimiter: str, ends: str, encoding: str) -> None:
    wanted = expected(rows)
    options = ReadOptions(delimiter=delimiter, encoding=encoding, quotes=Quotes.AROUND_CELLS)
    with tempfile.TemporaryDirectory() as folder:
        # A first row of letters keeps the file from being taken for another kind.
        text = written([["navn"], *rows], delimiter, ends)
        path = files.text_file("a.csv", text, encoding)(Path(folder))
        assert found(path, options) == [(1, ["navn"]), *((number + 1, cells) for number, cells in wanted)]


@SETTINGS
@given(
    st.lists(
        st.lists(st.text("abcæøå 123,.", min_size=1, max_size=6), min_size=3, max_size=3),
        min_size=4,
        max_size=20,
    )
)
def test_a_table_is_found_without_being_told_anything(rows: list[list[str]]) -> None:
    plain = [[f"k{cell}".strip() for cell in row] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = files.text_file("a.csv", files.delimited(";", plain), "cp1252")(Path(folder))
        reading = read_file(path)
        assert (reading.delimiter, reading.grid.to_numpy().tolist()) == (";", plain)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=8),
)
Value = bool | int | float | str | None


@SETTINGS
@given(st.lists(st.lists(VALUES, max_size=5), min_size=1, max_size=8))
def test_a_workbook_gives_back_its_values(rows: list[list[Value]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    whole: list[list[Value]] = [["navn", "x"], *rows]
    for number, row in enumerate(whole, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        book.save(path)
        texts = [[_as_text(value) for value in row] for row in whole]
        assert found(path, ReadOptions()) == expected(texts)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(float(value))
    return "" if value is None else str(value)


@SETTINGS
@given(st.binary(max_size=600))
def test_any_bytes_give_a_grid_or_a_sentence(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = files.bytes_file("a.csv", content)(Path(folder))
        try:
            reading = read_file(path)
        except ReadError as error:
            assert error.code
        else:
            assert not reading.grid.empty


SHEET_PIECES = st.sampled_from(
    [
        "<row>",
        "</row>",
        '<row r="7">',
        '<row r="0">',
        "<c>",
        "</c>",
        '<c r="B2">',
        '<c r="A1">',
        '<c t="s">',
        '<c t="inlineStr">',
        "<v>",
        "</v>",
        "<f>",
        "</f>",
        "<is>",
        "</is>",
        "<t>",
        "</t>",
        "1",
        "x",
        "1e999",
        "-1",
        "<row/>",
        "<c/>",
        "&amp;",
        "<!-- -->",
        '<c s="9">',
        '<c t="b">',
        '<c t="d">',
    ]
)


@SETTINGS
@given(st.lists(SHEET_PIECES, max_size=40))
def test_any_order_of_elements_gives_a_grid_or_a_sentence(pieces: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = files.raw_xlsx(
            Path(folder), files.SHEET.format(rows="".join(pieces)), shared="<sst><si><t>a</t></si></sst>"
        )
        try:
            reading = read_file(path)
        except ReadError as error:
            assert error.code in {"damaged", "empty"}
        else:
            assert not reading.grid.empty


ROWS = ["<row>{}</row>", "<c><v>1</v></c>", '<c t="str"><v>a</v></c>', '<row r="9">{}</row>']
NESTED = st.recursive(
    st.sampled_from([*ROWS, '<c r="C1"><v>2</v></c>']),
    lambda inner: st.lists(inner, max_size=4).map("".join),
    max_leaves=8,
)


@SETTINGS
@given(NESTED)
def test_nested_elements_give_a_grid_or_a_sentence(xml: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = files.raw_xlsx(Path(folder), files.SHEET.format(rows=xml.replace("{}", "<c><v>3</v></c>")))
        try:
            read_file(path)
        except ReadError as error:
            assert error.code in {"damaged", "empty"}
