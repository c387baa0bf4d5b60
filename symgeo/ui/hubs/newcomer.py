"""Where a new company would fit: its trade, or what it has and wants, and the best places with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import MOST_TYPICAL, Company, Hubs, find_places, places_to_settle, typical_company
from symgeo.tables.nace import DIVISIONS, read_nace
from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.hubs import plot
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.hub_tables import list_places
from symgeo.views.hub_words import name_trade, say_reason, say_resources
from symgeo.vocabulary import Direction

_BEST = 10
_TOLD = 4
_DIVISION_DIGITS = 2
_LONGEST_TYPED = 60


def show_newcomer(texts: Texts, address: Address, found: Hubs, dataset: Dataset) -> None:
    """Draw the question where a company would fit, and the answer once there is something to ask."""
    heading = texts("hubs.newcomer")
    markup.show(
        element("h2", heading, class_="sg-heading"),
        element("p", texts("hubs.newcomer_lead"), class_="sg-lead"),
    )
    trades = _trades(dataset)
    nace = address.nace if address.nace in trades else read_nace(address.nace)
    _ask(texts, address, nace, trades)
    if address.nace and not nace:
        words = texts("hubs.trade_unknown", code=address.nace)
        markup.show(element("p", words, class_="sg-told sg-told-trouble", role="status"))
    place = plot.ask_plot(texts, address, dataset)
    company = _company(texts, address, nace, dataset)
    if not company.haves and not company.wants:
        if place is not None:
            plot.show_trades(texts, place, trades, dataset)
        return
    every = places_to_settle(found, dataset)
    best, reasons = find_places(company, every if place is None else pd.concat([place, every]), dataset)
    if best.empty:
        markup.show(element("p", texts("hubs.newcomer_none"), class_="sg-strong"))
        return
    if place is not None:
        markup.show(element("p", plot.say_place(texts, best), class_="sg-strong", role="status"))
    table = list_places(best.head(_BEST), reasons, dataset, texts)
    _show_best(texts, best.head(_TOLD), reasons, dataset)
    show_table(table, name="newcomer", alt=heading, on_choose=_open_place)
    show_download(texts, table.labelled(), name="download.newcomer", file_name="symgeo-places")


def _show_best(texts: Texts, best: pd.DataFrame, reasons: pd.DataFrame, dataset: Dataset) -> None:
    """Draw the few best places with every reason in words."""
    written = []
    for place, row in best.iterrows():
        own = reasons[reasons["place_id"] == place]
        lines = [element("li", say_reason(one, dataset, texts)) for _, one in own.iterrows()]
        met = texts("hubs.met_words", met=int(row["met"]), asked=int(row["asked"]))
        name = element("p", element("strong", str(row["name"])), ": ", met)
        written.append(element("li", name, element("ul", *lines)))
    markup.show(element("ol", *written, class_="sg-recruits"))


def _ask(texts: Texts, address: Address, nace: str, trades: Sequence[str]) -> None:
    names = cache.resource_names(address.lang)
    asked = nace or address.nace
    with st.container(horizontal=True, gap="small", key="newcomer"):
        st.selectbox(
            texts("hubs.trade"),
            sorted({"", *trades, *DIVISIONS, asked}),
            key=session.widget("nace", asked),
            format_func=lambda code: _say_trade(code, texts),
            help=texts("hubs.trade_help"),
            on_change=session.take,
            args=("nace", _read_trade),
            accept_new_options=True,
            width=380,
        )
        for field in ("haves", "wants"):
            st.multiselect(
                texts(f"hubs.{field}"),
                list(names),
                key=session.widget(field, [one for one in getattr(address, field) if one in names]),
                format_func=lambda code: names[code],
                placeholder=texts("hubs.resources_any"),
                on_change=session.take,
                args=(field, tuple),
                width=340,
            )


def _company(texts: Texts, address: Address, nace: str, dataset: Dataset) -> Company:
    """Give what is asked for; what the reader named wins over what is typical of the trade."""
    known = dataset.reference.resources.index
    haves = tuple(one for one in address.haves if one in known)
    wants = tuple(one for one in address.wants if one in known)
    if haves or wants or not nace:
        return Company(haves, wants, nace)
    typical = typical_company(nace, dataset).head(MOST_TYPICAL)
    if typical.empty:
        markup.show(element("p", texts("hubs.typical_none"), class_="sg-strong"))
        return Company(nace=nace)
    sides = {
        side: tuple(typical.loc[typical["direction"] == side.value, "resource_code"]) for side in Direction
    }
    markup.show(element("p", _say_typical(texts, typical, sides, dataset)))
    return Company(sides[Direction.SUPPLY], sides[Direction.DEMAND], nace)


def _say_typical(
    texts: Texts, typical: pd.DataFrame, sides: Mapping[Direction, tuple[str, ...]], dataset: Dataset
) -> str:
    nothing = texts("hubs.typical_nothing")
    return texts(
        "hubs.typical",
        haves=say_resources(sides[Direction.SUPPLY], dataset, texts) or nothing,
        wants=say_resources(sides[Direction.DEMAND], dataset, texts) or nothing,
        exchanges=texts.plural("hubs.typical_exchanges", int(typical["precedents"].sum())),
        entries=texts.plural("hubs.typical_entries", int(typical["sites"].sum())),
    )


def _trades(dataset: Dataset) -> tuple[str, ...]:
    """Give the trades that something is known of, in order: those of the sites and of the precedents."""
    precedents = dataset.reference.precedents
    known = pd.concat([dataset.sites["nace"], precedents["supplier_nace"], precedents["receiver_nace"]])
    return tuple(sorted({code for code in known.astype(str) if len(code) > _DIVISION_DIGITS}))


def _say_trade(code: str, texts: Texts) -> str:
    if not code:
        return texts("hubs.trade_any")
    return name_trade(code, texts) if read_nace(code) else code


def _read_trade(typed: object) -> str:
    """Write a trade as the address has it; what is no code stays, so that the page can say so."""
    words = str(typed or "").strip()
    return read_nace(words) or words[:_LONGEST_TYPED]


def _open_place(place: str) -> None:
    if place == plot.PLOT_ID:
        return
    session.change(hubs=(place,), selected="", site="")
