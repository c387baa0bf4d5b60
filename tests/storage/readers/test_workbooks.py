"""Workbooks of three formats become cells as the person saw them."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import load_workbook

from symgeo.errors import ReadError
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.reading import (
    Kind,
    Merged,
    NoteCode,
    Reading,
    ReadOptions,
    SheetGuess,
    with_merged_filled,
)
from tests.storage.readers import files


def counts(reading: Reading) -> dict[NoteCode, int]:
    return {note.code: note.count for note in reading.notes}


def test_the_sheet_with_the_table_is_chosen_not_guidance_nor_a_hidden_one(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_openpyxl(tmp_path))
    assert (reading.kind, reading.sheet) == (Kind.XLSX, "Anlegg 2024")
    assert [(sheet.name, sheet.is_hidden, sheet.guess) for sheet in reading.sheets] == [
        ("Veiledning", False, SheetGuess.GUIDANCE),
        ("Gamle tall", True, SheetGuess.TABLE),
        ("Anlegg 2024", False, SheetGuess.TABLE),
    ]
    assert counts(reading)[NoteCode.SHEET_CHOSEN] == 3
    assert counts(reading)[NoteCode.SHEETS_HIDDEN] == 1


def test_a_person_can_choose_another_sheet(tmp_path: Path) -> None:
    path = files.xlsx_with_openpyxl(tmp_path)
    assert files.row_of(read_file(path, options=ReadOptions(sheet="Gamle tall")).grid, 1) == [
        "gammel",
        "tall",
    ]
    with pytest.raises(ReadError) as caught:
        read_file(path, options=ReadOptions(sheet="Finnes ikke"))
    assert caught.value.code == "unknown_sheet"
    assert "Anlegg 2024" in str(caught.value)


def test_cells_are_clean_text_and_numbers_say_that_they_are_numbers(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_openpyxl(tmp_path))
    assert reading.has_point is not None
    assert files.row_of(reading.grid, 3) == ["Thamshavn", "7400.5", ""]
    assert files.row_of(reading.grid, 4) == ["Øra", "0.3", ""]
    assert files.row_of(reading.has_point, 3) == [False, True, False]


def test_a_formula_without_value_and_a_hidden_row_are_told(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_openpyxl(tmp_path))
    assert reading.without_value == ((3, 2),)
    assert counts(reading)[NoteCode.FORMULAS_WITHOUT_VALUE] == 1
    assert counts(reading)[NoteCode.ROWS_HIDDEN] == 1


def test_a_merged_header_is_filled_on_demand_only(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_openpyxl(tmp_path))
    assert reading.merged == (Merged(1, 1, 0, 1),)
    assert files.row_of(reading.grid, 1) == ["Overskudd", "", "Behov"]
    assert files.row_of(with_merged_filled(reading, 1, 2), 1) == ["Overskudd", "Overskudd", "Behov"]
    assert files.row_of(reading.grid, 1) == ["Overskudd", "", "Behov"]


def test_number_formats_show_percent_units_money_and_dates(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_formats(tmp_path))
    shown = ["25 %", "12.5 MWh", "kr 1200", "2023-03-15", "12:00:00", "1234.5", "36:00:00", "7"]
    assert files.row_of(reading.grid, 2) == shown
    assert reading.dates == ((2, 3), (2, 4), (2, 6))
    assert counts(reading)[NoteCode.UNITS_FROM_FORMAT] == 3


def test_texts_formulas_and_booleans_of_a_workbook(tmp_path: Path) -> None:
    reading = read_file(files.xlsx_with_formats(tmp_path))
    assert files.row_of(reading.grid, 3)[:6] == ["TRUE", "=1+1", "to\nlinjer", "3", "en to tre", "0150"]
    assert reading.has_point is not None
    assert files.row_of(reading.has_point, 3)[:6] == [False, False, False, True, False, False]


def test_an_old_excel_file_is_read_with_its_percent_signs_and_units(tmp_path: Path) -> None:
    reading = read_file(files.xls_with_xlwt(tmp_path))
    assert (reading.kind, reading.sheet) == (Kind.XLS, "Data")
    assert [sheet.is_hidden for sheet in reading.sheets] == [False, False, True]
    assert files.row_of(reading.grid, 3) == ["Sunndalsøra", "25 %", "7400.5 MWh", "2023-03-15"]
    assert reading.merged == (Merged(1, 1, 0, 2),)
    assert reading.dates == ((3, 3),)


def test_an_ods_file_is_read_with_repeated_merged_and_hidden(tmp_path: Path) -> None:
    reading = read_file(files.ods(tmp_path))
    assert (reading.kind, reading.sheet) == (Kind.ODS, "Data")
    assert [(sheet.name, sheet.is_hidden) for sheet in reading.sheets] == [("Skjult", True), ("Data", False)]
    assert reading.grid.index.tolist() == [1, 4, 5]
    assert files.row_of(reading.grid, 1)[:5] == ["Overskot", "", "lik", "lik", ""]
    shown = ["Sunndalsøra", "7400.5 MWh", "25 %", "2024-03-01", "120 NOK", "12:05:00", "TRUE"]
    assert files.row_of(reading.grid, 4) == shown
    assert files.row_of(reading.grid, 5)[0] == "to\nlin jer"
    assert reading.merged == (Merged(1, 1, 0, 1),)
    assert reading.without_value == ((5, 1),)
    assert reading.dates == ((4, 3), (4, 5))
    assert counts(reading)[NoteCode.ROWS_HIDDEN] == 1


def test_an_ods_file_of_another_programme_is_read(tmp_path: Path) -> None:
    reading = read_file(files.ods_with_gdal(tmp_path))
    assert reading.grid.to_numpy().tolist()[:2] == [["navn", "mengde"], ["Thamshavn", "7400.5"]]


@pytest.mark.parametrize("make", [files.xlsx_with_openpyxl, files.xls_with_xlwt, files.ods])
def test_a_workbook_named_csv_is_still_a_workbook(tmp_path: Path, make: files.Maker) -> None:
    renamed = make(tmp_path).rename(tmp_path / "navn.csv")
    reading = read_file(renamed)
    assert reading.kind is not Kind.TEXT
    assert NoteCode.ENDING_DIFFERS in counts(reading)


def test_plain_values_are_those_that_another_reader_finds(tmp_path: Path) -> None:
    path = files.xlsx_with_openpyxl(tmp_path)
    theirs = load_workbook(path).get_sheet_by_name("Veiledning").to_python()
    ours = read_file(path, options=ReadOptions(sheet="Veiledning")).grid
    assert ours.to_numpy().tolist() == theirs


def test_a_preview_of_a_workbook_reads_the_first_rows_only(tmp_path: Path) -> None:
    path = files.raw_xlsx(
        tmp_path, files.SHEET.format(rows="<row><c><v>1</v></c><c><v>2</v></c></row>" * 500)
    )
    assert len(read_file(path, options=ReadOptions(first_rows=7)).grid) == 7


def test_prefixes_escapes_and_pronunciation_are_understood(tmp_path: Path) -> None:
    shared = (
        '<x:sst xmlns:x="m"><x:si><x:t>a_x000D_b_x005F_</x:t></x:si>'
        "<x:si><x:r><x:t>o</x:t></x:r><x:r><x:t>g</x:t></x:r><x:rPh><x:t>tuja</x:t></x:rPh></x:si></x:sst>"
    )
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c>'
        '<x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"> <x:is> <x:r> <x:t>p</x:t> </x:r>'
        "<x:r><x:t>q</x:t></x:r>"
        "</x:is></x:c><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    reading = read_file(files.raw_xlsx(tmp_path, sheet, shared=shared))
    assert files.row_of(reading.grid, 3) == ["", "a\rb_", "og", "pq", "2"]
