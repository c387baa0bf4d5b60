"""Stored sites that an uploaded one may be, with how near and how alike they are."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from symgeo.analysis.geodesy import geodesic_km, to_ecef
from symgeo.storage.likeness import folded_name, folded_number, likeness

SURE_KM: Final = 1.0
"""Two positions of one plant, each exact, lie this close."""
SURE_COARSE_KM: Final = 10.0
"""The same where one of them is only that of a village or part of a town."""
NEAR_KM: Final = 2.0
"""Within this distance sites with like names are asked about."""
SAME_NAME_KM: Final = 25.0
"""Within this distance sites with the same name are asked about; they are the same where one position is
only that of the municipality that both are in."""

_NEIGHBOURS: Final = 8
_LIKE: Final = 0.85
_UNLIKE: Final = 0.6
_REASONS: Final = ("id", "number", "name", "near")
_USED: Final = (
    "name",
    "organisation_number",
    "municipality_number",
    "municipality",
    "lon",
    "lat",
    "coord_precision",
)
_COLUMNS: Final = ("uploaded_id", "stored_id", "name", "reason", "distance_km", "likeness", "is_sure")


def site_candidates(uploaded: pd.DataFrame, stored: pd.DataFrame, invented: frozenset[str]) -> pd.DataFrame:
    """List which stored site each uploaded one may be.

    Parameters
    ----------
    uploaded : DataFrame
        With ``site_id``, ``name``, ``organisation_number``, ``municipality_number``, ``municipality``,
        ``lon``, ``lat`` (degrees; NaN where only the name of the site is known) and ``coord_precision``.
    stored : DataFrame
        The same columns, indexed by ``site_id``.
    invented : frozenset of str
        Ids of uploaded rows that mean nothing.

    Returns
    -------
    DataFrame
        One row a pair, likeliest first: uploaded_id, stored_id, name, reason (the strongest), distance_km,
        likeness and is_sure.
    """
    new = _described(uploaded[["site_id", *_USED]].reset_index(drop=True))
    old = _described(stored[list(_USED)].reset_index())
    if new.empty or old.empty:
        return pd.DataFrame({name: [] for name in _COLUMNS})
    pairs = pd.concat(
        [
            _same(new[~new["site_id"].isin(list(invented))], old, ["site_id"], "id"),
            _same(new[new["number"] != ""], old, ["number"], "number"),
            _same(new[new["folded"] != ""], old, ["folded"], "name"),
            _near(new, old),
        ]
    ).drop_duplicates(["i", "j"])
    if pairs.empty:
        return pd.DataFrame({name: [] for name in _COLUMNS})
    found = _measured(pairs, new, old)
    order = found["reason"].map(_REASONS.index)
    found = found.assign(order=order).sort_values(
        ["i", "is_sure", "order", "likeness", "distance_km"], ascending=[True, False, True, False, True]
    )
    return found[list(_COLUMNS)].reset_index(drop=True)


def _described(sites: pd.DataFrame) -> pd.DataFrame:
    return sites.assign(
        folded=sites["name"].map(folded_name).astype(str),
        number=sites["organisation_number"].map(folded_number).astype(str),
        place=sites["municipality_number"].mask(
            sites["municipality_number"] == "", sites["municipality"].str.casefold()
        ),
    )


def _same(new: pd.DataFrame, old: pd.DataFrame, on: list[str], reason: str) -> pd.DataFrame:
    left, right = new[on].assign(i=new.index), old[on].assign(j=old.index)
    return left.merge(right, on=on)[["i", "j"]].assign(reason=reason)


def _near(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    tree = cKDTree(to_ecef(old["lon"].to_numpy(), old["lat"].to_numpy()))
    # Sites that flows only name may have no position.
    placed = new[new["lon"].notna() & new["lat"].notna()]
    here = to_ecef(placed["lon"].to_numpy(), placed["lat"].to_numpy())
    most = min(_NEIGHBOURS, len(old))
    _, found = tree.query(here, k=range(1, most + 1), distance_upper_bound=NEAR_KM * 1000)
    i, k = np.nonzero(found < len(old))
    return pd.DataFrame({"i": placed.index[i], "j": found[i, k], "reason": "near"})


def _measured(pairs: pd.DataFrame, new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    a, b = new.loc[pairs["i"]].reset_index(drop=True), old.loc[pairs["j"]].reset_index(drop=True)
    reason = pairs["reason"].reset_index(drop=True)
    distance = pd.Series(
        geodesic_km(a["lon"].to_numpy(), a["lat"].to_numpy(), b["lon"].to_numpy(), b["lat"].to_numpy())
    )
    alike = pd.Series([likeness(x, y) for x, y in zip(a["folded"], b["folded"], strict=True)], dtype=float)
    i = pairs["i"].reset_index(drop=True)
    # An id whose row has another name now may be a mere row number: not where a like name is at hand.
    is_nameless = a["folded"] == ""
    renamed = (reason == "id") & (alike < _UNLIKE) & ~is_nameless
    has_namesake = i.isin(i[(reason != "id") & (alike >= _LIKE)])
    precisions = [a["coord_precision"], b["coord_precision"]]
    is_town = np.any([precision == "town" for precision in precisions], axis=0)
    is_coarse = np.any([precision != "facility" for precision in precisions], axis=0)
    limit = np.select([is_town, is_coarse], [SAME_NAME_KM, SURE_COARSE_KM], SURE_KM)
    same_place = (a["place"] == b["place"]) & (a["place"] != "")
    same_number = (a["number"] == b["number"]) & (a["number"] != "")
    # A place that is not given contradicts nothing.
    is_placeless = distance.isna()
    is_sure = np.select(
        [reason == "id", reason == "number", reason == "name"],
        [
            ~renamed | same_number | ((distance <= SURE_KM) & ~has_namesake),
            (alike >= _LIKE) & ((distance <= SAME_NAME_KM) | is_placeless)
            | (distance <= SURE_KM)
            | (is_nameless & is_placeless),
            same_place & ((distance <= limit) | is_placeless),
        ],
        default=False,
    )
    is_likely = np.select(
        [reason == "name", reason == "near"],
        [same_place | (distance <= SAME_NAME_KM) | is_placeless, alike >= _LIKE],
        default=True,
    )
    return pd.DataFrame(
        {
            "i": i,
            "uploaded_id": a["site_id"],
            "stored_id": b["site_id"],
            "name": b["name"],
            "reason": reason,
            "distance_km": distance,
            "likeness": alike,
            "is_sure": is_sure.astype(bool),
        }
    )[is_likely.astype(bool)]
