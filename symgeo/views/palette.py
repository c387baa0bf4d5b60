"""Colours, shapes and line styles that maps, figures and tables share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from symgeo.vocabulary import Stage, Tier

Theme = Literal["light", "dark"]


class Family(StrEnum):
    """Resource groups that share one hue and one shape; eleven groups are too many to tell apart."""

    HEAT = "heat"
    ENERGY = "energy"
    WATER = "water"
    ORGANIC = "organic"
    FOREST = "forest"
    MINERAL = "mineral"
    MATERIAL = "material"


class Shape(StrEnum):
    """Outlines a reader can tell apart without seeing the hue."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    TRIANGLE_DOWN = "triangle-down"
    PENTAGON = "pentagon"
    CROSS = "cross"


@dataclass(frozen=True)
class FamilyStyle:
    """How one resource family looks.

    Attributes
    ----------
    light, dark : str
        Hue as ``#RRGGBB`` in the light and the dark theme.
    shape : Shape
        Outline on maps and in legends; Plotly knows the same names (``plotly_symbol``).
    letter : str
        One capital, the same in every language, for prints without colour.
    """

    light: str
    dark: str
    shape: Shape
    letter: str

    def hue(self, theme: Theme) -> str:
        """Give the hue in the reader's theme."""
        return self.dark if theme == "dark" else self.light

    @property
    def plotly_symbol(self) -> str:
        """Give the name of the shape in Plotly."""
        return "triangle-up" if self.shape is Shape.TRIANGLE else str(self.shape)


# Searched so that the nearest two hues stay apart for readers with protanopia,
# deuteranopia and tritanopia (CIELAB distance >= 18, see tests/views/test_palette.py)
# and every hue has >= 3:1 against land and sea of its theme (WCAG 1.4.11).
_STYLES: Final[tuple[tuple[Family, FamilyStyle], ...]] = (
    (Family.HEAT, FamilyStyle("#D30C38", "#DC5347", Shape.CIRCLE, "H")),
    (Family.ENERGY, FamilyStyle("#C26200", "#DC8E02", Shape.TRIANGLE, "E")),
    (Family.WATER, FamilyStyle("#096ACF", "#2B8AFA", Shape.TRIANGLE_DOWN, "W")),
    (Family.ORGANIC, FamilyStyle("#3D4802", "#E2F08A", Shape.DIAMOND, "O")),
    (Family.FOREST, FamilyStyle("#00915A", "#84F0C2", Shape.PENTAGON, "F")),
    (Family.MINERAL, FamilyStyle("#757A86", "#858B99", Shape.SQUARE, "M")),
    (Family.MATERIAL, FamilyStyle("#6E2368", "#EEA9F4", Shape.CROSS, "C")),
)

FAMILIES: Final[tuple[Family, ...]] = tuple(family for family, _ in _STYLES)
"""The order in which legends and figures show the families."""

_FAMILY_OF_GROUP: Final[tuple[tuple[str, Family], ...]] = (
    ("heat", Family.HEAT),
    ("energy", Family.ENERGY),
    ("gas", Family.ENERGY),
    ("water", Family.WATER),
    ("organic", Family.ORGANIC),
    ("forest", Family.FOREST),
    ("mineral", Family.MINERAL),
    ("metal", Family.MINERAL),
    ("material", Family.MATERIAL),
    ("chem", Family.MATERIAL),
    ("service", Family.MATERIAL),
)

GROUPS: Final[tuple[str, ...]] = tuple(group for group, _ in _FAMILY_OF_GROUP)
"""The eleven groups of the resource tree, in the order of their families."""


def family_of_group(group: str) -> Family:
    """Give the family of one of the eleven resource groups (``heat``, ``energy``, ...).

    Raises
    ------
    KeyError
        When the resource tree has a group without a family: a broken programme.
    """
    return dict(_FAMILY_OF_GROUP)[group]


def style_of(family: Family | str) -> FamilyStyle:
    """Give the look of one family."""
    return dict(_STYLES)[Family(family)]


def style_of_group(group: str) -> FamilyStyle:
    """Give the look of one resource group, which is that of its family."""
    return style_of(family_of_group(group))


def hues(theme: Theme) -> tuple[str, ...]:
    """Give the seven hues in the order of `FAMILIES`."""
    return tuple(style.hue(theme) for _, style in _STYLES)


