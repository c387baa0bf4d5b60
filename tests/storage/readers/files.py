"""Files as counties have them, each written by a real writer or byte by byte."""

from __future__ import annotations

import codecs
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import openpyxl
import pandas as pd
import pyogrio
import shapely
import xlsxwriter
import xlwt
from xlwt import CompoundDoc

HEADER: Final = ["Anlegg", "Kommune", "Mengde"]
ROWS: Final = [
    ["Thamshavn", "Orkland", "7400,5"],
    ["Sunndalsøra", "Sunndal", "12"],
    ["Härnösand", "Ålesund", "3,25"],
]
TABLE: Final = [HEADER, *ROWS]
"""The text that every well-formed file of the first kind must give back."""

Maker = Callable[[Path], Path]


def row_of(frame: pd.DataFrame, number: int) -> list[Any]:
    """Give a row by its number."""
    cells: list[Any] = frame.loc[[number]].to_numpy().tolist()[0]
    return cells


def delimited(delimiter: str, rows: list[list[str]] = TABLE, *, ends: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + ends for row in rows)


def text_file(name: str, content: str, encoding: str = "utf-8") -> Maker:
    return bytes_file(name, content.encode(encoding))


def bytes_file(name: str, content: bytes) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return make


def quoted(rows: list[list[str]] = TABLE) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)


WELL_FORMED_TEXTS: Final[dict[str, tuple[Maker, str, str]]] = {
    "semicolon, Windows-1252": (text_file("a.csv", delimited(";"), "cp1252"), "cp1252", ";"),
    "semicolon, UTF-8": (text_file("a.csv", delimited(";")), "utf-8", ";"),
    "semicolon, UTF-8 with mark": (text_file("a.csv", delimited(";"), "utf-8-sig"), "utf-8-sig", ";"),
    "tab, UTF-16 with mark": (text_file("a.txt", delimited("\t"), "utf-16"), "utf-16", "\t"),
    "tab, UTF-16 big-endian with mark": (
        bytes_file("a.txt", codecs.BOM_UTF16_BE + delimited("\t").encode("utf-16-be")),
        "utf-16",
        "\t",
    ),
    "semicolon, UTF-16 without mark": (
        text_file("a.csv", delimited(";"), "utf-16-le"),
        "utf-16-le",
        ";",
    ),
    "semicolon, Mac Roman, CR": (
        text_file("a.csv", delimited(";", ends="\r"), "mac_roman"),
        "mac_roman",
        ";",
    ),
    "tab, TSV": (text_file("a.tsv", delimited("\t", ends="\n")), "utf-8", "\t"),
    "bar": (text_file("a.txt", delimited("|", ends="\n")), "utf-8", "|"),
    "comma, quoted": (text_file("a.csv", quoted()), "utf-8", ","),
    "sep line": (text_file("a.csv", "sep=;\r\n" + delimited(";")), "utf-8", ";"),
    "no ending at all": (text_file("a", delimited(";")), "utf-8", ";"),
    "text named XLSX": (text_file("a.xlsx", delimited(";")), "utf-8", ";"),
}


def xlsx_with_openpyxl(folder: Path) -> Path:
    """Two visible sheets, one hidden; the first is guidance."""
    book = openpyxl.Workbook()
    guidance = book.active
    assert guidance is not None
    guidance.title = "Veiledning"
    for line in ("Slik fyller du ut skjemaet", "Skriv ett anlegg per rad", "Lagre og send"):
        guidance.append([line])
    hidden = book.create_sheet("Gamle tall")
    hidden.sheet_state = "hidden"
    hidden.append(["gammel", "tall"])
    data = book.create_sheet("Anlegg 2024")
    data.append(["Overskudd", None, "Behov"])
    data.merge_cells("A1:B1")
    data.append(["Anlegg", "Mengde", "Mengde"])
    data.append(["Thamshavn", 7400.5, "=B3*2"])
    data.append(["  Øra\u200b ", 0.1 + 0.2, None])
    data.row_dimensions[4].hidden = True
    path = folder / "skjema.xlsx"
    book.save(path)
    return path


def xlsx_with_formats(folder: Path) -> Path:
    """Numbers whose format tells what they are."""
    path = folder / "formater.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet("Data")
    formats = ["0 %", '#,##0.0" MWh"', "[$kr-414] #,##0", "dd.mm.yyyy", "hh:mm", "#,##0.00", "[h]:mm", "@"]
    values: list[float | str] = [0.25, 12.5, 1200, 45_000, 0.5, 1234.5, 1.5, 7]
    for column, (code, value) in enumerate(zip(formats, values, strict=True)):
        sheet.write(0, column, f"k{column}")
        sheet.write_number(1, column, float(value), book.add_format({"num_format": code}))
    sheet.write_boolean(2, 0, boolean=True)
    sheet.write_string(2, 1, "=1+1")
    sheet.write_string(2, 2, "to\nlinjer")
    sheet.write_formula(2, 3, "=1+2", None, 3)
    sheet.write_rich_string(2, 4, "en ", book.add_format({"bold": True}), "to", " tre")
    sheet.write_string(2, 5, "0150")
    book.close()
    return path


