"""Measure how long crossings of water take: ``python -m benchmarks.crossings`` from the checkout."""

from __future__ import annotations

import statistics
import time

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import Geod

from symgeo.analysis.crossings import Land
from symgeo.bootstrap.places import CHECKOUT

PAIRS = 10_000
RUNS = 5


def random_pairs(count: int) -> NDArray[np.float64]:
    """Give lon1, lat1, lon2, lat2 of pairs 1 to 60 km apart: from a site of the example in any direction."""
    rng = np.random.default_rng(1)
    sites = pd.read_csv(CHECKOUT / "data" / "demo" / "sites.csv")[["lon", "lat"]]
    start = sites.to_numpy()[rng.integers(0, len(sites), count)]
    azimuth, distance_m = rng.uniform(0, 360, count), rng.uniform(1_000, 60_000, count)
    lon, lat, _ = Geod(ellps="WGS84").fwd(start[:, 0], start[:, 1], azimuth, distance_m)
    return np.column_stack((start, lon, lat))


def main() -> None:
    """Print the time to build the land and to ask it."""
    frame = gpd.read_parquet(CHECKOUT / "data" / "geo" / "land_fine.parquet")
    begin = time.perf_counter()
    land = Land.from_frame(frame)
    built_s = time.perf_counter() - begin
    pairs = random_pairs(PAIRS)
    asked_s = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        crossings_km = land.crossings_km(*pairs.T)
        asked_s.append(time.perf_counter() - begin)
    share = np.count_nonzero(crossings_km) / PAIRS
    print("| what | median | min | max |\n| --- | --- | --- | --- |")
    print(f"| land made ready | {built_s:.2f} s | | |")
    times = (statistics.median(asked_s), min(asked_s), max(asked_s))
    print(
        f"| {PAIRS:,} pairs, {share:.0%} of them across water | {' | '.join(f'{t:.2f} s' for t in times)} |"
    )


if __name__ == "__main__":
    main()
