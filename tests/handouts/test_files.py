"""Each hand-out is opened by a real reader, and says what it is."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyogrio
import pypdf
import pytest
from page import ValidationFailure, validate_pdf_bytes
from pptx import Presentation
from pptx.presentation import Presentation as PresentationType
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.selection import Filters
from symgeo.errors import UsageError
from symgeo.handouts.kinds import Kind, make
from symgeo.handouts.material import Material, Order, gather
from symgeo.handouts.offline.page import LARGEST_BYTES
from symgeo.handouts.package import write_package
from symgeo.handouts.show.steps import steps_of
from symgeo.handouts.slide_template import LARGEST_MB, open_template
from symgeo.handouts.slides import write_slides
from symgeo.handouts.view_files import ViewKind, Views
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES, Audience
from tests.analysis.disclosure.hidden_world import changed
from tests.handouts.conftest import DAY, Made, home


def test_a_file_is_named_after_audience_place_and_language(material: Material) -> None:
    assert make(Kind.EXCEL, material).name == "symgeo-staff-NO-15-nn.xlsx"


def test_excel_has_real_tables_with_frozen_heads_and_nothing_to_calculate(
    material: Material, made: Made
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(Kind.EXCEL)))
    assert book.sheetnames[:4] == ["Om", "Moglegheiter", "Anlegg", "Overskot og behov"]
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1
        assert sheet.freeze_panes == "C5"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        # What is longer than its column is not cut, but takes a second line.
        assert all(
            cell.alignment.wrap_text for row in sheet.iter_rows(5) for cell in row if cell.data_type == "s"
        )
    known = book["Kjende utvekslingar"]
    assert {known.row_dimensions[row].height for row in range(5, known.max_row)} >= {30.0}
    found = book["Moglegheiter"]
    headings = [cell.value for cell in found[4]]
    assert "Frigjord straum (MWh/år)" in headings
    assert found.max_row == 4 + len(material.found)
    assert "saksbehandlarar" in str(found["A2"].value)


def test_a_name_that_begins_like_a_formula_stays_a_text(example: Dataset) -> None:
    world = changed(example, sites={"TR001": {"name": '=HYPERLINK("http://x")'}}, flows={})
    order = Order(Audience.STAFF, "en", DAY, Filters(municipalities=("5059",)))
    book = openpyxl.load_workbook(io.BytesIO(make(Kind.EXCEL, gather(world, order)).content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    named = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert named
    assert {cell.data_type for cell in named} == {"s"}


def test_example_figures_have_no_number_and_no_money(material: Material, made: Made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(Kind.EXCEL)))
    sheet = book["Moglegheiter"]
    headings = [str(cell.value) for cell in sheet[4]]
    rows = [dict(zip(headings, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=5)]
    invented = [row for row in rows if row["Datagrunnlag"] == "Eksempeltal"]
    assert len(invented) == int(material.found["is_illustrative"].sum())
    assert {row["Mengd"] for row in invented} == {None}
    assert {row["Netto nytte (EUR/år)"] for row in invented} == {None}
    assert all(str(row["Mengd med ord"]).startswith("om lag") for row in invented)


def test_geopackage_holds_its_layers_and_a_style_for_each(
    material: Material, made: Made, tmp_path: Path
) -> None:
    path = tmp_path / "handout.gpkg"
    path.write_bytes(made(Kind.GEOPACKAGE))
    layers = dict(pyogrio.list_layers(path).tolist())
    assert layers["sites"] == "Point"
    assert layers["opportunities"] == "LineString"
    assert {"exchanges", "counties", "flows", "about"} < set(layers)
    assert len(pyogrio.read_dataframe(path, layer="opportunities")) == len(material.found)
    connection = sqlite3.connect(path)
    styles = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
    known = connection.execute("SELECT 1 FROM gpkg_contents WHERE table_name = 'layer_styles'").fetchone()
    connection.close()
    assert known
    assert set(styles) == {"sites", "opportunities", "exchanges", "counties"}
    site_style = ET.fromstring(styles["sites"].split("\n", 1)[1])  # noqa: S314 - our own
    values = {one.get("value") for one in site_style.iter("category")}
    assert set(pyogrio.read_dataframe(path, layer="sites")["family"]) <= values
    assert len(site_style.findall(".//symbols/symbol")) == len(values)


def test_geojson_and_kml_hold_sites_and_lines(material: Material, made: Made) -> None:
    features = json.loads(made(Kind.GEOJSON))["features"]
    assert {f["geometry"]["type"] for f in features} == {"Point", "LineString"}
    assert sum(f["properties"]["layer"] == "sites" for f in features) == len(material.sites)
    root = ET.fromstring(made(Kind.KML))  # noqa: S314 - our own
    marks = root.findall(".//{http://www.opengis.net/kml/2.2}Placemark")
    assert len(marks) == len(features)


def test_csv_opens_in_the_spreadsheet_of_the_language(material: Material, made: Made) -> None:
    rows = list(csv.reader(io.StringIO(made(Kind.CSV).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(material.found)
    assert rows[0][1] == "Frå"


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PAIRS])
def test_pdf_is_tagged_titled_and_in_its_language(made: Made, kind: Kind) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(kind)))
    root = reader.root_object
    assert "'/Marked': True" in str(root["/MarkInfo"].get_object())
    assert str(root["/Lang"]).startswith("nn")
    assert reader.metadata is not None
    assert "Møre og Romsdal" in str(reader.metadata.title)
    assert reader.xmp_metadata is not None
    description = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in description
    assert "<pdfaid:part>2</pdfaid:part>" in description
    for page in reader.pages:
        text = page.extract_text()
        assert "Berre for saksbehandlarar" in text
        assert "31. mai 2026" in text


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PAIRS])
def test_pdf_is_read_aloud_in_its_order_with_words_for_each_picture(made: Made, kind: Kind) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(kind)))
    root = reader.root_object
    assert "'/DisplayDocTitle': True" in str(root["/ViewerPreferences"].get_object())
    told = list(_structure(root["/StructTreeRoot"]))
    names = [name for name, _ in told]
    assert names[:2] == ["/Document", "/H1"]
    # Headings begin at the first level, and none is left out on the way down.
    levels = [int(name[2:]) for name in names if re.fullmatch(r"/H\d", name)]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert "/TH" in names
    figures = [words for name, words in told if name == "/Figure"]
    assert figures
    assert all(figures)
    # Whoever goes on by the keyboard follows the same order on every page.
    assert {str(page["/Tabs"]) for page in reader.pages} == {"/S"}


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PAIRS, Kind.HUBS])
@pytest.mark.parametrize("standard", ["ua1", "2a"])
def test_pdf_keeps_every_rule_of_its_standards_that_a_machine_can_check(
    made: Made, kind: Kind, standard: str
) -> None:
    content = made(kind)
    found = validate_pdf_bytes(content, profile=standard).failures
    assert [(one.rule_id, one.message) for one in found if not _is_misjudged(one, content)] == []


def _is_misjudged(failure: ValidationFailure, content: bytes) -> bool:
    """Say whether a stream is as long as it says, but ends in what looks like half of a line's end.

    The checker takes a carriage return at the end of packed bytes and the line feed after them for one.
    """
    if failure.rule_id != "PDFA2A-STREAM-LENGTH-001" or failure.object_id is None:
        return False
    head = rb"\n%d 0 obj\b.*?/Length (\d+).*?stream\n" % failure.object_id.object_number
    begun = re.search(head, content, re.DOTALL)
    assert begun is not None
    end = begun.end() + int(begun[1])
    return content[end - 1 : end + 10] == b"\r\nendstream"


def test_pdf_is_set_in_the_font_that_comes_along_whatever_the_computer_has(made: Made) -> None:
    content = made(Kind.REPORT)
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([\w-]+)", content))
    assert fonts == {b"SourceSansPro-Regular", b"SourceSansPro-Bold"}


def test_a_name_that_no_font_has_is_printed_with_question_marks(example: Dataset) -> None:
    name = "中国 Čáhci 🏭 \x07 Zoë"
    world = changed(example, sites={"TR001": {"name": name}}, flows={})
    order = Order(Audience.STAFF, "en", DAY, Filters(municipalities=("5059",)))
    reader = pypdf.PdfReader(io.BytesIO(make(Kind.REPORT, gather(world, order)).content))
    told = "".join(one.extract_text() for one in reader.pages)
    assert "?? Čáhci ? ? Zoë" in told.replace("\n", "")


def _structure(node: PdfObject) -> Iterator[tuple[str, str]]:
    """Give the tags of a PDF in the order in which they are read, with the words of pictures."""
    thing = node.get_object()
    if isinstance(thing, DictionaryObject):
        if "/S" in thing:
            yield str(thing["/S"]), str(thing.get("/Alt", ""))
        if "/K" in thing:
            yield from _structure(thing["/K"])
    elif isinstance(thing, ArrayObject):
        for inner in thing:
            yield from _structure(inner)


@pytest.mark.parametrize("kind", [Kind.REPORT, Kind.PAIRS])
def test_pdf_breaks_no_range_behind_its_stroke(made: Made, kind: Kind) -> None:
    pages = pypdf.PdfReader(io.BytesIO(made(kind))).pages
    lines = [line.rstrip() for page in pages for line in page.extract_text().split("\n")]
    assert any(re.search(r"\d–\d", line) for line in lines)
    assert [line for line in lines if re.search(r"\d–$", line)] == []


def test_the_report_ends_in_a_page_that_is_worth_turning(made: Made) -> None:
    pages = pypdf.PdfReader(io.BytesIO(made(Kind.REPORT))).pages
    lines = [page.extract_text().count("\n") for page in pages]
    assert len(lines) > 1
    assert lines[-1] > max(lines) / 3


def test_pdf_of_pairs_has_a_page_for_each_and_no_more_than_ten(made: Made) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(Kind.PAIRS)))
    assert len(reader.pages) == 10


def test_slides_have_tables_charts_notes_and_alternative_texts(made: Made) -> None:
    deck = Presentation(io.BytesIO(made(Kind.SLIDES)))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    assert any(shape.has_table for shape in shapes)
    assert any(shape.has_chart for shape in shapes)
    for slide in deck.slides:
        texts = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "Berre for saksbehandlarar" in texts
        assert "31. mai 2026" in texts
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert slide.shapes.title.text_frame.text
    drawn = [s for s in shapes if s.shape_type in (3, 6, 19)]
    assert drawn
    assert all(shape._element.xpath(".//p:cNvPr/@descr") for shape in drawn)  # noqa: SLF001 - the only way to it


def test_slides_take_the_size_and_layouts_of_a_template(material: Material) -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Old slide"
    deck = Presentation(io.BytesIO(write_slides(material, template=_saved(own))))
    assert deck.slide_width == own.slide_width
    assert "Old slide" not in [slide.shapes.title.text_frame.text for slide in deck.slides]


def test_nothing_of_a_templates_slides_and_author_stays(material: Material) -> None:
    own = Presentation()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Zyxwslide"
    own.core_properties.author = "Zyxwauthor"
    made = write_slides(material, template=_saved(own))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(package.namelist())
        assert not any(b"Zyxw" in package.read(name) for name in package.namelist())


def _saved(deck: PresentationType) -> bytes:
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _without(part: str) -> bytes:
    """Give a template that lacks a part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(Presentation()))) as whole, zipfile.ZipFile(target, "w") as cut:
        for name in whole.namelist():
            if name != part:
                cut.writestr(name, whole.read(name))
    return target.getvalue()


