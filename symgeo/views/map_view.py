"""What the map shows: the part of the country, and what a reader pressed in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import geopandas as gpd
import pandas as pd

_CLOSE_ZOOM: Final = 12
_NEIGHBOURHOOD_ZOOM: Final = 10
_COUNTY_ZOOM: Final = 9
_SURROUNDINGS_KM: Final = 3.0
"""Shown around a pair at least: enough to recognise the place by its coast and its town."""
_KM_PER_DEGREE: Final = 111.2
"""Of latitude, on a sphere."""


@dataclass(frozen=True)
class View:
    """A part of the country that the map shows whole, whatever the frame's size.

    Attributes
    ----------
    south, west, north, east : float
        Degrees, WGS84.
    zoom : int
        The closest zoom that is used for it.
    is_whole : bool
        Whether it is a map's whole area, edge to edge; otherwise some room is left around it.
    """

    south: float
    west: float
    north: float
    east: float
    zoom: int = _COUNTY_ZOOM
    is_whole: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """Give the middle as lat, lon in degrees."""
        return (self.south + self.north) / 2, (self.west + self.east) / 2

    @property
    def start_zoom(self) -> int:
        """Give a zoom that shows about this part in a frame of 700 px, before the frame's size is known."""
        span = max(self.east - self.west, 2 * (self.north - self.south), 0.01)
        return max(3, min(self.zoom, math.floor(math.log2(700 / 256 * 360 / span))))


NORDIC_VIEW: Final = View(south=61.8, west=5.0, north=65.2, east=19.6)
"""The three counties of the example."""


def view_of_points(
    lats: Sequence[float], lons: Sequence[float], *, zoom: int = _CLOSE_ZOOM, around_km: float = 0.0
) -> View:
    """Give the smallest view that holds all points; the example's counties without any.

    Parameters
    ----------
    lats, lons : sequence of float
        Degrees, WGS84.
    zoom : int
        The closest zoom that is used for it.
    around_km : float
        What it holds on every side of the points.
    """
    if not len(lats):
        return NORDIC_VIEW
    beside = around_km / _KM_PER_DEGREE
    widest = beside / math.cos(math.radians(min(max(map(abs, lats)), 85.0)))
    return View(
        south=round(min(lats) - beside, 4),
        west=round(min(lons) - widest, 4),
        north=round(max(lats) + beside, 4),
        east=round(max(lons) + widest, 4),
        zoom=zoom,
    )


def view_of_counties(counties: gpd.GeoDataFrame, codes: Sequence[str]) -> View:
    """Give the view of whole counties by their ISO 3166-2 codes; the example's counties without any."""
    known = [code for code in codes if code in counties.index]
    if not known:
        return NORDIC_VIEW
    west, south, east, north = (round(float(edge), 3) for edge in counties.loc[known].total_bounds)
    return View(south=south, west=west, north=north, east=east)


def view_for(
    sites: pd.DataFrame,
    counties: gpd.GeoDataFrame,
    *,
    selected_sites: Sequence[str] = (),
    county_codes: Sequence[str] = (),
) -> View:
    """Give the view for what is selected: the selected sites, else the counties, else all sites.

    Parameters
    ----------
    sites : DataFrame
        Indexed by site id, with ``lat`` and ``lon``.
    counties : GeoDataFrame
        Indexed by ISO 3166-2 code.
    selected_sites : sequence of str
        One site, or the two of a pair.
    county_codes : sequence of str
        Counties that the reader narrowed the page to.
    """
    chosen = sites.loc[sites.index.isin(list(selected_sites))]
    if len(chosen):
        # Around a single site its neighbours matter; a pair is shown as closely as it fits.
        zoom = _CLOSE_ZOOM if len(chosen) > 1 else _NEIGHBOURHOOD_ZOOM
        lats, lons = chosen["lat"].tolist(), chosen["lon"].tolist()
        return view_of_points(lats, lons, zoom=zoom, around_km=_SURROUNDINGS_KM)
    if county_codes:
        return view_of_counties(counties, county_codes)
    return view_of_points(sites["lat"].tolist(), sites["lon"].tolist(), zoom=_COUNTY_ZOOM)


PressKind = Literal["site", "opportunity", "exchange", "none"]
_KINDS: Final = ("site", "opportunity", "exchange", "none")


@dataclass(frozen=True)
class Press:
    """What a reader pressed on the map.

    Attributes
    ----------
    kind : {"site", "opportunity", "exchange", "none"}
        "none": beside everything, which lets go of what was selected.
    id : str
        "" for "none".
    moment : int
        When, in milliseconds of the reader's clock. The frame keeps telling its last press on every
        run: a press is new when its moment is another one than that of the press acted on before.
    """

    kind: PressKind
    id: str
    moment: int


def read_press(returned: object) -> Press | None:
    """Read what ``st_folium`` gave back; None where nothing was pressed yet.

    What comes from a browser can be anything: whatever is not a press of ours is nothing.
    """
    properties = _mapping(_mapping(_mapping(returned).get("last_active_drawing")).get("properties"))
    kind, pressed, moment = (properties.get(name) for name in ("kind", "id", "moment"))
    if kind not in _KINDS or not isinstance(pressed, str) or not isinstance(moment, int):
        return None
    return Press(kind=kind, id=pressed, moment=moment)


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}
