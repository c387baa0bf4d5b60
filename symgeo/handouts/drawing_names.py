"""The names on a drawn map: of sites and towns, none across another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import shapely

from symgeo.handouts.material import Material
from symgeo.handouts.paper import Frame, Ring, in_metres
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.geography import load_places
from symgeo.views.palette import colours

_LETTER_PT: Final = 0.28
"""Half of a letter's width, for a size of 1 point."""
_NAMED_PLACES: Final = 7
_NAME_PT: Final = 10.5
_SMALL_NAME_PT: Final = 8.5
_LEAST_NAME_PT: Final = 8.0
_PLACE_PT: Final = 8.0
_APART_PT: Final = 26.0
_LARGEST: Final = 3
"""Towns that are named even where their names stand farther away, or cover a few signs at the edge."""
_COVERED: Final = 1
_AWAY_PT: Final = tuple(range(16, 121, 8))
"""How far from its place a name may stand that a thin line leads to."""
_DIRECTIONS: Final = 16
_PLATE_LETTER: Final = 0.51
"""Width of a letter of usual names, for a size of 1 point: what lies below a name shows through beside it."""
PLATE: Final = 0.8
"""How much the ground of a name hides, from 0 to 1."""
POINTER_PT: Final = 0.8
_BELOW: Final = 0.3
"""Of its height, for what hangs below a line of letters."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


@dataclass(frozen=True)
class Label:
    """A name on the map.

    Attributes
    ----------
    x, y : float
        Middle of its letters and the line that they stand on, points.
    text : str
        The name.
    size_pt : float
        Height of its letters.
    hue : str
        Their colour.
    is_strong : bool
        Bold.
    is_crossed : bool
        A line runs below it, so that it needs a ground of its own.
    pointer : Ring or None
        A thin line from the name to what it names, where it stands farther away.
    """

    x: float
    y: float
    text: str
    size_pt: float
    hue: str
    is_strong: bool
    is_crossed: bool = False
    pointer: Ring | None = None

    @property
    def plate(self) -> Box:
        """Give the ground below its letters: left, top, right, bottom in points."""
        half = (len(self.text) * _PLATE_LETTER * self.size_pt) / 2 + 2
        return self.x - half, self.y - 0.92 * self.size_pt, self.x + half, self.y + 0.32 * self.size_pt


def site_labels(
    chosen: tuple[str, ...], material: Material, places: pd.DataFrame, frame: Frame
) -> Iterator[Label]:
    """Name the two ends of a pair."""
    names = material.site_names
    lower = -1.0
    for site in chosen:
        x, y = (float(side) for side in places.loc[site].to_numpy(float))
        # The second of two that lie close is written below, not across the first.
        other = next((places.loc[one].to_numpy(float) for one in chosen if one != site), None)
        below = other is not None and (other[1] < y or (other[1] == y and lower > 0))
        lower = 1.0
        # A long name gets smaller letters, and only then is it cut.
        size = min(_NAME_PT, max(_LEAST_NAME_PT, frame.width / (2 * _LETTER_PT * (len(names[site]) + 1))))
        name = _shortened(names[site], frame.width, size)
        half = min(len(name) * _LETTER_PT * size, frame.width / 2)
        inside = min(max(x, half + 2), frame.width - half - 2)
        yield Label(inside, y + (21 if below else -13.5), name, size, colours("light").text, is_strong=True)


def crowd_labels(
    named: tuple[str, ...],
    material: Material,
    places: pd.DataFrame,
    frame: Frame,
    *,
    signs: Iterable[Box] = (),
    lines: Iterable[Box] = (),
) -> Iterator[Label]:
    """Name as many sites as there is room for, each beside its mark; a list names all of them.

    Parameters
    ----------
    named : tuple of str
        Ids of sites.
    material, places, frame
        Their names, and where they are on the paper.
    signs : iterable of boxes
        Signs of all sites, which no name covers.
    lines : iterable of boxes
        What a name covers only where there is no other room for it.
    """
    names = material.site_names
    marks = places.loc[list(named)].to_numpy(float)
    taken = [*signs, *((x - 5, y - 5, x + 5, y + 5) for x, y in marks)]
    crossed = _as_array(lines)
    for site, (x, y) in zip(named, marks, strict=True):
        name = _shortened(names[site], frame.width, _SMALL_NAME_PT)
        free = [label for label in _beside(float(x), float(y), name, frame) if _is_free(label, taken)]
        label = _clearest(free, crossed, most=len(crossed))
        if label is not None:
            taken.append(label_box(label))
            yield label


def _beside(x: float, y: float, name: str, frame: Frame) -> Iterator[Label]:
    """Give the places for a site's name: above, below, beside and aslant, where they are on the paper."""
    half = len(name) * _LETTER_PT * _SMALL_NAME_PT
    middle = min(max(x, half + 2), frame.width - half - 2)
    aside = half + 6.5
    straight = ((middle, y - 10), (middle, y + 18), (x + aside, y + 3), (x - aside, y + 3))
    aslant = (
        (x + aside - 4, y - 6),
        (x - aside + 4, y - 6),
        (x + aside - 4, y + 13),
        (x - aside + 4, y + 13),
    )
    for left, top in (*straight, *aslant):
        label = Label(left, top, name, _SMALL_NAME_PT, colours("light").text, is_strong=False)
        if _is_on_paper(label_box(label), frame):
            yield label


def with_grounds(labels: Iterable[Label], lines: Iterable[Box]) -> Iterator[Label]:
    """Mark the names that a line runs below."""
    crossed = _as_array(lines)
    for label in labels:
        yield replace(label, is_crossed=_covered(label_box(label), crossed) > 0)


def _as_array(boxes: Iterable[Box]) -> Ring:
    return np.array(list(boxes), dtype=float).reshape(-1, 4)


