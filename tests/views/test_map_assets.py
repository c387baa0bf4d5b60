"""No folium class can ask a foreign host, whatever it is used for."""

from __future__ import annotations

import re
from collections.abc import Iterator

import folium.plugins
import pytest
from folium.elements import JSCSSMixin

from symgeo.texts import texts_for
from symgeo.views import map as site_map
from symgeo.views.map_assets import own_links, use_own_assets
from symgeo.views.map_script import program_name
from symgeo.vocabulary import ASSETS_PATH

OWN = f"../../{ASSETS_PATH}/"


def kinds(kind: type[JSCSSMixin] = JSCSSMixin) -> Iterator[type[JSCSSMixin]]:
    yield kind
    for heir in kind.__subclasses__():
        yield from kinds(heir)


def test_every_class_asks_our_own_server_or_nobody() -> None:
    assert site_map.KEY
    assert folium.Map in set(kinds())
    links = [url for kind in kinds() for _, url in (*kind.default_js, *kind.default_css)]
    assert links
    assert all(url.startswith((OWN, "about:blank#")) for url in links)


def test_map_asks_for_leaflet_alone() -> None:
    assert folium.Map.default_js == [("leaflet", f"{OWN}leaflet/leaflet.js")]
    assert folium.Map.default_css == [("leaflet_css", f"{OWN}leaflet/leaflet.css")]


def test_our_map_asks_for_one_file_and_its_page_holds_no_program() -> None:
    base = site_map.base_map(site_map.Reader(texts_for("en")))
    page = base.get_root().render()
    asked = re.findall(r"(?:src|href)=[\"']([^\"']+)", page)
    assert asked == [f"{OWN}{program_name()}"]
    assert "symgeo.start(" in page
    assert "symgeo.start =" not in page


def test_what_is_not_shipped_fails_closed_and_names_itself() -> None:
    assert own_links([("d3", "https://example.org/d3.js")]) == [("d3", "about:blank#d3")]


def test_pointing_twice_changes_nothing() -> None:
    before = [(kind, list(kind.default_js), list(kind.default_css)) for kind in kinds()]
    use_own_assets()
    assert before == [(kind, list(kind.default_js), list(kind.default_css)) for kind in kinds()]


@pytest.mark.parametrize("plugin", [folium.plugins.MarkerCluster, folium.plugins.Draw])
def test_plugins_that_are_not_shipped_point_nowhere(plugin: type[JSCSSMixin]) -> None:
    assert all(url.startswith("about:blank#") for _, url in plugin.default_js)
