"""Online background maps: off until the reader switches one on, and named with their host."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import folium

from symgeo.texts import Texts
from symgeo.views.map_script import Json, ScriptLayer, layer_group
from symgeo.views.palette import Theme


@dataclass(frozen=True)
class Background:
    """One online background map.

    Attributes
    ----------
    code : str
        Stands in the page's address and in text keys.
    host : str
        The server that is asked for pictures when this map is on.
    url : str
        Address of a picture; ``{key}`` where the owner wants one.
    attribution : str
        HTML of our own that names the owner as its licence asks.
    closest : int
        Closest zoom that has pictures of its own.
    """

    code: str
    host: str
    url: str
    attribution: str
    closest: int


BACKGROUNDS: Final = (
    Background(
        code="kartverket",
        host="cache.kartverket.no",
        # The row stands before the column in this address.
        url="https://cache.kartverket.no/v1/wmts/1.0.0/topograatone/default/webmercator/{z}/{y}/{x}.png",
        attribution='&copy; <a href="https://www.kartverket.no/">Kartverket</a> (CC BY 4.0)',
        closest=18,
    ),
    Background(
        code="osm",
        host="tile.openstreetmap.org",
        url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        attribution='&copy; <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> (ODbL)',
        closest=19,
    ),
    Background(
        code="lantmateriet",
        host="api.lantmateriet.se",
        url=(
            "https://api.lantmateriet.se/open/topowebb-ccby/v1/wmts/token/{key}/1.0.0/topowebb/default"
            "/3857/{z}/{y}/{x}.png"
        ),
        attribution='&copy; <a href="https://www.lantmateriet.se/">Lantmäteriet</a> (CC BY 4.0)',
        closest=15,
    ),
)


def available_backgrounds(*, lantmateriet_key: str = "") -> tuple[Background, ...]:
    """Give the background maps that can be switched on; Lantmäteriet's only where a key is set."""
    return tuple(one for one in BACKGROUNDS if "{key}" not in one.url or lantmateriet_key)


def background_layer(
    code: str, texts: Texts, *, theme: Theme = "light", lantmateriet_key: str = ""
) -> folium.FeatureGroup:
    """Draw an online map above the own land and below everything else.

    Where its pictures do not come, the own land stays visible and a notice says so.

    Raises
    ------
    KeyError
        There is no such background, or it wants a key that is not set.
    """
    by_code = {one.code: one for one in available_backgrounds(lantmateriet_key=lantmateriet_key)}
    chosen = by_code[code]
    tiles: dict[str, Json] = {
        "url": chosen.url.replace("{key}", quote(lantmateriet_key, safe="")),
        "attribution": chosen.attribution,
        "native": chosen.closest,
        "opacity": 0.9,
        "invert": theme == "dark",
        "notice": texts("map.background_fails", host=chosen.host),
    }
    return layer_group("background", ScriptLayer("background", tiles))
