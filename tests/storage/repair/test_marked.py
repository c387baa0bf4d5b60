"""The person's file comes back with its errors marked; mended there and read again it passes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.changes import ActionKind
from symgeo.storage.repair.marked import marked_name, write_marked
from symgeo.texts import texts_for
from tests.storage.repair.conftest import File, Open, opened
from tests.storage.repair.forty_rows import write_forty_rows

RED = "FFF9C6C6"


def marked(file: File, path: Path, language: str = "nb") -> Path:
    stream = io.BytesIO()
    write_marked(stream, file.reading, file.state, file.found, file.knowledge, texts_for(language))
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> File:
    return opened(write_forty_rows(tmp_path_factory.mktemp("county") / "anlegg.csv"), knowledge)


def test_wrong_cells_are_red_and_say_why(file: File, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(marked(file, tmp_path / "marked.xlsx")).worksheets[0]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED}
    assert red == {"I6", "I14", "F24", "H24", "B33", "K1", "K6", "K14", "K24", "K33"}
    assert sheet["I6"].comment.text.startswith("Enheten «MWt» er ukjent")
    assert sheet["K1"].value == "Feil"
    assert sheet["K24"].value.startswith("Ressurs: «fliis» er ikke")
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("language", ["en", "nb", "nn", "sv"])
def test_read_again_as_it_is_it_says_the_same(
    file: File, tmp_path: Path, knowledge: Knowledge, language: str
) -> None:
    again = opened(marked(file, tmp_path / "marked.xlsx", language), knowledge)
    assert again.found.findings == file.found.findings
    assert again.found.columns[-1].field == "ignored"


def test_mended_in_the_spreadsheet_it_passes(file: File, tmp_path: Path, knowledge: Knowledge) -> None:
    path = marked(file, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    mended: dict[str, str | int] = {"I6": "MWh", "I14": "MWh", "F24": "flis", "H24": 5200, "B33": "Stjørdal"}
    for place, value in mended.items():
        sheet[place].value = value
    book.save(path)
    again = opened(path, knowledge)
    assert (again.summary.good, again.summary.errors) == (40, 0)


def test_what_was_decided_stands_in_the_cells(open_text: Open, tmp_path: Path, knowledge: Knowledge) -> None:
    file = open_text(
        "Anlegg;Nord;Øst;Ressurs;Mengde\nA;7034800;569700;barkk;1.234\nB;7034900;569900;barkk;500\n"
    )
    for kind, detail in (
        (ActionKind.DECIMAL_COMMA, None),
        (ActionKind.RESOURCE_WORD, "bark"),
        (ActionKind.UNIT_OF_COLUMN, "t"),
        (ActionKind.DIRECTION, "supply"),
        (ActionKind.SYSTEM, "UTM 32"),
    ):
        file = file.press(kind, detail)
    assert file.summary.bad == 0
    again = opened(marked(file, tmp_path / "marked.xlsx"), knowledge)
    columns = ["resource_code", "direction", "quantity", "unit"]
    assert again.summary.bad == 0
    assert again.found.flows[columns].equals(file.found.flows[columns])
    assert again.found.sites[["lon", "lat"]].equals(file.found.sites[["lon", "lat"]])


def test_data_never_becomes_a_formula(open_text: Open, tmp_path: Path) -> None:
    evil = '=HYPERLINK("http://example.com")'
    file = open_text(f"Navn;Kommune\n'{evil}';Orkland\n+1+1;Melhus\n@SUM(A1);Nowhere\nhttp://a.b;Orkland\n")
    sheet = openpyxl.load_workbook(marked(file, tmp_path / "marked.xlsx")).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("anlegg 2024.csv", "anlegg 2024 (feil er merket).xlsx"),
        ("../../etc/pass:wd.csv", "pass_wd (feil er merket).xlsx"),
        ("", "symgeo (feil er merket).xlsx"),
    ],
)
def test_its_name_says_what_it_is(name: str, expected: str) -> None:
    assert marked_name(name, texts_for("nb")) == expected
