"""The template is read by our own reader without an issue, empty or filled in, in every language."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from symgeo.storage.interpretation.codes import Code, Problem, TableKind
from symgeo.storage.interpretation.headers import match_headers
from symgeo.storage.interpretation.interpret import Interpreted
from symgeo.storage.interpretation.resources import match_resource
from symgeo.storage.interpretation.vocabulary import Knowledge
from symgeo.storage.repair.choices import direction_words, resource_words
from symgeo.storage.repair.template import template_csv, template_name, write_template
from symgeo.texts import Texts, texts_for
from symgeo.vocabulary import LANGUAGES
from tests.storage.repair.conftest import opened

FIELDS = (
    *("name", "operator", "organisation_number", "municipality", "address", "lat", "lon", "nace"),
    *("direction", "resource", "quantity", "unit", "temp_c", "openness", "source", "note"),
)


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Texts:
    return texts_for(request.param)


def workbook(knowledge: Knowledge, t: Texts) -> openpyxl.Workbook:
    stream = io.BytesIO()
    write_template(stream, knowledge, t)
    return openpyxl.load_workbook(stream)


def rows_of(knowledge: Knowledge, t: Texts) -> list[list[str]]:
    heat = next(word for word, code in resource_words(knowledge, t).items() if code == "heat_60_100")
    surplus = next(word for word, code in direction_words(t).items() if code == "supply")
    word = t("openness.confidential")
    sawmill = ["Sag AS", "", "", "5059 Orkland", "", "63.3174", "9.8736", "16.10"]
    return [
        [*sawmill, surplus, heat, "5000", "MWh", "80", word, "", ""],
        [*sawmill, surplus, "bark", "700", "t", "", "", "", ""],
        ["Meieri AS", "", "", "5001 Trondheim", "", "63.43", "10.395", "10.51", *[""] * 8],
    ]


def check(found: Interpreted) -> None:
    assert [(finding.row, finding.code) for finding in found.findings] == [(2, Code.GUIDANCE_ROW)]
    assert tuple(match.field for match in found.columns) == FIELDS
    assert (found.table, len(found.sites), len(found.flows)) == (TableKind.BOTH, 2, 2)
    assert found.flows["resource_code"].tolist() == ["heat_60_100", "bark"]
    assert found.flows["openness"].tolist() == ["confidential", ""]
    assert found.sites["openness"].tolist() == ["confidential", ""]
    assert not found.is_year_assumed


def test_filled_in_as_a_workbook(tmp_path: Path, knowledge: Knowledge, t: Texts) -> None:
    book = workbook(knowledge, t)
    for cells in rows_of(knowledge, t):
        book.worksheets[0].append([cell or None for cell in cells])
    path = tmp_path / template_name(t, "xlsx")
    book.save(path)
    check(opened(path, knowledge).found)


def test_filled_in_as_csv(tmp_path: Path, knowledge: Knowledge, t: Texts) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter="," if t.language == "en" else ";").writerows(rows_of(knowledge, t))
    path = tmp_path / template_name(t, "csv")
    path.write_bytes(template_csv(knowledge, t) + out.getvalue().encode())
    check(opened(path, knowledge).found)


def test_empty_it_is_a_table_without_rows(tmp_path: Path, knowledge: Knowledge, t: Texts) -> None:
    path = tmp_path / "empty.xlsx"
    workbook(knowledge, t).save(path)
    assert opened(path, knowledge).found.problem is Problem.NO_ROWS


def test_its_lists_are_words_that_the_reader_knows(knowledge: Knowledge, t: Texts) -> None:
    words = resource_words(knowledge, t)
    leaves = knowledge.resources.index[knowledge.resources["parent"] != ""]
    assert set(words.values()) == set(leaves)
    assert all(match_resource(word, knowledge).codes == (code,) for word, code in words.items())
    assert all(knowledge.word("direction", word) == code for word, code in direction_words(t).items())


def test_it_has_drop_downs_guidance_and_frozen_heads(knowledge: Knowledge) -> None:
    book = workbook(knowledge, texts_for("nn"))
    table, guidance, lists = book.worksheets
    assert [sheet.title for sheet in book.worksheets] == ["Anlegg", "Rettleiing", "Lister"]
    assert (table.freeze_panes, lists.sheet_state) == ("B2", "hidden")
    ranges = {str(one.sqref): one.formula1 for one in table.data_validations.dataValidation}
    assert sorted(ranges) == ["D2:D2001", "I2:I2001", "J2:J2001", "L2:L2001", "N2:N2001"]
    assert ranges["I2:I2001"] == "'Lister'!$B$1:$B$2"
    assert guidance["A1"].value == "Slik fyller du ut tabellen"
    assert table["A2"].value.startswith("Døme:")


def test_every_heading_that_we_write_is_known(knowledge: Knowledge, t: Texts) -> None:
    fields = (*FIELDS, "zone", "hours", "coord_source", "coord_precision")
    headings = [("", t(f"repair.heading.{field}")) for field in fields]
    assert [match.field for match in match_headers(headings, knowledge)] == list(fields)