@dataclass(frozen=True)
class ThemeColours:
    """Neutral colours of one theme, all as ``#RRGGBB``.

    ``land`` is the ground of counties with data, ``land_far`` that of their neighbours.
    """

    accent: str
    text: str
    text_muted: str
    background: str
    panel: str
    border: str
    grid: str
    land: str
    land_far: str
    land_edge: str
    sea: str
    county_border: str
    county_label: str
    neighbour_label: str
    stopped: str
    existing: str


_LIGHT: Final = ThemeColours(
    accent="#0B6E75",
    text="#1C262B",
    text_muted="#55626A",
    background="#FFFFFF",
    panel="#F5F7F7",
    border="#C9D2D6",
    grid="#E3E8EA",
    land="#FDFCFA",
    land_far="#F1F2F0",
    land_edge="#B9C6CC",
    sea="#DCE8EE",
    county_border="#A9B4B9",
    county_label="#4F5D64",
    neighbour_label="#68767D",
    stopped="#8A5A5A",
    existing="#5F6A70",
)
_DARK: Final = ThemeColours(
    accent="#5CC4C9",
    text="#E8EDEF",
    text_muted="#A9B6BC",
    background="#14191C",
    panel="#1C2327",
    border="#3A454B",
    grid="#2A3338",
    land="#273238",
    land_far="#1E272C",
    land_edge="#3D4C53",
    sea="#12191D",
    county_border="#4C5A61",
    county_label="#A9B7BD",
    neighbour_label="#8998A0",
    stopped="#B98787",
    existing="#9AA7AE",
)


def colours(theme: Theme) -> ThemeColours:
    """Give the neutral colours and the accent of a theme."""
    return _DARK if theme == "dark" else _LIGHT


Dash = tuple[int, ...]
"""Lengths of strokes and gaps in CSS pixels; empty is a solid line."""


@dataclass(frozen=True)
class LineStyle:
    """How a line is drawn, beside its hue.

    Attributes
    ----------
    weight : float
        Factor on the width that the amount gives.
    dash : tuple of int
        Strokes and gaps in CSS pixels.
    is_double : bool
        Two parallel strokes, for what exists already.
    is_neutral : bool
        Drawn in a neutral colour of the theme, not in the hue of the resource.
    opacity : float
        0 to 1.
    """

    weight: float
    dash: Dash = ()
    is_double: bool = False
    is_neutral: bool = False
    opacity: float = 1.0


_TIER_LINES: Final[tuple[tuple[Tier, LineStyle], ...]] = (
    (Tier.QUICK_WIN, LineStyle(weight=1.0)),
    (Tier.INVESTIGATE, LineStyle(weight=0.6, opacity=0.85)),
    (Tier.LONG_SHOT, LineStyle(weight=0.6, dash=(1, 5))),
    (Tier.EXISTING, LineStyle(weight=0.8, is_double=True, is_neutral=True)),
    (Tier.GATE_FAILED, LineStyle(weight=0.5, dash=(6, 5), is_neutral=True)),
)

_STAGE_LINES: Final[tuple[tuple[Stage, LineStyle], ...]] = (
    (Stage.COMPLETED, LineStyle(weight=1.0, is_double=True, is_neutral=True)),
    (Stage.IMPLEMENTATION, LineStyle(weight=1.0, dash=(14, 4), is_double=True, is_neutral=True)),
    (Stage.NEGOTIATION, LineStyle(weight=0.9, dash=(10, 5), is_neutral=True)),
    (Stage.DISCUSSION, LineStyle(weight=0.8, dash=(6, 5), is_neutral=True)),
    (Stage.IDEA, LineStyle(weight=0.7, dash=(2, 5), is_neutral=True)),
    (Stage.ON_HOLD, LineStyle(weight=0.7, dash=(10, 4, 2, 4), is_neutral=True)),
    (Stage.BLOCKED, LineStyle(weight=0.7, dash=(2, 3, 8, 3), is_neutral=True)),
    (Stage.LOST, LineStyle(weight=0.6, dash=(1, 7), is_neutral=True)),
)

STOPPED_STAGES: Final = (Stage.ON_HOLD, Stage.BLOCKED, Stage.LOST)
"""Stages drawn in the colour of what does not go on."""


def tier_line(tier: Tier | str) -> LineStyle:
    """Give the line of an opportunity's tier."""
    return dict(_TIER_LINES)[Tier(tier)]


def stage_line(stage: Stage | str) -> LineStyle:
    """Give the line of a recorded exchange's stage."""
    return dict(_STAGE_LINES)[Stage(stage)]
