"""Synthetic flows with a fixed seed: Nordic towns, sixty resources, radii of 2 to 300 km."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.engine.columns import Problem, Side
from symgeo.analysis.engine.precedents import trade_numbers
from symgeo.analysis.engine.tasks import Words, tasks_of
from symgeo.analysis.geodesy import to_ecef
from symgeo.analysis.scoring import blend
from symgeo.errors import UsageError
from symgeo.storage.dataset import load_reference

SEED: Final = 20_260_101
TOWNS: Final = 300
COUNTIES: Final = 24
RESOURCES: Final = 60
RULES: Final = 150
HEAT: Final = 8
"""Resources of the group heat: with temperatures, pipes, heat pumps and short radii."""
TRADES: Final = 40
_NORTH, _HEIGHT, _WIDTH, _MOST_HEIGHT, _MIDDLE = 71.0, 16.0, 14.0, 35.0, 0.65
"""Degrees that the towns lie in, and how far down the middle of them is."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class World:
    """Flows of a size, as the core takes them.

    Attributes
    ----------
    problem : Problem
    name : str
        Such as ``100,000 flows``.
    """

    problem: Problem
    name: str


def make_world(flows: int, weights: Weights | None = None, towns: int = TOWNS) -> World:
    """Give half as much supply as demand and half as much demand as supply: ``flows`` altogether.

    Parameters
    ----------
    flows : int
    weights : Weights, optional
        Of the score; those of the method where nothing is said.
    towns : int
        A multiple of `TOWNS`; the area grows with them, so that as many more flows lie as close as before.
    """
    if towns % TOWNS or not towns:
        message = f"--towns: {towns} is no multiple of {TOWNS}."
        raise UsageError(message)
    rng = np.random.default_rng(SEED)
    reference = _reference(rng)
    places = _towns(rng, towns)
    share = rng.dirichlet(np.full(RESOURCES, 3.0))
    supply = _side(rng, flows // 2, places, share, 0)
    demand = _side(rng, flows - flows // 2, places, share, flows // 2)
    trades = np.array([f"{10 + n:02d}.{n % 9}0" for n in range(TRADES)], dtype=object)
    classes, divisions, known = trade_numbers(trades)
    words = Words(np.empty(0, dtype=object), trades, np.array([""], dtype=object), known)
    dataset = Dataset(
        gpd.GeoDataFrame(), pd.DataFrame(), _no_exchanges(), reference, "bench", is_example=False
    )
    problem = Problem(
        supply=supply,
        demand=demand,
        tasks=tasks_of(dataset, Choices(), supply, demand, words),
        shares=blend(weights or Weights(), reference.parameter("score.floor")),
        hours=np.array([7500.0, 2800.0]),
        overlap=np.array([[1.0, 0.6], [0.6, 1.0]]),
        tag_scores=np.ones((1, 1)),
        shared=np.zeros((1, 1), dtype=bool),
        trade_class=classes,
        trade_division=divisions,
        n_sites=flows,
        resources=tuple(reference.resources.index),
        units=tuple(dict.fromkeys(reference.resources["unit"])),
        municipalities=tuple(f"{n:04d}" for n in range(towns)),
        counties=tuple(f"NO-{n:02d}" for n in range(COUNTIES * towns // TOWNS)),
    )
    name = f"{flows:,} flows" if towns == TOWNS else f"{flows:,} flows in {towns:,} towns"
    return World(problem, name)


def _towns(rng: np.random.Generator, count: int) -> pd.DataFrame:
    """Give places up to 71 degrees north, `TOWNS` of them from 55 on; few large, many small."""
    times = count // TOWNS
    height = min(_HEIGHT * times, _MOST_HEIGHT)
    width = _WIDTH * times * _HEIGHT / height * _breadth(_HEIGHT) / _breadth(height)
    lat = _NORTH - height + height * rng.beta(1.6, 3.0, count)
    lon = 5.0 + 1.1 * (lat - 55.0) + rng.uniform(0.0, width, count)
    weight = 1.0 / (1 + np.arange(count) // times) ** 0.7
    band = np.argsort(np.argsort(lat)) * (COUNTIES * times) // count
    return pd.DataFrame({"lon": lon, "lat": lat, "weight": weight / weight.sum(), "county": band})


def _breadth(height: float) -> float:
    """Give how wide a degree of longitude is in the middle of so many degrees, of one at the equator."""
    return math.cos(math.radians(_NORTH - height * _MIDDLE))


def _side(rng: np.random.Generator, count: int, towns: pd.DataFrame, share: FloatArray, first: int) -> Side:
    town = rng.choice(len(towns), count, p=towns["weight"].to_numpy()).astype(np.int32)
    lat = towns["lat"].to_numpy()[town] + rng.normal(0.0, 0.06, count)
    lon = towns["lon"].to_numpy()[town] + rng.normal(0.0, 0.12, count)
    resource = rng.choice(RESOURCES, count, p=share).astype(np.int32) + 2
    x, y, z = (np.ascontiguousarray(column) for column in to_ecef(lon, lat).T)
    zeros = np.zeros(count, dtype=np.int32)
    is_heat = resource < HEAT + 2
    return Side(
        flow_id=np.arange(first, first + count),
        resource=resource,
        site=(rng.integers(0, max(count // 2, 1), count)).astype(np.int32),
        municipality=town,
        county=towns["county"].to_numpy(np.int32)[town],
        trade=rng.integers(0, TRADES, count).astype(np.int32),
        tags=zeros,
        network=zeros,
        place=zeros,
        profile=(rng.random(count) < 0.3).astype(np.int32),
        country=np.where(lon > 14.0, 2, 1).astype(np.int32),
        market=(lon > 14.0).astype(np.int32),
        lon=lon,
        lat=lat,
        x=x,
        y=y,
        z=z,
        amount=rng.lognormal(7.0, 2.0, count),
        free=np.where(rng.random(count) < 0.8, 1.0, rng.random(count)),
        temp_c=np.where(is_heat, rng.uniform(20.0, 110.0, count), np.nan),
        dry_pct=np.full(count, np.nan),
    )


def _reference(rng: np.random.Generator) -> Reference:
    """Give sixty resources and a hundred and fifty rules, with the parameters that are shipped."""
    radius = np.round(np.exp(rng.uniform(np.log(2.0), np.log(300.0), RESOURCES)), 1)
    radius[:HEAT] = np.minimum(radius[:HEAT], 30.0)
    is_pipe = radius < 12.0
    is_pipe[:HEAT] = True
    codes = [f"r{n:02d}" for n in range(RESOURCES)]
    groups = pd.DataFrame({"parent": "", "unit": ""}, index=["heat", "material"])
    leaves = pd.DataFrame(
        {
            "parent": ["heat"] * HEAT + ["material"] * (RESOURCES - HEAT),
            "unit": ["MWh"] * HEAT + ["t"] * (RESOURCES - HEAT),
            "hazardous": "no",
            "legal_default": "product",
            "demand_nace": "all",
            "disposal_param": np.where(rng.random(RESOURCES) < 0.3, "gate.fish_sludge", ""),
            "line_param": np.where(is_pipe, "pipe.dh_capex", ""),
            "transport_mode": np.where(is_pipe, "pipe", "truck"),
            "alt_mode": np.where(is_pipe & (np.arange(RESOURCES) >= HEAT), "truck", ""),
            "default_radius_km": np.maximum(np.round(radius / 3.0, 1), 1.0),
            "max_radius_km": radius,
        },
        index=codes,
    )
    pairs = list(zip(codes, codes, strict=True))
    while len(pairs) < RULES:
        a, b = rng.integers(0, RESOURCES, 2)
        if (a < HEAT) == (b < HEAT) and (codes[a], codes[b]) not in pairs:
            pairs.append((codes[a], codes[b]))
    resources = pd.concat([groups, leaves])
    real = _shipped()
    return Reference(
        resources=resources.fillna({"unit": ""}),
        rules=_rules(rng, pairs),
        parameters=real.parameters,
        precedents=real.precedents.iloc[:0],
        municipalities=pd.DataFrame(),
        counties=gpd.GeoDataFrame(),
        land=None,
    )


@cache
def _shipped() -> Reference:
    """Load the reference tables once: their parameters are used."""
    return load_reference()


def _rules(rng: np.random.Generator, pairs: list[tuple[str, str]]) -> pd.DataFrame:
    count = len(pairs)
    own = np.array([a == b for a, b in pairs])
    heat = np.array([int(a[1:]) < HEAT for a, _ in pairs])
    substitutes = np.where(heat, "heat_mix_no", rng.choice(["woodchips", "cement", "aggregate"], count))
    columns: dict[str, Any] = {
        "supply_code": [a for a, _ in pairs],
        "demand_code": [b for _, b in pairs],
        "route": np.where(own, "direct", "converter"),
        "efficiency": 1.0,
        "match_factor": np.where(own, 1.0, np.round(rng.uniform(0.3, 1.5, count), 2)),
        "value_factor": np.where(own, 1.0, np.round(rng.uniform(0.3, 1.2, count), 2)),
        "min_delta_t_k": np.where(heat, 5.0, np.nan),
        "min_source_temp_c": np.nan,
        "heat_pump": heat & ~own,
        "fit": np.where(own, 1.0, np.round(rng.uniform(0.4, 0.95, count), 2)),
        "subst_param": substitutes,
        "receiver_nace_prefix": "",
    }
    for kind in ("regulatory", "social", "technical", "economic"):
        columns[f"barrier_{kind}"] = rng.integers(0, 4, count).astype(float)
    return pd.DataFrame(columns, index=pd.Index([f"R{n}" for n in range(count)], name="rule_id"))


def _no_exchanges() -> pd.DataFrame:
    names = ("supplier_site_id", "receiver_site_id", "resource_code", "stage")
    return pd.DataFrame({name: [] for name in names}, dtype=object)