def _bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("ppt/x", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    return target.getvalue()


@pytest.mark.parametrize(
    "broken",
    [
        b"no slides",
        b"PK\x05\x06" + bytes(18),
        bytes(LARGEST_MB * 1_000_000 + 1),
        _without("ppt/presentation.xml"),
        _without("ppt/slideLayouts/slideLayout2.xml"),
        _without("ppt/slideMasters/slideMaster1.xml"),
        _saved(Presentation())[:9000],
        _bomb(),
    ],
    ids=["text", "empty", "large", "no deck", "no layout", "no master", "cut", "bomb"],
)
def test_a_template_that_is_none_is_refused(broken: bytes) -> None:
    with pytest.raises(UsageError):
        open_template(broken)


def test_each_map_of_the_presentation_says_what_its_signs_mean(made: Made) -> None:
    slides = made(Kind.SHOW).decode().split("<section")[1:]
    maps = [slide for slide in slides if 'class="picture"' in slide]
    assert len(maps) > 2
    assert all(re.search(r'<p class="key"><span><svg[^>]*>.*?</svg>\w', slide) for slide in maps)
    # As below the maps of PowerPoint slides.
    deck = Presentation(io.BytesIO(made(Kind.SLIDES)))
    below = {shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame}
    said = re.findall(r"</svg>([^<]+)</span>", re.findall(r'<p class="key">.*?</p>', maps[0])[0])
    assert said
    assert set(said) <= below


def test_the_offline_map_asks_nobody_and_is_small(made: Made) -> None:
    page = made(Kind.MAP)
    assert len(page) < LARGEST_BYTES
    text = page.decode()
    assert "default-src 'none'" in text
    assert re.search(r"\s(?:src|srcset)=[\"'](?!data:)", text.split("<script>")[0]) is None
    for address in ("@import", "url(http", "url(images", "sourceMappingURL", "<link"):
        assert address not in text, address


def test_the_package_holds_every_kind_and_a_page_that_leads_to_them(guarded: Dataset) -> None:
    order = replace(home(guarded, Audience.PUBLIC).order, filters=Filters(municipalities=("5059",)))
    material = gather(guarded, order)
    # The only view shows all; its files are beside the others.
    views = Views(steps_of([SavedView(1, "Alt")], material), material)
    package = write_package(material, views=views)
    with zipfile.ZipFile(io.BytesIO(package.content)) as files:
        names = files.namelist()
        first = files.read(names[-1]).decode()
    assert len(names) == 1 + len(Kind) + len(ViewKind)
    assert all(name in first for name in names[:-1])
    assert "<svg" in first
    assert order.link in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_hand_out_is_called_is_in_its_language(guarded: Dataset, language: str) -> None:
    order = replace(home(guarded, Audience.MEETING).order, language=language)
    material = gather(guarded, order)
    book = openpyxl.load_workbook(io.BytesIO(make(Kind.EXCEL, material).content), read_only=True)
    assert book.sheetnames[1] == texts_for(language)("handouts.sheet_opportunities")
    assert texts_for(language)("audience.meeting") in str(book.worksheets[1]["A2"].value)


def test_nothing_found_still_gives_every_file(guarded: Dataset) -> None:
    order = Order(Audience.MEETING, "sv", DAY, Filters(counties=("NO-50",), max_distance_km=0.001))
    material = gather(guarded, order)
    assert material.found.empty
    for kind in Kind:
        assert make(kind, material).content