def _covered(box: Box, things: Ring) -> int:
    """Count what lies below a box."""
    left, top, right, bottom = things.T
    return int(np.sum((box[0] < right) & (left < box[2]) & (box[1] < bottom) & (top < box[3])))


def label_box(label: Label) -> Box:
    """Give the room that a name takes: left, top, right, bottom in points, by the width of usual letters."""
    half = len(label.text) * _LETTER_PT * label.size_pt
    return label.x - half, label.y - label.size_pt, label.x + half, label.y + _BELOW * label.size_pt


def _is_free(label: Label, taken: Iterable[Box]) -> bool:
    box = label_box(label)
    return not any(_overlap(box, other) for other in taken)


def _is_on_paper(box: Box, frame: Frame) -> bool:
    return box[0] > 0 and box[1] > 0 and box[2] < frame.width and box[3] < frame.height


def along(points: Ring) -> Ring:
    """Give points of a line so close together that no name lies between them."""
    line = shapely.linestrings(points)
    steps = np.arange(0, shapely.length(line), 4.0)
    near: Ring = shapely.get_coordinates(shapely.line_interpolate_point(line, steps))
    return near


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shortened(name: str, width: float, size_pt: float) -> str:
    """Cut a name that is wider than the paper."""
    room = int(width / (2 * _LETTER_PT * size_pt)) - 1
    return name if len(name) <= room else f"{name[: room - 1].rstrip(' (/,')}…"


def place_labels(
    frame: Frame, covered: Iterable[Box], marks: Iterable[Box], lines: Iterable[Box] = (), *, led: int = 0
) -> Iterator[Label]:
    """Write the largest towns, each at its place or just beside it, clear of all that is covered.

    Parameters
    ----------
    frame : Frame
        The ground that is shown.
    covered : iterable of boxes
        Other names, and lines that are kept clear.
    marks : iterable of boxes
        Signs of sites, of which the largest towns may cover a few.
    lines : iterable of boxes
        Points of lines, which are kept clear likewise.
    led : int
        So many of the largest towns are named farther away where there is no room beside them.
    """
    towns = _towns(DATA_FOLDER / "geo" / "places.csv")
    west, south, east, north = frame.box
    inside = towns[towns["x"].between(west, east) & towns["y"].between(south, north)]
    things = _as_array((*marks, *lines))
    taken, spots = list(covered), list[Ring]()
    for row in inside.head(60).itertuples():
        spot = frame.place(np.array([[row.x, row.y]]))[0]
        if any(np.hypot(*(spot - other)) < _APART_PT for other in spots):
            continue
        label = _town_label(
            spot,
            str(row.name),
            lambda label: _is_on_paper(label_box(label), frame) and _is_free(label, taken),
            things,
            # Without the largest towns, nobody knows where on the map they are.
            is_large=len(spots) < _LARGEST,
            is_led=len(spots) < led,
        )
        if label is None:
            continue
        taken.append(label_box(label))
        spots.append(spot)
        yield label
        if len(spots) == _NAMED_PLACES:
            return


def _town_label(
    spot: Ring, name: str, fits: Callable[[Label], bool], things: Ring, *, is_large: bool, is_led: bool
) -> Label | None:
    """Give the first of a town's places that covers nothing; a large town may cover a little."""
    x, y = float(spot[0]), float(spot[1])
    near = [label for label in _around(x, y, name) if fits(label)]
    label = _clearest(near, things, most=0)
    if label is None and is_led:
        label = _clearest([label for label in _away(x, y, name) if fits(label)], things, most=0)
    if label is None and is_large:
        label = _clearest(near, things, most=_COVERED)
    return label


def _clearest(labels: Iterable[Label], taken: Ring, *, most: int) -> Label | None:
    """Give the first of the labels that cover the least; None where that is more than it may be."""
    found, least = None, most + 1
    for label in labels:
        count = _covered(label_box(label), taken)
        if count < least:
            found, least = label, count
        if not least:
            break
    return found


def _away(x: float, y: float, name: str) -> Iterator[Label]:
    """Give places farther away, the nearest first, each with a line that leads to the town."""
    half = len(name) * _PLATE_LETTER * _PLACE_PT / 2
    hue = colours("light").county_label
    for far in _AWAY_PT:
        for turn in range(_DIRECTIONS):
            right, down = np.cos(turn * 2 * np.pi / _DIRECTIONS), np.sin(turn * 2 * np.pi / _DIRECTIONS)
            middle = x + right * (far + half), y + down * far
            end = middle[0] - right * (half + 2), middle[1] - down * 0.6 * _PLACE_PT
            pointer = np.array([end, (x, y)]).round(2)
            below = middle[1] + 0.35 * _PLACE_PT
            yield Label(middle[0], below, name, _PLACE_PT, hue, is_strong=False, pointer=pointer)


def _around(x: float, y: float, name: str) -> Iterator[Label]:
    """Give the places for a town's name: on it, then below, above, beside it, then a bit farther."""
    half = len(name) * _LETTER_PT * _PLACE_PT
    aside = half + 9
    near = ((0, 0), (0, 13), (0, -9), (aside, 3), (-aside, 3))
    far = ((-aside, -7), (aside, -7), (-aside, 13), (aside, 13), (0, 22), (0, -18))
    for right, down in (*near, *far):
        yield Label(x + right, y + down, name, _PLACE_PT, colours("light").county_label, is_strong=False)


@lru_cache(maxsize=1)
def _towns(path: Path) -> pd.DataFrame:
    """Give towns in metres, the largest first."""
    places = load_places(path)
    points = in_metres(places)
    frame = places.assign(x=points.x, y=points.y).sort_values("population", ascending=False, kind="stable")
    return frame[["name", "x", "y"]]
