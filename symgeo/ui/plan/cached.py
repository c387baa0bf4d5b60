"""How sure the sums of a plan are, calculated once for each plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Plan
from symgeo.analysis.uncertainty import sums_of_plan
from symgeo.ui import cache
from symgeo.vocabulary import Goal

MOST_PAIRS: Final = 500
"""The sums of larger plans are not drawn: nobody should wait for that."""


def sums(plan: Plan) -> Mapping[Goal, tuple[float, float]]:
    """Give what eight of ten draws of each sum lie between; nothing for an empty or a very large plan."""
    if not 0 < len(plan.chosen) <= MOST_PAIRS:
        return {}
    data = cache.dataset()
    shares = zip(plan.chosen["opportunity_id"].astype(str), plan.chosen["share"].astype(float), strict=True)
    return _sums(data.revision, tuple(shares), plan.chosen, data)


# An argument with an underscore is no part of the key: revision and shares name its content.


@st.cache_resource(show_spinner=False, max_entries=32)
def _sums(
    revision: str,  # part of the key
    shares: tuple[tuple[str, float], ...],
    _chosen: pd.DataFrame,
    _data: Dataset,
) -> Mapping[Goal, tuple[float, float]]:
    around = cache.around()
    pairs = around[around["opportunity_id"].isin([one for one, _ in shares])]
    return sums_of_plan(_chosen, pairs, _data.reference)
