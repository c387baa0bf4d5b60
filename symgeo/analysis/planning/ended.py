"""Which exchanges that run today end with a site or by themselves."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.records import RUNNING


def ended_exchanges(dataset: Dataset, lost: str) -> pd.DataFrame:
    """Give the running exchanges that are no more without a site, or the exchange itself.

    Parameters
    ----------
    dataset : Dataset
        The data as it is.
    lost : str
        Id of a site or of an exchange; for any other nothing ends.

    Returns
    -------
    DataFrame
        Rows of ``dataset.exchanges``.
    """
    exchanges = dataset.exchanges
    running = exchanges[exchanges["stage"].isin(RUNNING)]
    if lost in dataset.sites.index:
        return running[(running["supplier_site_id"] == lost) | (running["receiver_site_id"] == lost)]
    return running[running.index == lost]
