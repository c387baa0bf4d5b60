"""Colours and font of figures, in light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from symgeo.views.palette import Theme, colours, style_of_group
from symgeo.vocabulary import Tier

FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

_TIERS: Final[tuple[tuple[Tier, str, str, str], ...]] = (
    (Tier.QUICK_WIN, "#0B6E75", "#5CC4C9", ""),
    (Tier.INVESTIGATE, "#5DA9AE", "#2F888E", ""),
    (Tier.LONG_SHOT, "#BCDDDF", "#2A6468", ""),
    (Tier.EXISTING, "#8A959B", "#8A979E", "."),
    (Tier.GATE_FAILED, "#AEB9BE", "#7B8A92", "/"),
)
"""Tier, fill in light and in dark, pattern: darker means nearer to being done; all are told apart in grey."""


@dataclass(frozen=True)
class Look:
    """Colours of one theme.

    Attributes
    ----------
    theme : str
        light or dark.
    ink, muted, grid, surface, accent : str
        Text, quiet text, grid lines, hover box, accent.
    neutral : str
        Fill of what is neither accent nor a resource.
    outline : str
        Line between the parts of a bar: the page's background.
    hatch : str
        Strokes of the hatching of example values.
    """

    theme: Theme
    ink: str
    muted: str
    grid: str
    surface: str
    accent: str
    neutral: str
    outline: str
    hatch: str

    def tier(self, tier: str) -> str:
        """Give the fill of a tier."""
        return next(
            dark if self.theme == "dark" else light for code, light, dark, _ in _TIERS if code == tier
        )

    def resource(self, group: str) -> str:
        """Give the hue of a resource group."""
        return style_of_group(group).hue(self.theme)

    def translucent(self, colour: str, opacity: float) -> str:
        """Give a colour ``#RRGGBB`` with an opacity, as Plotly writes it."""
        red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
        return f"rgba({red},{green},{blue},{opacity})"


def tier_pattern(tier: str) -> str:
    """Give the fill pattern of a tier, "" for a plain fill."""
    return next(pattern for code, _, _, pattern in _TIERS if code == tier)


def look_for(theme: Theme) -> Look:
    """Give the colours of a theme."""
    shared = colours(theme)
    return Look(
        theme=theme,
        ink=shared.text,
        muted=shared.text_muted,
        grid=shared.grid,
        surface=shared.panel,
        accent=shared.accent,
        neutral=shared.existing,
        outline=shared.background,
        hatch=shared.background,
    )