def xls_with_xlwt(folder: Path) -> Path:
    """A sheet of guidance, one hidden, one with a percentage and merged cells."""
    book = xlwt.Workbook(encoding="utf-8")
    guidance = book.add_sheet("Rettleiing")
    for row in range(3):
        guidance.write(row, 0, f"linje {row}")
    data = book.add_sheet("Data")
    data.write_merge(0, 0, 0, 2, "Anlegg i Møre")
    for column, name in enumerate(["Anlegg", "Andel", "Mengde", "Dato"]):
        data.write(1, column, name)
    data.write(2, 0, "Sunndalsøra")
    data.write(2, 1, 0.25, xlwt.easyxf(num_format_str="0%"))
    data.write(2, 2, 7400.5, xlwt.easyxf(num_format_str='0.0" MWh"'))
    data.write(2, 3, 45_000, xlwt.easyxf(num_format_str="dd.mm.yyyy"))
    hidden = book.add_sheet("Skjult")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    hidden.write(0, 1, "y")
    path = folder / "gammel.xls"
    book.save(str(path))
    return path


def xls_with_far_cells(folder: Path) -> Path:
    """Two cells in opposite corners of a sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    sheet.write(0, 0, "a")
    sheet.write(65_535, 255, "b")
    path = folder / "langt.xls"
    book.save(str(path))
    return path


ODS_NAMES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")]
)
ODS_BODY: Final = """
<table:table table:name="Skjult" table:style-name="unseen">
  <table:table-row>{x}{y}</table:table-row>
</table:table>
<table:table table:name="Data">
  <table:table-row>
    <table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Overskot</text:p>
    </table:table-cell><table:covered-table-cell/>
    <table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>lik</text:p>
    </table:table-cell>
  </table:table-row>
  <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
  <table:table-row table:visibility="filter">
    <table:table-cell office:value-type="string"><office:annotation><text:p>aldri i cella</text:p>
      </office:annotation><text:p>Sunndals<text:span>øra</text:span></text:p></table:table-cell>
    <table:table-cell office:value-type="float" office:value="7400.5">
      <text:p>7 400,5 MWh</text:p></table:table-cell>
    <table:table-cell office:value-type="percentage" office:value="0.25">
      <text:p>25 %</text:p></table:table-cell>
    <table:table-cell office:value-type="date" office:date-value="2024-03-01">
      <text:p>1. mars</text:p></table:table-cell>
    <table:table-cell office:value-type="currency" office:currency="NOK" office:value="120"/>
    <table:table-cell office:value-type="time" office:time-value="PT12H05M00S"/>
    <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
  </table:table-row>
  <table:table-row>
    <table:table-cell office:value-type="string"><text:p>to</text:p>
      <text:p>lin<text:s/>jer</text:p></table:table-cell>
    <table:table-cell table:formula="of:=1+1"/>
  </table:table-row>
  <table:table-row table:number-rows-repeated="1048500">
    <table:table-cell table:number-columns-repeated="16384"/>
  </table:table-row>
</table:table>
"""


def records(*pairs: tuple[int, bytes]) -> bytes:
    """Records of an old workbook: kind and content."""
    return b"".join(struct.pack("<2H", kind, len(data)) + data for kind, data in pairs)


def raw_xls(folder: Path, cells: bytes, *, version: int = 0x0600, shared: bytes = b"") -> Path:
    """An old workbook whose only sheet has these records."""
    name = b"Data" if version < 0x0600 else b"\0Data"
    begin = struct.pack("<2H", version, 5) + bytes(12)
    page = records((0x0042, struct.pack("<H", 1252)))
    head = records((0x0809, begin)) + page
    length = len(head) + 4 + 7 + len(name) + len(shared) + 4
    sheet = records((0x0085, struct.pack("<L3B", length, 0, 0, 4) + name))
    whole = head + sheet + shared + records((0x000A, b""))
    assert len(whole) == length
    whole += records((0x0809, struct.pack("<2H", version, 16) + bytes(12))) + cells + records((0x000A, b""))
    path = folder / "raw.xls"
    CompoundDoc.XlsDoc().save(str(path), whole.ljust(4_096, b"\0"))
    return path


def ods(folder: Path, body: str = ODS_BODY) -> Path:
    """Values of each type, a merged and a repeated cell, a comment, a formula, a hidden sheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    path = folder / "skjema.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODS_NAMES}>'
            '<office:automatic-styles><style:style style:name="unseen" style:family="table">'
            '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
            "<office:body><office:spreadsheet>"
            + body.format(x=cell.format("x"), y=cell.format("y"))
            + "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def ods_with_gdal(folder: Path) -> Path:
    """The names and amounts of `places`, as another programme writes them."""
    path = folder / "steder.ods"
    pyogrio.write_dataframe(pd.DataFrame(places().drop(columns="geometry")), path, driver="ODS", layer="Data")
    return path


