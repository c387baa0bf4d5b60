"""The part of the country that is shown, and presses that come back from the browser."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from symgeo.views.map_view import NORDIC_VIEW, Press, View, read_press, view_for

SITES = pd.DataFrame({"lat": [63.0, 64.0, 62.0], "lon": [9.0, 11.0, 17.0]}, index=["a", "b", "c"])
COUNTIES = gpd.GeoDataFrame(
    {"name": ["one", "other"]}, index=["NO-50", "SE-Y"], geometry=[box(8, 62, 14, 65), box(15, 61, 20, 64)]
)


def test_pair_is_shown_whole_and_close() -> None:
    view = view_for(SITES, COUNTIES, selected_sites=("a", "b"), county_codes=("SE-Y",))
    assert view.south < 63.0
    assert view.north > 64.0
    assert view.west < 9.0
    assert view.east > 11.0
    assert view.zoom > view_for(SITES, COUNTIES).zoom


def test_pair_is_shown_with_three_kilometres_around_it() -> None:
    sites = pd.DataFrame({"lat": [60.0, 60.0], "lon": [10.0, 10.1]}, index=["a", "b"])
    view = view_for(sites, COUNTIES, selected_sites=("a", "b"))
    # 3 km are 0.027 degrees of latitude, and at 60 N, where a parallel is half as long, 0.054 of longitude.
    assert (view.south, view.north) == pytest.approx((59.973, 60.027), abs=1e-4)
    assert (view.west, view.east) == pytest.approx((9.946, 10.154), abs=1e-4)


def test_counties_come_before_all_sites() -> None:
    view = view_for(SITES, COUNTIES, county_codes=("NO-50", "SE-Y"))
    assert (view.south, view.west, view.north, view.east) == (61.0, 8.0, 65.0, 20.0)


def test_without_choice_all_sites_are_shown_and_without_sites_the_example_counties() -> None:
    assert view_for(SITES, COUNTIES).east == 17.0
    assert view_for(SITES.iloc[:0], COUNTIES) == NORDIC_VIEW
    assert view_for(SITES.iloc[:0], COUNTIES, county_codes=("XX",)) == NORDIC_VIEW


def test_start_zoom_shows_the_width_in_700_pixels() -> None:
    # 360 degrees are 256 px at zoom 0, so 30.76 degrees are 700 px at zoom 5.
    assert View(south=60, west=0, north=61, east=30.7).start_zoom == 5


def returned(**properties: object) -> dict[str, object]:
    return {"last_active_drawing": {"type": "Feature", "properties": properties}}


def test_press_is_read() -> None:
    pressed = read_press(returned(kind="site", id="TR001", moment=17))
    assert pressed == Press(kind="site", id="TR001", moment=17)


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        {},
        {"last_active_drawing": None},
        {"last_active_drawing": {"properties": None}},
        returned(kind="script", id="x", moment=1),
        returned(kind="site", id=7, moment=1),
        returned(kind="site", id="x", moment="now"),
        returned(kind=["site"], id="x", moment=1),
        "text",
    ],
)
def test_what_is_no_press_is_nothing(nonsense: object) -> None:
    assert read_press(nonsense) is None
