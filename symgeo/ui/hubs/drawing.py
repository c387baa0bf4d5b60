"""An area that is drawn: its corners pressed on a map, or typed one a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Outline, read_corners, sites_within
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.press_map import show_press_map
from symgeo.views.cards.markup import element
from symgeo.views.map_hubs import hub_layer
from symgeo.vocabulary import CRS_GEOGRAPHIC, Extent

_CORNERS: Final = "own_corners"
_NAMED: Final = 8
"""Sites that are named; of more, the number is told."""
_DIGITS: Final = 5
_HEIGHT: Final = 150


def ask_area(texts: Texts, dataset: Dataset) -> None:
    """Ask for the corners of an area, pressed on a map or typed in degrees, and say what lies within."""
    markup.show(element("p", texts("hubs.area_lead"), class_="sg-note"))
    typed = str(session.held(_CORNERS) or "")
    corners, wrong = read_corners(typed)
    area = Outline(Extent.AREA, corners=corners).area
    layers = () if area is None else (hub_layer(*_ring(texts, area)),)
    show_press_map(
        texts,
        pd.DataFrame(dataset.sites[["name", "municipality", "lat", "lon"]]),
        chosen="",
        name="own_area_map",
        on_press=_add,
        points=_points(texts, corners),
        layers=layers,
    )
    st.text_area(
        texts("hubs.area_corners"),
        key=session.widget(_CORNERS, typed),
        on_change=_take,
        placeholder="63.3012, 9.8476",
        height=_HEIGHT,
    )
    with st.container(horizontal=True, gap="small"):
        for name, press in (("area_back", _back), ("area_anew", _anew)):
            st.button(
                texts(f"hubs.{name}"), key=session.key(name), on_click=press, disabled=not typed.strip()
            )
    markup.show(element("p", _say(texts, corners, wrong, dataset), class_="sg-note", role="status"))


def drawn_corners() -> tuple[tuple[float, float], ...]:
    """Give the corners that this visit has drawn: lon and lat, degrees."""
    corners, wrong = read_corners(str(session.held(_CORNERS) or ""))
    return () if wrong else corners


def name_some(texts: Texts, site_ids: Sequence[str], dataset: Dataset) -> str:
    """Name the first of some sites, and say how many there are beside."""
    names = texts.join(str(dataset.sites.loc[site, "name"]) for site in site_ids[:_NAMED])
    if len(site_ids) <= _NAMED:
        return names
    return texts("hubs.and_more", names=names, count=len(site_ids) - _NAMED)


def _say(
    texts: Texts, corners: tuple[tuple[float, float], ...], wrong: tuple[int, ...], dataset: Dataset
) -> str:
    if wrong:
        return texts("hubs.area_wrong", lines=texts.join(str(one) for one in wrong))
    outline = Outline(Extent.AREA, corners=corners)
    if outline.area is None:
        return texts.plural("hubs.area_open", len(corners))
    inside = sites_within(outline, dataset.sites)
    if not inside:
        return texts("hubs.area_empty")
    return texts.plural("hubs.area_inside", len(inside), names=name_some(texts, inside, dataset))


def _ring(texts: Texts, area: shapely.Polygon) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    table = pd.DataFrame({"name": [texts("hubs.area_name")]}, index=["area"])
    return table, gpd.GeoSeries([area], index=["area"], crs=CRS_GEOGRAPHIC)


def _points(texts: Texts, corners: Sequence[tuple[float, float]]) -> pd.DataFrame | None:
    """Give the corners as points of a map."""
    if not corners:
        return None
    names = [texts("hubs.area_corner", number=number) for number in range(1, len(corners) + 1)]
    lon, lat = zip(*corners, strict=True)
    points = pd.DataFrame({"name": names, "municipality": "", "lat": lat, "lon": lon})
    return points.set_axis([f"corner {n}" for n in range(len(points))])


def _add(lat: float, lon: float) -> None:
    # The map can be dragged once around the earth.
    lon, lat = (lon + 180.0) % 360.0 - 180.0, max(-90.0, min(90.0, lat))
    held = str(session.held(_CORNERS) or "").rstrip()
    session.hold(_CORNERS, f"{held}\n{round(lat, _DIGITS)}, {round(lon, _DIGITS)}".lstrip())


def _back() -> None:
    held = str(session.held(_CORNERS) or "").rstrip()
    session.hold(_CORNERS, held.rpartition("\n")[0])


def _anew() -> None:
    session.hold(_CORNERS, None)


def _take() -> None:
    session.hold(_CORNERS, str(session.value(_CORNERS)))
