"""What sums over opportunities lie between, drawn once for all of them: keys in, numbers out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.uncertainty import MOST_IDEAS, DrawnWorth, Ends, count_allotted, draw_worth
from symgeo.ui import cache, session
from symgeo.ui.weighting import choices_of


def ends_of(opportunities: pd.DataFrame) -> Ends | None:
    """Give what eight of ten draws of the sums over some opportunities lie between; None if undrawn."""
    data = cache.dataset()
    every = cache.opportunities()
    if count_allotted(every) > MOST_IDEAS:
        return None
    drawn = _drawn(data.revision, choices_of(session.current()), every, data)
    return drawn.ends(opportunities["opportunity_id"])


# An argument with an underscore is no part of the key: the revision and the choices name its content.


@st.cache_resource(show_spinner=False, max_entries=4)
def _drawn(revision: str, choices: Choices, _every: pd.DataFrame, _data: Dataset) -> DrawnWorth:
    return draw_worth(_every, cache.around(), _data.reference)
