"""A server for tests of the map alone: our own routes and headers around one small page."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from symgeo.web.columns import columns_route
from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders


def find_columns(name: str) -> bytes | None:
    """Give compressed rows by their name."""
    # Imported only now: caches made before the server runs would be other ones.
    from benchmarks.map import shelf  # noqa: PLC0415 # see above

    return shelf.find_columns(name)


app = st.App(
    str(Path(__file__).with_name("map_page.py")),
    routes=[*own_routes(), columns_route(find_columns)],
    middleware=[Middleware(SecurityHeaders)],
)
