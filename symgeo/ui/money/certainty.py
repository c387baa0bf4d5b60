"""How sure the result of a pair is: draws, limits, real cases and what moves it most."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.texts import Texts
from symgeo.ui import figure_panel, session
from symgeo.ui.money import cached
from symgeo.ui.session import Address
from symgeo.views.certainty import name_factors, write_certainty
from symgeo.views.figures import factors


def show_certainty(texts: Texts, address: Address, opportunity: pd.Series, dataset: Dataset) -> None:
    """Draw a box that is calculated when it is opened."""
    box = st.expander(texts("money.sure"), key=session.key("sure"), on_change="rerun")
    if not box.open:
        return
    held = cached.certainty(str(opportunity["opportunity_id"]))
    with box:
        st.html(write_certainty(opportunity, held, dataset, texts))
        if not opportunity["is_illustrative"] and not held.moved.empty:
            names = name_factors(held.moved, opportunity, dataset, texts)
            figure = factors(held.moved, names, figure_panel.drawing(texts))
            figure_panel.show_figure(texts, address, figure, name="factors", filters=False)
