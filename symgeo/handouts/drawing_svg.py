"""A drawing as SVG, for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from xml.sax.saxutils import escape

from symgeo.handouts.drawing import Drawing, Mark
from symgeo.handouts.drawing_names import PLATE, POINTER_PT, Label
from symgeo.handouts.paper import Ring
from symgeo.handouts.print_fonts import FAMILY
from symgeo.views.map_legend import shape_corners
from symgeo.views.palette import colours

_FONT: Final = f"{FAMILY}, Arial, Helvetica, sans-serif"


def to_svg(drawing: Drawing) -> str:
    """Write a drawing as one SVG picture; every text is escaped."""
    size = f"{drawing.width:g}", f"{drawing.height:g}"
    clip = '<clipPath id="frame"><rect width="{}" height="{}"/></clipPath>'.format(*size)
    return "".join(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">'.format(
                *size
            ),
            f"<defs>{clip}</defs>",
            f'<rect width="{size[0]}" height="{size[1]}" fill="{drawing.background}"/>',
            '<g clip-path="url(#frame)">',
            *_regions(drawing),
            *_strokes(drawing),
            *map(_mark, drawing.marks),
            *map(_label, drawing.labels),
            "</g></svg>",
        )
    )


def sign_svg(mark: Mark) -> str:
    """Write one sign as a picture of its own."""
    side = 2 * mark.radius_pt + 3
    moved = replace(mark, x=side / 2, y=side / 2)
    size = f'width="{side:g}" height="{side:g}" viewBox="0 0 {side:g} {side:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{_mark(moved)}</svg>'


def _regions(drawing: Drawing) -> Iterator[str]:
    for region in drawing.regions:
        path = "".join(f"{_path(ring)}Z" for ring in region.rings)
        edge = f' stroke="{region.edge}" stroke-width="{region.edge_pt}"' if region.edge else ""
        yield f'<path d="{path}" fill="{region.fill or "none"}"{edge}/>'


def _strokes(drawing: Drawing) -> Iterator[str]:
    for stroke in drawing.strokes:
        dash = ' stroke-dasharray="1 4"' if stroke.is_dashed else ""
        yield (
            f'<path d="{_path(stroke.points)}" fill="none" stroke="{stroke.hue}" stroke-linecap="round" '
            f'stroke-width="{stroke.width_pt:.2f}" opacity="0.85"{dash}/>'
        )


def _mark(mark: Mark) -> str:
    paint = (
        f'fill="#FFFFFF" stroke="{mark.hue}" stroke-width="1.4"'
        if mark.is_hollow
        else f'fill="{mark.hue}" stroke="#FFFFFF" stroke-width="0.6"'
    )
    corners = shape_corners(mark.shape)
    if not corners:
        return f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.radius_pt:.2f}" {paint}/>'
    points = " ".join(
        f"{mark.x + mark.radius_pt * x:.2f},{mark.y + mark.radius_pt * y:.2f}" for x, y in corners
    )
    return f'<polygon points="{points}" {paint}/>'


def _label(label: Label) -> str:
    weight = ' font-weight="bold"' if label.is_strong else ""
    where = f'x="{label.x:.1f}" y="{label.y:.1f}" text-anchor="middle" font-size="{label.size_pt}"{weight}'
    text = escape(label.text)
    begin = f'<text {where} font-family="{_FONT}"'
    halo = f'{begin} stroke="#FFFFFF" stroke-width="2.4" fill="#FFFFFF">{text}</text>'
    return f'{_pointer(label)}{_plate(label)}{halo}{begin} fill="{label.hue}">{text}</text>'


def _pointer(label: Label) -> str:
    if label.pointer is None:
        return ""
    hue = colours("light").text
    return f'<path d="{_path(label.pointer)}" fill="none" stroke="{hue}" stroke-width="{POINTER_PT}"/>'


def _plate(label: Label) -> str:
    """Write the ground of a name that lines run below: its halo alone would leave a thicket of ends."""
    if not label.is_crossed:
        return ""
    left, top, right, bottom = label.plate
    size = f'width="{right - left:.1f}" height="{bottom - top:.1f}" rx="2"'
    return f'<rect x="{left:.1f}" y="{top:.1f}" {size} fill="#FFFFFF" opacity="{PLATE}"/>'


def _path(points: Ring) -> str:
    return "M" + "L".join([f"{x:.1f} {y:.1f}" for x, y in points.tolist()])
