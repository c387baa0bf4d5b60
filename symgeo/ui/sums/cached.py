"""What sums over opportunities lie between, drawn once for all of them: keys in, numbers out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.uncertainty import Drawable, Ends
from symgeo.ui import cache, session
from symgeo.ui.weighting import choices_of


def ends_of(opportunities: pd.DataFrame) -> Ends | None:
    """Give what eight of ten draws of the sums over some opportunities lie between; None if undrawn."""
    data = cache.dataset()
    drawn = _drawable(data.revision, choices_of(session.current()), data).worth
    return drawn.ends(opportunities["opportunity_id"]) if drawn else None


# An argument with an underscore is no part of the key: the revision before it names its content.


@st.cache_resource(show_spinner=False, max_entries=4)
def _drawable(revision: str, choices: Choices, _data: Dataset) -> Drawable:
    return Drawable.of(cache.opportunities(), cache.around(), _data.reference)
