"""Shapes on slides: our maps as vectors, texts, tables and charts that stay editable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import quoteattr

import numpy as np
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.text.text import _Run as Run
from pptx.util import Emu, Pt

from symgeo.handouts.drawing import Drawing, Mark, Region, Stroke
from symgeo.handouts.drawing_key import SIGN_PT, Placed
from symgeo.handouts.drawing_names import PLATE, POINTER_PT, Label
from symgeo.handouts.paper import Ring
from symgeo.handouts.slide_room import CELL_PT, GAP, ROW, hold_ranges
from symgeo.handouts.story import Chart, Listing
from symgeo.views.figures.look import look_for
from symgeo.views.palette import Shape, colours

EMU_PER_PT: Final = 12_700
KEY_LINE: Final = 1.3
"""Height of a line of a map's key, for letters of 1 point."""
_HELD: Final = re.compile(r" (?=°C|%)|(?<=kategori) (?=\d)|(?<=category) (?=\d)")
_PATH_STEPS: Final = 20
"""Steps of a path's coordinates in a point."""
_PRESET: Final = (
    (Shape.CIRCLE, "ellipse"),
    (Shape.SQUARE, "rect"),
    (Shape.DIAMOND, "diamond"),
    (Shape.TRIANGLE, "triangle"),
    (Shape.TRIANGLE_DOWN, "triangle"),
    (Shape.PENTAGON, "pentagon"),
    (Shape.CROSS, "plus"),
)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Give left, top, width and height as python-pptx wants them."""
        left, top, width, height = (
            Emu(round(side * EMU_PER_PT)) for side in (self.left, self.top, self.width, self.height)
        )
        return left, top, width, height


@dataclass(frozen=True)
class Look:
    """How a text looks: size in points, weight, colour, and the side that it keeps to."""

    size_pt: float
    is_bold: bool = False
    hue: str = colours("light").text
    is_right: bool = False


def add_text(slide: Slide, box: Box, paragraphs: Sequence[str], look: Look) -> None:
    """Write paragraphs into a text box."""
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(look.size_pt * GAP)
        paragraph.alignment = PP_ALIGN.RIGHT if look.is_right else PP_ALIGN.LEFT
        _write(paragraph.add_run(), hold_ranges(text, box.width, look.size_pt), look)


def add_facts(slide: Slide, box: Box, facts: Iterable[tuple[str, str]], size_pt: float) -> None:
    """Write pairs of term and what is known, a paragraph each; a sentence without a term is larger."""
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, (term, told) in enumerate(facts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size_pt * (0.35 if term else 0.7))
        if not term:
            said = hold_ranges(told, box.width, size_pt * 1.15)
            _write(paragraph.add_run(), said, Look(size_pt * 1.15))
            continue
        _write(paragraph.add_run(), f"{term}: ", Look(size_pt, hue=colours("light").text_muted))
        _write(paragraph.add_run(), hold_ranges(told, box.width, size_pt), Look(size_pt, is_bold=True))


def add_listing(slide: Slide, box: Box, listing: Listing, size_pt: float) -> None:
    """Write a table of its own kind, which stays a table in the slides' programme."""
    rows = (listing.headings, *listing.rows)
    height = min(box.height, len(rows) * size_pt * ROW)
    place = Box(box.left, box.top, box.width, height)
    frame = slide.shapes.add_table(len(rows), len(listing.headings), *place.emu)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", listing.title)  # noqa: SLF001 - there is no public way to name a table for readers who do not see it
    table = frame.table
    for column, share in enumerate(listing.widths):
        table.columns[column].width = Emu(round(box.width * share * EMU_PER_PT))
    neutral = colours("light")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.margin_left = cell.margin_right = Pt(5)
            cell.margin_top = cell.margin_bottom = Pt(3)
            cell.fill.solid()
            head = number == 0
            ground = neutral.accent if head else (neutral.background if number % 2 else neutral.panel)
            cell.fill.fore_color.rgb = _colour(ground)
            hue = neutral.background if head else neutral.text
            held = hold_ranges(text, box.width * listing.widths[column] - CELL_PT[0], size_pt)
            _write(cell.text_frame.paragraphs[0].add_run(), held, Look(size_pt, is_bold=head, hue=hue))


