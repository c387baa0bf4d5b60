"""The benchmark's server: our own routes and headers around one page, and the files of a peer."""

import os
import sys
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from benchmarks.map import FILES_PATH, FOLDER_VARIABLE
from symgeo.bootstrap.places import assets_folder
from symgeo.vocabulary import ASSETS_PATH
from symgeo.web.columns import columns_route
from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders


def find_columns(name: str) -> bytes | None:
    """Give compressed rows by their name."""
    # Imported only now: caches made before the server runs would be other ones.
    from benchmarks.map import shelf  # noqa: PLC0415 # see above

    return shelf.find_columns(name)


async def picture(path: Path, _request: Request) -> FileResponse:
    """Give a picture of a marker."""
    return FileResponse(path)


# Folium's markers look for their pictures at an address without the slash before the name.
pictures = [
    Route(f"/{ASSETS_PATH}/leaflet{path.name}", partial(picture, path))
    for path in (assets_folder(Path(sys.prefix)) / "leaflet" / "images").glob("marker-*.png")
]
files = Mount(f"/{FILES_PATH}", app=StaticFiles(directory=os.environ[FOLDER_VARIABLE]))
app = st.App(
    str(Path(__file__).with_name("page.py")),
    routes=[*pictures, *own_routes(), columns_route(find_columns), files],
    middleware=[Middleware(SecurityHeaders)],
)
