"""A text file becomes a frame of text, or a sentence that says why not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symgeo.errors import TableError
from symgeo.storage.readers.csv_table import read_csv_table
from symgeo.storage.readers.limits import Limits


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def refused(folder: Path, content: bytes | str, limits: Limits | None = None) -> str:
    with pytest.raises(TableError) as caught:
        read_csv_table(written(folder, content), limits=limits)
    return caught.value.reason


def test_every_cell_is_text_without_blanks_around_it(tmp_path: Path) -> None:
    table = read_csv_table(written(tmp_path, "a,b\n 01 ,\u00a0x y\u00a0\n"))
    assert table.to_numpy().tolist()[0] == ["01", "x y"]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    table = read_csv_table(written(tmp_path, 'a,b\n1,"two\nlines"\n\n3,x\n,\n5,y\n'))
    assert table.index.tolist() == [2, 4, 6]
    assert table.loc[2, "b"] == "two\nlines"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]))
    assert read_csv_table(written(tmp_path, text)).to_numpy().tolist()[1] == ["4", "5", "6"]


def test_commas_inside_cells_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    text = "name;amount\nOslo, Bergen, Voss;1,5\nMolde, Sunndal;2,5\n"
    table = read_csv_table(written(tmp_path, text))
    assert table.columns.tolist() == ["name", "amount"]
    assert table.loc[2, "amount"] == "1,5"


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    assert read_csv_table(written(tmp_path, "site_id\nA\nB\n"))["site_id"].tolist() == ["A", "B"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, ends: str) -> None:
    assert read_csv_table(written(tmp_path, ends.join(["a,b", "1,2"]))).loc[2, "b"] == "2"


def test_a_mark_of_utf8_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    assert "a" in read_csv_table(written(tmp_path, b"\xef\xbb\xbfa,b\n1,2\n"))


def test_short_rows_are_filled(tmp_path: Path) -> None:
    assert read_csv_table(written(tmp_path, "a,b\n1\n")).to_numpy().tolist() == [["1", ""]]


def test_empty_columns_without_a_name_are_dropped(tmp_path: Path) -> None:
    assert read_csv_table(written(tmp_path, "a,b,,\n1,2,,\n")).columns.tolist() == ["a", "b"]


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "${x}", "`x`", "=1+1", "@SUM(A1)", "![x](http://x)", "\\", "Ålesund"],
)
def test_hostile_text_stays_as_it_is(tmp_path: Path, name: str) -> None:
    assert read_csv_table(written(tmp_path, f"a,b\n{name},1\n")).loc[2, "a"] == name


def test_marks_that_cannot_be_seen_are_taken_out(tmp_path: Path) -> None:
    text = "a,b\nab\u202egpj.exe\u2066\x07\x1b[31m,1\n"
    assert read_csv_table(written(tmp_path, text)).loc[2, "a"] == "abgpj.exe[31m"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b",,\n", "empty"),
        (b"a,b\n", "no rows"),
        (b"a,a\n1,2\n", "twice"),
        (b"a,b\n1,2,3\n", "row 2"),
        (b'a,b\n1,"2\n', "row 2"),
        (b"a,b\n1,\x00\n", "NUL"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0", "Excel"),
        ("a,b\n1,2\nø,3\n".encode("cp1252"), "line 3"),
        ("a,b\n1,2\n".encode("utf-16"), "NUL"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refused(tmp_path, content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(TableError, match="cannot be opened"):
            read_csv_table(path)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(size_bytes=10), "larger than"),
        (Limits(rows=1), "more than 1 rows"),
        (Limits(columns=1), "more than 1 columns"),
        (Limits(cell_characters=3), "more than 3 characters"),
    ],
)
def test_a_file_beyond_a_limit_is_refused(tmp_path: Path, limits: Limits, reason: str) -> None:
    assert reason in refused(tmp_path, "a,b\n1,2\n3,1234\n", limits)


def test_a_cell_beyond_what_a_reader_can_hold_is_refused(tmp_path: Path) -> None:
    assert "cannot be split" in refused(tmp_path, "a,b\n1," + "x" * 200_000 + "\n")


@given(
    content=st.binary(max_size=300) | st.text(alphabet='ab1,;\t"\n\r\0\u202e', max_size=80).map(str.encode)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_table_or_a_table_error(tmp_path: Path, content: bytes) -> None:
    try:
        table = read_csv_table(written(tmp_path, content))
    except TableError:
        return
    assert isinstance(table, pd.DataFrame)
    assert table.index.is_monotonic_increasing
    assert table.map(lambda cell: isinstance(cell, str)).to_numpy().all()
