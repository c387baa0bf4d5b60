"""No pair inside the radius is missed, none outside it is kept."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.matches import ALL, Limits
from symgeo.analysis.engine.scipy_engine import match
from symgeo.analysis.geodesy import arc_m, geodesic_km, to_ecef
from tests.analysis.world import world

PAIRS = 100_000


def test_arc_is_within_a_metre_of_the_geodesic_up_to_300_km() -> None:
    rng = np.random.default_rng(4)
    lon, lat = rng.uniform(4, 31, PAIRS), rng.uniform(55, 71, PAIRS)
    reach = rng.uniform(0, 2.6, PAIRS)
    angle = rng.uniform(0, 2 * np.pi, PAIRS)
    far_lat = np.clip(lat + reach * np.cos(angle), 55, 71)
    far_lon = lon + reach * np.sin(angle) / np.cos(np.radians(lat))
    exact_m = geodesic_km(lon, lat, far_lon, far_lat) * 1000
    here, there = to_ecef(lon, lat), to_ecef(far_lon, far_lat)
    apart = here - there
    measured_m = arc_m(apart[:, 0], apart[:, 1], apart[:, 2], here[:, 2] + there[:, 2])
    near = exact_m <= 300_000
    assert near.sum() > PAIRS / 2
    assert np.abs(measured_m - exact_m)[near].max() < 0.01
    assert np.abs(measured_m - exact_m).max() < 1.0


def test_kept_pairs_are_those_that_the_geodesic_puts_inside() -> None:
    rng = np.random.default_rng(5)
    count = 400
    sites = {
        f"S{n:03d}": {"lon": float(lon), "lat": float(lat)}
        for n, (lon, lat) in enumerate(
            zip(rng.uniform(9.5, 11.5, count), rng.uniform(62.8, 63.8, count), strict=True)
        )
    }
    flows = {
        f"F{n:03d}": {
            "site_id": site,
            "direction": "supply" if n < count // 2 else "demand",
            "temp_c": 95.0 if n < count // 2 else 60.0,
        }
        for n, site in enumerate(sites)
    }
    dataset = world(sites=sites, flows=flows, parameters={"heat.linear_density_min": 0.0})
    places = dataset.sites[["lon", "lat"]].to_numpy(float)
    here, there = np.divmod(np.arange((count // 2) ** 2), count // 2)
    ends = (*places[here].T, *places[there + count // 2].T)
    inside = geodesic_km(*ends) <= 30.0
    kept = match(problem_of(dataset), Limits(top_k=ALL, best=0)).kept()
    found = kept.row.astype(int) * (count // 2) + kept.other
    np.testing.assert_array_equal(np.sort(found), np.flatnonzero(inside))
    assert 1000 < inside.sum() < len(inside) / 2


@pytest.mark.parametrize(("nudge_m", "is_kept"), [(-0.001, True), (0.001, False)])
def test_a_millimetre_decides_at_the_radius(nudge_m: float, is_kept: bool) -> None:
    lon, lat, _ = Geod(ellps="WGS84").fwd(9.85, 63.3, 50.0, 30_000.0 + nudge_m)
    dataset = world(
        sites={"S1": {}, "S2": {"lon": lon, "lat": lat}},
        flows={
            "F1": {"site_id": "S1", "direction": "supply", "temp_c": 95.0, "quantity": 1e6},
            "F2": {"site_id": "S2", "direction": "demand", "temp_c": 60.0, "quantity": 1e6},
        },
    )
    assert bool(len(match(problem_of(dataset), Limits()).kept())) is is_kept
