"""One map of a size, drawn in one way when its button is pressed; the address says which."""

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.map.peers import HEIGHT, MIDDLE, PEERS
from benchmarks.map.shelf import held_shelf
from benchmarks.map.sites import World, make_world
from symgeo.texts import texts_for
from symgeo.views import map as views
from symgeo.views.map_columns import MANY_ROWS, as_bytes
from symgeo.views.map_lines import lines_to_draw, opportunity_layer, opportunity_rows
from symgeo.views.map_sites import site_layer, site_marks, site_rows
from symgeo.views.map_view import View, read_press

VIEW = View(MIDDLE[0] - 8, MIDDLE[1] - 10, MIDDLE[0] + 8, MIDDLE[1] + 10)


@st.cache_resource(show_spinner=False)
def world_of(sites: int, lines: int) -> World:
    """Make the world once; data that is there already is no part of what is measured."""
    return make_world(sites, lines)


@st.cache_resource(show_spinner=False)
def marks_of(sites: int, lines: int) -> pd.DataFrame:
    """Decide once how sites look, as the application does."""
    world = world_of(sites, lines)
    return site_marks(world.sites, world.flows, world.resources)


def draw_ours(world: World, marks: pd.DataFrame) -> object:
    """Draw the map as the page Explore does; the first to ask packs the rows."""
    texts = texts_for("nb")
    reader, shelf = views.Reader(texts), held_shelf()
    press = read_press(st.session_state.get(views.KEY))
    lines = lines_to_draw(world.opportunities)
    few = {"sites": len(world.sites) < MANY_ROWS, "lines": len(lines) < MANY_ROWS}
    addresses: dict[str, str] = st.session_state.setdefault("addresses", {})
    if not addresses:
        sites = site_rows(world.sites, marks, world.resources, texts)
        found = opportunity_rows(lines, world.sites, world.resources, texts)
        addresses["sites"] = "" if few["sites"] else shelf.put(as_bytes(sites))
        addresses["lines"] = "" if few["lines"] else shelf.put(as_bytes(found))
    layers = [
        views.county_layer(["NO-50"]),
        opportunity_layer(lines, world.sites, world.resources, reader, address=addresses["lines"]),
        site_layer(
            world.sites,
            marks,
            world.resources,
            reader,
            selected=[press.id] if press and press.kind == "site" else [],
            address=addresses["sites"],
        ),
        views.focus_layer(VIEW),
    ]
    returned = st_folium(
        views.base_map(reader),
        key=views.KEY,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=list(views.RETURNED),
        feature_group_to_add=layers,
    )
    return read_press(returned)


asked = st.query_params
size = int(asked["sites"]), int(asked["lines"])
world, marks = world_of(*size), marks_of(*size)
way = asked["way"]
lone = world.sites.loc[[world.alone]]
st.text(f"alone {float(lone['lat'].iloc[0])} {float(lone['lon'].iloc[0])}")
if st.button("Draw"):
    st.session_state["drawn"] = True
pressed: object = None
if "drawn" in st.session_state:
    pressed = draw_ours(world, marks) if way == "symgeo" else PEERS[way](world)
st.text(f"pressed {pressed!r}" if pressed else "pressed nothing")
