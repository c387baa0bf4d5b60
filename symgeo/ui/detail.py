"""The card of what is selected: an opportunity, a recorded exchange or a site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import cache, markup, openness, reading, session
from symgeo.ui.money import certainty, replacing
from symgeo.ui.session import Address
from symgeo.ui.weighting import weights_of
from symgeo.views.cards import exchange_card, opportunity_card, site_card
from symgeo.views.map_view import Press

OF_PAIR: Final = (
    *("score", "tiers", "matching", "quantity", "distance", "water", "heat", "money", "climate"),
    *("range", "certainty", "barriers", "own", "confidence", "data"),
)
"""Parts of the method that the card of a pair rests on."""
_OF_RECORD: Final = ("data", "confidence")
_SITES_PAGE: Final = Path(__file__).parents[2] / "pages" / "sites.py"


def is_open(address: Address, dataset: Dataset) -> bool:
    """Tell whether the address points at something that the data has."""
    return (
        bool(address.site)
        or _row(address.selected) is not None
        or address.selected in dataset.exchanges.index
    )


def show_detail(texts: Texts, address: Address, dataset: Dataset, *, height: int | None = None) -> None:
    """Draw the card, in a box that scrolls where a height is given."""
    with st.container(height=height or "content", border=height is not None, key="detail"):
        st.button(texts("explore.back"), key=session.key("back"), on_click=_close, type="tertiary")
        openness.show_openness(texts, address, dataset)
        st.html(_card(texts, address, dataset))
        row = None if address.site else _row(address.selected)
        if row is not None:
            certainty.show_certainty(texts, address, row, dataset)
            replacing.show_energy(texts, address, row, dataset)
        with st.container(horizontal=True, gap="small", key="detail_links"):
            reading.link_to_method(texts, address, *(OF_PAIR if row is not None else _OF_RECORD))
            _link_to_sites(texts, address, _sites_of(address, dataset), dataset)


def card_of_pair(texts: Texts, address: Address, dataset: Dataset) -> str:
    """Write the card of the opportunity or exchange that is selected as HTML."""
    row = _row(address.selected)
    if row is None:
        return exchange_card(dataset.exchanges.loc[[address.selected]].iloc[0], dataset, texts, level=2)
    weights = weights_of(address, dataset.reference)
    return opportunity_card(row, dataset, texts, level=2, weights=weights)


def take_press(press: Press) -> None:
    """Open what was pressed on the map; beside everything closes the card."""
    is_site = press.kind == "site"
    session.change(site=press.id if is_site else "", selected="" if is_site else press.id)


def _close() -> None:
    session.change(site="", selected="")


def _card(texts: Texts, address: Address, dataset: Dataset) -> str:
    if address.site:
        return site_card(address.site, cache.opportunities(), dataset, texts, level=2)
    return card_of_pair(texts, address, dataset)


def _row(opportunity_id: str) -> pd.Series | None:
    every = cache.opportunities()
    rows = every[every["opportunity_id"] == opportunity_id]
    return None if rows.empty else rows.iloc[0]


def _sites_of(address: Address, dataset: Dataset) -> Iterable[str]:
    if address.site:
        return [address.site]
    row = _row(address.selected)
    if row is not None:
        return [row["supply_site_id"], row["demand_site_id"]]
    exchange = dataset.exchanges.loc[address.selected]
    return [site for site in (exchange["supplier_site_id"], exchange["receiver_site_id"]) if site]


def _link_to_sites(texts: Texts, address: Address, sites: Iterable[str], dataset: Dataset) -> None:
    for site in sites:
        if site in dataset.sites.index:
            there = session.Address(
                lang=address.lang,
                project=address.project,
                site=site,
                scenario=address.scenario,
                currency=address.currency,
            )
            st.page_link(
                _SITES_PAGE,
                label=texts("explore.site_page", name=markup.label(str(dataset.sites.loc[site, "name"]))),
                query_params=session.encode(there),
                width="content",
            )
