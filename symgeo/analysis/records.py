"""What is already known about a pair: recorded exchanges here, precedents elsewhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.vocabulary import Stage

RUNNING = (Stage.COMPLETED.value, Stage.IMPLEMENTATION.value)
_BY_PROGRESS = [
    Stage.COMPLETED,
    Stage.IMPLEMENTATION,
    Stage.NEGOTIATION,
    Stage.DISCUSSION,
    Stage.IDEA,
    Stage.ON_HOLD,
    Stage.BLOCKED,
    Stage.LOST,
]
DONE = ("operating", "historical", "literature")


def match_exchanges(pairs: pd.DataFrame, exchanges: pd.DataFrame) -> pd.DataFrame:
    """Lay recorded exchanges over computed pairs.

    An exchange belongs to a pair when supplier and receiver are its two sites and its resource is
    the one supplied or the one wanted; of several, the one that has come furthest.

    Parameters
    ----------
    pairs : DataFrame
        With ``supply_site_id``, ``demand_site_id``, ``supply_resource``, ``demand_resource``.
    exchanges : DataFrame
        Indexed by ``exchange_id``.

    Returns
    -------
    DataFrame
        ``existing_exchange_id`` and ``exchange_stage`` ("" for none), in the order of ``pairs``.
    """
    order = {stage.value: rank for rank, stage in enumerate(_BY_PROGRESS)}
    known = (
        exchanges.assign(progress=exchanges["stage"].map(order).astype(float))
        .sort_values("progress", kind="stable")
        .rename_axis("existing_exchange_id")
        .reset_index()
        .drop_duplicates(["supplier_site_id", "receiver_site_id", "resource_code"])
    )
    sides = [_join(pairs, known, resource) for resource in ("supply_resource", "demand_resource")]
    best = sides[0].where(sides[0]["progress"] <= sides[1]["progress"].fillna(np.inf), sides[1])
    return pd.DataFrame(
        {
            "existing_exchange_id": best["existing_exchange_id"].fillna("").to_numpy(object),
            "exchange_stage": best["stage"].fillna("").to_numpy(object),
        },
        index=pairs.index,
    )


def _join(pairs: pd.DataFrame, known: pd.DataFrame, resource: str) -> pd.DataFrame:
    return pairs[["supply_site_id", "demand_site_id", resource]].merge(
        known[
            [
                "supplier_site_id",
                "receiver_site_id",
                "resource_code",
                "existing_exchange_id",
                "stage",
                "progress",
            ]
        ],
        how="left",
        left_on=["supply_site_id", "demand_site_id", resource],
        right_on=["supplier_site_id", "receiver_site_id", "resource_code"],
    )


def match_precedents(
    pairs: pd.DataFrame, precedents: pd.DataFrame, *, bonus_class: float, bonus_division: float
) -> pd.DataFrame:
    """Find exchanges of the same trades and resource that were done elsewhere.

    Only what runs, ran, or is reported in the literature counts; plans do not, and neither does what
    was done at the pair's own place.

    Parameters
    ----------
    pairs : DataFrame
        With ``supply_nace``, ``demand_nace``, ``supply_resource``, ``demand_resource`` and the two
        ``cluster_label``.
    precedents : DataFrame
        Indexed by ``precedent_id``.
    bonus_class, bonus_division : float
        Added to the fit for the same four-digit or the same two-digit pair of NACE codes.

    Returns
    -------
    DataFrame
        ``precedent_id`` ("" for none) and ``bonus``, in the order of ``pairs``.
    """
    done = precedents[precedents["status"].str.startswith(DONE)]
    ids = np.full(len(pairs), "", dtype=object)
    bonuses = np.zeros(len(pairs))
    for digits, bonus in ((5, bonus_class), (2, bonus_division)):
        for resource in ("supply_resource", "demand_resource"):
            names = _precedent_ids(pairs, done, resource, digits)
            new = (names != "") & (ids == "")
            ids[new] = names[new]
            bonuses[new] = bonus
    return pd.DataFrame({"precedent_id": ids, "bonus": bonuses}, index=pairs.index)


def _precedent_ids(
    pairs: pd.DataFrame, done: pd.DataFrame, resource: str, digits: int
) -> npt.NDArray[np.object_]:
    """Give the first precedent of each pair that is not the pair's own place; "" for none."""
    known = pd.DataFrame(
        {
            "key": _keys(done, "supplier_nace", "receiver_nace", "resource_code", digits).to_numpy(object),
            "precedent_id": done.index.to_numpy(object),
            "place": done["place"].str.casefold().to_numpy(object),
        }
    )
    asked = pd.DataFrame(
        {
            "key": _keys(pairs, "supply_nace", "demand_nace", resource, digits).to_numpy(object),
            "pair": np.arange(len(pairs)),
            "here": (pairs["supply_cluster_label"] + "|" + pairs["demand_cluster_label"])
            .str.casefold()
            .to_numpy(object),
        }
    )
    both = asked.merge(known[known["key"] != ""], on="key")
    elsewhere = [
        place not in here.split("|") for place, here in zip(both["place"], both["here"], strict=True)
    ]
    first = both[np.array(elsewhere, dtype=bool)].drop_duplicates("pair")
    found = np.full(len(pairs), "", dtype=object)
    found[first["pair"].to_numpy(int)] = first["precedent_id"].to_numpy(object)
    return found


def _keys(frame: pd.DataFrame, supplier: str, receiver: str, resource: str, digits: int) -> pd.Series:
    """Write trade, trade and resource as one text; "" where a code is shorter than asked for."""
    left, right = frame[supplier].astype(str), frame[receiver].astype(str)
    long_enough = (left.str.len() >= digits) & (right.str.len() >= digits)
    keys = left.str[:digits] + ">" + right.str[:digits] + ">" + frame[resource].astype(str)
    return keys.where(long_enough, "")
