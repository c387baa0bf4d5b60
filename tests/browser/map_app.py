"""A server for tests of the map alone: our own routes and headers around one small page."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders

app = st.App(
    str(Path(__file__).with_name("map_page.py")),
    routes=own_routes(),
    middleware=[Middleware(SecurityHeaders)],
)
