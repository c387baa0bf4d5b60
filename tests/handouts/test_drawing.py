"""Names on drawn maps: whole, on the paper, and none across another, a sign or a pair's line."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from symgeo.handouts.drawing import Drawing, Stroke, draw_pair, draw_selection
from symgeo.handouts.drawing_ground import land_rings
from symgeo.handouts.drawing_names import (
    Label,
    along,
    crowd_labels,
    label_box,
    place_labels,
    with_grounds,
)
from symgeo.handouts.drawing_svg import to_svg
from symgeo.handouts.material import Material, narrow_to_hub
from symgeo.handouts.paper import Frame, in_metres
from symgeo.handouts.slide_shapes import add_map
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.storage.geography import load_places
from symgeo.vocabulary import CRS_METRIC


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


def test_the_largest_town_covers_a_sign_but_never_a_name() -> None:
    frame = Frame(west=0.0, north=0.0, metres_per_pt=60.0, width=400.0, height=300.0)
    towns = load_places(DATA_FOLDER / "geo" / "places.csv").sort_values("population", ascending=False)
    spot = in_metres(towns.head(1)).iloc[0]
    frame = replace(frame, west=spot.x - 200 * 60, north=spot.y + 150 * 60)
    free = next(iter(place_labels(frame, [], [])))
    everywhere = (0.0, 0.0, 400.0, 300.0)
    assert next(place_labels(frame, [], [everywhere])).text == free.text
    assert list(place_labels(frame, [everywhere], [])) == []
    beside = next(iter(place_labels(frame, [label_box(free)], [])))
    assert not _overlap(label_box(beside), label_box(free))


def test_a_site_is_named_clear_of_lines_where_there_is_room(material: Material) -> None:
    site = str(material.dataset.sites.index[0])
    places = pd.DataFrame({"x": [200.0], "y": [100.0]}, index=[site])
    frame = Frame(west=0.0, north=0.0, metres_per_pt=60.0, width=400.0, height=300.0)
    above = next(iter(crowd_labels((site,), material, places, frame)))
    below = next(iter(crowd_labels((site,), material, places, frame, lines=[label_box(above)])))
    assert above.y < 100 < below.y
    everywhere = (0.0, 0.0, 400.0, 300.0)
    assert list(crowd_labels((site,), material, places, frame, lines=[everywhere])) == [above]


def test_the_largest_town_is_named_first_however_crowded_its_place_is() -> None:
    frame = Frame(west=0.0, north=0.0, metres_per_pt=900.0, width=400.0, height=300.0)
    towns = load_places(DATA_FOLDER / "geo" / "places.csv").sort_values("population", ascending=False)
    spot = in_metres(towns.head(1)).iloc[0]
    frame = replace(frame, west=spot.x - 200 * 900, north=spot.y + 150 * 900)
    crowded = (140.0, 110.0, 260.0, 190.0)
    first = next(iter(place_labels(frame, [], [crowded, crowded], led=1)))
    assert first.text == towns["name"].iloc[0]
    assert not _overlap(label_box(first), crowded)
    # A line leads from the name to the town.
    assert first.pointer is not None
    assert first.pointer[1] == pytest.approx([200.0, 150.0], abs=0.1)
    others = [label.text for label in place_labels(frame, [], [crowded, crowded])]
    assert others
    assert first.text not in others


def test_names_without_room_are_left_out_and_counted(material: Material) -> None:
    hub = narrow_to_hub(material, str(material.hubs.table.index[0]))
    roomy, narrow = (draw_selection(hub, side, side, most=0) for side in (700.0, 90.0))
    assert not any("er utelat" in said for said in roomy.remarks)
    # Sites have larger letters than towns.
    left = len(hub.asked) - sum(label.size_pt > 8 for label in narrow.labels)
    assert left == 1
    assert "Namnet på 1 anlegg er utelate" in narrow.remarks


def test_a_name_across_a_line_gets_a_ground_of_its_own_on_paper_and_on_slides() -> None:
    plain, crossed = (Label(50.0, y, "Orkla", 8.0, "#000000", is_strong=False) for y in (20.0, 80.0))
    line = Stroke(np.array([[0.0, 78.0], [100.0, 78.0]]), "#FF0000", 1.0, is_dashed=False)
    names = tuple(with_grounds([plain, crossed], [(x, 76.0, x + 4, 80.0) for x in range(0, 100, 4)]))
    assert [name.is_crossed for name in names] == [False, True]
    drawing = Drawing(100.0, 100.0, "#FFFFFF", (), (line,), (), names, "a map")
    assert to_svg(drawing).count('fill="#FFFFFF" opacity="0.8"') == 1
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    add_map(slide, 0.0, 0.0, drawing)
    grounds = [shape.fill.type for shape in slide.shapes if shape.has_text_frame]
    assert grounds == [MSO_FILL.BACKGROUND, MSO_FILL.SOLID]


def test_the_map_says_how_many_lines_it_leaves_out(material: Material) -> None:
    few = draw_selection(material, 300.0, 300.0, most=3)
    assert few.remarks[-1] == f"Dei 3 beste av {len(material.found)} moglegheiter er teikna"
    rows = len(material.found)
    assert not any("beste av" in said for said in draw_selection(material, 300.0, 300.0, most=rows).remarks)


def test_a_site_without_a_sign_has_no_name(material: Material) -> None:
    hub = narrow_to_hub(material, str(material.hubs.table.index[0]))
    drawing = draw_selection(replace(hub, sites=hub.sites.iloc[:0]), 400.0, 300.0)
    assert not drawing.marks
    assert not {label.text for label in drawing.labels} & set(hub.site_names.values())


def test_inland_no_seam_of_the_fine_coast_gapes() -> None:
    corner = in_metres(pd.DataFrame({"lon": [17.6], "lat": [63.65]})).iloc[0]
    frame = Frame(west=corner.x, north=corner.y, metres_per_pt=90.0, width=400.0, height=300.0)
    (whole,) = land_rings("land", frame)
    assert shapely.area(shapely.polygons(whole)) == pytest.approx(400.0 * 300.0, rel=1e-4)


def test_close_by_the_drawn_coast_is_that_of_the_file() -> None:
    corner = in_metres(pd.DataFrame({"lon": [8.6], "lat": [63.5]})).iloc[0]
    frame = Frame(west=corner.x, north=corner.y, metres_per_pt=120.0, width=400.0, height=300.0)
    tiles = gpd.read_parquet(DATA_FOLDER / "geo" / "land_fine.parquet").query("kind == 'land'")
    pieces = tiles.geometry.segmentize(0.01).to_crs(CRS_METRIC).clip(frame.box)
    there = shapely.union_all(shapely.buffer(pieces, 6))
    drawn = shapely.union_all([shapely.polygons(ring) for ring in land_rings("land", frame)])
    on_paper = shapely.transform(there, frame.place)
    assert len(shapely.get_parts(drawn)) > 40
    assert shapely.area(drawn) == pytest.approx(shapely.area(on_paper), rel=0.01)
    # Nowhere off by more than a point.
    assert shapely.buffer(shapely.symmetric_difference(drawn, on_paper), -0.6).area < 0.5


@pytest.mark.parametrize("width", [236.0])
def test_names_of_a_hubs_sites_are_whole(material: Material, width: float) -> None:
    hub = material.hubs.resolve("SU001") or str(material.hubs.table.index[0])
    drawing = draw_selection(narrow_to_hub(material, hub), width, 220.0)
    names = {label.text for label in drawing.labels if label.size_pt > 8}
    known = set(material.dataset.sites["name"])
    assert len(names) > 1
    assert names <= known
    assert crossing_names(drawing) == []
