"""From the core's pairs to opportunities with all columns, block by block."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from symgeo.analysis import opportunities
from symgeo.analysis.allocation import Capacities
from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine.topk import Best
from symgeo.analysis.geodesy import geodesic_km

BLOCK = 50_000
"""Pairs described together, unless asked otherwise: about 100 MB."""


class Describer:
    """Calculates everything about pairs that the core has kept, as `opportunities.find` does."""

    def __init__(self, dataset: Dataset, choices: Choices) -> None:
        self._dataset, self._choices = dataset, choices
        self._supply, self._demand = opportunities.place_flows(
            dataset, hide_commitments=choices.hide_exchanges
        )

    def ranked(self, pairs: Best, block: int = BLOCK) -> Iterator[pd.DataFrame]:
        """Give opportunities in blocks; each pair's rank is its place.

        Nothing is promised twice over all blocks: better pairs are served first.

        Parameters
        ----------
        pairs : Best
            Best first; ``row`` is the supply.
        block : int
            Pairs described together; what they say does not depend on it.
        """
        capacities = Capacities()
        for first in range(0, max(len(pairs), 1), block):
            part = slice(first, first + block)
            found = self._describe(Best(pairs.row[part], pairs.other[part], pairs.key[part]))
            found = found.assign(rank=np.arange(first + 1, first + 1 + len(found)))
            yield opportunities.finish(found, capacities)

    def unranked(self, pairs: Best) -> pd.DataFrame:
        """Give opportunities with empty rank and allocation, which only all of them together have."""
        found = opportunities.finish(self._describe(pairs).assign(rank=np.nan), Capacities())
        return found.assign(allocated_quantity=np.nan)

    def _describe(self, pairs: Best) -> pd.DataFrame:
        ends = [
            frame[column].to_numpy()[rows]
            for frame, rows in ((self._supply, pairs.row), (self._demand, pairs.other))
            for column in ("lon", "lat")
        ]
        near = pd.DataFrame({"supply": pairs.row, "demand": pairs.other, "distance_km": geodesic_km(*ends)})
        found = opportunities.describe(self._supply, self._demand, near, self._dataset, self._choices)
        return opportunities.score(found, self._dataset.reference, self._choices)
