"""The live map: constant base, changing layers, and what a press on it means."""

from __future__ import annotations

from dataclasses import dataclass

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.session import Address
from symgeo.views import map as views
from symgeo.views.map_background import background_layer
from symgeo.views.map_legend import legend, map_summary
from symgeo.views.map_lines import drawn_exchanges, exchange_layer, lines_to_draw, opportunity_layer
from symgeo.views.map_sites import site_layer, site_marks
from symgeo.views.map_view import View, read_press, view_for


@dataclass(frozen=True, eq=False)
class Scene:
    """What a map shows.

    Attributes
    ----------
    found : DataFrame
        Opportunities, best first.
    exchanges : DataFrame
        Recorded exchanges.
    sites : DataFrame
        Sites in the light; all others are drawn faintly.
    """

    found: pd.DataFrame
    exchanges: pd.DataFrame
    sites: pd.DataFrame


def show_map(texts: Texts, address: Address, scene: Scene, dataset: Dataset, *, height: int) -> None:
    """Draw the map of a selection; a press on it goes into the address.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Filters and what is selected.
    scene : Scene
        What the map shows.
    dataset : Dataset
        All sites, resources and counties.
    height : int
        Pixels.
    """
    reader = views.Reader(texts, st.context.theme.type or "light")
    resources = dataset.reference.resources
    lines = lines_to_draw(scene.found, selected=address.selected)
    exchanges = drawn_exchanges(scene.exchanges, dataset.sites)
    ends = selected_sites(address, lines, exchanges)
    bright = {*scene.sites.index, *lines["supply_site_id"], *lines["demand_site_id"], *ends}
    quiet = [site for site in dataset.sites.index if site not in bright]
    marks = site_marks(dataset.sites, dataset.flows, resources)
    layers: list[folium.FeatureGroup] = [
        views.county_layer(sorted(set(dataset.sites["county_code"])), selected=address.counties),
        exchange_layer(exchanges, dataset.sites, resources, reader, selected=address.selected),
        opportunity_layer(lines, dataset.sites, resources, reader, selected=address.selected),
        site_layer(dataset.sites, marks, resources, reader, selected=ends, quiet=quiet),
        views.focus_layer(_view(address, ends, dataset)),
    ]
    if address.background:
        layers.insert(0, background_layer(address.background, texts, theme=reader.theme))
    with st.container(key="map"):
        st_folium(
            views.base_map(reader),
            key=session.key(views.KEY),
            height=height,
            use_container_width=True,
            returned_objects=list(views.RETURNED),
            feature_group_to_add=layers,
            on_change=_take_press,
        )
    shown = marks.drop(index=quiet)
    markup.show(markup.Html(legend(shown, lines, exchanges, reader)))
    markup.show(
        markup.block("p", "sg-source", map_summary(shown, lines, exchanges, texts, found=len(scene.found)))
    )


def selected_sites(address: Address, found: pd.DataFrame, exchanges: pd.DataFrame) -> tuple[str, ...]:
    """Give the sites that the address points at: one, the two ends of a pair, or none."""
    if address.site:
        return (address.site,)
    if address.selected in exchanges.index:
        row = exchanges.loc[address.selected]
        return (row["supplier_site_id"], row["receiver_site_id"])
    pair = found[found["opportunity_id"] == address.selected]
    return (*pair["supply_site_id"], *pair["demand_site_id"])


def _view(address: Address, ends: tuple[str, ...], dataset: Dataset) -> View:
    return view_for(
        dataset.sites, dataset.reference.counties, selected_sites=ends, county_codes=address.counties
    )


def _take_press() -> None:
    press = read_press(session.value(views.KEY))
    if press is None:
        return
    is_site = press.kind == "site"
    session.change(site=press.id if is_site else "", selected="" if is_site else press.id)
