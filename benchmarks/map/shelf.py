"""Where the benchmark's server keeps the rows of our map, as the application's does."""

import streamlit as st

from symgeo.views.map_shelf import Shelf


@st.cache_resource(show_spinner=False)
def held_shelf() -> Shelf:
    """Give the one shelf."""
    return Shelf()


def find_columns(name: str) -> bytes | None:
    """Give compressed rows by their name."""
    return held_shelf().find(name)
