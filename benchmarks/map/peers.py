"""What an analyst would write to draw the same sites and lines: each peer at its best reasonable setting."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import folium
import folium.plugins
import pandas as pd
import pydeck  # type: ignore[import-untyped]  # pydeck is not annotated
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.map import FILES_PATH, WITH_GROUND
from benchmarks.map.sites import World
from symgeo.storage.dataset import DATA_FOLDER
from symgeo.views.map_assets import FROM_FRAME

HEIGHT: Final = 600
MIDDLE: Final = (63.0, 15.0)
ZOOM: Final = 5
_HUE: Final = "#0b6e75"
_PLAIN_MARKER: Final = "function (row) { return L.marker(new L.LatLng(row[0], row[1])); }"
"""Its usual marker needs two more foreign files for its picture."""
_ASSETS: Final = "assets/leaflet"


def draw_markers(world: World) -> object:
    """Draw a ``folium.Marker`` for each site, and a ``folium.PolyLine`` for each line."""
    chart = _map()
    for _, row in world.sites.iterrows():
        folium.Marker((row["lat"], row["lon"]), tooltip=row["name"]).add_to(chart)
    for line in _ends(world).itertuples():
        ends = [(line.lat1, line.lon1), (line.lat2, line.lon2)]
        line_of = folium.PolyLine(ends, color=_HUE, weight=2, tooltip=line.opportunity_id)  # type: ignore[no-untyped-call]  # folium annotates only part
        line_of.add_to(chart)
    return _show(chart, "last_object_clicked")


def draw_geojson(world: World, *, ground: bool = False) -> object:
    """Draw one ``folium.GeoJson`` of circles on canvas, and one of lines."""
    chart = _map(ground=ground)
    sites = [
        _feature("Point", [lon, lat], site=site, name=name)
        for site, name, lat, lon in zip(
            world.sites.index, world.sites["name"], world.sites["lat"], world.sites["lon"], strict=True
        )
    ]
    circle = folium.CircleMarker(radius=5, color=_HUE, weight=1, fill=True)
    tip = folium.GeoJsonTooltip(["name"])
    folium.GeoJson({"type": "FeatureCollection", "features": sites}, marker=circle, tooltip=tip).add_to(chart)
    if len(world.opportunities):
        lines = [
            _feature("LineString", [[line.lon1, line.lat1], [line.lon2, line.lat2]], id=line.opportunity_id)
            for line in _ends(world).itertuples()
        ]
        folium.GeoJson(
            {"type": "FeatureCollection", "features": lines}, tooltip=folium.GeoJsonTooltip(["id"])
        ).add_to(chart)
    return _show(chart, "last_active_drawing")


def draw_clusters(world: World, *, ground: bool = False) -> object:
    """Draw ``folium.plugins.FastMarkerCluster``; it has no lines."""
    chart = _map(ground=ground)
    places = world.sites[["lat", "lon"]].to_numpy().tolist()
    folium.plugins.FastMarkerCluster(places, callback=_PLAIN_MARKER).add_to(chart)  # type: ignore[no-untyped-call]  # as above
    return _show(chart, "last_object_clicked")


def draw_deck(world: World) -> object:
    """Draw a ``pydeck.Deck`` with Streamlit's own deck.gl; it has no background map."""
    layers = [
        pydeck.Layer(
            "ScatterplotLayer",
            world.sites[["name", "lat", "lon"]],
            id="sites",
            get_position=["lon", "lat"],
            get_fill_color=[255, 0, 255],
            radius_min_pixels=4,
            radius_max_pixels=4,
            pickable=True,
        )
    ]
    if len(world.opportunities):
        lines = pydeck.Layer(
            "LineLayer",
            _ends(world),
            get_source_position=["lon1", "lat1"],
            get_target_position=["lon2", "lat2"],
            get_color=[255, 0, 255],
            get_width=2,
            pickable=True,
        )
        layers.append(lines)
    view = pydeck.ViewState(latitude=MIDDLE[0], longitude=MIDDLE[1], zoom=ZOOM - 1)
    deck = pydeck.Deck(
        layers, initial_view_state=view, map_provider=None, map_style=None, tooltip={"text": "{name}"}
    )
    chosen = st.pydeck_chart(deck, height=HEIGHT, on_select="rerun", selection_mode="single-object")
    return chosen["selection"]["objects"]


PEERS: Final[dict[str, Callable[[World], object]]] = {
    "marker": draw_markers,
    "geojson": draw_geojson,
    "cluster": draw_clusters,
    f"geojson{WITH_GROUND}": partial(draw_geojson, ground=True),
    f"cluster{WITH_GROUND}": partial(draw_clusters, ground=True),
    "pydeck": draw_deck,
}


def _map(*, ground: bool = False) -> folium.Map:
    folium.Map.default_js = [("leaflet", f"{FROM_FRAME}/{_ASSETS}/leaflet.js")]
    folium.Map.default_css = [("leaflet_css", f"{FROM_FRAME}/{_ASSETS}/leaflet.css")]
    cluster = folium.plugins.FastMarkerCluster
    cluster.default_js = [("cluster", f"{FROM_FRAME}/{FILES_PATH}/leaflet.markercluster.js")]
    cluster.default_css = [
        (name, f"{FROM_FRAME}/{FILES_PATH}/{name}.css") for name in ("MarkerCluster", "MarkerCluster.Default")
    ]
    chart = folium.Map(MIDDLE, zoom_start=ZOOM, tiles=None, prefer_canvas=True, minZoom=2, maxZoom=16)
    for name, colour in (("land_draw", "#d7dbd3"), ("counties", "none")) if ground else ():
        style = {"color": "#9aa39a", "weight": 0.8, "fillColor": colour, "fillOpacity": 0.6}
        folium.GeoJson(_shapes(name), style_function=partial(_style, style), interactive=False).add_to(chart)
    return chart


@cache
def _shapes(name: str) -> str:
    """Read the files that our own map is drawn from."""
    return Path(DATA_FOLDER / "geo" / f"{name}.geojson").read_text(encoding="utf-8")


def _style(style: dict[str, Any], _feature: dict[str, Any]) -> dict[str, Any]:
    return style


def _show(chart: folium.Map, pressed: str) -> object:
    returned = st_folium(
        chart, key="peer", height=HEIGHT, use_container_width=True, returned_objects=[pressed]
    )
    return returned.get(pressed)


def _feature(kind: str, coordinates: list[Any], **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {
        "type": "Feature",
        "geometry": {"type": kind, "coordinates": coordinates},
        "properties": properties,
    }


def _ends(world: World) -> pd.DataFrame:
    """Give the ends of all lines as columns."""
    lines, places = world.opportunities, world.sites[["lat", "lon"]]
    start = places.loc[lines["supply_site_id"]].reset_index(drop=True).add_suffix("1")
    finish = places.loc[lines["demand_site_id"]].reset_index(drop=True).add_suffix("2")
    return pd.concat([lines[["opportunity_id"]], start, finish], axis=1)
