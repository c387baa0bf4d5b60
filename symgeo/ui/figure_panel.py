"""Figures with everything that belongs under them: source, words, numbers, download."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from symgeo.texts import Texts
from symgeo.ui import cache, markup, session
from symgeo.ui.session import Address
from symgeo.ui.table_panel import show_download, show_frame
from symgeo.views.cards.markup import element
from symgeo.views.figures import Drawing, Figure, chosen, look_for, plot_config, units_of


def drawing(texts: Texts) -> Drawing:
    """Give what all figures of a page share."""
    dataset = cache.dataset()
    look = look_for(st.context.theme.type or "light")
    return Drawing(texts, look, dataset.reference.resources, dataset.is_example)


def choose_unit(texts: Texts, frame: pd.DataFrame, name: str) -> str:
    """Draw the choice of the one unit that a figure adds up; "" where the frame has none.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    frame : DataFrame
        Rows with a ``unit``.
    name : str
        Names the choice in the session.
    """
    units = units_of(frame)
    if not units:
        return ""
    # A choice among other units is another choice.
    chosen_unit: str = st.segmented_control(
        texts("county.unit"),
        units,
        default=units[0],
        required=True,
        format_func=lambda code: texts(f"figures.measure.{code}"),
        key=session.key(f"{name}." + ".".join(units)),
    )
    return chosen_unit


def show_figure(texts: Texts, address: Address, figure: Figure, *, name: str, filters: bool = True) -> None:
    """Draw a figure; choosing a bar narrows the page to what it stands for.

    Parameters
    ----------
    texts : Texts
        Texts in the reader's language.
    address : Address
        Filters that are set; with new ones, the figure forgets which bar was chosen.
    figure : Figure
        What to show.
    name : str
        Names the figure in the session and in the file's name.
    filters : bool
        Whether its bars can be chosen.
    """
    place = f"figure.{name}.{hashlib.sha256(repr(address).encode()).hexdigest()[:12]}"
    markup.show(element("h2", figure.title, class_="sg-heading"))
    st.plotly_chart(
        figure.plot,
        theme=None,
        config=dict(plot_config()),
        alt=figure.alt,
        key=session.key(place),
        on_select=(lambda: _narrow(place)) if filters else "ignore",
        selection_mode="points",
    )
    markup.show(element("p", figure.source, class_="sg-source"))
    with st.expander(texts("ui.in_words"), key=session.key(f"words.{name}")):
        markup.show(element("p", figure.alt, class_="sg-note"))
        show_frame(texts, figure.data, alt=figure.title)
        show_download(texts, figure.data, name=f"download.{name}", file_name=f"symgeo-{name}")


def _narrow(place: str) -> None:
    """Put what the chosen bars stand for into the address."""
    held = chosen(session.value(place).selection.points)
    wanted = {
        "counties": held.counties,
        "municipalities": held.municipalities,
        "resources": held.resources,
        "tiers": held.tiers,
        "evidence": held.evidence,
        "barriers": held.barriers,
        "distance_km": int(held.max_distance_km or 0),
    }
    session.change(**{field: value for field, value in wanted.items() if value})
