"""Old workbooks, record by record, against values worked out by hand and against another reader."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from symgeo.errors import ReadError
from symgeo.storage.readers.cells import value_text
from symgeo.storage.readers.file import read_file
from tests.storage.readers import files


def number(row: int, column: int, value: float) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<3Hd", row, column, 0, value)


def rk(row: int, column: int, packed: int) -> tuple[int, bytes]:
    return 0x027E, struct.pack("<3HL", row, column, 0, packed)


@pytest.mark.parametrize(
    ("packed", "shown"),
    [
        (12 << 2 | 2, "12"),
        (1234 << 2 | 3, "12.34"),
        ((-5 & 0x3FFFFFFF) << 2 | 2, "-5"),
        (0x3FF80000, "1.5"),
        (0x3FF80000 | 1, "0.015"),
    ],
)
def test_short_numbers_are_whole_hundredths_or_half_a_float(tmp_path: Path, packed: int, shown: str) -> None:
    grid = read_file(files.raw_xls(tmp_path, files.records(rk(0, 0, packed)))).grid
    assert grid.at[1, 0] == shown


def test_cells_written_column_by_column_become_rows(tmp_path: Path) -> None:
    cells = files.records(number(1, 0, 3), number(0, 0, 1), number(1, 1, 4), number(0, 1, 2))
    assert read_file(files.raw_xls(tmp_path, cells)).grid.to_numpy().tolist() == [["1", "2"], ["3", "4"]]


def test_texts_of_excel_5_are_read_in_their_code_page(tmp_path: Path) -> None:
    text = "Sunndalsøra".encode("cp1252")
    cells = files.records((0x0204, struct.pack("<4H", 0, 0, 0, len(text)) + text))
    assert read_file(files.raw_xls(tmp_path, cells, version=0x0500)).grid.at[1, 0] == "Sunndalsøra"


def test_results_of_formulas_are_read_and_errors_shown(tmp_path: Path) -> None:
    cells = files.records(
        (0x0006, struct.pack("<3Hd", 0, 0, 0, 2.5)),
        (0x0006, struct.pack("<3H6BH", 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xFFFF)),
        (0x0207, struct.pack("<HB", 3, 0) + b"abc"),
        (0x0006, struct.pack("<3H6BH", 0, 2, 0, 1, 0, 1, 0, 0, 0, 0xFFFF)),
        (0x0006, struct.pack("<3H6BH", 0, 3, 0, 2, 0, 0x2A, 0, 0, 0, 0xFFFF)),
        (0x0205, struct.pack("<3H2B", 0, 4, 0, 0x07, 1)),
    )
    row = files.row_of(read_file(files.raw_xls(tmp_path, cells)).grid, 1)
    assert row == ["2.5", "abc", "TRUE", "#N/A", "#DIV/0!"]


def test_a_shared_text_goes_on_in_the_next_record_with_another_width(tmp_path: Path) -> None:
    first = struct.pack("<2L", 1, 1) + struct.pack("<HB", 5, 0) + b"ab"
    rest = b"\x01" + "cøŧ".encode("utf-16-le")
    shared = files.records((0x00FC, first), (0x003C, rest))
    cells = files.records((0x00FD, struct.pack("<3HL", 0, 0, 0, 0)))
    assert read_file(files.raw_xls(tmp_path, cells, shared=shared)).grid.at[1, 0] == "abcøŧ"


@pytest.mark.parametrize(
    "cells",
    [
        files.records((0x00FD, struct.pack("<3HL", 0, 0, 0, 9))),
        files.records((0x0203, b"\0\0")),
        files.records(number(0, 999, 1.0)),
    ],
)
def test_records_that_cannot_be_are_damage(tmp_path: Path, cells: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_file(files.raw_xls(tmp_path, cells))
    assert caught.value.code == "damaged"


def test_a_protected_workbook_asks_for_a_copy(tmp_path: Path) -> None:
    path = files.raw_xls(tmp_path, b"", shared=files.records((0x002F, bytes(6))))
    with pytest.raises(ReadError) as caught:
        read_file(path)
    assert caught.value.code == "password"


LETTERS = st.characters(min_codepoint=33, max_codepoint=0x2000, exclude_categories=["Cs", "Cc", "Cf"])
Value = bool | float | str | None
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text(
        st.characters(min_codepoint=33, max_codepoint=0x2000, exclude_categories=["Cs", "Cc", "Cf"]),
        max_size=40,
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=60), st.integers(1, 40))
def test_another_reader_finds_the_same_values(rows: list[list[Value]], times: int) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Data")
    whole: list[list[Value]] = [["navn", "b", "c"], *rows]
    for row, values in enumerate(whole):
        for column, value in enumerate(values):
            # Long texts go on in the next record.
            sheet.write(row, column, value * times * 10 if isinstance(value, str) else value)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xls"
        book.save(str(path))
        ours = read_file(path).grid
        theirs = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    wanted = [[value_text(value) for value in row] for row in theirs]
    assert ours.to_numpy().tolist() == [row for row in wanted if any(row)]
