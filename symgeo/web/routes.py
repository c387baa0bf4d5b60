"""Every address that our own server answers beside Streamlit's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, Router

from symgeo import __version__
from symgeo.bootstrap.places import CHECKOUT, assets_folder
from symgeo.views.map_ground import pack_counties, pack_land
from symgeo.vocabulary import ASSETS_PATH, GEO_PATH
from symgeo.web.assets import AssetFiles
from symgeo.web.coast import coast_route
from symgeo.web.geometry import content_route, read_ground
from symgeo.web.places import read_places
from symgeo.web.program import program_route

GEOMETRY_FOLDER: Final = CHECKOUT / "data" / "geo"


def own_routes(
    *,
    base_url_path: str = "",
    browser_files: Path | None = None,
    geometry_folder: Path = GEOMETRY_FOLDER,
) -> list[BaseRoute]:
    """Give the routes of browser files, geometry and health.

    Parameters
    ----------
    base_url_path
        Streamlit's ``server.baseUrlPath``; Streamlit puts it before its own routes only.
    browser_files
        Folder with the browser files; None for the running environment's, where set-up puts them.
    geometry_folder
        Folder with the files for drawing: land, counties, places, the fine coast.

    Returns
    -------
    list of BaseRoute
        For ``st.App(routes=...)``.

    Raises
    ------
    SetupError
        If the browser files or the geometry are not there.
    """
    files = browser_files or assets_folder(Path(sys.prefix))
    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    return [
        Route(f"{base}/health", health),
        # Without these two, the bare folder would be answered with Streamlit's page.
        Route(f"{base}/{ASSETS_PATH}", nothing_here),
        Route(f"{base}/{GEO_PATH}", nothing_here),
        program_route(f"{base}/{ASSETS_PATH}", files),
        Mount(f"{base}/{ASSETS_PATH}", app=AssetFiles(files)),
        Mount(f"{base}/{GEO_PATH}", app=_geometry(geometry_folder)),
    ]


def _geometry(folder: Path) -> Router:
    routes = [
        content_route("/land.json", read_ground(folder / "land_draw.geojson", pack_land)),
        content_route("/counties.json", read_ground(folder / "counties.geojson", pack_counties)),
        content_route("/places.json", read_places(folder / "places.csv")),
        coast_route(folder / "land_fine.parquet", folder / "counties_sea.geojson"),
    ]
    # An address that is nearly right is a wrong one.
    return Router(routes, redirect_slashes=False)


async def health(_request: Request) -> JSONResponse:
    """Answer that the server is up, with the version it runs."""
    return JSONResponse({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-store"})


async def nothing_here(_request: Request) -> PlainTextResponse:
    """Answer that there is no such file."""
    return PlainTextResponse("Not Found", status_code=404)
