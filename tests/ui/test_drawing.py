"""Corners of a drawn area are read as people write them."""

from __future__ import annotations

from symgeo.analysis.hubs import read_corners


def test_corners_are_read_with_point_or_comma_and_any_mark_between() -> None:
    text = "63.3, 9.85\n63,4 9,9\n\n 63.35;10 \n"
    assert read_corners(text) == (((9.85, 63.3), (9.9, 63.4), (10.0, 63.35)), ())


def test_lines_that_are_no_place_are_named() -> None:
    assert read_corners("63.3, 9.85\nhere\n95, 9\n63.3") == (((9.85, 63.3),), (2, 3, 4))