def places() -> gpd.GeoDataFrame:
    """Two points and a square with text, numbers and a gap."""
    return gpd.GeoDataFrame(
        {"navn": ["Thamshavn", "Sunndalsøra", "Tomt"], "mengde": [7400.5, 12.0, None]},
        geometry=[shapely.Point(9.88, 63.32), shapely.Point(8.56, 62.68), shapely.box(10, 63, 11, 64)],
        crs="EPSG:4326",
    )


def geojson(folder: Path) -> Path:
    path = folder / "steder.geojson"
    places().to_file(path, driver="GeoJSON")
    return path


def geopackage(folder: Path) -> Path:
    path = folder / "steder.gpkg"
    places().to_crs("EPSG:25833").to_file(path, layer="anlegg", driver="GPKG")
    places().iloc[:1].to_file(path, layer="gamle", driver="GPKG")
    return path


def shapefile(
    folder: Path, *, crs: str = "EPSG:3006", parts: tuple[str, ...] = (".shp", ".shx", ".dbf", ".prj")
) -> Path:
    source = folder / "steder.shp"
    places().iloc[:2].to_crs(crs).to_file(source, driver="ESRI Shapefile", encoding="cp1252")
    path = folder / "steder.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for ending in parts:
            if source.with_suffix(ending).exists():
                packed.write(source.with_suffix(ending), f"Kart/steder{ending.upper()}")
    return path


def geojson_with_hostile_values(folder: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {
                "navn": "=cmd|'/c calc'!A1",
                "liste": [1, 2],
                "inni": {"a": 1},
                "dato": "2024-01-02",
            },
            "geometry": None,
        },
        {
            "type": "Feature",
            "properties": {"navn": "\u202egnp.exe"},
            "geometry": {"type": "Point", "coordinates": []},
        },
    ]
    path = folder / "rart.json"
    path.write_text(json.dumps({"features": features, "type": "FeatureCollection"}), encoding="utf-8")
    return path


PIPELINE: Final = json.dumps(
    {
        "type": "gdal_streamed_alg",
        "command_line": "gdal vector pipeline ! read {secret}",
        "x": {"type": "FeatureCollection"},
    }
)
"""GDAL would follow this command, if it were free to choose how to read a file."""


def geojson_with_command(folder: Path) -> Path:
    secret = folder / "secret.csv"
    secret.write_text("x,y\n1,SECRET\n", encoding="utf-8")
    path = folder / "a.geojson"
    path.write_text(PIPELINE.replace("{secret}", str(secret)), encoding="utf-8")
    return path


def shapefile_with_command(folder: Path) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.shp", geojson_with_command(folder).read_bytes())
    return path


def geopackage_with_view(folder: Path) -> Path:
    """A GeoPackage whose only layer is a query that never ends."""
    path = geopackage(folder)
    with closing(sqlite3.connect(path)) as database:
        database.execute(
            "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
            "SELECT i AS fid, i AS name FROM n"
        )
        database.execute("DELETE FROM gpkg_geometry_columns")
        database.execute("DELETE FROM gpkg_contents")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
            "VALUES ('endless', 'attributes', 'e')"
        )
        database.commit()
    return path


def database(folder: Path) -> Path:
    path = folder / "a.csv"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.commit()
    return path


SHEET: Final = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
    "</sheetData></worksheet>"
)


def raw_xlsx(folder: Path, sheet_xml: str | bytes, *, shared: str | None = None) -> Path:
    """An XLSX file with a sheet written by hand, as no spreadsheet programme would."""
    path = folder / "raw.xlsx"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{links}"><sheets><sheet name="Data" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
        )
        packed.writestr("xl/worksheets/sheet1.xml", sheet_xml)
        if shared is not None:
            packed.writestr("xl/sharedStrings.xml", shared)
    return path


def zip_bomb(folder: Path) -> Path:
    """A workbook of half a megabyte that unpacks to half a gigabyte of nothing."""
    path = folder / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            blanks = b" " * 1_000_000
            for _ in range(500):
                part.write(blanks)
    return path


def zip_that_lies(folder: Path) -> Path:
    """A workbook whose list of contents says that the sheet is shorter than it is."""
    path = raw_xlsx(folder, SHEET.format(rows="<row><c><v>1</v></c></row>" * 1_000))
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, place + 24, 100)
    path.write_bytes(bytes(content))
    return path
