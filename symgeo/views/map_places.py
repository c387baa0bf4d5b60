"""From which zoom of the map on the name of a place is written."""

from __future__ import annotations

from typing import Final

_ZOOM_BY_POPULATION: Final = ((50_000, 6.5), (15_000, 7.5), (5_000, 8.5), (2_000, 9.5), (1_000, 10.5))
"""From how many inhabitants on a name is shown, and from which zoom of the map on."""
_ZOOM_OF_SMALLEST: Final = 11.5


def first_zoom(population: int) -> float:
    """Give the zoom from which a place of so many inhabitants is named."""
    return next((zoom for least, zoom in _ZOOM_BY_POPULATION if population >= least), _ZOOM_OF_SMALLEST)
