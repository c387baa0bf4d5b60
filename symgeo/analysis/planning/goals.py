"""Which goals a set of opportunities can serve at all."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS
from symgeo.analysis.planning.candidates import gather_candidates
from symgeo.vocabulary import Goal


def goals_served(opportunities: pd.DataFrame, dataset: Dataset) -> tuple[Goal, ...]:
    """Give the goals that at least one of the opportunities brings nearer, by itself.

    Parameters
    ----------
    opportunities : DataFrame
        As `opportunities.find` gives them, or a selection.
    dataset : Dataset
        The data they were found in.
    """
    pairs = gather_candidates(opportunities, dataset, least_share=0.0)
    net = opportunities.loc[opportunities["tier"].isin(IDEAS), "net_benefit_eur"]
    gains = {
        Goal.CLIMATE: pairs.climate_t,
        Goal.ELECTRICITY: pairs.electricity_mwh,
        Goal.DIVERTED: pairs.diverted_t,
        Goal.MONEY: net.fillna(0.0).to_numpy(float),
    }
    return tuple(goal for goal, gain in gains.items() if (gain > 0).any())
