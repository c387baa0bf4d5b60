"""The map on a page of its own; the address says what it shows."""

import numpy as np
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.map.shelf import held_shelf
from symgeo.texts import texts_for
from symgeo.views import map as site_map
from symgeo.views.map_background import background_layer
from symgeo.views.map_columns import as_bytes
from symgeo.views.map_legend import legend, map_summary
from symgeo.views.map_lines import drawn_exchanges, exchange_layer, lines_to_draw, opportunity_layer
from symgeo.views.map_sites import site_layer, site_marks, site_rows
from symgeo.views.map_view import NORDIC_VIEW, read_press, view_of_points
from tests.views import map_frames as frames

asked = st.query_params
reader = site_map.Reader(
    texts_for(asked.get("lang", "en")), "dark" if asked.get("theme") == "dark" else "light"
)
resources = frames.resources()
if "many" in asked:
    count = int(asked["many"])
    chance = np.random.default_rng(1)
    sites = pd.DataFrame(
        {
            "name": [f"Site {number}" for number in range(count)],
            "municipality": "Orkland",
            "lat": 62 + 3 * chance.random(count),
            "lon": 7 + 10 * chance.random(count),
        },
        index=[f"TR{number:03d}" for number in range(count)],
    )
    flows = pd.DataFrame(
        {
            "site_id": sites.index,
            "direction": chance.choice(["supply", "demand"], count),
            "resource_code": chance.choice(["heat_60_100", "fish_sludge", "scrap_steel"], count),
            "quantity": 10 ** (6 * chance.random(count)),
            "unit": "t",
        }
    )
else:
    sites = frames.sites(frames.HOSTILE if "hostile" in asked else ("Smelter", "Dairy", "Farm", "Yard"))
    flows = frames.flows()
    if "stacked" in asked:
        sites[["lat", "lon"]] = 63.4, 9.5
found = frames.opportunities()
if "only_heat" in asked or st.checkbox("only heat"):
    found = found[found["resource_group"] == "heat"]
selected = asked.get("selected", "")
lines = lines_to_draw(found, selected=selected)
records = drawn_exchanges(frames.exchanges(), sites) if "exchanges" in asked else frames.exchanges().iloc[:0]
marks = site_marks(sites, flows, resources)
address = ""
if "many" in asked:
    address = held_shelf().put(as_bytes(site_rows(sites, marks, resources, reader.texts)))
layers = [
    site_map.county_layer(["NO-50", "NO-15", "SE-Y"], selected=["NO-50"]),
    opportunity_layer(lines, sites, resources, reader, selected=selected),
    exchange_layer(records, sites, resources, reader),
    site_layer(
        sites,
        marks,
        resources,
        reader,
        selected=("TR000", "TR001") if selected else (),
        address=address,
    ),
    site_map.focus_layer(
        NORDIC_VIEW
        if "wide" in asked
        else view_of_points(sites["lat"].tolist(), sites["lon"].tolist(), zoom=9)
    ),
]
if "background" in asked:
    layers.insert(0, background_layer(asked["background"], reader.texts, theme=reader.theme))
returned = st_folium(
    site_map.base_map(reader),
    key=site_map.KEY,
    height=int(asked.get("height", "520")),
    use_container_width=True,
    returned_objects=list(site_map.RETURNED),
    feature_group_to_add=layers,
)
st.html(legend(marks, lines, records, reader))
st.text(map_summary(marks, lines, records, reader.texts, found=len(found)))
press = read_press(returned)
st.text(f"pressed {press.kind} {press.id}" if press else "pressed nothing")
