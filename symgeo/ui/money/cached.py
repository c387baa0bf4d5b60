"""What is known of a pair beside its middle result, calculated once: keys in, frames out."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
import streamlit as st

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find, table_weights
from symgeo.analysis.scenarios import Values, with_values
from symgeo.analysis.uncertainty import break_even, sensitivity, simulate
from symgeo.ui import cache, session
from symgeo.ui.weighting import choices_of
from symgeo.views.certainty import Certainty

MOST_PAIRS: Final = 2000
"""Best pairs that are drawn together; those behind them do not come among the ten best."""


def certainty(opportunity_id: str) -> Certainty:
    """Give what is known of an opportunity beside its middle result."""
    data = cache.dataset()
    return _certainty(data.revision, choices_of(session.current()), opportunity_id, data)


def found_with(values: Values) -> pd.DataFrame:
    """Give the opportunities of this visit's data as they would be with other values."""
    data = with_values(cache.dataset(), values)
    return _found(data.revision, choices_of(session.current()), data)


# An argument with an underscore is no part of the key: the revision before it names its content.


@st.cache_resource(show_spinner=False, max_entries=256)
def _certainty(revision: str, choices: Choices, opportunity_id: str, _data: Dataset) -> Certainty:
    around = cache.around()
    pair = around[around["opportunity_id"] == opportunity_id]
    drawn = _simulated(revision, choices, _data)
    if opportunity_id not in drawn.index:
        drawn = _simulate(pair, choices, _data).assign(top_ten_share=np.nan)
    return Certainty(
        drawn.loc[[opportunity_id]].iloc[0],
        break_even(pair, _data.reference).iloc[0],
        sensitivity(pair, _data.reference),
    )


@st.cache_resource(show_spinner=False, max_entries=8)
def _found(revision: str, choices: Choices, _data: Dataset) -> pd.DataFrame:
    return find(_data, choices)


@st.cache_resource(show_spinner=False, max_entries=8)
def _simulated(revision: str, choices: Choices, _data: Dataset) -> pd.DataFrame:
    best = cache.opportunities()["opportunity_id"].head(MOST_PAIRS)
    around = cache.around()
    return _simulate(around[around["opportunity_id"].isin(best)], choices, _data)


def _simulate(pairs: pd.DataFrame, choices: Choices, data: Dataset) -> pd.DataFrame:
    return simulate(pairs, data.reference, choices.weights or table_weights(data.reference))
