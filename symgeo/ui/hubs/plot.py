"""A plot of land: where it is, how it fares beside other places, and which trades would fit on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import read_corners, trades_for_plot
from symgeo.texts import Texts
from symgeo.ui import markup, session
from symgeo.ui.press_map import show_press_map
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.hub_tables import list_trades

PLOT_ID: Final = "own:plot"
"""No site's id has a colon, and an own hub has a number."""
_BETWEEN: Final = "~"
_BEST: Final = 10
_DIGITS: Final = 5
_WIDTH: Final = 380


def ask_plot(texts: Texts, address: Address, dataset: Dataset) -> pd.DataFrame | None:
    """Ask where the plot lies, typed or pressed on a map; give it as a place, None where there is none.

    Returns
    -------
    DataFrame or None
        One row, as `symgeo.analysis.hubs.places_to_settle` gives them.
    """
    typed = address.plot.replace(_BETWEEN, ", ")
    st.text_input(
        texts("hubs.plot"),
        key=session.widget("plot", typed),
        placeholder="63.3012, 9.8476",
        on_change=session.take,
        args=("plot", _read),
        width=_WIDTH,
    )
    at = _place(texts, address)
    box = st.expander(texts("hubs.plot_on_map"), key=session.key("plot_box"), on_change="rerun")
    if box.open:
        with box:
            sites = pd.DataFrame(dataset.sites[["name", "municipality", "lat", "lon"]])
            chosen = () if at is None else (at[["name", "lat", "lon"]].assign(municipality=""),)
            drawn = pd.concat([sites, *chosen])
            show_press_map(texts, drawn, chosen=PLOT_ID, name="plot_map", on_press=_press)
    if address.plot and at is None:
        markup.show(element("p", texts("hubs.plot_wrong"), class_="sg-told sg-told-trouble", role="status"))
    return at


def say_place(texts: Texts, best: pd.DataFrame) -> str:
    """Say how the plot fares beside the other places."""
    if PLOT_ID not in best.index:
        return texts("hubs.plot_nobody")
    return texts("hubs.plot_rank", place=list(best.index).index(PLOT_ID) + 1, places=len(best))


def show_trades(texts: Texts, place: pd.DataFrame, trades: Sequence[str], dataset: Dataset) -> None:
    """List the trades that would fit on the plot."""
    best, reasons = trades_for_plot(place, trades, dataset)
    heading = texts("hubs.plot_trades")
    markup.show(
        element("h3", heading, class_="sg-group"),
        element("p", texts("hubs.plot_trades_lead"), class_="sg-lead"),
    )
    if best.empty:
        markup.show(element("p", texts("hubs.plot_nobody"), class_="sg-strong"))
        return
    table = list_trades(best.head(_BEST), reasons, dataset, texts)
    show_table(table, name="plot_trades", alt=heading)
    show_download(texts, table.labelled(), name="download.plot_trades", file_name="symgeo-trades")


def _place(texts: Texts, address: Address) -> pd.DataFrame | None:
    corners, _ = read_corners(address.plot.replace(_BETWEEN, " "))
    if not corners:
        return None
    lon, lat = corners[0]
    row = {"name": texts("hubs.plot_name"), "lon": lon, "lat": lat, "is_hub": False}
    return pd.DataFrame([row], index=pd.Index([PLOT_ID], name="place_id"))


def _read(typed: object) -> str:
    """Write what was typed as the address has it; what is no place stays, so that the page can say so."""
    corners, _ = read_corners(str(typed))
    if corners:
        lon, lat = corners[0]
        return f"{round(lat, _DIGITS)}{_BETWEEN}{round(lon, _DIGITS)}"
    return "unknown" if str(typed).strip() else ""


def _press(lat: float, lon: float) -> None:
    session.change(plot=_read(f"{lat} {(lon + 180.0) % 360.0 - 180.0}"))
