"""One coordinate, or a pair, in every usual notation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.storage.interpretation.degrees import read_axis, read_pair


@pytest.mark.parametrize(
    ("written", "value", "axis"),
    [
        ("63.4305", 63.4305, ""),
        ("63,4305", 63.4305, ""),
        ("63°18'12\"N", 63.3033, "lat"),
        ("63° 18′ 12″ N", 63.3033, "lat"),
        ("63°18’12”N", 63.3033, "lat"),
        ("N 63 18 12", 63.3033, "lat"),
        ("63:18:12", 63.3033, ""),
        ("63° 18.2' N", 63.3033, "lat"),
        ("10°24'00\"Ø", 10.4, "lon"),
        ("10°24'Ö", 10.4, "lon"),
        ("10°24'V", -10.4, "lon"),
        ("10°24'W", -10.4, "lon"),
        ("10 gr 24 min øst", 10.4, "lon"),
        ("7 035 123", 7_035_123, ""),
        ("7.035.123", 7_035_123, ""),
        ("7035 km", 7_035_000, ""),
    ],
)
def test_one_coordinate(written: str, value: float, axis: str) -> None:
    found = read_axis(written)
    assert found is not None
    assert found.readings[0] == pytest.approx(value, abs=1e-4)
    assert found.axis == axis


def test_a_point_before_three_digits_keeps_both_readings() -> None:
    found = read_axis("63.430")
    assert found is not None
    assert found.readings == (63.43, 63430.0)


@pytest.mark.parametrize("written", ["", "Orkanger", "63°75'N", "12.34.5", "63 N 10", "-", "1" * 200])
def test_what_is_no_coordinate(written: str) -> None:
    assert read_axis(written) is None


@pytest.mark.parametrize(
    ("written", "first", "second", "system"),
    [
        ("63.4305, 10.3951", 63.4305, 10.3951, ""),
        ("63,4305; 10,3951", 63.4305, 10.3951, ""),
        ("63,4305 10,3951", 63.4305, 10.3951, ""),
        ("63,4305,10,3951", 63.4305, 10.3951, ""),
        ("lat: 63.4305 lon: 10.3951", 63.4305, 10.3951, ""),
        ("63°18'12\"N 10°24'00\"Ø", 63.3033, 10.4, ""),
        ("POINT (10.3951 63.4305)", 10.3951, 63.4305, ""),
        ("SRID=25833;POINT(270000 7040000)", 270_000, 7_040_000, "EPSG:25833"),
        ("32V 569123 7035456", 569_123, 7_035_456, "EPSG:25832"),
        ("UTM33 270000 7040000", 270_000, 7_040_000, "EPSG:25833"),
        ("7 035 123 569 123", 7_035_123, 569_123, ""),
    ],
)
def test_a_pair_in_one_cell(written: str, first: float, second: float, system: str) -> None:
    found = read_pair(written)
    assert found is not None
    assert found.first.readings[0] == pytest.approx(first, abs=1e-4)
    assert found.second.readings[0] == pytest.approx(second, abs=1e-4)
    assert found.system == system


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .,°'\"NØVpointsrid();=-", max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_axis(text)
    read_pair(text)
