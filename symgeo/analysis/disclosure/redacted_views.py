"""Saved views as an audience may see them: names, notes, places and ids of the staff stay with the staff."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from symgeo.analysis.disclosure import blurring
from symgeo.analysis.disclosure.redaction import Redacted
from symgeo.analysis.saved_views import Area, SavedView
from symgeo.vocabulary import Audience

_LEAST_SPAN_DEGREES = 0.3
"""North to south, about 33 km: six cells of the finest grid that places are blurred to."""


def redact_view(view: SavedView, redacted: Redacted) -> SavedView | None:
    """Give a saved view as an audience may see it.

    A name or a note that tells of something hidden is left out. The map is moved to the middle of the cell
    of the fixed grid that its middle lies in, and shows at least six cells: where the staff looked at
    one hidden site, nobody sees which.

    Parameters
    ----------
    view : SavedView
        With the ids of the full data set.
    redacted : Redacted
        The data as the audience may see it.

    Returns
    -------
    SavedView or None
        With the ids of the redacted data set; None where what it is about is not shown, or was looked for
        by words that are not shown.
    """
    if redacted.audience is Audience.STAFF:
        return view
    selected = _selected(view.selected, redacted)
    if (view.selected and not selected) or redacted.reveals(view.filters.query):
        return None
    return replace(
        view,
        name="" if redacted.reveals(view.name) else view.name,
        note="" if redacted.reveals(view.note) else view.note,
        selected=selected,
        area=None if view.area is None else _coarse(view.area),
    )


def _selected(original: str, redacted: Redacted) -> str:
    if "~" in original:
        return redacted.opportunity_id(original)
    return redacted.exchange_ids.get(original, "")


def _edges(area: Area) -> tuple[tuple[float, float], tuple[float, float]]:
    return (area.west, area.east), (area.south, area.north)


def _coarse(area: Area) -> Area:
    """Move an area onto the grid, and widen one that is narrower than blurred places are exact."""
    high = max(area.north - area.south, _LEAST_SPAN_DEGREES)
    wide = (area.east - area.west) * high / (area.north - area.south)
    # Rounded, so that the exact edges of the staff's window do not come back from the size.
    high, wide = round(high, 1), max(round(wide, 1), 0.1)
    # As often as a cell needs sites: it is not enlarged.
    middles = (np.full(blurring.LEAST_SITES, sum(edges) / 2) for edges in _edges(area))
    lon, lat = blurring.coarse_positions(*middles)
    x, y = float(lon[0]), float(lat[0])
    return Area(south=y - high / 2, west=x - wide / 2, north=y + high / 2, east=x + wide / 2)
