"""What stands on a slide fits on it: fewer rows, smaller letters."""

from __future__ import annotations

import pytest

from symgeo.handouts.slide_room import fitting_rows, fitting_size, height_of, hold_ranges, lines_of
from symgeo.handouts.story import Counted, Listing
from symgeo.texts import texts_for


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("ten ten te", 1),
        ("ten ten ten", 2),
        ("elevenleven", 2),
        ("a" * 25, 3),
        ("aaa bbbbbbbb c", 2),
    ],
)
def test_lines_are_broken_between_words_and_long_words_inside(text: str, lines: int) -> None:
    # Letters of 10 points are 6 wide: ten of them in 60 points.
    assert lines_of(text, 60.0, 10.0) == lines


def test_letters_get_smaller_until_all_fits_but_not_smaller_than_the_last_size() -> None:
    # Two lines of 12 points with a gap of 6.
    assert height_of(["ten ten ten"], 60.0, 10.0) == pytest.approx(30.0)
    assert fitting_size(["ten ten ten"], 60.0, 30.0, (10, 5)) == 10
    assert fitting_size(["ten ten ten"], 60.0, 29.0, (10, 5)) == 5
    assert fitting_size(["ten ten ten"] * 9, 60.0, 1.0, (10, 5)) == 5


def test_a_table_has_as_many_rows_as_fit_and_its_title_says_so() -> None:
    rows = (("short",), ("long " * 20,), ("short",))
    listing = Listing("Best", ("Heading",), rows, (1.0,))
    # A short row is 29 high; the long one has twenty words, two in a line of ten letters: 10 * 12 + 6.
    assert fitting_rows(listing, 76.0, 29 * 3 + 126, 10.0) == 3
    assert fitting_rows(listing, 76.0, 29 * 3 + 125, 10.0) == 2
    assert fitting_rows(listing, 76.0, 10.0, 10.0) == 1
    english, counted = texts_for("en"), Counted(listing, 3)
    assert counted.first(3, english).title == "Best"
    assert counted.first(2, english).title == "Best (2 of 3)"
    assert len(counted.first(2, english).rows) == 2


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("about 1,000–10,000 t/yr", "about 1,000\N{WORD JOINER}–\N{WORD JOINER}10,000 t/yr"),
        ("60-100 °C", "60\N{WORD JOINER}-\N{WORD JOINER}100 °C"),
        ("Møre–Trøndelag", "Møre–Trøndelag"),
    ],
)
def test_a_range_stays_on_one_line_where_there_is_room(text: str, held: str) -> None:
    # Twelve letters of 10 points are 72 wide.
    assert hold_ranges(text, 72.0, 10.0) == held
    # A range that is longer than its line has to break somewhere.
    assert hold_ranges(text, 20.0, 10.0) == text
