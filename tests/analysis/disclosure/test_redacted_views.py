"""A saved view tells an audience nothing of what the staff looked at, wrote or searched for."""

from __future__ import annotations

import numpy as np
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import Redacted, redact, redact_view
from symgeo.analysis.disclosure.blurring import coarse_positions
from symgeo.analysis.saved_views import Area, SavedView
from symgeo.analysis.selection import Filters
from symgeo.vocabulary import Audience
from tests.analysis.disclosure.hidden_world import (
    CONFIDENTIAL_FLOW,
    CONFIDENTIAL_SITE,
    INTERNAL_FLOW,
    NAMES,
    with_secrets,
)


@pytest.fixture(scope="module")
def world(example: Dataset) -> Dataset:
    return with_secrets(example)


@pytest.fixture(scope="module")
def meeting(world: Dataset) -> Redacted:
    return redact(world, Audience.MEETING, NAMES)


def seen(view: SavedView, redacted: Redacted) -> SavedView:
    found = redact_view(view, redacted)
    assert found is not None
    return found


def around(lon: float, lat: float, half: float) -> Area:
    return Area(lat - half, lon - half, lat + half, lon + half)


def test_names_and_notes_that_tell_of_something_hidden_are_left_out(meeting: Redacted) -> None:
    view = seen(SavedView(name="Vlorbex first", note="61 357 MWh"), meeting)
    assert (view.name, view.note) == ("", "")
    view = seen(SavedView(name="Heat first", note="5 km of pipe"), meeting)
    assert (view.name, view.note) == ("Heat first", "5 km of pipe")


def test_a_pair_gets_the_id_that_it_has_for_the_audience(meeting: Redacted) -> None:
    view = seen(SavedView(selected=f"{INTERNAL_FLOW}~F0021"), meeting)
    assert view.selected == meeting.opportunity_id(f"{INTERNAL_FLOW}~F0021")
    assert INTERNAL_FLOW not in view.selected


def test_what_is_about_something_hidden_is_not_shown(meeting: Redacted) -> None:
    assert redact_view(SavedView(selected=f"{CONFIDENTIAL_FLOW}~F0021"), meeting) is None
    assert redact_view(SavedView(selected="no such exchange"), meeting) is None
    assert redact_view(SavedView(filters=Filters(query="vlorbex")), meeting) is None
    assert redact_view(SavedView(filters=Filters(query="Orkland")), meeting) is not None


def test_two_places_in_one_cell_give_the_same_map(world: Dataset, meeting: Redacted) -> None:
    site = world.sites.loc[CONFIDENTIAL_SITE]
    lon, lat = float(site["lon"]), float(site["lat"])
    one, other = around(lon, lat, 0.02), around(lon + 0.004, lat - 0.003, 0.03)
    middles = coarse_positions(np.repeat([lon, lon + 0.004], 3), np.repeat([lat, lat - 0.003], 3))
    assert len(set(middles[0])) == len(set(middles[1])) == 1
    shown = seen(SavedView(area=one), meeting).area
    assert shown == seen(SavedView(area=other), meeting).area
    assert shown is not None
    assert shown.north - shown.south == pytest.approx(0.3)
    assert abs((shown.north + shown.south) / 2 - lat) > 1e-4


def test_a_wide_map_stays_about_where_it_was(meeting: Redacted) -> None:
    area = seen(SavedView(area=Area(62.0, 8.0, 65.0, 14.0)), meeting).area
    assert area is not None
    edges = (area.south, area.west, area.north, area.east)
    assert edges == pytest.approx((62.0, 8.0, 65.0, 14.0), abs=0.1)


def test_the_staff_sees_it_as_it_is(world: Dataset) -> None:
    view = SavedView(1, "Vlorbex", "61357", Filters(query="Vlorbex"), "F0010~F0021", around(9.85, 63.3, 0.01))
    assert redact_view(view, redact(world, Audience.STAFF, NAMES)) == view
