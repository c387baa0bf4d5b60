"""Hues and shapes can be told apart, also by readers who do not see all colours."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from symgeo.views.figures.look import look_for, tier_pattern
from symgeo.views.palette import (
    FAMILIES,
    GROUPS,
    Theme,
    colours,
    family_of_group,
    hues,
    stage_line,
    style_of,
    tier_line,
)
from symgeo.vocabulary import Stage, Tier

THEMES: tuple[Theme, ...] = ("light", "dark")

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to CIE XYZ under D65 (IEC 61966-2-1).
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def linear(colour: str) -> NDArray[np.float64]:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((float(TO_XYZ[1] @ linear(c)) for c in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = TO_XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_black_on_white_has_the_known_contrast_of_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISION)
def test_every_two_hues_stay_apart_however_the_reader_sees(theme: Theme, vision: str) -> None:
    seen = [lab(np.array(VISION[vision]) @ linear(hue)) for hue in hues(theme)]
    nearest = min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2))
    assert nearest >= 18


@pytest.mark.parametrize("theme", THEMES)
def test_hues_and_neutral_lines_stand_out_from_land_and_sea(theme: Theme) -> None:
    neutral = colours(theme)
    for hue in (*hues(theme), neutral.existing, neutral.stopped, neutral.accent):
        for ground in (neutral.land, neutral.land_far, neutral.sea):
            assert contrast(hue, ground) >= 3, (hue, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_text_colours_can_be_read(theme: Theme) -> None:
    neutral = colours(theme)
    for text in (neutral.text, neutral.text_muted, neutral.accent):
        assert contrast(text, neutral.background) >= 4.5
        assert contrast(text, neutral.panel) >= 4.5
    assert contrast(neutral.county_label, neutral.land) >= 4.5
    assert contrast(neutral.neighbour_label, neutral.land_far) >= 4


def test_each_family_has_its_own_shape_letter_and_hue() -> None:
    styles = [style_of(family) for family in FAMILIES]
    assert len(FAMILIES) == 7
    for seen in (
        {style.shape for style in styles},
        {style.letter for style in styles},
        {style.light for style in styles},
        {style.dark for style in styles},
    ):
        assert len(seen) == 7


def test_all_eleven_groups_fall_into_the_seven_families() -> None:
    assert len(set(GROUPS)) == 11
    assert {family_of_group(group) for group in GROUPS} == set(FAMILIES)


def test_every_tier_and_stage_is_told_apart_without_hue() -> None:
    for lines in ([tier_line(tier) for tier in Tier], [stage_line(stage) for stage in Stage]):
        drawn = {(line.weight, line.dash, line.is_double) for line in lines}
        assert len(drawn) == len(lines)


@pytest.mark.parametrize("theme", THEMES)
def test_in_greyscale_tiers_of_figures_differ_in_pattern_or_brightness(theme: Theme) -> None:
    look = look_for(theme)
    for one, other in combinations(Tier, 2):
        is_brighter = contrast(look.tier(one), look.tier(other)) >= 1.3
        assert is_brighter or tier_pattern(one) != tier_pattern(other), (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_in_greyscale_a_beamer_shows_what_stands_on_white_panels_and_land(theme: Theme) -> None:
    # Contrast is made of brightness alone: what passes here is seen without any hue.
    neutral = colours(theme)
    on_accent = neutral.background
    assert contrast(neutral.accent, on_accent) >= 4.5
    for line in (neutral.existing, neutral.stopped):
        assert contrast(line, neutral.background) >= 3
