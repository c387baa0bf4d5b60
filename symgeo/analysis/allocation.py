"""Amounts that are promised once: no flow, pool or stream beyond what it has."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]


def capacity_keys(flows: pd.DataFrame) -> pd.Series:
    """Name the capacity that each flow draws on: its pool, else its stream, else itself.

    Flows of one pool (a biogas plant takes manure or sludge up to a total) and the faces of one
    stream (cooling water seen as water and as heat) share one capacity.

    Returns
    -------
    Series of str
        Indexed as ``flows``; prefixed so that the three kinds never collide. Supply and demand
        never share a key.
    """
    own = "flow:" + flows.index.astype(str)
    keys = pd.Series(own, index=flows.index, dtype=object)
    for column, prefix in (("stream_id", "stream:"), ("pool_id", "pool:")):
        named = (flows[column] != "").to_numpy()
        keys[named] = prefix + flows[column][named].astype(str)
    return keys + ":" + flows["direction"].astype(str)


class Capacities:
    """What is left of each capacity while amounts are handed out, block after block, best pairs first."""

    def __init__(self) -> None:
        self._left: dict[object, float] = {}

    def hand_out(
        self,
        quantity: FloatArray,
        supply_share: FloatArray,
        demand_share: FloatArray,
        supply_key: npt.NDArray[np.object_],
        demand_key: npt.NDArray[np.object_],
    ) -> FloatArray:
        """Hand out amounts from the best pair to the last, each capacity once.

        Parameters
        ----------
        quantity : ndarray
            Matched quantity of each pair, best pair first.
        supply_share, demand_share : ndarray
            Share of the capacity that the whole quantity would take, 0-1.
        supply_key, demand_key : ndarray of str
            Capacities as :func:`capacity_keys` names them.

        Returns
        -------
        ndarray
            What each pair gets, 0 to ``quantity``.
        """
        left = self._left
        shares = zip(supply_key, demand_key, supply_share.tolist(), demand_share.tolist(), strict=True)
        given = np.zeros(len(quantity))
        for n, (s, d, take_s, take_d) in enumerate(shares):  # each step needs what the last one left
            left_s, left_d = left.get(s, 1.0), left.get(d, 1.0)
            part = min(1.0, left_s / take_s if take_s > 0 else 1.0, left_d / take_d if take_d > 0 else 1.0)
            left[s] = left_s - part * take_s
            left[d] = left_d - part * take_d
            given[n] = part
        return given * quantity
