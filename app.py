"""The server: Streamlit's pages, our own addresses beside them, security headers on everything."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from symgeo.ui.errors import show_script_error
from symgeo.ui.startup import calculate_first, find_columns, show_page
from symgeo.web.columns import columns_route
from symgeo.web.first_page import FirstPage
from symgeo.web.preloads import preload_links
from symgeo.web.routes import own_routes
from symgeo.web.security import SecurityHeaders
from symgeo.web.show import show_route
from symgeo.web.start_failure import PlainStartFailure

START_PAGE = Path(st.__file__).parent / "static" / "index.html"
BASE = st.get_option("server.baseUrlPath") or ""

app = st.App(
    "symgeo/ui/shell.py",
    lifespan=calculate_first,
    on_script_error=show_script_error,
    routes=[
        *own_routes(base_url_path=BASE),
        show_route(show_page, base_url_path=BASE),
        columns_route(find_columns, base_url_path=BASE),
    ],
    middleware=[
        Middleware(PlainStartFailure),
        Middleware(SecurityHeaders),
        Middleware(FirstPage, base_url_path=BASE, links=preload_links(START_PAGE)),
    ],
)
