"""The pieces of the Sites page: a table to search, and a page for each site."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.texts import Texts
from symgeo.ui import cache, detail, map_panel, markup, openness, session
from symgeo.ui.map_panel import Scene
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards import site_card
from symgeo.views.cards.markup import element
from symgeo.views.map_view import Press
from symgeo.views.tables import Table, list_exchanges, list_flows, list_opportunities, list_sites

_MAP_HEIGHT = 420
_TABLE_HEIGHT = 560


def show_sites(texts: Texts, sites: pd.DataFrame, dataset: Dataset) -> None:
    """Draw the table of sites; pressing a row opens the site's page."""
    found = texts.plural("sites.found", len(sites))
    markup.show(element("p", found, class_="sg-strong"))
    table = list_sites(sites, dataset, texts)
    show_table(table, name="sites", alt=texts("sites.title"), height=_TABLE_HEIGHT, on_choose=_open)
    show_download(texts, table.labelled(), name="download.sites", file_name="symgeo-sites")


def show_site(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw one site's page: what it is, what it has and wants, its partners, and where it lies."""
    st.button(texts("sites.back"), key=session.key("back"), on_click=_open, args=("",), type="tertiary")
    left, right = st.columns([55, 45], gap="large")
    with left:
        openness.show_openness(texts, address, dataset)
        st.html(site_card(address.site, cache.opportunities(), dataset, texts, level=1))
    with right:
        scene = _scene(address.site, dataset)
        map_panel.show_map(texts, address, scene, dataset, height=_MAP_HEIGHT, on_press=_take_press)
        map_panel.show_legend(texts, address, scene, dataset)
        if address.selected and detail.is_open(address, dataset):
            st.html(detail.card_of_pair(texts, address, dataset))


def show_site_tables(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Draw a site's flows, partners and exchanges as tables to take away."""
    scene, flows = _scene(address.site, dataset), dataset.flows
    own = flows[flows["site_id"] == address.site]
    _show(texts, "flows", list_flows(own, dataset, texts), address)
    _show(texts, "partners", list_opportunities(scene.found, dataset, texts), address)
    _show(texts, "exchanges", list_exchanges(scene.exchanges, dataset.reference, texts), address)


def _show(texts: Texts, name: str, table: Table, address: Address) -> None:
    if table.frame.empty:
        return
    heading = texts(f"sites.{name}")
    markup.show(element("h2", heading, class_="sg-heading"))
    show_table(table, name=f"{name}.{address.site}", alt=heading)
    show_download(texts, table.labelled(), name=f"download.{name}", file_name=f"symgeo-{address.site}-{name}")


def _scene(site: str, dataset: Dataset) -> Scene:
    every, exchanges = cache.selected(Filters()), dataset.exchanges
    mine = (every["supply_site_id"] == site) | (every["demand_site_id"] == site)
    own = (exchanges["supplier_site_id"] == site) | (exchanges["receiver_site_id"] == site)
    return Scene(every[mine], exchanges[own], dataset.sites.loc[[site]])


def _open(site: str) -> None:
    session.change(site=site, selected="")


def _take_press(press: Press) -> None:
    if press.kind == "site":
        _open(press.id)
    else:
        session.change(selected=press.id)
