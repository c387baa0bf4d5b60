"""Pairs of supply and demand within the radius of their resource."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from symgeo.analysis.choices import Choices
from symgeo.analysis.geodesy import geodesic_km, to_ecef


def search_radii_km(resources: pd.DataFrame, choices: Choices) -> pd.Series:
    """Give the search radius of each resource after the reader's choices.

    Returns
    -------
    Series of float
        Kilometres, indexed by resource code; the table's maximum, or a share of it, where none was chosen.
    """
    radii = resources["max_radius_km"].astype(float) * choices.radius_share
    if choices.radius_km is not None:
        radii[:] = choices.radius_km
    for code, radius in choices.radius_km_by_resource:
        radii[code] = radius
    return radii


def find_pairs(
    supply: pd.DataFrame,
    demand: pd.DataFrame,
    codes: pd.DataFrame,
    radii_km: pd.Series,
) -> pd.DataFrame:
    """Find every compatible pair within the supply's radius, at different sites, once.

    The search runs in bulk on k-d trees over earth-centred coordinates, one join per pair of
    codes. A chord is never longer than the geodesic, so nothing inside the radius is missed; what
    lies outside by the geodesic is dropped afterwards.

    Parameters
    ----------
    supply, demand : DataFrame
        Flows with ``resource_code``, ``site_id``, ``lon``, ``lat`` (degrees, WGS84).
    codes : DataFrame
        Compatible pairs of codes, as :func:`symgeo.analysis.compatibility.compatible_codes` gives.
    radii_km : Series
        Search radius by supply code.

    Returns
    -------
    DataFrame
        ``supply`` and ``demand`` (positions in the two frames) and ``distance_km`` (geodesic).
    """
    trees = _Trees(supply), _Trees(demand)
    found = [
        trees[0].join(trees[1], s, d, float(radii_km[s]))
        for s, d in zip(codes["supply_code"], codes["demand_code"], strict=True)
    ]
    i = np.concatenate([pair[0] for pair in found] or [np.empty(0, dtype=np.intp)])
    j = np.concatenate([pair[1] for pair in found] or [np.empty(0, dtype=np.intp)])
    apart = supply["site_id"].to_numpy()[i] != demand["site_id"].to_numpy()[j]
    i, j = i[apart], j[apart]
    distance = geodesic_km(
        supply["lon"].to_numpy()[i],
        supply["lat"].to_numpy()[i],
        demand["lon"].to_numpy()[j],
        demand["lat"].to_numpy()[j],
    )
    radius = radii_km.reindex(supply["resource_code"]).to_numpy()[i]
    inside = distance <= radius
    return pd.DataFrame({"supply": i[inside], "demand": j[inside], "distance_km": distance[inside]})


class _Trees:
    """One k-d tree for each resource code of one side, built when first asked for."""

    def __init__(self, flows: pd.DataFrame) -> None:
        self._xyz = to_ecef(flows["lon"].to_numpy(float), flows["lat"].to_numpy(float))
        self._members = flows.reset_index(drop=True).groupby("resource_code", sort=False).indices
        self._trees: dict[str, cKDTree] = {}

    def _tree(self, code: str) -> cKDTree:
        if code not in self._trees:
            self._trees[code] = cKDTree(self._xyz[self._members[code]])
        return self._trees[code]

    def join(
        self, other: _Trees, code: str, other_code: str, radius_km: float
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        empty = np.empty(0, dtype=np.intp)
        if code not in self._members or other_code not in other._members:
            return empty, empty
        near = self._tree(code).sparse_distance_matrix(
            other._tree(other_code), radius_km * 1000.0, output_type="ndarray"
        )
        return self._members[code][near["i"]], other._members[other_code][near["j"]]
