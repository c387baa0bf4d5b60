"""Wrong, damaged and hostile files get a sentence, in bounded memory, and nothing is run."""

from __future__ import annotations

import codecs
import json
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from symgeo.errors import Cancelled, ReadError
from symgeo.storage.readers.file import read_file
from symgeo.storage.readers.limits import Limits
from symgeo.storage.readers.reading import Kind, Note, NoteCode, ReadOptions, note_sentence
from symgeo.storage.readers.refusals import Refusal, refusal_sentence, refuse
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES
from tests.storage.readers import files

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&c;</v></c></row>'
    "</sheetData></worksheet>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    '<worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'
)


def refused(path: Path, limits: Limits | None = None, options: ReadOptions | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_file(path, limits, options)
    return caught.value


def zipped(*names: str) -> files.Maker:
    def make(folder: Path) -> Path:
        path = folder / "a.csv"
        with zipfile.ZipFile(path, "w") as packed:
            for name in names:
                packed.writestr(name, "x")
        return path

    return make


WRONG_KINDS = {
    "PDF": files.bytes_file("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    "PDF behind a blank": files.bytes_file("a.csv", b"\n\n%PDF-1.7\n"),
    "PNG": files.bytes_file("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "HTML named XLS": files.text_file(
        "a.xls", "<html><body><table><tr><td>1</td></tr></table></body></html>"
    ),
    "XML": files.text_file("a.csv", '<?xml version="1.0"?><Workbook/>'),
    "KML": files.text_file("a.kml", '<?xml version="1.0"?><kml xmlns="x"></kml>'),
    "JSON": files.text_file("a.json", '{"navn": [1, 2]}'),
    "Word": zipped("[Content_Types].xml", "word/document.xml"),
    "PowerPoint": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "XLSB": zipped("xl/workbook.bin"),
    "ZIP of a CSV": zipped("a.csv"),
    "KMZ": zipped("doc.kml"),
    "database": files.database,
    "gzip": files.bytes_file("a.csv", b"\x1f\x8b\x08\0\0\0\0\0"),
}


@pytest.mark.parametrize("name", WRONG_KINDS)
def test_another_kind_of_file_is_named_whatever_its_ending(tmp_path: Path, name: str) -> None:
    error = refused(WRONG_KINDS[name](tmp_path))
    assert error.code == "wrong_kind"
    assert error.values["what"]


REFUSED = {
    "nothing": (files.bytes_file("a.csv", b""), Refusal.EMPTY),
    "blanks only": (files.bytes_file("a.csv", b" \r\n\t\r\n"), Refusal.EMPTY),
    "a mark only": (files.bytes_file("a.csv", codecs.BOM_UTF8), Refusal.EMPTY),
    "delimiters only": (files.bytes_file("a.csv", b";;;\n;;;\n"), Refusal.EMPTY),
    "bytes that are no text": (files.bytes_file("a.csv", bytes(range(256)) * 20), Refusal.NOT_TEXT),
    "lone shapefile": (files.bytes_file("a.shp", b"\0\0\x27\x0a" + bytes(96)), Refusal.LONE_SHAPEFILE),
    "thousands of columns": (files.text_file("a.csv", ";".join("x" * 3_000)), Refusal.TOO_MANY_COLUMNS),
    "a million delimiters": (files.text_file("a.csv", "a;b\n" + ";" * 1_000_000), Refusal.TOO_MANY_COLUMNS),
    "an endless cell": (files.text_file("a.csv", "a;b\n" + "x" * 40_000), Refusal.CELL_TOO_LONG),
    "an endless quoted cell": (
        files.text_file("a.csv", 'a;b\n1;2\n"' + "x\n" * 80_000 + '";2\n'),
        Refusal.CELL_TOO_LONG,
    ),
    "zip bomb": (files.zip_bomb, Refusal.UNPACKS_TOO_LARGE),
    "zip that lies": (files.zip_that_lies, Refusal.DAMAGED),
    "billion laughs": (lambda folder: files.raw_xlsx(folder, BILLION_LAUGHS), Refusal.UNSAFE_XML),
    "external entity": (lambda folder: files.raw_xlsx(folder, EXTERNAL), Refusal.UNSAFE_XML),
    "billion laughs in UTF-16": (
        lambda folder: files.raw_xlsx(folder, BILLION_LAUGHS.encode("utf-16")),
        Refusal.UNSAFE_XML,
    ),
    "half a workbook": (
        lambda folder: files.bytes_file("h.xlsx", files.xlsx_with_openpyxl(folder).read_bytes()[:3_000])(
            folder
        ),
        Refusal.DAMAGED,
    ),
    "half an old workbook": (
        lambda folder: files.bytes_file("h.xls", files.xls_with_xlwt(folder).read_bytes()[:900])(folder),
        Refusal.DAMAGED,
    ),
    "half a geopackage": (
        lambda folder: files.bytes_file("h.gpkg", files.geopackage(folder).read_bytes()[:5_000])(folder),
        Refusal.DAMAGED,
    ),
    "half a GeoJSON": (
        lambda folder: files.bytes_file("h.json", files.geojson(folder).read_bytes()[:-200])(folder),
        Refusal.DAMAGED,
    ),
    "a column far out": (
        lambda folder: files.raw_xlsx(folder, files.SHEET.format(rows='<row><c r="XFD1"><v>1</v></c></row>')),
        Refusal.TOO_MANY_COLUMNS,
    ),
    "a place beyond the sheet": (
        lambda folder: files.raw_xlsx(
            folder, files.SHEET.format(rows='<row><c r="AAAAAA1"><v>1</v></c></row>')
        ),
        Refusal.DAMAGED,
    ),
    "a shared text that is missing": (
        lambda folder: files.raw_xlsx(folder, files.SHEET.format(rows='<row><c t="s"><v>7</v></c></row>')),
        Refusal.DAMAGED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_each_gets_its_own_reason(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    assert refused(make(tmp_path)).code == code


def test_a_missing_file_and_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    assert refused(tmp_path / "finnes ikke.csv").code == "cannot_open"
    assert refused(tmp_path).code == "cannot_open"


def test_an_encrypted_workbook_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    path = files.xlsx_with_openpyxl(tmp_path)
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(bytes(content))
    assert refused(path).code == "password"


def test_an_empty_sheet_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    openpyxl.Workbook().save(path)
    assert refused(path).code == "empty"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(size_bytes=10), "too_large"),
        (Limits(rows=2), "too_many_rows"),
        (Limits(columns=2), "too_many_columns"),
        (Limits(cell_characters=8), "cell_too_long"),
        (Limits(table_bytes=10, table_growth=0), "unpacks_too_large"),
    ],
)
def test_limits_can_be_set(tmp_path: Path, limits: Limits, code: str) -> None:
    path = files.text_file("a.csv", files.delimited(";"))(tmp_path)
    assert refused(path, limits).code == code


def test_header_only_is_for_the_next_step_to_judge(tmp_path: Path) -> None:
    assert read_file(files.text_file("a.csv", "a;b;c\r\n")(tmp_path)).grid.shape == (1, 3)


def test_cells_far_apart_in_an_old_workbook_make_two_rows(tmp_path: Path) -> None:
    grid = read_file(files.xls_with_far_cells(tmp_path)).grid
    assert (grid.shape, grid.index.tolist()) == ((2, 256), [1, 65_536])


def test_a_long_cell_within_the_limit_is_kept(tmp_path: Path) -> None:
    grid = read_file(files.text_file("a.csv", "a;b\n" + "x" * 10_000 + ";2\n")(tmp_path)).grid
    assert len(str(grid.at[2, 0])) == 10_000


def test_one_shared_text_in_many_cells_cannot_fill_the_memory(tmp_path: Path) -> None:
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 300
    shared = f"<sst><si><t>{'x' * 32_000}</t></si></sst>"
    path = files.raw_xlsx(tmp_path, files.SHEET.format(rows=rows), shared=shared)
    tracemalloc.start()
    try:
        assert refused(path, Limits(table_bytes=4_000_000)).code == "unpacks_too_large"
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("attribute", "code"),
    [
        ('table:number-columns-repeated="9000000"', "too_many_columns"),
        ('table:number-columns-repeated="300" table:number-columns-spanned="2"', "unpacks_too_large"),
    ],
)
def test_repeated_cells_of_ods_cannot_fill_the_memory(tmp_path: Path, attribute: str, code: str) -> None:
    body = (
        '<table:table table:name="Data"><table:table-row table:number-rows-repeated="200000">'
        f'<table:table-cell office:value-type="string" {attribute}><text:p>xxxx</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    assert refused(files.ods(tmp_path, body), Limits(table_bytes=4_000_000)).code == code


def test_a_file_as_another_kind_is_damaged_or_no_text(tmp_path: Path) -> None:
    path = files.xlsx_with_openpyxl(tmp_path)
    assert refused(path, options=ReadOptions(kind=Kind.TEXT)).code == "not_text"
    assert refused(path, options=ReadOptions(kind=Kind.GEOPACKAGE)).code == "damaged"
    text = files.text_file("a.csv", "a;b\n")(tmp_path)
    for kind in (Kind.XLSX, Kind.XLS, Kind.ODS, Kind.GEOJSON, Kind.GEOPACKAGE, Kind.SHAPEFILE):
        assert refused(text, options=ReadOptions(kind=kind)).code == "damaged"


def test_deep_json_is_no_stack_overflow(tmp_path: Path) -> None:
    deep = '{"type": "FeatureCollection", "features": ' + "[" * 100_000
    assert refused(files.text_file("a.geojson", deep)(tmp_path)).code == "damaged"
    wide = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "geometry": None, "properties": {f"k{n}": n for n in range(2_000)}}],
    }
    assert refused(files.text_file("b.geojson", json.dumps(wide))(tmp_path)).code == "too_many_columns"


