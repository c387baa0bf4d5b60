"""The pieces of the home page: one sentence of result, the list, and what to do when nothing is found."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis import selection
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.selection import Filters
from symgeo.texts import Texts
from symgeo.ui import cache, figure_panel, filters, frame, markup, session, weighting
from symgeo.ui.listing import Group, ends_of, show_listing
from symgeo.ui.meeting.saving import show_save
from symgeo.ui.session import VIEWS, Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views import figures
from symgeo.views.cards.markup import element
from symgeo.views.tables import list_exchanges, list_opportunities
from symgeo.vocabulary import Tier

LISTED = 100
"""Rows of the list beside the map; the table holds all."""
PANEL_HEIGHT = 500
_TABLE_HEIGHT = 560
_STEPS_KM = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 300.0)


def show_result(texts: Texts, address: Address, found: pd.DataFrame, dataset: Dataset) -> None:
    """Say in one sentence what the selection holds; it is the page's heading."""
    if found.empty:
        is_narrowed = filters.filters_of(address) != Filters()
        frame.show_title(texts("explore.result_none" if is_narrowed else "explore.result_nothing_new"))
        return
    ids = pd.unique(pd.concat([found["supply_site_id"], found["demand_site_id"]]))
    counties = sorted(pd.unique(dataset.sites.loc[ids, "county"]))
    first = found.iloc[0]
    wins = int((found["tier"] == Tier.QUICK_WIN).sum())
    frame.show_title(
        texts.plural(
            "explore.result",
            len(found),
            wins=texts.plural("handouts.wins", wins) if wins else texts("handouts.wins_none"),
            sites=len(ids),
            where=texts.join(counties),
        ),
        texts(
            "explore.top", ends=ends_of(first, dataset, texts), distance=texts.distance(first["distance_km"])
        ),
    )


def show_controls(texts: Texts, address: Address) -> None:
    """Draw filters, the choice of view and the buttons that copy the link and save the view, in one row."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        filters.show_filters(texts, address)
        weighting.show_weights(texts, address, cache.dataset().reference)
        choose_view(texts, address)
        copy = element("button", texts("explore.copy_link"), class_="sg-copy", type="button")
        st.html(str(copy), width="content")
        show_save(texts, address)


def choose_view(texts: Texts, address: Address) -> None:
    """Draw the choice between map, table and figure of one selection."""
    st.segmented_control(
        texts("explore.view"),
        VIEWS,
        key=session.widget("view", address.view),
        format_func=lambda view: texts(f"explore.view_{view}"),
        on_change=session.take,
        args=("view",),
        required=True,
        label_visibility="collapsed",
    )


def show_list(texts: Texts, address: Address, asked: Filters) -> None:
    """Draw the ranked list beside the map."""
    count = len(cache.selected(asked))
    heading = texts.plural("explore.list_heading", count)
    if count > LISTED:
        heading = texts("explore.list_cut", shown=LISTED, count=count)
    groups = [Group(heading, cache.rows(asked, address.lang, LISTED))]
    recorded = cache.exchange_rows(asked, address.lang)
    if recorded:
        groups.append(Group(texts.plural("explore.recorded_heading", len(recorded)), recorded))
    show_listing(
        groups,
        label=texts("explore.list_label"),
        selected=address.selected,
        key=session.key("list"),
        height=PANEL_HEIGHT,
        on_choose=_choose_from_list,
    )


def show_table_of(texts: Texts, found: pd.DataFrame, recorded: pd.DataFrame, dataset: Dataset) -> None:
    """Draw all opportunities and recorded exchanges of the selection; pressing a row opens its card."""
    table = list_opportunities(found, dataset, texts)
    show_table(table, name="table", alt=texts("explore.list_label"), height=_TABLE_HEIGHT, on_choose=_open)
    show_download(texts, table.labelled(), name="download.table", file_name="symgeo")
    if recorded.empty:
        return
    heading = texts.plural("explore.recorded_heading", len(recorded))
    markup.show(element("h2", heading, class_="sg-heading"))
    table = list_exchanges(recorded, dataset.reference, texts)
    show_table(table, name="recorded", alt=heading, on_choose=_open)
    show_download(texts, table.labelled(), name="download.recorded", file_name="symgeo-exchanges")


def show_figures(texts: Texts, address: Address, asked: Filters) -> None:
    """Draw the selection by kind of resource and by distance; choosing a bar narrows it."""
    drawing, held = figure_panel.drawing(texts), cache.summaries(asked)
    panel = ("", texts("explore.selection"))
    made = {
        "groups": figures.groups_by_tier([figures.Panel(*panel, held.tiers)], drawing),
        "distances": figures.distances([figures.Panel(*panel, held.distances)], drawing),
    }
    for (name, figure), column in zip(made.items(), st.columns(2, gap="large"), strict=True):
        with column:
            figure_panel.show_figure(texts, address, figure, name=f"explore-{name}")


def show_nothing(texts: Texts, address: Address, dataset: Dataset) -> None:
    """Say why nothing is found and offer the smallest change that gives results, as one button."""
    asked = filters.filters_of(address)
    every = cache.opportunities()
    if every.empty:
        frame.show_nothing_saved(texts, address, texts.plural("explore.nothing_yet", len(dataset.sites)))
        return
    with st.container(border=True, key="nothing"):
        if not len(ideas := cache.selected(Filters())):
            _offer_others(texts, every)
            return
        markup.show(element("p", _why_nothing(texts, address), class_="sg-strong"))
        distance, count = selection.widen_distance(every, dataset, asked, _STEPS_KM)
        if count:
            label = (
                texts.plural("explore.try_distance", count, distance=texts.distance(distance))
                if distance
                else texts.plural("explore.try_any_distance", count)
            )
            _offer(label, distance_km=int(distance or 0))
            return
        dropped = selection.drop_one_filter(every, dataset, asked)
        if dropped:
            field, _, count = dropped
            name = "distance_km" if field == "max_distance_km" else field
            _offer(
                texts.plural("explore.try_without", count, filter=texts(f"explore.filter_{name}")),
                **{name: getattr(Address(lang=""), name)},
            )
            return
        label = texts.plural("explore.try_clear", len(ideas))
        st.button(label, key=session.key("try"), type="primary", on_click=filters.clear)


def _offer_others(texts: Texts, every: pd.DataFrame) -> None:
    """Say of what kinds the pairs are where none is a new idea, and offer them all."""
    kinds = ", ".join(
        texts("explore.nothing_new_count", tier=texts(f"tier.{tier}"), count=texts.number(count))
        for tier, count in every["tier"].value_counts().items()
    )
    markup.show(element("p", texts("explore.nothing_new", kinds=kinds)))
    blank = Address(lang="")
    shown = {name: getattr(blank, name) for name in filters.NARROWING} | {"tiers": tuple(map(str, Tier))}
    _offer(texts.plural("explore.try_others", len(every)), **shown)


def _offer(label: str, **changes: object) -> None:
    st.button(label, key=session.key("try"), type="primary", on_click=session.change, kwargs=changes)


def _why_nothing(texts: Texts, address: Address) -> str:
    if address.distance_km:
        return texts("explore.nothing_within", distance=texts.distance(address.distance_km))
    if address.query:
        return texts("explore.nothing_named", query=address.query)
    return texts("explore.nothing")


def _choose_from_list() -> None:
    chosen = session.value("list")
    if chosen and chosen.chosen:
        _open(chosen.chosen)


def _open(opportunity_id: str) -> None:
    session.change(selected=opportunity_id, site="")
