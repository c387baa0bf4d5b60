"""A text file becomes cells, whatever its encoding, delimiter and line ends; each decision is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgeo.errors import ReadError
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.reading import Kind, NoteCode, Quotes, Reading, ReadOptions
from tests.storage.readers import files


def read(folder: Path, content: str | bytes, **choices: str) -> Reading:
    raw = content if isinstance(content, bytes) else content.encode()
    return read_file(files.bytes_file("file.csv", raw)(folder), options=ReadOptions(**choices))  # type: ignore[arg-type]  # the tests pass texts only


def cells(reading: Reading) -> list[list[str]]:
    rows: list[list[str]] = reading.grid.to_numpy().tolist()
    return rows


def codes(reading: Reading) -> set[NoteCode]:
    return {note.code for note in reading.notes}


def refused(folder: Path, content: bytes, choices: dict[str, str]) -> str:
    with pytest.raises(ReadError) as caught:
        read(folder, content, **choices)
    return caught.value.code


@pytest.mark.parametrize("name", files.WELL_FORMED_TEXTS)
def test_the_same_table_comes_out_of_every_text_file(tmp_path: Path, name: str) -> None:
    make, encoding, delimiter = files.WELL_FORMED_TEXTS[name]
    reading = read_file(make(tmp_path))
    assert cells(reading) == files.TABLE
    assert reading.grid.index.tolist() == [1, 2, 3, 4]
    assert (reading.kind, reading.encoding, reading.delimiter) == (Kind.TEXT, encoding, delimiter)
    assert reading.has_point is None


def test_every_cell_is_text_and_no_value_is_missing(tmp_path: Path) -> None:
    reading = read(tmp_path, "a;b;c\n1;;\n;NA;null\n")
    assert cells(reading) == [["a", "b", "c"], ["1", "", ""], ["", "NA", "null"]]
    assert reading.grid.dtypes.astype(str).eq("str").all()


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    reading = read(tmp_path, 'a;b\n"to\r\nlinjer";2\n\n;\n3;4\n')
    assert reading.grid.index.tolist() == [1, 2, 5]
    assert reading.grid.at[2, 0] == "to\nlinjer"
    assert NoteCode.LINE_BREAKS_IN_CELLS in codes(reading)


def test_a_declared_delimiter_is_believed_and_its_line_is_not_a_row(tmp_path: Path) -> None:
    reading = read(tmp_path, "sep=,\na;b,c\n1;2,3\n")
    assert cells(reading) == [["a;b", "c"], ["1;2", "3"]]
    assert reading.grid.index.tolist() == [1, 2]
    assert NoteCode.DELIMITER_DECLARED in codes(reading)


def test_title_lines_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    text = (
        "Anlegg i Trøndelag, Møre og Romsdal, Nordland\nUttrekk: 1. mars, klokka 12\n\nA;B;C\n"
        + "x;1,5;2,5\n" * 5
    )
    assert read(tmp_path, text).delimiter == ";"


def test_decimal_commas_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, "navn;a;b\n" + "x;1,5;2,5\n" * 30).delimiter == ";"


def test_semicolons_within_cells_do_not_decide_the_delimiter(tmp_path: Path) -> None:
    assert read(tmp_path, "navn,sted,tall,merknad\n" + "x,63.1;10.4,3,y\n" * 30).delimiter == ","


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    reading = read(tmp_path, "Anlegg\nThamshavn\nSunndal\n")
    assert reading.delimiter == ""
    assert cells(reading) == [["Anlegg"], ["Thamshavn"], ["Sunndal"]]
    assert NoteCode.ONE_COLUMN in codes(reading)


def test_rows_that_disagree_on_their_width_are_told(tmp_path: Path) -> None:
    text = "".join(";".join("x" * (1 + row % 4)) + "\n" for row in range(40))
    assert NoteCode.DELIMITER_UNSURE in codes(read(tmp_path, text))


def test_short_rows_are_filled_and_long_ones_kept(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "a;b\n1\n1;2;3\n")) == [["a", "b", ""], ["1", "", ""], ["1", "2", "3"]]


def test_a_quotation_mark_that_is_never_closed_swallows_no_row(tmp_path: Path) -> None:
    text = 'navn;mengde\n"Nordic;5\nOslo;6\nBergen;7\n'
    reading = read(tmp_path, text)
    assert reading.quotes is Quotes.PLAIN_TEXT
    assert cells(reading)[1:] == [['"Nordic', "5"], ["Oslo", "6"], ["Bergen", "7"]]
    assert NoteCode.QUOTES_IGNORED in codes(reading)


def test_two_lone_quotation_marks_swallow_no_rows_between_them(tmp_path: Path) -> None:
    text = 'navn;mengde\n"Nordic;5\nOslo;6\nBergen;7\n"Molde;8\n'
    assert len(read(tmp_path, text).grid) == 5


def test_quoted_addresses_with_commas_and_line_breaks_stay_one_cell(tmp_path: Path) -> None:
    text = "navn,adresse,tall\n" + 'x,"Gata 1,\n7030 Trondheim, Norge",3\n' * 4
    reading = read(tmp_path, text)
    assert reading.quotes is Quotes.AROUND_CELLS
    assert cells(reading)[1] == ["x", "Gata 1,\n7030 Trondheim, Norge", "3"]


def test_a_mark_that_stays_open_is_told_where_a_person_insists(tmp_path: Path) -> None:
    path = files.text_file("a.csv", 'a;b\n"x;1\ny;2\n')(tmp_path)
    reading = read_file(path, options=ReadOptions(quotes=Quotes.AROUND_CELLS))
    assert [note.detail for note in reading.notes if note.code is NoteCode.QUOTE_NEVER_CLOSED] == ["2"]
    assert reading.grid.at[2, 0] == "x;1\ny;2"


def test_what_cannot_be_seen_is_removed_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "navn;sted\n\u202egnp.exe\u202c;\u200bÅl\x00esund\u00a0\n")
    assert cells(reading)[1] == ["gnp.exe", "Ålesund"]
    assert NoteCode.UNSEEN_REMOVED in codes(reading)


def test_formulas_stay_text(tmp_path: Path) -> None:
    reading = read(tmp_path, "navn;tall\n=1+1;@SUM(A1)\n<script>alert(1)</script>;-2+3\n")
    assert cells(reading)[1:] == [["=1+1", "@SUM(A1)"], ["<script>alert(1)</script>", "-2+3"]]


def test_letters_read_in_a_wrong_encoding_are_told_with_their_line(tmp_path: Path) -> None:
    mixed = "navn;sted\nØra;Ålesund\n".encode() + "Møre;x\n".encode("cp1252")
    notes = [note for note in read(tmp_path, mixed).notes if note.code is NoteCode.LETTERS_GARBLED]
    assert [(note.count, note.detail) for note in notes] == [(1, "2")]


def test_a_person_can_choose_encoding_and_delimiter(tmp_path: Path) -> None:
    dos = "navn;sted\nØra,x;Ærø\n".encode("cp865")
    reading = read(tmp_path, dos, encoding="cp865", delimiter=",")
    assert cells(reading) == [["navn;sted", ""], ["Øra", "x;Ærø"]]


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"encoding": "klingon"}, "unknown_encoding"),
        ({"encoding": "zip"}, "unknown_encoding"),
        ({"encoding": "rot13"}, "unknown_encoding"),
        ({"encoding": "utf-8"}, "encoding_does_not_fit"),
        ({"delimiter": ";;"}, "unknown_delimiter"),
        ({"delimiter": '"'}, "unknown_delimiter"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(tmp_path: Path, choices: dict[str, str], code: str) -> None:
    assert refused(tmp_path, "navn;sted\nØra;x\n".encode("cp1252"), choices) == code


def test_a_preview_reads_the_first_rows_only(tmp_path: Path) -> None:
    path = files.text_file("a.csv", "a;b\n" + "1;2\n" * 5_000)(tmp_path)
    reading = read_file(path, options=ReadOptions(first_rows=20))
    assert len(reading.grid) == 20
    assert [note.count for note in reading.notes] == [20]


def test_text_with_markup_can_be_read_as_text_if_a_person_says_so(tmp_path: Path) -> None:
    path = files.text_file("a.csv", "<table ;b\n1;2\n")(tmp_path)
    with pytest.raises(ReadError):
        read_file(path)
    assert cells(read_file(path, options=ReadOptions(kind=Kind.TEXT))) == [["<table", "b"], ["1", "2"]]
