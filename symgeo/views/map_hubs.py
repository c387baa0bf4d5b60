"""Hubs on the map: a line around each, with its name."""

from __future__ import annotations

import folium
import geopandas as gpd
import pandas as pd

from symgeo.views.map_script import Json, ScriptLayer, layer_group


def hub_layer(table: pd.DataFrame, outlines: gpd.GeoSeries) -> folium.FeatureGroup:
    """Draw hubs under the sites.

    Parameters
    ----------
    table : DataFrame
        Indexed by hub_id, with ``name``.
    outlines : GeoSeries of Polygon
        EPSG:4326, lon/lat, with the same index; the name stands at the middle of the upper edge.
    """
    rings = outlines.loc[table.index]
    bounds = rings.bounds
    columns: dict[str, Json] = {
        "name": [str(name) for name in table["name"]],
        "lat": bounds["maxy"].round(5).tolist(),
        "lon": ((bounds["minx"] + bounds["maxx"]) / 2).round(5).tolist(),
        "rings": [[[round(y, 5), round(x, 5)] for x, y in ring.exterior.coords] for ring in rings],
    }
    return layer_group("hubs", ScriptLayer("outlines", columns))
