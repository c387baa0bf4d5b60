"""The map: one constant base, and layers of columns that change without a redraw of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import folium
import folium.plugins

from symgeo.analysis.coast_pieces import PIECES
from symgeo.texts import Texts
from symgeo.views.map_assets import FROM_FRAME, use_own_assets
from symgeo.views.map_script import Json, MapProgram, ScriptLayer, layer_group, program_name
from symgeo.views.map_view import NORDIC_VIEW, View
from symgeo.views.palette import FAMILIES, Theme, ThemeColours, colours
from symgeo.vocabulary import ASSETS_PATH, GEO_PATH

use_own_assets()

KEY: Final = "site_map"
"""The constant ``key`` for ``st_folium``."""
RETURNED: Final = ("last_active_drawing",)
"""The only value to ask the frame for: a press reruns the page, moving the map does not."""
_FARTHEST_OUT: Final = 3
CLOSEST_IN: Final = 16


@dataclass(frozen=True)
class Reader:
    """Whom the map is drawn for.

    Attributes
    ----------
    texts : Texts
        The reader's language.
    theme : {"light", "dark"}
        The reader's theme.
    """

    texts: Texts
    theme: Theme = "light"

    @property
    def colours(self) -> ThemeColours:
        """Give the neutral colours of the reader's theme."""
        return colours(self.theme)


@dataclass(frozen=True)
class Geometry:
    """Where the map's frame finds the drawn geometry: addresses, as the frame sees them.

    ``coast`` is the folder of the pieces of the fine coast; "" for a map that stays with the coarse one.
    """

    land: str = f"{FROM_FRAME}/{GEO_PATH}/land.json"
    counties: str = f"{FROM_FRAME}/{GEO_PATH}/counties.json"
    places: str = f"{FROM_FRAME}/{GEO_PATH}/places.json"
    coast: str = f"{FROM_FRAME}/{GEO_PATH}/coast"


_OWN_GEOMETRY: Final = Geometry()


def base_map(reader: Reader, *, view: View = NORDIC_VIEW, geometry: Geometry = _OWN_GEOMETRY) -> folium.Map:
    """Draw the constant map: sea, land, counties, scale and buttons.

    It is the same for the same reader and geometry; a new language or theme makes a new one.
    Build it anew for each run: ``st_folium`` writes into the map it is given.

    Parameters
    ----------
    reader : Reader
        Language and theme.
    view : View
        What the map shows first, until a layer of `focus_layer` asks for something else.
    geometry : Geometry
        Where land, counties and places come from.
    """
    texts = reader.texts
    base = folium.Map(
        location=view.middle,
        zoom_start=view.start_zoom,
        tiles=None,
        zoom_control=False,
        # Without tiles Leaflet knows no limits, and a map without limits does not zoom at all.
        minZoom=_FARTHEST_OUT,
        maxZoom=CLOSEST_IN,
        zoomSnap=0.25,
        worldCopyJump=False,
    )
    settings: dict[str, Json] = {
        "look": _look(reader),
        "words": _words(texts),
        "sources": {**asdict(geometry), "coast": _coast(geometry)},
        "view": asdict(view),
    }
    MapProgram(settings).add_to(base)
    fullscreen = folium.plugins.Fullscreen(  # type: ignore[no-untyped-call]  # folium annotates only part
        title=texts("map.fullscreen"), title_cancel=texts("map.leave_fullscreen"), position="topleft"
    )
    fullscreen.add_to(base)
    # streamlit-folium loads one file after the other: everything comes in one.
    base.default_js = [("symgeo", f"{FROM_FRAME}/{ASSETS_PATH}/{program_name()}")]
    base.default_css = fullscreen.default_js = fullscreen.default_css = []
    return base


def _look(reader: Reader) -> dict[str, Json]:
    neutral = reader.colours
    return {**asdict(neutral), "halo": neutral.land}


def _coast(geometry: Geometry) -> Json:
    return {"address": geometry.coast, **asdict(PIECES)} if geometry.coast else None


def _words(texts: Texts) -> dict[str, Json]:
    return {
        "language": texts.language,
        "map": texts("map.label"),
        "zoomIn": texts("map.zoom_in"),
        "zoomOut": texts("map.zoom_out"),
        "attribution": texts("map.attribution"),
        **many_words(texts),
    }


def many_words(texts: Texts) -> dict[str, Json]:
    """Give what the map says about many sites and lines, and to readers who use the keyboard."""
    return {
        "together": texts("map.together", count="{count}"),
        "closer": texts("map.closer"),
        "families": [texts(f"map.family_{family}") for family in FAMILIES],
        "crowd": texts("map.crowd", sites="{sites}", signs="{signs}"),
        "best": texts("map.best_in_view", shown="{shown}", found="{found}"),
        "walk": texts("map.walk"),
    }


def focus_layer(view: View) -> folium.FeatureGroup:
    """Ask the live map to show a view; asked for twice, it stays where the reader moved it."""
    return layer_group("view", ScriptLayer("view", asdict(view)))


def county_layer(active: Sequence[str], *, selected: Sequence[str] = ()) -> folium.FeatureGroup:
    """Lift the counties that have data above their neighbours, and outline the selected ones.

    Parameters
    ----------
    active, selected : sequence of str
        ISO 3166-2 codes such as ``NO-50``.
    """
    wanted: dict[str, Json] = {"active": sorted(active), "selected": sorted(selected)}
    return layer_group("counties", ScriptLayer("counties", wanted))
