"""Names on drawn maps: whole, on the paper, and none across another, a sign or a pair's line."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from symgeo.handouts.drawing import Drawing, draw_pair, draw_selection
from symgeo.handouts.drawing_names import along, label_box
from symgeo.handouts.material import Material, narrow_to_hub


def crossing_names(drawing: Drawing) -> list[str]:
    """Give the names that lie across another, or beyond the paper."""
    boxes = [(label.text, label_box(label)) for label in drawing.labels]
    crossed = [a for (a, one), (_, two) in combinations(boxes, 2) if _overlap(one, two)]
    beyond = [
        text
        for text, (left, top, right, bottom) in boxes
        if min(left, top) < 0 or right > drawing.width or bottom > drawing.height
    ]
    return crossed + beyond


def _overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def test_towns_stand_beside_the_signs_of_sites(material: Material) -> None:
    drawing = draw_selection(material, 563.0, 400.0)
    assert {"Ålesund", "Molde"} <= {label.text for label in drawing.labels}
    assert crossing_names(drawing) == []
    centres = [(mark.x, mark.y, mark.x, mark.y) for mark in drawing.marks]
    assert not any(_overlap(label_box(label), one) for label in drawing.labels for one in centres)


def test_no_town_stands_across_the_line_of_a_pair(material: Material) -> None:
    far = material.found.sort_values("distance_km").iloc[-1]
    drawing = draw_pair(far, material, 405.0, 400.0)
    ends = [label for label in drawing.labels if label.is_strong]
    towns = [label for label in drawing.labels if not label.is_strong]
    assert (len(ends), len(drawing.strokes)) == (2, 1)
    assert towns
    points = np.vstack([along(stroke.points) for stroke in drawing.strokes])
    assert not any(_overlap(label_box(label), (x, y, x, y)) for label in towns for x, y in points)


@pytest.mark.parametrize("width", [236.0])
def test_names_of_a_hubs_sites_are_whole(material: Material, width: float) -> None:
    hub = material.hubs.resolve("SU001") or str(material.hubs.table.index[0])
    drawing = draw_selection(narrow_to_hub(material, hub), width, 220.0)
    names = {label.text for label in drawing.labels if label.size_pt > 8}
    known = set(material.dataset.sites["name"])
    assert len(names) > 1
    assert names <= known
    assert crossing_names(drawing) == []
