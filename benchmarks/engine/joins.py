"""What an analyst would join flows with: each gives, task by task, all pairs within the radius."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import geopandas as gpd
import numpy as np
import numpy.typing as npt
import polars as pl
import shapely
from pyproj import Transformer
from scipy.spatial import cKDTree
from sklearn.neighbors import BallTree

from symgeo.analysis.engine.columns import Problem, Task
from symgeo.analysis.geodesy import MEAN_RADIUS_M, arc_m, geodesic_km
from symgeo.vocabulary import CRS_GEOGRAPHIC

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

PLANE = "EPSG:3035"
STRETCH = 1.03
"""A plane and a sphere are wrong by some percent: search this much wider, then measure on the ellipsoid."""


def ckdtree(problem: Problem) -> Iterator[IntArray]:
    """SciPy's k-d tree in three dimensions, one join a rule: the bare index."""
    supply, demand = _trees(problem, "supply"), _trees(problem, "demand")
    for task in problem.tasks:
        ours, theirs = supply[task.supply_resource], demand[task.demand_resource]
        near = ours.sparse_distance_matrix(theirs, task.edge.radius_km * 1000.0, output_type="ndarray")
        yield _numbers(task.supply[near["i"]], task.demand[near["j"]])


def balltree(problem: Problem) -> Iterator[IntArray]:
    """scikit-learn's ball tree with the haversine metric."""
    places = {
        name: np.radians(np.column_stack((side.lat, side.lon)))
        for name, side in (("supply", problem.supply), ("demand", problem.demand))
    }
    rows = {task.demand_resource: task.demand for task in problem.tasks}
    trees = {code: BallTree(places["demand"][some], metric="haversine") for code, some in rows.items()}
    for task in problem.tasks:
        radius = task.edge.radius_km * 1000.0 * STRETCH / MEAN_RADIUS_M
        lists = trees[task.demand_resource].query_radius(places["supply"][task.supply], radius)
        s = np.repeat(task.supply, [len(some) for some in lists])
        yield inside(problem, task, s, task.demand[np.concatenate(lists).astype(int)])


def strtree(problem: Problem) -> Iterator[IntArray]:
    """Shapely's tree of points in a plane, ``dwithin``."""
    supply, demand = (shapely.points(_plane(problem, name)) for name in ("supply", "demand"))
    rows = {task.demand_resource: task.demand for task in problem.tasks}
    trees = {code: shapely.STRtree(demand[some]) for code, some in rows.items()}
    for task in problem.tasks:
        radius_m = task.edge.radius_km * 1000.0 * STRETCH
        hits = trees[task.demand_resource].query(supply[task.supply], predicate="dwithin", distance=radius_m)
        yield inside(problem, task, task.supply[hits[0]], task.demand[hits[1]])


def geopandas_dwithin(problem: Problem) -> Iterator[IntArray]:
    """GeoPandas' spatial join with ``dwithin``, one a rule."""
    frames = {name: _frame(problem, name) for name in ("supply", "demand")}
    for task in problem.tasks:
        left, right = frames["supply"].iloc[task.supply], frames["demand"].iloc[task.demand]
        radius_m = task.edge.radius_km * 1000.0 * STRETCH
        joined = left.sjoin(right, predicate="dwithin", distance=radius_m)
        yield inside(problem, task, joined["row_left"].to_numpy(), joined["row_right"].to_numpy())


def duckdb_grid(problem: Problem) -> Iterator[IntArray]:
    """DuckDB: cells as large as the radius, each joined with its neighbours."""
    session = duckdb.connect(config={"threads": 1})
    for task in problem.tasks:
        cell_m = task.edge.radius_km * 1000.0 + 1.0
        for name, rows in (("supply", task.supply), ("demand", task.demand)):
            session.register(name, _cells(problem, name, rows, cell_m).to_arrow())
        hits = session.sql(
            "WITH step AS (SELECT unnest(range(-1, 2)) AS n), "
            "wide AS (SELECT s.*, cx + a.n AS kx, cy + b.n AS ky, cz + c.n AS kz "
            "FROM supply s, step a, step b, step c) "
            "SELECT w.row AS s, d.row AS d FROM wide w "
            "JOIN demand d ON kx = d.cx AND ky = d.cy AND kz = d.cz "
            "WHERE (w.x-d.x)*(w.x-d.x) + (w.y-d.y)*(w.y-d.y) + (w.z-d.z)*(w.z-d.z) <= $most",
            params={"most": cell_m * cell_m},
        ).fetchnumpy()
        yield _numbers(hits["s"], hits["d"])
    session.close()


