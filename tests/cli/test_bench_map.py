"""The map's benchmark: a world that is the same each time, and a table that hides no limit."""

from __future__ import annotations

import pandas as pd
import pytest

from benchmarks.map.measuring import WAYS, Measurement, Run, table
from benchmarks.map.peers import PEERS
from benchmarks.map.sites import make_world
from symgeo.cli.bench_map import run
from symgeo.cli.main import command_parser
from symgeo.errors import UsageError


def test_the_same_size_gives_the_same_world_with_sites_at_one_point() -> None:
    one, other = make_world(1_000, 40), make_world(1_000, 40)
    pd.testing.assert_frame_equal(one.sites, other.sites)
    pd.testing.assert_frame_equal(one.opportunities, other.opportunities)
    assert one.sites["lat"].between(54, 72).all()
    assert one.sites.duplicated(["lat", "lon"]).any()
    assert one.alone in one.sites.index


def test_table_says_what_did_not_come_in_time() -> None:
    ours = Measurement("symgeo", 50_000, 0, (Run(1.2, 1.0, 0.1, 0.5), Run(1.2, 3.0, 0.3, 0.7)))
    written = table([ours, Measurement("marker", 50_000, 0, (Run(),))], 120)
    assert "| 50,000 | **symgeo** | 1.2 MB | 2.0 s | 0.20 s | 0.60 s |" in written
    assert "|  | folium.Marker, PolyLine |  | not within 120 s |" in written


def test_every_peer_that_is_measured_is_drawn() -> None:
    assert set(WAYS) == {"symgeo", *PEERS}


def test_sizes_are_sites_and_lines_and_an_unknown_way_is_refused() -> None:
    options = command_parser().parse_args(["bench", "map", "--sizes", "50000", "100+20", "--ways", "paper"])
    assert options.sizes == [(50_000, 0), (100, 20)]
    with pytest.raises(UsageError, match="paper"):
        run(options)
