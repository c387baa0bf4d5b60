"""Flows as columns: one array for each property, no geometry and no text inside the core."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis.engine.formulas import Edge
from symgeo.analysis.scoring import Blend

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
SmallArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

LARGEST_AMOUNT = 1e12
"""Amounts a year that can be added up exactly; more is refused."""


@dataclass(frozen=True, eq=False)
class Side:
    """Supply or demand, sorted by flow id, so that a row's number settles ties.

    Attributes
    ----------
    flow_id : ndarray of str
    resource, site, municipality, county, trade, tags, network, place, profile : ndarray of int32
        Numbers of the texts.
    country : ndarray of int32
        1 in Norway, 2 in Sweden, else 0.
    market : ndarray of int32
        Which prices and emissions a receiver saves, as `symgeo.analysis.engine.markets` numbers them.
    lon, lat : ndarray
        Degrees, WGS84.
    x, y, z : ndarray
        Metres, earth-centred.
    amount : ndarray
        A year, in the resource's unit.
    free : ndarray
        Share that is not committed, 0-1.
    temp_c, dry_pct : ndarray
        NaN where unknown.
    """

    flow_id: npt.NDArray[Any]
    resource: SmallArray
    site: SmallArray
    municipality: SmallArray
    county: SmallArray
    trade: SmallArray
    tags: SmallArray
    network: SmallArray
    place: SmallArray
    profile: SmallArray
    country: SmallArray
    market: SmallArray
    lon: FloatArray
    lat: FloatArray
    x: FloatArray
    y: FloatArray
    z: FloatArray
    amount: FloatArray
    free: FloatArray
    temp_c: FloatArray
    dry_pct: FloatArray

    def __len__(self) -> int:
        """Give the number of flows."""
        return len(self.resource)

    def take(self, rows: npt.NDArray[np.intp] | SmallArray) -> Side:
        """Give some rows, in the order asked for."""
        return Side(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


class Precedents(NamedTuple):
    """Known exchanges that add to the fit of one edge, best first.

    ``supplier`` and ``receiver`` are numbers of trades at the level of detail of the row (``is_class``),
    ``place`` the place it was done at, which is no precedent for itself.
    """

    supplier: SmallArray
    receiver: SmallArray
    place: SmallArray
    is_class: BoolArray
    bonus: FloatArray


class Ways(NamedTuple):
    """What differs by receiver and by country: columns of a task, or tables with a row for each task.

    The first four have a value for each market of the receiver; the others are factors on the straight
    distance for suppliers elsewhere, in Norway and in Sweden.
    """

    price: FloatArray
    kg_per_unit: FloatArray
    power_price: FloatArray
    power_kg: FloatArray
    route_near: FloatArray
    route_far: FloatArray
    effective_near: FloatArray
    effective_far: FloatArray


@dataclass(frozen=True, eq=False)
class Task:
    """One rule with the flows it may join.

    Attributes
    ----------
    edge : Edge
    ways : Ways
    supply_resource, demand_resource, unit : int
    supply, demand : ndarray of int32
        Rows of the two sides, ascending.
    running : ndarray of int64
        Site pairs (supplier x number of sites + receiver) of exchanges that exist, ascending.
    precedents : Precedents
    """

    edge: Edge
    ways: Ways
    supply_resource: int
    demand_resource: int
    unit: int
    supply: SmallArray
    demand: SmallArray
    running: IntArray
    precedents: Precedents


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything the core needs; nothing in it is changed by a run.

    Attributes
    ----------
    supply, demand : Side
    tasks : tuple of Task
        Sorted by the two resources and the rule.
    shares : Blend
        Weights of the score.
    hours : ndarray, shape (profiles,)
        Full-load hours a year of a receiver of heat with each profile.
    overlap : ndarray, shape (profiles, profiles)
        Share of the year's match that falls in the same season.
    tag_scores : ndarray, shape (tags, tags)
        Quality of each pair of tag texts, supply first; 0 where the kinds exclude each other.
    shared : ndarray of bool, shape (networks, networks)
        Whether two network texts name a common heat network.
    trade_class, trade_division : ndarray of int32
        Numbers of a trade's class and division; -1 where its code is shorter.
    n_sites : int
    resources, units, municipalities, counties : tuple of str
        Texts of the numbers.
    """

    supply: Side
    demand: Side
    tasks: tuple[Task, ...]
    shares: Blend
    hours: FloatArray
    overlap: FloatArray
    tag_scores: FloatArray
    shared: BoolArray
    trade_class: SmallArray
    trade_division: SmallArray
    n_sites: int
    resources: tuple[str, ...]
    units: tuple[str, ...]
    municipalities: tuple[str, ...]
    counties: tuple[str, ...]
