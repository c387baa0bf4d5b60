"""What is possible behind a plan: ideas that would use what the chosen ones use."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.allocation import capacity_keys
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import IDEAS


def also_possible(
    opportunities: pd.DataFrame, chosen: pd.DataFrame, opportunity_id: str, dataset: Dataset
) -> pd.DataFrame:
    """Give the ideas that a chosen pair stands before: they draw on its surplus or serve its need.

    Parameters
    ----------
    opportunities : DataFrame
        All that the plan chose from.
    chosen : DataFrame
        As `Plan.chosen`.
    opportunity_id : str
        The chosen pair.
    dataset : Dataset
        The data they were found in.

    Returns
    -------
    DataFrame
        Rows of ``opportunities`` in their order, without those that the plan has.
    """
    behind = _behind(opportunities, chosen, dataset)
    ids = behind.loc[behind["chosen"] == opportunity_id, "opportunity_id"]
    return opportunities[opportunities["opportunity_id"].isin(ids)]


def count_also_possible(opportunities: pd.DataFrame, chosen: pd.DataFrame, dataset: Dataset) -> pd.Series:
    """Count what is possible behind each chosen pair.

    Returns
    -------
    Series of int
        Indexed by opportunity_id, in the order of ``chosen``.
    """
    counted = _behind(opportunities, chosen, dataset).groupby("chosen").size()
    return counted.reindex(chosen["opportunity_id"], fill_value=0)


def _behind(opportunities: pd.DataFrame, chosen: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Pair each chosen opportunity with those that share a capacity with it."""
    ideas = opportunities[opportunities["tier"].isin(IDEAS)]
    others = ideas[~ideas["opportunity_id"].isin(chosen["opportunity_id"])]
    keys = capacity_keys(dataset.flows)
    taken = _by_key(chosen, keys).rename(columns={"opportunity_id": "chosen"})
    return taken.merge(_by_key(others, keys), on="key")[["chosen", "opportunity_id"]].drop_duplicates()


def _by_key(pairs: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    sides = [
        pd.DataFrame(
            {
                "key": keys.loc[pairs[f"{side}_flow_id"]].to_numpy(object),
                "opportunity_id": pairs["opportunity_id"].to_numpy(object),
            }
        )
        for side in ("supply", "demand")
    ]
    return pd.concat(sides, ignore_index=True)
