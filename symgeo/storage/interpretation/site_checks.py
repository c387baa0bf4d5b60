"""What is suspicious about sites: at sea, on one point, or there twice."""

from __future__ import annotations

import difflib
from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from symgeo.analysis.geodesy import to_ecef
from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns, found_at
from symgeo.storage.interpretation.folding import fold_company, map_unique
from symgeo.storage.interpretation.vocabulary import Knowledge

_OFFSHORE_M: Final = 250.0
"""Farther from land than the land file and usual coordinates are inexact."""
_ON_WATER: Final = frozenset({"aquaculture", "port"})
_NEAR_M: Final = 1_000.0
_SAME_NAME_M: Final = 20_000.0
_ALIKE: Final = 0.85
_MOST_PAIRS: Final = 300_000
_POINT_DIGITS: Final = 5


def check_sites(sites: pd.DataFrame, columns: Columns, knowledge: Knowledge) -> list[Finding]:
    """Find what is suspicious about the sites of a table.

    Parameters
    ----------
    sites : DataFrame
        One row a site; index as a spreadsheet shows it; with name, operator, organisation_number,
        municipality_number, lon, lat, site_type, nace and ``is_own`` (whether the position is its own).
    columns : Columns
        To point at columns.
    knowledge : Knowledge
        Land.
    """
    name_column = columns.place("name")
    return [
        *_at_sea(sites, columns, knowledge),
        *_shared_points(sites, columns),
        *_near_duplicates(sites, name_column),
        *_same_company(sites, columns),
    ]


def _at_sea(sites: pd.DataFrame, columns: Columns, knowledge: Knowledge) -> list[Finding]:
    rows = np.flatnonzero(
        (
            sites["is_own"] & ~sites["site_type"].isin(list(_ON_WATER)) & ~sites["nace"].str.startswith("03")
        ).to_numpy()
    )
    if not len(rows):
        return []
    lon, lat = sites["lon"].to_numpy()[rows], sites["lat"].to_numpy()[rows]
    maybe = ~knowledge.shore.holds(lon, lat)
    off_m = np.zeros(len(rows))
    off_m[maybe] = knowledge.land.off_land_m(lon[maybe], lat[maybe])
    wrong = np.zeros(len(sites), dtype=bool)
    wrong[rows] = off_m > _OFFSHORE_M
    distance = np.full(len(sites), "", dtype=object)
    distance[rows] = [f"{km:.1f} km" for km in off_m / 1000]
    shown = pd.Series(distance, index=sites.index, dtype=str)
    return found_at(wrong, Code.AT_SEA, shown, column=_position_column(columns))


def _shared_points(sites: pd.DataFrame, columns: Columns) -> list[Finding]:
    own = sites[sites["is_own"]]
    key = own[["lon", "lat"]].round(_POINT_DIGITS)
    shared = key.duplicated(keep=False)
    if not shared.any():
        return []
    first = (
        own.loc[shared].groupby([key.loc[shared, "lon"], key.loc[shared, "lat"]])["name"].transform("first")
    )
    later = key.duplicated() & shared
    other = first.reindex(own.index).fillna("")
    return found_at(later, Code.SHARED_POINT, own["name"], column=_position_column(columns), expected=other)


def _near_duplicates(sites: pd.DataFrame, column: int) -> list[Finding]:
    """Find sites with nearly the same name near each other, and with the very same name not far away."""
    names = map_unique(sites["name"], fold_company)
    placed = np.flatnonzero((sites["is_own"] & (names != "")).to_numpy())
    pairs = _near_pairs(sites, placed)
    plain = names.to_numpy(dtype=object)
    alike = [(one, other) for one, other in pairs.tolist() if _are_alike(plain[one], plain[other])]
    twice = {max(pair): min(pair) for pair in sorted(alike, reverse=True)}
    twice |= _same_name(sites, names)
    wrong = np.zeros(len(sites), dtype=bool)
    wrong[list(twice)] = True
    shown = pd.Series("", index=sites.index, dtype=str)
    rows = sites.index.to_numpy()
    for later, earlier in twice.items():
        shown.iloc[later] = f"{sites['name'].iloc[earlier]} ({rows[earlier]})"
    return found_at(wrong, Code.NEAR_DUPLICATE, sites["name"], column=column, expected=shown)


def _near_pairs(sites: pd.DataFrame, placed: np.ndarray) -> np.ndarray:
    """Give pairs of places within `_NEAR_M`; one place for each point and name, so that crowds stay small."""
    points = sites[["lon", "lat"]].iloc[placed].round(_POINT_DIGITS)
    if len(placed) < 2:
        return np.empty((0, 2), dtype=int)
    tree = cKDTree(to_ecef(points["lon"].to_numpy(), points["lat"].to_numpy()))
    if tree.count_neighbors(tree, _NEAR_M) > 2 * _MOST_PAIRS + len(placed):
        return np.empty((0, 2), dtype=int)
    return np.asarray(placed[tree.query_pairs(_NEAR_M, output_type="ndarray")])


def _are_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if abs(len(one) - len(other)) > (1 - _ALIKE) * 2 * max(len(one), len(other)):
        return False
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE and _digits(one) == _digits(other)


def _digits(name: str) -> list[str]:
    """Give the numbers in a name: "Anlegg 1" and "Anlegg 2" are two sites however alike they look."""
    return [word for word in name.split() if word.isdecimal() or len(word) == 1]


def _same_name(sites: pd.DataFrame, names: pd.Series) -> dict[int, int]:
    """Give later and earlier place of sites of the same name in one municipality, or near each other."""
    later = np.flatnonzero((names.duplicated() & (names != "")).to_numpy())
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    points = to_ecef(sites["lon"].fillna(0.0).to_numpy(), sites["lat"].fillna(0.0).to_numpy())
    municipality = sites["municipality_number"].to_numpy(dtype=object)
    found: dict[int, int] = {}
    for place in later.tolist():
        earlier = first[names.iloc[place]]
        near = np.linalg.norm(points[place] - points[earlier]) <= _SAME_NAME_M
        if near or (municipality[place] != "" and municipality[place] == municipality[earlier]):
            found[place] = earlier
    return found


def _same_company(sites: pd.DataFrame, columns: Columns) -> list[Finding]:
    number = sites["organisation_number"]
    first = sites["name"].groupby(number).transform("first")
    twice = (number != "") & number.duplicated()
    return found_at(
        twice, Code.SAME_COMPANY, number, column=columns.place("organisation_number"), expected=first
    )


def _position_column(columns: Columns) -> int:
    fields = ("lat", "north", "x", "coordinates")
    return next((columns.place(field) for field in fields if columns.has(field)), -1)