@pytest.mark.parametrize(
    "make",
    [files.xlsx_with_openpyxl, files.xls_with_xlwt, files.ods, files.geojson, files.geopackage],
)
def test_progress_rises_to_one_and_can_stop_the_reading(tmp_path: Path, make: files.Maker) -> None:
    path = make(tmp_path)
    seen: list[float] = []
    read_file(path, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(done: float) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_file(path, progress=stop)


def test_a_long_text_file_can_be_stopped_on_its_way(tmp_path: Path) -> None:
    path = files.text_file("a.csv", "a;b\n" * 50_000)(tmp_path)
    seen: list[float] = []

    def stop(done: float) -> None:
        seen.append(done)
        if done > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_file(path, progress=stop)
    assert 0.3 < seen[-1] < 0.9


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Refusal)
def test_each_reason_has_a_sentence_in_each_language(code: Refusal, language: str) -> None:
    values = dict.fromkeys(("why", "row", "what", "sheet", "known", "encoding", "delimiter", "crs"), "x")
    error = refuse(Path("fil.csv"), code, limit=1234, limit_mb=20, **values)
    sentence = refusal_sentence(error, texts_for(language))
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", NoteCode)
def test_each_note_has_a_sentence_in_each_language(code: NoteCode, language: str) -> None:
    assert note_sentence(Note(code, 3, "x"), texts_for(language)).endswith(".")
