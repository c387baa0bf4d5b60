"""The server: Streamlit's pages, our own addresses beside them, security headers on everything."""

import streamlit as st
from starlette.middleware import Middleware

from symgeo.ui.startup import calculate_first
from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders
from symgeo.web.start_failure import PlainStartFailure

app = st.App(
    "symgeo/ui/shell.py",
    lifespan=calculate_first,
    routes=own_routes(base_url_path=st.get_option("server.baseUrlPath") or ""),
    middleware=[Middleware(PlainStartFailure), Middleware(SecurityHeaders)],
)
