"""Rules of the distances."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symgeo.analysis.geodesy import (
    FLATTENING,
    SEMI_MAJOR_AXIS_M,
    chord_to_distance_km,
    distance_to_chord_m,
    geodesic_km,
    to_ecef,
)

LONGITUDES = st.floats(4, 31)
LATITUDES = st.floats(55, 71)


def _chord_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    first, second = to_ecef([lon1, lon2], [lat1, lat2])
    return float(np.linalg.norm(first - second))


def test_points_on_the_axes_lie_at_the_half_axes_of_the_ellipsoid() -> None:
    polar_m = SEMI_MAJOR_AXIS_M * (1 - FLATTENING)
    found = to_ecef([0.0, 90.0, 0.0], [0.0, 0.0, 90.0])
    expected = [[SEMI_MAJOR_AXIS_M, 0, 0], [0, SEMI_MAJOR_AXIS_M, 0], [0, 0, polar_m]]
    assert found == pytest.approx(np.array(expected), abs=1e-6)


def test_one_degree_along_the_equator_is_the_arc_of_the_circle() -> None:
    assert geodesic_km(10, 0, 11, 0) == pytest.approx([np.radians(1) * SEMI_MAJOR_AXIS_M / 1000])


def test_the_distance_of_two_towns_is_the_known_one() -> None:
    # Trondheim (Torget) to Örnsköldsvik (Stora torget): 412 km by hand on the sphere, 0.3 % more at 63 N.
    hand_km = 6371 * np.arccos(
        np.sin(np.radians(63.4305)) * np.sin(np.radians(63.2909))
        + np.cos(np.radians(63.4305)) * np.cos(np.radians(63.2909)) * np.cos(np.radians(18.7153 - 10.3951))
    )
    assert geodesic_km(10.3951, 63.4305, 18.7153, 63.2909) == pytest.approx([hand_km], rel=0.004)


def test_longitude_comes_before_latitude() -> None:
    along_the_parallel = geodesic_km(10, 63, 11, 63)
    along_the_meridian = geodesic_km(10, 63, 10, 64)
    assert along_the_parallel < 0.5 * along_the_meridian


@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES)
def test_distance_is_symmetric(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    there, back = geodesic_km(lon1, lat1, lon2, lat2), geodesic_km(lon2, lat2, lon1, lat1)
    assert there == pytest.approx(back, abs=1e-9)


@given(LONGITUDES, LATITUDES, LONGITUDES, LATITUDES)
def test_the_chord_is_never_longer_than_the_geodesic(
    lon1: float, lat1: float, lon2: float, lat2: float
) -> None:
    assert _chord_m(lon1, lat1, lon2, lat2) <= geodesic_km(lon1, lat1, lon2, lat2)[0] * 1000 + 1e-6


@given(LONGITUDES, LATITUDES, st.floats(-2.5, 2.5), st.floats(-2, 2))
def test_a_chord_gives_the_geodesic_within_a_metre(lon: float, lat: float, east: float, north: float) -> None:
    chord_m = _chord_m(lon, lat, lon + east, lat + north)
    geodesic = geodesic_km(lon, lat, lon + east, lat + north)[0]
    assert chord_to_distance_km(chord_m) == pytest.approx(geodesic, abs=0.001)


@given(st.floats(0, 2000))
def test_chord_and_distance_are_inverse(distance_km: float) -> None:
    assert chord_to_distance_km(distance_to_chord_m(distance_km)) == pytest.approx(distance_km, abs=1e-9)


def test_one_pair_is_measured_like_many() -> None:
    many = geodesic_km([10, 11], [63, 63], [10.5, 12], [63.5, 64])
    assert many[1] == geodesic_km(11, 63, 12, 64)[0]
