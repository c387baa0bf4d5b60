"""Sites and lines with a fixed seed: spread like real ones, in and around the towns of Norway and Sweden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import KDTree

from symgeo.storage.dataset import DATA_FOLDER, load_reference
from symgeo.storage.geography import load_places
from symgeo.vocabulary import Tier

SEED: Final = 20_260_102
AT_ONE_POINT: Final = 0.12
"""Share of sites that stand at the very middle of their town, as a register has them without an address."""
SPREAD_DEG: Final = 0.04
"""Scatter around a town (standard deviation, degrees of latitude): some 4 km."""
COUNTRYSIDE: Final = 0.15
"""Share of sites that lie ten times as far out."""
_COARSE_DEG: Final = 0.01
"""Coasts are taken this coarsely (a kilometre), which saves most of the time."""
_RESOURCES: Final = ("heat_60_100", "fish_sludge", "scrap_steel", "wood_chips", "oxygen")

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class World:
    """Sites, their flows and opportunities between them.

    Attributes
    ----------
    sites : DataFrame
        Indexed by site id, with ``name``, ``municipality``, ``lat`` and ``lon``.
    flows : DataFrame
        One of each site.
    resources : DataFrame
        Indexed by code.
    opportunities : DataFrame
        Best first.
    alone : str
        The site that is farthest from its neighbours, which every way can press.
    """

    sites: pd.DataFrame
    flows: pd.DataFrame
    resources: pd.DataFrame
    opportunities: pd.DataFrame
    alone: str


def make_world(sites: int, lines: int) -> World:
    """Give a world of a size; the same for the same size."""
    rng = np.random.default_rng(SEED)
    resources = load_reference().resources
    known = [code for code in _RESOURCES if code in resources.index]
    places = _towns()
    town = rng.choice(len(places), sites, p=_weights(places))
    lat, lon = _on_land(rng, places, town)
    index = pd.Index([f"S{number:06d}" for number in range(sites)], name="site_id")
    frame = pd.DataFrame(
        {
            "name": [f"{places['name'].iloc[k]} verk {number}" for number, k in enumerate(town)],
            "municipality": places["name"].to_numpy(object)[town],
            "county_code": "NO-50",
            "lat": lat,
            "lon": lon,
        },
        index=index,
    )
    flows = pd.DataFrame(
        {
            "site_id": index,
            "direction": rng.choice(["supply", "demand"], sites),
            "resource_code": rng.choice(known, sites),
            "quantity": 10 ** rng.uniform(1, 6, sites),
            "unit": "t",
        },
        index=[f"F{number:06d}" for number in range(sites)],
    )
    return World(frame, flows, resources, _lines(rng, frame, known, lines), _most_alone(frame))


@cache
def _towns() -> pd.DataFrame:
    places = load_places(DATA_FOLDER / "geo" / "places.csv")
    return places[places["population"] > 0].reset_index(drop=True)


def _weights(places: pd.DataFrame) -> FloatArray:
    # Industry lies in small towns more often than people do.
    weight = places["population"].to_numpy(float) ** 0.6
    return np.asarray(weight / weight.sum())


def _on_land(
    rng: np.random.Generator, places: pd.DataFrame, town: npt.NDArray[np.int64]
) -> tuple[FloatArray, FloatArray]:
    """Scatter sites around their towns; what falls into the sea falls anew, at last into the town itself."""
    land = _land()
    middle_lat, middle_lon = (places[name].to_numpy(float)[town] for name in ("lat", "lon"))
    lat, lon = middle_lat.copy(), middle_lon.copy()
    scatters = rng.random(len(town)) >= AT_ONE_POINT
    far = np.where(rng.random(len(town)) < COUNTRYSIDE, 10 * SPREAD_DEG, SPREAD_DEG)
    left = np.flatnonzero(scatters)
    for _ in range(4):
        down = middle_lat[left] + far[left] * rng.standard_normal(len(left))
        across = middle_lon[left] + 2.2 * far[left] * rng.standard_normal(len(left))
        dry = shapely.contains_xy(land, across, down)
        lat[left[dry]], lon[left[dry]] = down[dry], across[dry]
        left = left[~dry]
    return lat.round(5), lon.round(5)


@cache
def _land() -> shapely.Geometry:
    shapes = gpd.read_file(DATA_FOLDER / "geo" / "land_draw.geojson")
    parts = shapes.loc[shapes["kind"] != "lake", "geometry"].explode().simplify(_COARSE_DEG).to_numpy()
    land = shapely.union_all(parts[shapely.area(parts) > _COARSE_DEG**2])
    shapely.prepare(land)
    return land


def _lines(rng: np.random.Generator, sites: pd.DataFrame, resources: list[str], count: int) -> pd.DataFrame:
    """Join sites with one of their nearest hundred; nothing to do with rules, only with how lines lie."""
    place = np.column_stack([sites["lat"], sites["lon"] * 0.45])
    start = rng.integers(0, len(sites), count)
    near = min(100, len(sites) - 1)
    _, found = KDTree(place).query(place[start], k=near + 1)
    finish = found[np.arange(count), rng.integers(1, near + 1, count)] if count else start
    ids = sites.index.to_numpy(object)
    apart_km = 111.2 * np.hypot(*(place[start] - place[finish]).T)
    return pd.DataFrame(
        {
            "opportunity_id": [f"F{number:06d}~F{number:06d}" for number in range(count)],
            "tier": rng.choice([str(tier) for tier in Tier], count),
            "supply_site_id": ids[start],
            "demand_site_id": ids[finish],
            "supply_flow_id": "",
            "demand_flow_id": "",
            "supply_resource": rng.choice(resources, count),
            "resource_group": rng.choice(["heat", "organic", "metal"], count),
            "distance_km": apart_km,
            "matched_quantity": 10 ** rng.uniform(1, 6, count),
            "unit": "t",
            "evidence": rng.choice(["derived", "illustrative"], count),
            "is_illustrative": False,
        }
    )


def _most_alone(sites: pd.DataFrame) -> str:
    place = np.column_stack([sites["lat"], sites["lon"] * 0.45])
    apart, _ = KDTree(place).query(place, k=2)
    return str(sites.index[int(apart[:, 1].argmax())])
