"""The map's program with Leaflet and its plug-in: one file, put together when it is first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from symgeo.views.map_script import program_name, program_with
from symgeo.web.geometry import GeometryFile

_SCRIPTS: Final = ("leaflet/leaflet.js", "leaflet.fullscreen/Control.FullScreen.js")
_STYLES: Final = ("leaflet/leaflet.css", "leaflet.fullscreen/Control.FullScreen.css")


def program_route(folder: str, browser_files: Path) -> Route:
    """Give the route of the map's program.

    Parameters
    ----------
    folder : str
        The address below which it stands, without the closing slash.
    browser_files : Path
        Folder with Leaflet and its plug-in.
    """

    @cache
    def content() -> GeometryFile:
        scripts, styles = (
            [(browser_files / name).read_text(encoding="utf-8") for name in names]
            for names in (_SCRIPTS, _STYLES)
        )
        return GeometryFile.of(program_with(scripts, styles).encode(), "text/javascript")

    async def answer(request: Request) -> Response:
        return content().answer(request)

    return Route(f"{folder}/{program_name()}", answer)