def add_chart(slide: Slide, box: Box, chart: Chart, size_pt: float) -> None:
    """Draw a stacked bar chart whose numbers can be edited."""
    data = CategoryChartData()
    # Bars are drawn from below.
    data.categories = list(reversed(chart.groups))
    for _, name, counts in chart.series:
        data.add_series(name, list(reversed(counts)))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *box.emu, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{chart.title}. {chart.alt}")  # noqa: SLF001 - as for tables
    drawn = frame.chart
    drawn.has_legend = True
    drawn.legend.position = XL_LEGEND_POSITION.BOTTOM
    drawn.legend.include_in_layout = False
    drawn.font.size = Pt(size_pt)
    drawn.has_title = False
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    look = look_for("light")
    dark = colours("light").accent
    for series, (code, _, _) in zip(plot.series, chart.series, strict=True):
        hue = look.tier(code)
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = _colour(hue)
        labels = series.data_labels
        labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
        # A bar of nothing gets no number.
        labels.number_format, labels.number_format_is_linked = "0;;;", False
        labels.font.size = Pt(size_pt - 2)
        neutral = colours("light")
        labels.font.color.rgb = _colour(neutral.background if hue == dark else neutral.text)


def add_map(slide: Slide, left: float, top: float, drawing: Drawing) -> None:
    """Draw a map as shapes, all in one group that has the map in words as alternative text.

    Parameters
    ----------
    slide : Slide
        Where.
    left, top : float
        Points.
    drawing : Drawing
        What; as large as it says.
    """
    group = slide.shapes.add_group_shape()
    tree = group._element  # noqa: SLF001 - shapes with free outlines have no public way in
    frame = Box(left, top, drawing.width, drawing.height)
    numbers = iter(range(_next_id(slide), 1_000_000))
    shapes = (
        _path_shape(frame, [_corners(drawing)], numbers, fill=drawing.background),
        *(_region(frame, region, numbers) for region in drawing.regions),
        *(_stroke(frame, stroke, numbers) for stroke in drawing.strokes),
        *(_mark(frame, mark, numbers) for mark in drawing.marks),
        *(_pointer(frame, label, numbers) for label in drawing.labels if label.pointer is not None),
    )
    for shape in shapes:
        tree.append(parse_xml(shape))
    tree.recalculate_extents()
    tree.nvGrpSpPr.cNvPr.set("descr", drawing.alt)
    for label in drawing.labels:
        _add_name(slide, left, top, label)


def _add_name(slide: Slide, left: float, top: float, label: Label) -> None:
    """Write a name of a map, on a ground of its own where a line runs below it."""
    begin, above, end, below = label.plate
    shape = slide.shapes.add_textbox(*Box(left + begin, top + above, end - begin, below - above).emu)
    if label.is_crossed:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(colours("light").background)
        colour = shape._element.spPr.find(qn("a:solidFill"))[0]  # noqa: SLF001 - how much shines through has no public way
        colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{round(PLATE * 100_000)}"/>'))
    frame = shape.text_frame
    frame.word_wrap = False
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    look = Look(label.size_pt, is_bold=label.is_strong, hue=label.hue)
    _write(frame.paragraphs[0].add_run(), label.text, look)


def add_key(slide: Slide, left: float, top: float, placed: Sequence[Placed], size_pt: float) -> None:
    """Write what the signs of a map mean, from a place in points on, in letters of a size."""
    for one in placed:
        line = top + one.line * size_pt * KEY_LINE
        room = Box(left + one.left, line, one.width, size_pt * KEY_LINE)
        if one.entry.sign is not None:
            sign = replace(one.entry.sign, x=SIGN_PT + 1, y=size_pt * 0.62)
            number = iter((_next_id(slide),))
            slide.shapes._spTree.append(parse_xml(_mark(room, sign, number)))  # noqa: SLF001 - as for free outlines
            room = replace(room, left=room.left + 2 * SIGN_PT + 5)
        add_text(slide, room, [one.entry.text], Look(size_pt, hue=colours("light").text_muted))


def _next_id(slide: Slide) -> int:
    return max(int(number) for number in slide.shapes._spTree.xpath("//p:cNvPr/@id")) + 1  # noqa: SLF001 - ids must differ


def _corners(drawing: Drawing) -> list[tuple[float, float]]:
    w, h = drawing.width, drawing.height
    return [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]


