"""Browser files of folium's classes: from our own server, or from nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import folium.plugins  # noqa: F401 - plug-ins are subclasses only once they are imported
from folium.elements import JSCSSMixin

from symgeo.vocabulary import ASSETS_PATH

FROM_FRAME: Final = "../.."
"""The server's root as the map's frame sees it (``/component/<name>/index.html``), under any base address."""

_FILES: Final[tuple[tuple[str, str], ...]] = (
    ("leaflet", "leaflet/leaflet.js"),
    ("leaflet_css", "leaflet/leaflet.css"),
    ("Control.Fullscreen.js", "leaflet.fullscreen/Control.FullScreen.js"),
    ("Control.FullScreen.css", "leaflet.fullscreen/Control.FullScreen.css"),
)
# What folium asks for by habit and our maps do not use: neither loaded nor missed.
_NOT_USED: Final = frozenset(
    {
        *("jquery", "bootstrap", "awesome_markers", "bootstrap_css", "glyphicons_css"),
        *("awesome_markers_font_css", "awesome_markers_css", "awesome_rotate_css"),
    }
)

Links = list[tuple[str, str]]


def use_own_assets() -> None:
    """Point folium and its plug-ins to our own server; what we do not ship points to nothing.

    A plug-in whose files we do not ship gets ``about:blank#<name>``: it fails at once and
    visibly, instead of asking a foreign host. May be called any number of times.
    """
    for kind in _all_kinds(JSCSSMixin):
        kind.default_js = own_links(kind.default_js)
        kind.default_css = own_links(kind.default_css)


def own_links(links: Links) -> Links:
    """Give the same links to our own files, without those that our maps do not use."""
    files = dict(_FILES)
    return [
        (name, f"{FROM_FRAME}/{ASSETS_PATH}/{files[name]}" if name in files else f"about:blank#{name}")
        for name, _ in links
        if name not in _NOT_USED
    ]


def _all_kinds(kind: type[JSCSSMixin]) -> Iterator[type[JSCSSMixin]]:
    yield kind
    for heir in kind.__subclasses__():
        yield from _all_kinds(heir)
