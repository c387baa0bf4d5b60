"""A map on which a reader shows by a press where a site lies."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from symgeo.texts import Texts
from symgeo.ui import cache, session
from symgeo.views import map as views
from symgeo.views.map_sites import site_layer, site_marks
from symgeo.views.map_view import view_for, view_of_points

_PRESSED: Final = "last_clicked"
_HEIGHT: Final = 420
_AROUND_KM: Final = 8.0
OnPress = Callable[[float, float], None]
"""Takes lat and lon, degrees, WGS84."""


def show_press_map(
    texts: Texts,
    sites: pd.DataFrame,
    *,
    chosen: str,
    name: str,
    on_press: OnPress,
    points: pd.DataFrame | None = None,
    layers: Sequence[folium.FeatureGroup] = (),
) -> None:
    """Draw the sites and tell where the map is pressed.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    sites : DataFrame
        Indexed by text, with ``name``, ``municipality``, ``lat`` and ``lon`` (degrees, WGS84; NaN where
        the place is not known).
    chosen : str
        The site that is ringed, if it has a place.
    name : str
        Names the map in the session.
    on_press : callable
        Called before the page is drawn again.
    points : DataFrame, optional
        What was pressed before, as ``sites``; drawn like them, and the map does not move for it.
    layers : sequence of FeatureGroup
        What else is drawn, under the sites.
    """
    reader = views.Reader(texts, st.context.theme.type or "light")
    reference = cache.reference()
    placed = sites[sites["lat"].notna() & sites["lon"].notna()]
    drawn = placed if points is None else pd.concat([placed, points])
    marks = site_marks(drawn, cache.dataset().flows.iloc[:0], reference.resources)
    at = placed[placed.index == chosen]
    view = (
        view_of_points(at["lat"].tolist(), at["lon"].tolist(), around_km=_AROUND_KM)
        if len(at)
        else view_for(placed, reference.counties)
    )
    # Not the key of the page's own map: both may be on one page.
    with st.container(key=f"press_map_{name}"):
        st_folium(
            views.base_map(reader),
            key=session.key(name),
            height=_HEIGHT,
            use_container_width=True,
            returned_objects=[_PRESSED],
            feature_group_to_add=[
                *layers,
                site_layer(drawn, marks, reference.resources, reader, selected=at.index.tolist()),
                views.focus_layer(view),
            ],
            on_change=partial(_pressed, name, on_press),
        )


def _pressed(name: str, on_press: OnPress) -> None:
    """Pass a press on; what comes from a browser can be anything."""
    held = session.value(name)
    at = held.get(_PRESSED) if isinstance(held, Mapping) else None
    lat, lon = (at.get("lat"), at.get("lng")) if isinstance(at, Mapping) else (None, None)
    if isinstance(lat, float) and isinstance(lon, float) and math.isfinite(lat + lon):
        on_press(lat, lon)
