"""Home: who could use whose surplus, on a map and in a ranked list."""

import streamlit as st

from symgeo.ui import cache, detail, explore, filters, map_panel, reading, session

texts = session.texts()
dataset = cache.dataset()
address = filters.known(session.current(), dataset)
asked = filters.filters_of(address)
found = cache.selected(asked)

explore.show_result(texts, address, found, dataset)
explore.show_controls(texts, address)
filters.show_chips(texts, address)
if address.view == "map":
    scene = map_panel.Scene(found, cache.selected_exchanges(asked), cache.selected_sites(asked))
    left, right = st.columns([62, 38], gap="small")
    with left:
        map_panel.show_map(
            texts, address, scene, dataset, height=explore.PANEL_HEIGHT, on_press=detail.take_press
        )
    with right:
        if detail.is_open(address, dataset):
            detail.show_detail(texts, address, dataset, height=explore.PANEL_HEIGHT)
        elif found.empty:
            explore.show_nothing(texts, address, dataset)
        else:
            explore.show_list(texts, address, asked)
    map_panel.show_legend(texts, address, scene, dataset)
    map_panel.choose_background(texts, address)
elif found.empty:
    explore.show_nothing(texts, address, dataset)
elif address.view == "table":
    explore.show_table_of(texts, found, cache.selected_exchanges(asked), dataset)
    if detail.is_open(address, dataset):
        detail.show_detail(texts, address, dataset)
else:
    explore.show_figures(texts, address, asked)
reading.link_to_method(texts, address, *reading.OF_LIST, "matching", "water", "barriers")
