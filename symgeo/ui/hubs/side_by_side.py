"""Two or three hubs beside each other; none is better than another."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import markup
from symgeo.ui.hubs import portrait
from symgeo.ui.table_panel import show_download, show_table
from symgeo.views.cards.markup import element
from symgeo.views.hub_portraits import Portrait
from symgeo.views.hub_tables import compare_hubs


def show_side_by_side(texts: Texts, shown: Sequence[Portrait], dataset: Dataset) -> None:
    """Draw each hub in a column, then all figures in one table, then what each lacks."""
    markup.show(
        element("p", texts("hubs.no_ranking"), class_="sg-lead"),
        element("p", texts("hubs.few_sites"), class_="sg-source"),
    )
    for one, column in zip(shown, st.columns(len(shown), gap="large"), strict=True):
        with column:
            portrait.show_figures(texts, one, dataset)
    heading = texts("hubs.compare")
    markup.show(element("h2", heading, class_="sg-heading"))
    table = compare_hubs(shown, dataset, texts)
    show_table(table, name="compare", alt=heading, height=35 * (len(table.frame) + 1) + 3)
    show_download(texts, table.labelled(), name="download.compare", file_name="symgeo-hubs")
    for one in shown:
        portrait.show_missing(texts, one, dataset)
