"""Hubs on the map, with a list beside it: of all hubs by name, or of the new pairs in the chosen ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Hubs, Measures, outline, running_inside
from symgeo.texts import Texts
from symgeo.ui import cache, detail, map_panel, session
from symgeo.ui.hubs import choosing
from symgeo.ui.listing import Group, Row, describe_rows, show_listing
from symgeo.ui.session import Address
from symgeo.views.hub_portraits import Portrait
from symgeo.views.map_hubs import hub_layer
from symgeo.views.palette import colours

PANEL_HEIGHT: Final = 500
_LISTED: Final = 20
_LISTED_ACROSS: Final = 10


def show_places(
    texts: Texts, address: Address, found: Hubs, shown: Sequence[Portrait], dataset: Dataset
) -> None:
    """Draw the map and the list beside it, or the card of what is selected."""
    scene = _scene(address, found, shown, dataset)
    left, right = st.columns([62, 38], gap="small")
    with left:
        map_panel.show_map(texts, address, scene, dataset, height=PANEL_HEIGHT, on_press=detail.take_press)
    with right:
        if detail.is_open(address, dataset):
            detail.show_detail(texts, address, dataset, height=PANEL_HEIGHT)
        elif shown:
            _show_pairs(texts, address, shown, dataset)
        else:
            _show_hubs(texts, address, found)
    map_panel.show_legend(texts, address, scene, dataset)


def _scene(address: Address, found: Hubs, shown: Sequence[Portrait], dataset: Dataset) -> map_panel.Scene:
    """Light up the sites of the chosen hubs, else of all; pairs inside are drawn for chosen hubs alone."""
    inside = [site for one in shown for site in one.site_ids] or list(found.members["site_id"].unique())
    every = cache.opportunities()
    pairs = [one.ideas for one in shown] + [every[every["opportunity_id"] == address.selected]]
    chosen = [one.hub_id for one in shown] or list(found.table.index)
    drawn = replace(
        found,
        table=found.table.loc[chosen],
        members=found.members[found.members["hub_id"].isin(chosen)],
    )
    if shown:
        exchanges = pd.concat([_inside(one) for one in shown])
    else:
        exchanges = pd.concat([running_inside(found.sites_of(hub), dataset) for hub in found.table.index])
    return map_panel.Scene(
        found=pd.concat(pairs).drop_duplicates("opportunity_id"),
        exchanges=exchanges[~exchanges.index.duplicated()],
        sites=dataset.sites.loc[inside],
        beneath=(hub_layer(drawn.table, outline(drawn, dataset)),),
        focus=tuple(inside),
    )


def _inside(one: Portrait) -> pd.DataFrame:
    held = one.exchanges
    both = held["supplier_site_id"].isin(one.site_ids) & held["receiver_site_id"].isin(one.site_ids)
    kept: pd.DataFrame = held[both]
    return kept


def _show_hubs(texts: Texts, address: Address, found: Hubs) -> None:
    measures = cache.measures(choosing.delimitation_of(address))
    rows = tuple(_describe(hub, measures[str(hub.Index)], texts) for hub in found.table.itertuples())
    heading = texts("hubs.list_heading")
    show_listing(
        [Group(heading, rows)],
        label=heading,
        selected="",
        key=session.key("hub_list"),
        height=PANEL_HEIGHT,
        on_choose=_choose_hub,
    )


def _describe(hub: Any, held: Measures, texts: Texts) -> Row:  # noqa: ANN401 - pandas' rows have no type
    return Row(
        id=str(hub.Index),
        rank="",
        ends=str(hub.name),
        what=texts.plural("hubs.sites_count", held.sites),
        where=texts.plural("hubs.exchanges_count", held.exchanges),
        amount=texts.plural("hubs.ideas_count", held.ideas),
        kind="exchange",
        mark=texts("hubs.own" if hub.is_own else "hubs.computed"),
        shape="circle",
        light=colours("light").accent,
        dark=colours("dark").accent,
    )


def _show_pairs(texts: Texts, address: Address, shown: Sequence[Portrait], dataset: Dataset) -> None:
    groups = [
        Group(
            texts.plural(f"hubs.pairs_{where}", len(pairs), hub=one.name),
            describe_rows(pairs.head(most), dataset, texts),
        )
        for one in shown
        for where, pairs, most in (
            ("inside", one.ideas, _LISTED),
            ("across", one.ideas_across, _LISTED_ACROSS),
        )
    ]
    show_listing(
        groups,
        label=texts("hubs.pairs"),
        selected=address.selected,
        key=session.key("hub_pairs"),
        height=PANEL_HEIGHT,
        on_choose=_choose_pair,
    )


def _choose_hub() -> None:
    chosen = session.value("hub_list")
    if chosen and chosen.chosen:
        session.change(hubs=(chosen.chosen,), selected="", site="")


def _choose_pair() -> None:
    chosen = session.value("hub_pairs")
    if chosen and chosen.chosen:
        session.change(selected=chosen.chosen, site="")
