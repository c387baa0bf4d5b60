"""A map as plain shapes on paper: our own land, counties, lines and sites, for slides and print.

Units are points of the paper; x runs to the right and y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd
import shapely

from symgeo.analysis.saved_views import Area
from symgeo.handouts.drawing_ground import county_rings, is_near, land_rings
from symgeo.handouts.drawing_names import (
    Box,
    Label,
    along,
    crowd_labels,
    label_box,
    place_labels,
    site_labels,
    with_grounds,
)
from symgeo.handouts.material import Material
from symgeo.handouts.paper import Frame, Ring, in_metres
from symgeo.texts import Texts
from symgeo.views.map_amounts import LINE_WIDTHS_PX, amount_class
from symgeo.views.map_sites import NO_FAMILY
from symgeo.views.palette import FAMILIES, Family, Shape, colours, family_of_group, style_of, tier_line
from symgeo.vocabulary import Tier

MOST_LINES: Final = 60
"""More are a hairball on paper."""
_PX_TO_PT: Final = 0.75
_MARGIN: Final = 0.08
_PAIR_MARGIN: Final = 0.22
_LEAST_SPAN_M: Final = 9_000.0
_LED_TOWNS: Final = 3
"""Towns that are named on a map without names of sites, however crowded it is."""
_EDGE_PT: Final = 4.0
_OF_LINES: Final = (
    *("supply_site_id", "demand_site_id", "matched_quantity", "unit", "tier", "resource_group"),
)
_NAMES_PT: Final = 24.0
"""A name above or below a site reaches so far from it."""


@dataclass(frozen=True)
class Region:
    """Filled rings of one colour, and the line around them; "" for none."""

    rings: tuple[Ring, ...]
    fill: str
    edge: str
    edge_pt: float


@dataclass(frozen=True)
class Stroke:
    """A line from one site to another."""

    points: Ring
    hue: str
    width_pt: float
    is_dashed: bool


@dataclass(frozen=True)
class Mark:
    """One site."""

    x: float
    y: float
    radius_pt: float
    shape: Shape
    hue: str
    is_hollow: bool


@dataclass(frozen=True)
class Drawing:
    """A map of a fixed size.

    Attributes
    ----------
    width, height : float
        Points.
    background : str
        Colour of the sea.
    regions : tuple of Region
        Land, counties, lakes; from the lowest up.
    strokes, marks, labels : tuple
        What lies over them.
    alt : str
        The map in words.
    remarks : tuple of str
        What is to be said about its lines.
    """

    width: float
    height: float
    background: str
    regions: tuple[Region, ...]
    strokes: tuple[Stroke, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    alt: str
    remarks: tuple[str, ...] = ()


def draw_selection(
    material: Material, width: float, height: float, *, most: int = MOST_LINES, area: Area | None = None
) -> Drawing:
    """Draw all that was found: an area, else the counties that were asked for, else around the sites.

    Parameters
    ----------
    material : Material
        What to draw.
    width, height : float
        Points.
    most : int
        Lines that are drawn, the best ones.
    area : Area, optional
        What the map shows whole.
    """
    sites = material.sites.index
    frame = _frame(_ground(material), width, height) if area is None else _frame_of(area, width, height)
    pairs = material.found.head(most)
    texts = material.texts
    counts = [
        texts.plural("map.count_sites", len(sites)),
        texts.plural("map.count_opportunities", len(pairs)),
    ]
    alt = texts("map.summary", counts=texts.join(counts))
    named = material.asked if material.hub_id or material.order.filters.municipalities else ()
    drawn = _draw(material, frame, sites, pairs, chosen=(), named=named, alt=alt)
    if len(pairs) == len(material.found):
        return drawn
    best = texts("handouts.key_best", shown=len(pairs), found=len(material.found))
    return replace(drawn, remarks=(*drawn.remarks, best))


def draw_pair(pair: pd.Series, material: Material, width: float, height: float) -> Drawing:
    """Draw one opportunity with the coast around it."""
    ends = [str(pair["supply_site_id"]), str(pair["demand_site_id"])]
    every, names = material.dataset.sites.index, material.site_names
    frame = _frame(_bounds(ends, material), width, height, margin=_PAIR_MARGIN)
    title = material.texts("map.line_title", supplier=names[ends[0]], receiver=names[ends[1]])
    near = every[every.isin(ends)]
    return _draw(material, frame, near, pd.DataFrame([pair[list(_OF_LINES)]]), chosen=tuple(ends), alt=title)


def draw_exchange(exchange: pd.Series, material: Material, width: float, height: float) -> Drawing | None:
    """Draw one recorded exchange with the coast around it; None where one of its sites is not known."""
    ends = (exchange["supplier_site_id"], exchange["receiver_site_id"])
    if not all(site in material.dataset.sites.index for site in ends):
        return None
    line = {
        "supply_site_id": exchange["supplier_site_id"],
        "demand_site_id": exchange["receiver_site_id"],
        "matched_quantity": exchange["quantity"],
        "unit": exchange["unit"],
        "tier": Tier.EXISTING.value,
        "resource_group": material.dataset.reference.resources.loc[exchange["resource_code"], "parent"],
    }
    return draw_pair(pd.Series(line), material, width, height)


def _ground(material: Material) -> Iterable[float]:
    """Give the ground of what was asked for: the counties, or else the sites in metres."""
    filters = material.order.filters
    if material.hub_id or filters.municipalities:
        return _bounds(material.asked or material.sites.index, material)
    counties = material.lookups.counties
    codes = [code for code in filters.counties if code in counties.index]
    return counties.loc[codes].total_bounds if codes else _bounds(material.sites.index, material)


def _bounds(site_ids: Sequence[str] | pd.Index, material: Material) -> Iterable[float]:
    """Give the ground of some sites: west, south, east, north in metres."""
    here = material.lookups.metres.loc[list(site_ids)]
    return *here.min(), *here.max()


def _frame_of(area: Area, width: float, height: float) -> Frame:
    corners = pd.DataFrame(
        {"lon": [area.west, area.west, area.east, area.east], "lat": [area.south, area.north] * 2}
    )
    return _frame(in_metres(corners).total_bounds, width, height, margin=0.0)


def _frame(bounds: Iterable[float], width: float, height: float, *, margin: float = _MARGIN) -> Frame:
    west, south, east, north = bounds
    wide = max(east - west, _LEAST_SPAN_M) * (1 + 2 * margin)
    # Above and below, names need room, however flat the paper is.
    above = max(margin, _NAMES_PT / (height - 2 * _NAMES_PT)) if margin else 0.0
    high = max(north - south, _LEAST_SPAN_M * height / width) * (1 + 2 * above)
    scale = max(wide / width, high / height)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(middle_x - width * scale / 2, middle_y + height * scale / 2, scale, width, height)


def _draw(
    material: Material,
    frame: Frame,
    sites: pd.Index,
    pairs: pd.DataFrame,
    *,
    chosen: tuple[str, ...],
    alt: str,
    named: tuple[str, ...] = (),
) -> Drawing:
    neutral = colours("light")
    ground = neutral.land if is_near(frame) else neutral.land_far
    # The borders follow the coarse coast: close by they would run beside the fine one.
    areas = () if is_near(frame) else _county_regions(material, frame)
    regions = (
        Region(land_rings("land", frame), ground, neutral.land_edge, 0.4),
        *areas[:1],
        Region(land_rings("lake", frame), neutral.sea, "", 0.0),
        *areas[1:],
    )
    places = _placed(material.lookups.metres, frame)
    # A sign stands whole on the paper, or not at all.
    near = [
        places[axis].between(_EDGE_PT, side - _EDGE_PT)
        for axis, side in (("x", frame.width), ("y", frame.height))
    ]
    is_inside = near[0] & near[1]
    drawn = sites[is_inside.loc[sites].to_numpy()]
    # A name without a sign would stand for nothing.
    signed = set(drawn)
    named = tuple(site for site in named if site in signed)
    marks = tuple(_marks(drawn, material, places, is_large=bool(chosen)))
    strokes = tuple(_strokes(pairs, places, frame, is_large=bool(chosen)))
    ends = tuple(site_labels(chosen, material, places, frame))
    signs, lines = _signs(marks), _on_lines(strokes)
    crowd = tuple(crowd_labels(named, material, places, frame, signs=signs, lines=lines))
    labels = _with_towns((*ends, *crowd), frame, signs, lines)
    return Drawing(
        width=frame.width,
        height=frame.height,
        background=neutral.sea,
        regions=tuple(region for region in regions if region.rings),
        strokes=strokes,
        marks=marks,
        labels=tuple(with_grounds(labels, lines)),
        alt=alt,
        remarks=(*_line_remarks(pairs, material), *_name_remarks(len(named) - len(crowd), material.texts)),
    )


def _signs(marks: Iterable[Mark]) -> list[Box]:
    reaches = ((mark, mark.radius_pt + 1) for mark in marks)
    return [(mark.x - far, mark.y - far, mark.x + far, mark.y + far) for mark, far in reaches]


def _on_lines(strokes: Iterable[Stroke]) -> list[Box]:
    points = (point for stroke in strokes for point in along(stroke.points).tolist())
    return [(x - 2, y - 2, x + 2, y + 2) for x, y in points]


def _with_towns(
    names: tuple[Label, ...], frame: Frame, signs: list[Box], lines: list[Box]
) -> tuple[Label, ...]:
    """Add the largest towns to the names of sites."""
    if names:
        # Where sites have their names, no town has to tell where this is.
        return *names, *place_labels(frame, [*map(label_box, names), *signs, *lines], [])
    return tuple(place_labels(frame, [], signs, lines, led=_LED_TOWNS))


def _name_remarks(left_out: int, texts: Texts) -> Iterator[str]:
    """Say how many sites have no name for want of room."""
    if left_out:
        yield texts.plural("handouts.key_unnamed", left_out)


def _line_remarks(pairs: pd.DataFrame, material: Material) -> Iterator[str]:
    """Say what a dotted line means where there is one."""
    texts, tiers = material.texts, set(pairs["tier"])
    dotted = [texts(f"tier.{tier}") for tier in Tier if tier.value in tiers and tier_line(tier).dash]
    if dotted:
        yield texts("handouts.key_dotted", tiers=texts.join(dotted))


def _county_regions(material: Material, frame: Frame) -> tuple[Region, ...]:
    """Give the ground of the counties that have sites, and the borders of all."""
    neutral = colours("light")
    counties = material.lookups.counties
    active = counties[counties.index.isin(material.dataset.sites["county_code"])]
    return (
        Region(county_rings(active, frame), neutral.land, "", 0.0),
        Region(county_rings(counties, frame), "", neutral.county_border, 0.6),
    )


def _placed(metres: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    return pd.DataFrame(frame.place(metres.to_numpy(float)), index=metres.index, columns=["x", "y"])


def _strokes(pairs: pd.DataFrame, places: pd.DataFrame, frame: Frame, *, is_large: bool) -> Iterator[Stroke]:
    classes = amount_class(pairs["matched_quantity"], pairs["unit"])
    # The best come last, so that they lie on top.
    rows = list(zip(pairs[list(_OF_LINES)].to_dict("records"), classes, strict=True))
    starts, ends = (places.loc[pairs[f"{side}_site_id"]].to_numpy(float) for side in ("supply", "demand"))
    for number, (pair, size) in reversed(list(enumerate(rows))):
        start, end = starts[number], ends[number]
        if np.hypot(*(end - start)) < 1.0:
            continue
        line = tier_line(Tier(pair["tier"]))
        width = LINE_WIDTHS_PX[int(size)] * line.weight * _PX_TO_PT
        hue = style_of(family_of_group(pair["resource_group"])).light
        for part in _inside(_curve(start, end), frame):
            yield Stroke(part, hue, max(0.75, width * (1.4 if is_large else 0.8)), bool(line.dash))


def _inside(line: Ring, frame: Frame) -> Iterator[Ring]:
    """Cut a line at the edge of the paper: slides have no frame that hides what lies beside it."""
    if line.min() >= 0 and line[:, 0].max() <= frame.width and line[:, 1].max() <= frame.height:
        yield line
        return
    cut = shapely.intersection(shapely.linestrings(line), shapely.box(0, 0, frame.width, frame.height))
    for part in shapely.get_parts(cut):
        corners = shapely.get_coordinates(part).round(2)
        if len(corners) > 1:
            yield corners


def _curve(start: Ring, end: Ring) -> Ring:
    """Bend a line a little to its left, as the live map does."""
    step = end - start
    length = float(np.hypot(*step))
    bend = min(0.1 * length, 34.0)
    control = (start + end) / 2 + np.array([step[1], -step[0]]) / length * bend
    t = np.linspace(0, 1, 15)[:, None]
    curve: Ring = ((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end).round(2)
    return curve


def _marks(sites: pd.Index, material: Material, places: pd.DataFrame, *, is_large: bool) -> Iterator[Mark]:
    looks = material.lookups.marks.loc[sites, ["family", "amount_class", "has_surplus"]]
    looks = looks.sort_values("amount_class", ascending=False)
    spots = places.loc[looks.index].to_numpy(float)
    for (number, amount, has_surplus), (x, y) in zip(looks.to_numpy(object), spots, strict=True):
        family = FAMILIES[number] if number < NO_FAMILY else None
        style = style_of(family or Family.MINERAL)
        radius = 2.2 + 0.75 * int(amount)
        yield Mark(
            x=round(float(x), 2),
            y=round(float(y), 2),
            radius_pt=radius * (1.7 if is_large else 1.0),
            shape=style.shape if family else Shape.CIRCLE,
            hue=style.light if family else colours("light").existing,
            is_hollow=not has_surplus,
        )