def _region(frame: Box, region: Region, numbers: Iterator[int]) -> str:
    return _path_shape(
        frame, region.rings, numbers, fill=region.fill, edge=region.edge, edge_pt=region.edge_pt
    )


def _stroke(frame: Box, stroke: Stroke, numbers: Iterator[int]) -> str:
    return _path_shape(
        frame,
        [stroke.points],
        numbers,
        edge=stroke.hue,
        edge_pt=stroke.width_pt,
        is_open=True,
        is_dashed=stroke.is_dashed,
    )


def _pointer(frame: Box, label: Label, numbers: Iterator[int]) -> str:
    points = [] if label.pointer is None else [label.pointer]
    return _path_shape(frame, points, numbers, edge=colours("light").text, edge_pt=POINTER_PT, is_open=True)


def _path_shape(
    frame: Box,
    rings: Iterable[Ring | Sequence[tuple[float, float]]],
    numbers: Iterator[int],
    *,
    fill: str = "",
    edge: str = "",
    edge_pt: float = 0.0,
    is_open: bool = False,
    is_dashed: bool = False,
) -> str:
    """Write one shape with as many outlines as are given."""
    paths = "".join(_outline(ring, is_open=is_open) for ring in rings)
    size = f'w="{round(frame.width * _PATH_STEPS)}" h="{round(frame.height * _PATH_STEPS)}"'
    filled = "" if fill else ' fill="none"'
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}{filled}>{paths}</a:path></a:pathLst></a:custGeom>"
    )
    dash = '<a:prstDash val="sysDot"/>' if is_dashed else ""
    return _shape(frame, geometry, next(numbers), fill=fill, edge=edge, edge_pt=edge_pt, dash=dash)


def _outline(ring: Ring | Sequence[tuple[float, float]], *, is_open: bool) -> str:
    steps = np.rint(np.asarray(ring, float) * _PATH_STEPS).astype(int).tolist()
    points = [f'<a:pt x="{x}" y="{y}"/>' for x, y in steps]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}{'' if is_open else '<a:close/>'}"


def _mark(frame: Box, mark: Mark, numbers: Iterator[int]) -> str:
    radius = mark.radius_pt
    place = Box(frame.left + mark.x - radius, frame.top + mark.y - radius, 2 * radius, 2 * radius)
    flip = ' flipV="1"' if mark.shape is Shape.TRIANGLE_DOWN else ""
    geometry = f'<a:prstGeom prst="{dict(_PRESET)[mark.shape]}"><a:avLst/></a:prstGeom>'
    white = colours("light").background
    fill, edge, edge_pt = (white, mark.hue, 1.4) if mark.is_hollow else (mark.hue, white, 0.6)
    return _shape(place, geometry, next(numbers), fill=fill, edge=edge, edge_pt=edge_pt, flip=flip)


def _shape(
    box: Box,
    geometry: str,
    number: int,
    *,
    fill: str,
    edge: str,
    edge_pt: float,
    dash: str = "",
    flip: str = "",
) -> str:
    left, top, width, height = box.emu
    paint = f'<a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill>' if fill else "<a:noFill/>"
    pen = f'<a:solidFill><a:srgbClr val="{edge[1:]}"/></a:solidFill>{dash}' if edge else "<a:noFill/>"
    name = quoteattr(f"shape {number}")
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name={name}/><p:cNvSpPr/><p:nvPr/>'
        f'</p:nvSpPr><p:spPr><a:xfrm{flip}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        f'</a:xfrm>{geometry}{paint}<a:ln w="{round(edge_pt * EMU_PER_PT)}" cap="rnd">{pen}</a:ln></p:spPr>'
        "</p:sp>"
    )


def _write(run: Run, text: str, look: Look) -> None:
    run.text = _plain(text)
    font = run.font
    font.size, font.bold = Pt(look.size_pt), look.is_bold
    font.color.rgb = _colour(look.hue)


def _plain(text: str) -> str:
    """Leave out the few characters that XML cannot hold, and keep figures and their units on one line."""
    held = "".join(letter if ord(letter) >= 32 else " " for letter in text)
    return _HELD.sub("\N{NO-BREAK SPACE}", held)


def _colour(hue: str) -> RGBColor:
    return RGBColor.from_string(hue[1:])
