"""Rules of crossing open water, on drawn islands and on the land file that is shipped."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from pyproj import Transformer

from symgeo.analysis.crossings import Land
from symgeo.analysis.geodesy import geodesic_km
from symgeo.vocabulary import CRS_GEOGRAPHIC, CRS_METRIC

LAND_FILE = Path(__file__).parents[2] / "data" / "geo" / "land_fine.parquet"
HOLLA, KYRKSAETEROERA = (9.1436, 63.3178), (9.0891, 63.2906)
SKOGN, FOLLAFOSS = (11.1583, 63.7119), (11.1105, 63.9858)
THAMSHAVN, NORSK_KYLLING = (9.8736, 63.3174), (9.8330, 63.2985)
OPPDAL, KONGSVOLL = (9.6890, 62.5930), (9.6070, 62.3060)
STORSJOEN_WEST, STORSJOEN_EAST = (14.30, 63.10), (14.65, 63.18)
SUNNYLVSFJORDEN_WEST, SUNNYLVSFJORDEN_EAST = (7.0120, 62.200), (7.0425, 62.200)
SOERFJORDEN_WEST, SOERFJORDEN_EAST = (6.6000, 60.280), (6.6400, 60.280)

Place = tuple[float, float]


@pytest.fixture(scope="module")
def shipped_frame() -> gpd.GeoDataFrame:
    return gpd.read_parquet(LAND_FILE)


@pytest.fixture(scope="module")
def shipped(shipped_frame: gpd.GeoDataFrame) -> Land:
    return Land.from_frame(shipped_frame)


def _frame(*polygons: tuple[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    kinds, shapes = zip(*polygons, strict=True)
    return gpd.GeoDataFrame({"kind": list(kinds)}, geometry=list(shapes), crs=CRS_GEOGRAPHIC)


def _two_shores(gap_degrees: float) -> Land:
    """Give two blocks of land at 63 N with a sound between them, its middle at 10 E."""
    half = gap_degrees / 2
    return Land.from_frame(
        _frame(
            ("land", shapely.box(9, 62.8, 10 - half, 63.2)), ("land", shapely.box(10 + half, 62.8, 11, 63.2))
        )
    )


def _one(land: Land, start: Place, end: Place, **options: float) -> float:
    return float(land.crossings_km(*start, *end, **options)[0])


def test_a_sound_is_measured_from_shore_to_shore() -> None:
    width_km = geodesic_km(9.95, 63, 10.05, 63)[0]
    assert _one(_two_shores(0.1), (9.8, 63), (10.2, 63)) == pytest.approx(width_km, rel=0.001)


def test_a_sound_narrower_than_the_threshold_is_no_crossing() -> None:
    assert _one(_two_shores(0.018), (9.8, 63), (10.2, 63)) == 0  # 0.91 km
    assert _one(_two_shores(0.022), (9.8, 63), (10.2, 63)) == pytest.approx(1.11, abs=0.01)


def test_the_threshold_can_be_chosen() -> None:
    assert _one(_two_shores(0.018), (9.8, 63), (10.2, 63), threshold_km=0.5) == pytest.approx(0.91, abs=0.01)


def test_a_fjord_counts_by_its_whole_width_from_places_right_on_its_shores() -> None:
    shores = (9.9885, 63), (10.0115, 63)  # 75 m from the water on either side, 1.01 km of water
    assert _one(_two_shores(0.02), *shores) == pytest.approx(1.014, abs=0.005)
    assert _one(_two_shores(0.025), (9.987, 63), (10.013, 63)) == pytest.approx(1.268, abs=0.005)


def test_a_place_in_water_near_the_shore_counts_as_on_the_shore() -> None:
    at_the_quay = (9.9935, 63)  # 0.46 km off the western shore, which is its nearest
    land = _two_shores(0.0312)  # 1.58 km wide
    assert _one(land, (9.8, 63), at_the_quay) == 0
    assert _one(land, (9.8, 63), at_the_quay, snap_m=0, threshold_km=0.1) == pytest.approx(0.46, abs=0.01)
    # To the other shore: the whole fjord, though the place lies some way out in it.
    assert _one(land, at_the_quay, (10.2, 63)) == pytest.approx(1.58, abs=0.01)


def test_the_basin_of_a_quay_is_no_crossing() -> None:
    # The quay lies 0.25 km out in a bay that is 0.5 km wide; the works that it is joined to on dry land.
    bay = shapely.box(9.99, 63.0, 10.0, 63.05)
    land = Land.from_frame(_frame(("land", shapely.box(9, 62.8, 11, 63.2) - bay)))
    assert _one(land, (9.995, 63.02), (9.95, 63.01)) == 0


def test_a_place_farther_out_is_joined_over_the_water_that_it_lies_in() -> None:
    raft = (10.01, 63)  # 1.52 km off the western shore, 1.01 km off the eastern one
    assert _one(_two_shores(0.06), (9.8, 63), raft) == pytest.approx(2.03, abs=0.01)


def test_a_crossing_is_no_longer_than_the_straight_distance() -> None:
    quay, shore = (9.9922, 63), (10.0156, 63)  # 0.4 km out, then 1.19 km to the other shore
    assert _one(_two_shores(0.0312), quay, shore) == pytest.approx(geodesic_km(*quay, *shore)[0])


def test_two_stretches_count_together_and_a_short_one_is_left_out() -> None:
    land = Land.from_frame(
        _frame(
            ("land", shapely.box(9.9, 62.8, 10.0, 63.2)),  # then 2.53 km of water
            ("land", shapely.box(10.05, 62.8, 10.1, 63.2)),  # then 0.51 km
            ("land", shapely.box(10.11, 62.8, 10.2, 63.2)),  # then 1.52 km
            ("land", shapely.box(10.23, 62.8, 10.3, 63.2)),
        )
    )
    assert _one(land, (9.95, 63), (10.28, 63)) == pytest.approx(2.53 + 1.52, abs=0.02)


def test_a_large_lake_is_open_water_and_its_island_is_not() -> None:
    lake = shapely.box(9.9, 62.9, 10.1, 63.1) - shapely.box(9.98, 62.95, 10.02, 63.05)
    land = Land.from_frame(_frame(("land", shapely.box(9, 62, 11, 64)), ("lake", lake)))
    two_parts_km = 2 * geodesic_km(9.90, 63, 9.98, 63)[0]
    assert _one(land, (9.8, 63), (10.2, 63)) == pytest.approx(two_parts_km, rel=0.002)
    assert land.off_land_m([10.0, 9.8], [63.0, 63.0]) == pytest.approx([0, 0])
    assert land.off_land_m(9.94, 63)[0] == pytest.approx(
        2024, abs=10
    )  # 0.04 degrees to the island and to the shore


def test_land_that_is_cut_into_tiles_has_no_gaps() -> None:
    tiles = [("land", shapely.box(x, y, x + 0.5, y + 0.5)) for x in (9, 9.5, 10) for y in (62.5, 63.0)]
    land = Land.from_frame(_frame(*tiles))
    eastwards = [(9.1, y, 10.4, y) for y in (62.9, 62.999, 63.0, 63.001, 63.2)]
    assert _all(land, np.array(eastwards)) == pytest.approx([0] * len(eastwards))


def test_polygons_that_overlap_are_land_once() -> None:
    land = Land.from_frame(
        _frame(("land", shapely.box(9, 62.8, 9.95, 63.2)), ("land", shapely.box(9.5, 62.9, 9.97, 63.1)))
    )
    assert _one(land, (9.2, 63), (10.2, 63)) == pytest.approx(geodesic_km(9.97, 63, 10.2, 63)[0], rel=0.002)


def test_without_land_all_is_water() -> None:
    nowhere = Land.from_frame(gpd.GeoDataFrame({"kind": []}, geometry=[], crs=CRS_GEOGRAPHIC))
    assert _one(nowhere, (9, 63), (10, 63)) == pytest.approx(geodesic_km(9, 63, 10, 63)[0])
    assert nowhere.off_land_m([9.0], [63.0]) == pytest.approx([np.inf])


def test_no_pairs_give_no_lengths() -> None:
    assert _two_shores(0.1).crossings_km([], [], [], []).shape == (0,)


def test_a_place_and_itself_have_nothing_between() -> None:
    assert _one(_two_shores(0.1), (10, 63), (10, 63), snap_m=0, threshold_km=0) == 0


@pytest.mark.parametrize(
    ("start", "end", "at_least_km", "at_most_km"),
    [
        (HOLLA, KYRKSAETEROERA, 2, 3.2),
        (SKOGN, FOLLAFOSS, 20, 22),
        (THAMSHAVN, NORSK_KYLLING, 0, 0),
        (OPPDAL, KONGSVOLL, 0, 0),
        (STORSJOEN_WEST, STORSJOEN_EAST, 3, 19),
        (SUNNYLVSFJORDEN_WEST, SUNNYLVSFJORDEN_EAST, 1.1, 1.4),
        (SOERFJORDEN_WEST, SOERFJORDEN_EAST, 1.1, 1.3),
    ],
)
def test_known_places(shipped: Land, start: Place, end: Place, at_least_km: float, at_most_km: float) -> None:
    assert at_least_km <= _one(shipped, start, end) <= at_most_km


def test_places_on_land_are_on_land_and_the_open_fjord_is_not(shipped: Land) -> None:
    distance_m = shipped.off_land_m([THAMSHAVN[0], OPPDAL[0], 10.3], [THAMSHAVN[1], OPPDAL[1], 63.5])
    assert distance_m[:2] == pytest.approx([0, 0])
    assert distance_m[2] > 2000


def test_bulk_and_single_agree(shipped: Land) -> None:
    lines = np.array([(*HOLLA, *KYRKSAETEROERA), (*OPPDAL, *KONGSVOLL), (*SKOGN, *FOLLAFOSS)])
    assert _all(shipped, lines) == pytest.approx([_one(shipped, tuple(v[:2]), tuple(v[2:])) for v in lines])


def test_bulk_agrees_with_cutting_line_by_line(shipped: Land, shipped_frame: gpd.GeoDataFrame) -> None:
    rng = np.random.default_rng(63)
    start = np.column_stack((rng.uniform(5.5, 19, 150), rng.uniform(62, 64.5, 150)))
    lines = np.hstack((start, start + rng.uniform(-0.6, 0.6, (150, 2)) * (1, 0.4)))
    expected = [_slow_crossing_km(shipped_frame, tuple(v[:2]), tuple(v[2:])) for v in lines]
    assert np.count_nonzero(expected) > 50
    assert _all(shipped, lines) == pytest.approx(expected, abs=0.01)


PLACES = st.tuples(st.floats(5, 19.9), st.floats(61.6, 65.4))


@settings(deadline=None, max_examples=25)
@given(PLACES, PLACES)
def test_there_and_back_cross_the_same_water(shipped: Land, start: Place, end: Place) -> None:
    assert _one(shipped, start, end) == pytest.approx(_one(shipped, end, start), abs=1e-6)


@settings(deadline=None, max_examples=25)
@given(PLACES, PLACES)
def test_no_crossing_is_longer_than_the_line_or_shorter_than_the_threshold(
    shipped: Land, start: Place, end: Place
) -> None:
    crossing_km = _one(shipped, start, end)
    assert crossing_km <= geodesic_km(*start, *end)[0]
    assert crossing_km == 0 or crossing_km >= 1


@settings(deadline=None, max_examples=25)
@given(PLACES, PLACES, st.floats(0, 5), st.floats(0, 5))
def test_a_higher_threshold_never_finds_more(
    shipped: Land, start: Place, end: Place, a: float, b: float
) -> None:
    low, high = sorted((a, b))
    assert _one(shipped, start, end, threshold_km=high) <= _one(shipped, start, end, threshold_km=low)


def _all(land: Land, lines: NDArray[np.float64]) -> NDArray[np.float64]:
    return land.crossings_km(*lines.T)


def _slow_crossing_km(frame: gpd.GeoDataFrame, start: Place, end: Place) -> float:
    """Cut one line by every polygon that it meets: the definition, written plainly."""
    metric = Transformer.from_crs(CRS_GEOGRAPHIC, CRS_METRIC, always_xy=True)
    length_km = float(geodesic_km(*start, *end)[0])
    if length_km < 1:
        return 0.0
    around = shapely.LineString([start, end]).buffer(0.1)
    near = frame[frame.intersects(around)]
    shapes = near.set_geometry(shapely.segmentize(near.geometry.array, 0.01), crs=CRS_GEOGRAPHIC)
    shapes = shapes.to_crs(CRS_METRIC)
    lakes = shapely.union_all(shapes.geometry.array[shapes.kind == "lake"])
    dry = shapely.union_all(shapes.geometry.array[shapes.kind == "land"]).buffer(0.02) - lakes
    ends = [shapely.Point(metric.transform(*place)) for place in (start, end)]
    straight_m = shapely.distance(*ends)
    line = shapely.LineString([_ashore(place, dry) for place in ends])
    stretches_km = shapely.length(shapely.get_parts(line - dry)) / straight_m * length_km
    return min(float(stretches_km[stretches_km >= 1].sum()), length_km)


def _ashore(place: shapely.Point, dry: shapely.Geometry) -> shapely.Point:
    if dry.is_empty or place.distance(dry) > 500:
        return place
    return shapely.Point(shapely.shortest_line(place, dry).coords[-1])
