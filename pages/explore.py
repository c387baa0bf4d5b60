"""Home: who could use whose surplus, on a map and in a ranked list."""

import streamlit as st

from symgeo.ui import cache, explore, filters, map_panel, session

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)
asked = filters.filters_of(address)
scene = map_panel.Scene(
    cache.selected(asked), cache.selected_exchanges(asked), cache.selected_sites(asked)
)

explore.show_result(texts, scene.found, dataset)
filters.show_filters(texts, address, dataset)
filters.show_chips(texts, address, dataset)
if address.view == "map":
    left, right = st.columns([62, 38], gap="small")
    with left:
        map_panel.show_map(texts, address, scene, dataset, height=explore.PANEL_HEIGHT)
    with right:
        if scene.found.empty:
            explore.show_nothing(texts, address, dataset)
        else:
            explore.show_list(texts, address, scene.found, dataset)
