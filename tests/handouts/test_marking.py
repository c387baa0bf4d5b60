"""For whom it is, from what and from which day stands on every page, sheet, slide and file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pyogrio
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.saved_views import SavedView
from symgeo.analysis.scenarios import OwnValue, Values, with_values
from symgeo.analysis.selection import Filters
from symgeo.handouts.kinds import Handout, Kind, make
from symgeo.handouts.marking import marking_of
from symgeo.handouts.material import Material, Order, gather, narrow
from symgeo.handouts.show.steps import steps_of
from symgeo.handouts.slide_room import height_of
from symgeo.handouts.slides import write_slides
from symgeo.handouts.view_files import ViewKind, Views, make_views
from symgeo.texts import texts_for
from symgeo.vocabulary import LANGUAGES, Audience
from tests.analysis.disclosure.hidden_world import cut_to
from tests.handouts.conftest import DAY


@pytest.fixture(scope="module")
def small(example: Dataset) -> Material:
    """Give the few sites of one municipality for a meeting."""
    here = example.sites["municipality_number"] == "5059"
    world = cut_to(replace(example, reference=replace(example.reference, land=None)), here)
    return gather(world, Order(Audience.MEETING, "nb", DAY))


@pytest.mark.parametrize("language", LANGUAGES)
def test_audience_source_and_date_stand_on_every_part(small: Material, language: str, tmp_path: Path) -> None:
    order = replace(small.order, language=language)
    material = narrow(replace(small, order=order), Filters(municipalities=("5059",)))
    views = Views(steps_of([SavedView(1)], material), material)
    # Each language has its share of the kinds: all of them take their words from the same place.
    share = slice(LANGUAGES.index(language), None, len(LANGUAGES))
    makers = [partial(make, kind, material) for kind in Kind]
    makers += [partial(make_views, kind, views) for kind in ViewKind]
    made = [maker() for maker in makers[share]]
    marks = (texts_for(language)(f"audience.{order.audience}"), *marking_of(material).source.split(" · "))
    assert texts_for(language).date(DAY) in marks[1]
    unmarked = [
        (handout.name, number, mark)
        for handout in made
        for number, part in enumerate(_parts(handout, tmp_path))
        for mark in marks
        if mark not in part
    ]
    assert unmarked == []


def _parts(handout: Handout, folder: Path) -> Iterator[str]:
    """Give the words of each page, slide, sheet or row, and of other files as a whole."""
    ending = handout.name.rsplit(".", 1)[-1]
    path = folder / handout.name
    path.write_bytes(handout.content)
    return _READ.get(ending, _of_text)(path)


def _of_text(path: Path) -> Iterator[str]:
    yield unescape(path.read_text("utf-8"))


def _of_pdf(path: Path) -> Iterator[str]:
    for page in pypdf.PdfReader(path).pages:
        yield re.sub(r"\s", " ", page.extract_text())


def _of_slides(path: Path) -> Iterator[str]:
    for slide in Presentation(str(path)).slides:
        yield " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def _of_sheets(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path).worksheets:
        yield " ".join(str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row)
        yield _footer(sheet)


def _footer(sheet: Worksheet) -> str:
    footer = sheet.oddFooter
    return str(footer.left.text) if footer and footer.left else ""


def _of_rows(path: Path) -> Iterator[str]:
    _, *rows = path.read_text("utf-8-sig").splitlines()
    yield from rows


def _of_layers(path: Path) -> Iterator[str]:
    yield pyogrio.read_dataframe(path, layer="about").to_csv()


_READ: Mapping[str, Callable[[Path], Iterator[str]]] = MappingProxyType(
    {"pdf": _of_pdf, "pptx": _of_slides, "xlsx": _of_sheets, "csv": _of_rows, "gpkg": _of_layers}
)


def test_a_long_name_of_a_scenario_runs_off_no_slide_and_leaves_a_footer_on_each_sheet(
    material: Material,
) -> None:
    values = Values("Long name " * 10, (OwnValue("price.heat_mix_no", 140.0, 100.0, 180.0),))
    held = replace(material.redacted, dataset=with_values(material.dataset, values))
    texts = texts_for("nn").in_currency("NOK", material.dataset.reference.parameter("fx.nok_per_eur"))
    few = replace(material, redacted=held, texts=texts, found=material.found.head(0))
    deck = Presentation(io.BytesIO(write_slides(few)))
    for slide in deck.slides:
        line = next(s for s in slide.shapes if s.has_text_frame and values.name.strip() in s.text_frame.text)
        size = line.text_frame.paragraphs[0].runs[0].font.size.pt
        high = height_of([line.text_frame.text], line.width.pt, size, gap=0.0)
        assert line.top.pt + high <= deck.slide_height / 12_700
    book = openpyxl.load_workbook(io.BytesIO(make(Kind.EXCEL, few).content))
    assert {"31. mai 2026" in _footer(sheet) for sheet in book.worksheets} == {True}


def test_many_places_still_make_a_file_name_and_slides(material: Material) -> None:
    towns = material.dataset.reference.municipalities
    every = Filters(municipalities=tuple(map(str, towns.index[:90])))
    few = replace(material, order=replace(material.order, filters=every), found=material.found.head(0))
    assert len(make(Kind.SLIDES, few).name) < 100
