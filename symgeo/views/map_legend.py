"""The legend of what is shown, and the map in words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final
from urllib.parse import quote

import pandas as pd

from symgeo.texts import Texts
from symgeo.views.map import Reader
from symgeo.views.map_amounts import SITE_RADII_PX
from symgeo.views.map_lines import MOST_LINES
from symgeo.views.map_sites import NO_FAMILY
from symgeo.views.palette import (
    FAMILIES,
    STOPPED_STAGES,
    Family,
    LineStyle,
    Shape,
    stage_line,
    style_of,
    tier_line,
)
from symgeo.vocabulary import Stage, Tier

_ARM: Final = 0.42
_CROSS: Final = (
    *((-_ARM, -1.1), (_ARM, -1.1), (_ARM, -_ARM), (1.1, -_ARM), (1.1, _ARM), (_ARM, _ARM)),
    *((_ARM, 1.1), (-_ARM, 1.1), (-_ARM, _ARM), (-1.1, _ARM), (-1.1, -_ARM), (-_ARM, -_ARM)),
)
# Corners, turn (degrees) and stretch, as in layers/shapes.js.
_POLYGONS: Final = (
    (Shape.SQUARE, 4, 45, 1.22),
    (Shape.DIAMOND, 4, 0, 1.26),
    (Shape.TRIANGLE, 3, -90, 1.34),
    (Shape.TRIANGLE_DOWN, 3, 90, 1.34),
    (Shape.PENTAGON, 5, -90, 1.16),
)


@dataclass(frozen=True)
class LegendEntry:
    """One line of the legend.

    Attributes
    ----------
    picture : str
        A small SVG picture, HTML of our own.
    text : str
        What it means, not yet escaped.
    """

    picture: str
    text: str


@dataclass(frozen=True)
class LegendGroup:
    """Entries that explain one thing (colours, lines, ...), under a heading."""

    heading: str
    entries: tuple[LegendEntry, ...]


def legend_groups(
    marks: pd.DataFrame, lines: pd.DataFrame, exchanges: pd.DataFrame, reader: Reader
) -> tuple[LegendGroup, ...]:
    """Give the legend of only what is shown; a group without entries is left out.

    Parameters
    ----------
    marks : DataFrame
        From `symgeo.views.map_sites.site_marks`, of the sites that are drawn.
    lines : DataFrame
        The opportunities that are drawn, with ``tier`` and ``resource_group``.
    exchanges : DataFrame
        The recorded exchanges that are drawn, with ``stage``.
    reader : Reader
        Language and theme.
    """
    texts = reader.texts
    groups = (
        LegendGroup(texts("map.legend_sites"), tuple(_site_entries(marks, reader))),
        LegendGroup(texts("map.legend_lines"), tuple(_line_entries(lines, reader))),
        LegendGroup(texts("map.legend_exchanges"), tuple(_exchange_entries(exchanges, reader))),
    )
    return tuple(group for group in groups if group.entries)


def legend(marks: pd.DataFrame, lines: pd.DataFrame, exchanges: pd.DataFrame, reader: Reader) -> str:
    """Write the legend as an HTML fragment: lists with small pictures, every text escaped.

    It carries its own layout in ``style`` attributes and takes colour and font from its place.
    """
    groups = legend_groups(marks, lines, exchanges, reader)
    return "".join(("<div class='symgeo-legend' style='", _ROW, "'>", *map(_group_html, groups), "</div>"))


_ROW: Final = "display:flex;flex-wrap:wrap;gap:2px 14px;align-items:center;font-size:13px;line-height:1.5"


def _group_html(group: LegendGroup) -> str:
    items = "".join(
        f"<li style='display:inline-flex;align-items:center;gap:5px;margin:0'>{entry.picture}"
        f"<span>{escape(entry.text)}</span></li>"
        for entry in group.entries
    )
    return (
        f"<div style='{_ROW}'><span style='font-weight:600'>{escape(group.heading)}</span>"
        f"<ul style='{_ROW};list-style:none;margin:0;padding:0'>{items}</ul></div>"
    )


def _site_entries(marks: pd.DataFrame, reader: Reader) -> Iterable[LegendEntry]:
    texts = reader.texts
    shown = set(marks["family"])
    for number, family in enumerate(FAMILIES):
        if number in shown:
            yield LegendEntry(shape_svg(family, reader), texts(f"map.family_{family}"))
    if NO_FAMILY in shown:
        yield LegendEntry(_svg(_circle(reader.colours.existing, 4.0, is_hollow=True)), texts("map.no_flows"))
    has_flow = marks["family"] != NO_FAMILY
    if (has_flow & ~marks["has_surplus"]).any():
        yield LegendEntry(
            _svg(_circle(reader.colours.existing, 4.5, is_hollow=False)), texts("map.has_surplus")
        )
        yield LegendEntry(
            _svg(_circle(reader.colours.existing, 4.5, is_hollow=True)), texts("map.only_needs")
        )
    if len(set(marks["amount_class"])) > 1:
        yield LegendEntry(_sizes_svg(reader), texts("map.size_is_amount"))


def _line_entries(lines: pd.DataFrame, reader: Reader) -> Iterable[LegendEntry]:
    shown = set(lines["tier"])
    for tier in Tier:
        if tier.value in shown:
            picture = line_svg(tier_line(tier), reader, is_stopped=tier is Tier.GATE_FAILED)
            yield LegendEntry(picture, reader.texts(f"tier.{tier}"))


def _exchange_entries(exchanges: pd.DataFrame, reader: Reader) -> Iterable[LegendEntry]:
    shown = set(exchanges["stage"])
    for stage in Stage:
        if stage.value in shown:
            picture = line_svg(stage_line(stage), reader, is_stopped=stage in STOPPED_STAGES)
            yield LegendEntry(picture, reader.texts(f"stage.{stage}"))


def shape_svg(family: Family, reader: Reader) -> str:
    """Draw the shape of a family in its hue, 16 px square."""
    style = style_of(family)
    hue = style.hue(reader.theme)
    corners = shape_corners(style.shape)
    if not corners:
        return _svg(_circle(hue, 6.0, is_hollow=False))
    points = " ".join(f"{8 + 5.4 * x:.1f},{8 + 5.4 * y:.1f}" for x, y in corners)
    return _svg(f"<polygon points='{points}' fill='{hue}'/>")


def line_svg(line: LineStyle, reader: Reader, *, is_stopped: bool = False) -> str:
    """Draw a line style, 30 px wide; opportunity lines take the accent for the hue of any resource."""
    neutral = reader.colours.stopped if is_stopped else reader.colours.existing
    hue = neutral if line.is_neutral else reader.colours.text_muted
    width = 3.2 * line.weight
    dash = f" stroke-dasharray='{' '.join(map(str, line.dash))}'" if line.dash else ""
    if line.is_double:
        strokes = "".join(
            f"<line x1='0' x2='30' y1='{y}' y2='{y}' stroke='{hue}' stroke-width='1.4'{dash}/>"
            for y in (6, 10)
        )
    else:
        strokes = f"<line x1='0' x2='30' y1='8' y2='8' stroke='{hue}' stroke-width='{width:.1f}'{dash}/>"
    return _svg(strokes, width=30)


def _sizes_svg(reader: Reader) -> str:
    hue = reader.colours.existing
    circles = "".join(
        f"<circle cx='{x}' cy='8' r='{radius * 0.6:.1f}' fill='{hue}'/>"
        for x, radius in zip((5, 15, 28), SITE_RADII_PX[::2], strict=True)
    )
    return _svg(circles, width=36)


def _circle(hue: str, radius: float, *, is_hollow: bool) -> str:
    paint = f"fill='none' stroke='{hue}' stroke-width='2'" if is_hollow else f"fill='{hue}'"
    return f"<circle cx='8' cy='8' r='{radius}' {paint}/>"


def _svg(content: str, *, width: int = 16) -> str:
    """Wrap a drawing as a picture without alternative text: what it means stands beside it.

    A data address, because Streamlit takes SVG elements out of HTML.
    """
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='16'>{content}</svg>"
    return f'<img alt="" width="{width}" height="16" src="data:image/svg+xml,{quote(drawing)}">'


def shape_corners(shape: Shape) -> tuple[tuple[float, float], ...]:
    """Give the corners of a shape of radius 1, y downwards; () for a circle."""
    if shape is Shape.CROSS:
        return _CROSS
    for name, count, turn, stretch in _POLYGONS:
        if shape is name:
            angles = (math.radians(turn + 360 * i / count) for i in range(count))
            return tuple((stretch * math.cos(angle), stretch * math.sin(angle)) for angle in angles)
    return ()


def map_summary(
    marks: pd.DataFrame, lines: pd.DataFrame, exchanges: pd.DataFrame, texts: Texts, *, found: int
) -> str:
    """Say in words what the map shows, for readers who do not see it and for those who do.

    Parameters
    ----------
    marks, lines, exchanges : DataFrame
        What is drawn, as for `legend`.
    texts : Texts
        The reader's language.
    found : int
        How many opportunities there are, drawn or not.
    """
    counts = [texts.plural("map.count_sites", len(marks))]
    counts.append(texts.plural("map.count_opportunities", len(lines)))
    if len(exchanges):
        counts.append(texts.plural("map.count_exchanges", len(exchanges)))
    shown = texts("map.summary", counts=texts.join(counts))
    if found > len(lines):
        shown = f"{shown} {texts('map.best_of', shown=len(lines), found=found)}"
    if len(lines) > MOST_LINES:
        shown = f"{shown} {texts('map.at_once', most=MOST_LINES)}"
    return shown