def polars_grid(problem: Problem) -> Iterator[IntArray]:
    """Polars: the same cells, joined on their numbers."""
    steps = pl.DataFrame({"n": [-1, 0, 1]}, schema={"n": pl.Int64})
    wide = steps.select(a="n").join(steps.select(b="n"), how="cross").join(steps.select(c="n"), how="cross")
    for task in problem.tasks:
        cell_m = task.edge.radius_km * 1000.0 + 1.0
        ours, theirs = (
            _cells(problem, name, rows, cell_m)
            for name, rows in (("supply", task.supply), ("demand", task.demand))
        )
        near = ours.join(wide, how="cross").with_columns(
            cx=pl.col("cx") + pl.col("a"), cy=pl.col("cy") + pl.col("b"), cz=pl.col("cz") + pl.col("c")
        )
        joined = near.join(theirs, on=["cx", "cy", "cz"], suffix="_d").filter(
            (pl.col("x") - pl.col("x_d")) ** 2
            + (pl.col("y") - pl.col("y_d")) ** 2
            + (pl.col("z") - pl.col("z_d")) ** 2
            <= cell_m * cell_m
        )
        yield _numbers(joined["row"].to_numpy(), joined["row_d"].to_numpy())


def inside(problem: Problem, task: Task, s: npt.NDArray[np.int32], d: npt.NDArray[np.int32]) -> IntArray:
    """Keep what lies within the radius on the ellipsoid."""
    supply, demand = problem.supply, problem.demand
    delta = (supply.x[s] - demand.x[d], supply.y[s] - demand.y[d], supply.z[s] - demand.z[d])
    metres = arc_m(*delta, supply.z[s] + demand.z[d])
    near = metres <= task.edge.radius_km * 1000.0
    unsure = np.flatnonzero(np.abs(metres - task.edge.radius_km * 1000.0) < 1.0)
    a, b = s[unsure], d[unsure]
    exact_km = geodesic_km(supply.lon[a], supply.lat[a], demand.lon[b], demand.lat[b])
    near[unsure] = exact_km <= task.edge.radius_km
    return _numbers(s[near], d[near])


def exact(problem: Problem, found: Iterator[IntArray]) -> list[IntArray]:
    """Give a join's pairs sorted and measured on the ellipsoid, to compare joins with one another."""
    return [
        np.sort(inside(problem, task, (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)))
        for task, pairs in zip(problem.tasks, found, strict=True)
    ]


def _numbers(s: npt.NDArray[np.int32], d: npt.NDArray[np.int32]) -> IntArray:
    return (s.astype(np.int64) << 32) | d.astype(np.int64)


def _trees(problem: Problem, name: str) -> dict[int, cKDTree]:
    side = getattr(problem, name)
    points = np.column_stack((side.x, side.y, side.z))
    rows = {getattr(task, f"{name}_resource"): getattr(task, name) for task in problem.tasks}
    return {code: cKDTree(points[some]) for code, some in rows.items()}


def _plane(problem: Problem, name: str) -> FloatArray:
    side = getattr(problem, name)
    transformer = Transformer.from_crs(CRS_GEOGRAPHIC, PLANE, always_xy=True)
    return np.column_stack(transformer.transform(side.lon, side.lat))


def _frame(problem: Problem, name: str) -> gpd.GeoDataFrame:
    side = getattr(problem, name)
    points = gpd.points_from_xy(side.lon, side.lat, crs=CRS_GEOGRAPHIC).to_crs(PLANE)
    return gpd.GeoDataFrame({"row": np.arange(len(side), dtype=np.int32)}, geometry=points)


def _cells(problem: Problem, name: str, rows: npt.NDArray[np.int32], cell_m: float) -> pl.DataFrame:
    side = getattr(problem, name)
    x, y, z = side.x[rows], side.y[rows], side.z[rows]
    cells = {
        f"c{axis}": (values // cell_m).astype(np.int64) for axis, values in zip("xyz", (x, y, z), strict=True)
    }
    return pl.DataFrame({"row": rows, "x": x, "y": y, "z": z, **cells})
