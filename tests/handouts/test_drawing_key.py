"""Below a map stands what its signs mean: all that are there, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symgeo.handouts.drawing import Drawing, Mark
from symgeo.handouts.drawing_key import KeyEntry, key_of, place_key
from symgeo.handouts.drawing_svg import sign_svg
from symgeo.texts import texts_for
from symgeo.views.palette import Family, Shape, colours, style_of

BLANK = Drawing(100.0, 100.0, "#FFFFFF", (), (), (), (), "a map")


def mark(family: Family | None, *, is_hollow: bool = False, radius: float = 3.0) -> Mark:
    style = style_of(family or Family.HEAT)
    shape, hue = (style.shape, style.light) if family else (Shape.CIRCLE, colours("light").existing)
    return Mark(10.0, 10.0, radius, shape, hue, is_hollow)


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((), []),
        ((mark(Family.WATER), mark(Family.HEAT)), ["varme og kulde", "vatn"]),
        ((mark(Family.HEAT, is_hollow=True),), ["varme og kulde", "open: har berre behov"]),
        (
            (mark(None, is_hollow=True, radius=2.0), mark(Family.HEAT)),
            ["varme og kulde", "ingen ressurs vist"],
        ),
        ((mark(Family.HEAT), mark(Family.HEAT, radius=5.0)), ["varme og kulde", "større: meir per år"]),
    ],
)
def test_only_what_is_on_the_map_is_named(marks: tuple[Mark, ...], said: list[str]) -> None:
    drawing = replace(BLANK, marks=marks, remarks=("Prikka linje",))
    assert [entry.text for entry in key_of(drawing, texts_for("nn"))] == [*said, "Prikka linje"]


def test_a_sign_in_the_key_looks_as_on_the_map() -> None:
    (first, hollow) = key_of(replace(BLANK, marks=(mark(Family.WATER, is_hollow=True),)), texts_for("en"))
    assert first.sign is not None
    assert hollow.sign is not None
    assert first.sign.shape is hollow.sign.shape is Shape.TRIANGLE_DOWN
    assert (first.sign.is_hollow, hollow.sign.is_hollow) == (False, True)
    assert style_of(Family.WATER).light in sign_svg(first.sign)


def test_entries_go_on_in_the_next_line_where_one_is_full() -> None:
    # Ten letters of 10 points are 58 wide, and 24 stand for the sign and the gap: 82.
    placed = place_key([KeyEntry(None, "a" * 10)] * 3, 164.5, 10.0)
    assert [(one.left, one.line) for one in placed] == [(0.0, 0), (pytest.approx(82.0), 0), (0.0, 1)]
    # An entry that is wider than the map stands alone, not beyond an empty line.
    assert [one.line for one in place_key([KeyEntry(None, "a" * 40)] * 2, 50.0, 10.0)] == [0, 1]
