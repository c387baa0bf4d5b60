"""The whole job: join, gates, score, best of each flow, best of all, county table."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.engine.joins import PLANE, STRETCH, geopandas_dwithin
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.columns import Problem, Task
from symgeo.analysis.engine.keys import key_of
from symgeo.analysis.engine.matches import Limits
from symgeo.analysis.engine.visits import Pairs, Visitor
from symgeo.analysis.geodesy import geodesic_km

LIMITS = Limits(top_k=25, best=1000)


def scipy_job(problem: Problem, limits: Limits = LIMITS) -> int:
    """symgeo, scipy engine."""
    return int(scipy_engine.match(problem, limits).totals.resource[0].sum())


def numba_job(problem: Problem, limits: Limits = LIMITS) -> int:
    """symgeo, numba engine."""
    return int(numba_engine.match(problem, limits).totals.resource[0].sum())


def careful_job(problem: Problem, limits: Limits = LIMITS) -> int:
    """GeoPandas with care: ``dwithin`` a rule, columns scored in NumPy, best by sorting."""
    visitor, tables = Visitor(problem), []
    for number, found in enumerate(geopandas_dwithin(problem)):
        pairs = Pairs(number, (found >> 32).astype(np.int32), (found & 0xFFFFFFFF).astype(np.int32))
        visited = visitor.visit(pairs)
        visited = visited.take(visited.level >= 0)
        key = key_of(visited.level, visitor.score(visited))
        s, d = visited.pairs.supply, visited.pairs.demand
        tables.append(
            pd.DataFrame({"s": s, "d": d, "key": key, "level": visited.level, "matched": visited.matched})
        )
    table = pd.concat(tables, ignore_index=True).sort_values(["key", "s", "d"], ascending=[False, True, True])
    table["county"] = problem.supply.county[table["s"]]
    for side in ("s", "d"):
        table.groupby(side, sort=False).head(limits.top_k)
    table.head(limits.best)
    table.groupby(["county", "level"])["matched"].agg(["size", "sum"])
    return len(table)


def apply_job(problem: Problem, limits: Limits = LIMITS) -> int:
    """GeoPandas as it is often written: buffers, ``sjoin``, and a function applied to each row."""
    supply, demand = (_wide(problem, name) for name in ("supply", "demand"))
    tables = []
    for task in problem.tasks:
        circles = supply.iloc[task.supply].copy()
        circles["geometry"] = circles.buffer(task.edge.radius_km * 1000.0 * STRETCH)
        joined = circles.sjoin(demand.iloc[task.demand], predicate="intersects", lsuffix="s", rsuffix="d")
        if len(joined):
            joined["km"] = joined.apply(_kilometres, axis=1)
            joined = joined[(joined["km"] <= task.edge.radius_km) & (joined["site_s"] != joined["site_d"])]
        if len(joined):
            scored = joined.apply(lambda row, task=task: _score(row, task, problem), axis=1)
            tables.append(joined.assign(score=scored))
    table = pd.concat(tables, ignore_index=True).sort_values("score", ascending=False)
    for side in ("row_s", "row_d"):
        table.groupby(side, sort=False).head(limits.top_k)
    table.head(limits.best)
    table.groupby("county_s")["score"].agg(["size", "sum"])
    return len(table)


def _wide(problem: Problem, name: str) -> gpd.GeoDataFrame:
    side = getattr(problem, name)
    columns = ("site", "county", "country", "amount", "free", "lon", "lat")
    points = gpd.points_from_xy(side.lon, side.lat, crs="EPSG:4326").to_crs(PLANE)
    frame = {column: getattr(side, column) for column in columns}
    return gpd.GeoDataFrame({"row": np.arange(len(side)), **frame}, geometry=points)


def _kilometres(row: pd.Series) -> float:
    return float(geodesic_km(row["lon_s"], row["lat_s"], row["lon_d"], row["lat_d"])[0])


def _score(row: pd.Series, task: Task, problem: Problem) -> float:
    """Score one pair with the mathematics of the standard library; heat pumps are left out."""
    edge, ways, shares = task.edge, task.ways, problem.shares
    far, swedish, country = row["km"] > edge.half_km, int(row["country_d"] == 2), int(row["country_s"])
    route_km = row["km"] * (ways.route_far if far else ways.route_near)[country]
    halvings = row["km"] * (ways.effective_far if far else ways.effective_near)[country] / edge.half_km
    offered, wanted = edge.match_factor * row["amount_s"] * row["free_s"], row["amount_d"] * row["free_d"]
    used = min(offered, wanted) / edge.match_factor
    tonnes = used * (edge.carried_far if far else edge.carried_near)
    fixed, per_km = (edge.fixed_eur_far, edge.km_eur_far) if far else (edge.fixed_eur_near, edge.km_eur_near)
    line = route_km * 1000.0 * edge.line_eur_per_m * edge.line_share if not far and edge.line_near else 0.0
    net = (
        used * edge.value_factor * ways.price[swedish]
        + used * edge.disposal_eur
        - tonnes * (fixed + per_km * route_km)
    )
    grams = edge.grams_far if far else edge.grams_near
    co2 = used * edge.value_factor * ways.kg_per_unit[swedish] / 1000.0 - tonnes * route_km * grams / 1e6
    larger = max(offered, wanted)
    quantity = 0.7 + 0.3 * min(offered, wanted) / larger if larger else 0.02
    feasible = edge.fit**shares.fit * quantity**shares.quantity * max(0.5**halvings, 0.02) ** shares.distance
    money = min(math.log10(1.0 + max(net - line, 0.0) / 10_000.0) / 3.0, 1.0)
    climate = min(math.log10(1.0 + max(co2, 0.0) / 10.0) / 3.0, 1.0)
    gains = shares.money * money + shares.climate * climate + shares.barrier * (1.0 - edge.barrier / 4.0)
    return 100.0 * math.sqrt(feasible * gains)
