"""Which sites are one hub: by hand, by the example's known places, and never across a fjord."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame
from sklearn.cluster import DBSCAN

from symgeo.analysis.crossings import Land
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.disclosure import COARSE_PRECISION, redact
from symgeo.analysis.geodesy import geodesic_km
from symgeo.analysis.hubs import Delimitation, Hubs, OwnHub, find_hubs
from symgeo.analysis.hubs.delimiting import cluster, neighbours_km
from symgeo.analysis.hubs.densities import cores_by_radius
from symgeo.analysis.hubs.land_ways import land_ways_km
from symgeo.vocabulary import Audience, Grouping, Way
from tests.analysis.disclosure import hidden_world
from tests.analysis.world import world

# A hundredth of a degree of latitude is 1.1 km; the sites of a row lie on one meridian.
KM_PER_HUNDREDTH = 1.1145


def row(*hundredths: float, **columns: str) -> Dataset:
    """Give sites A, B, ... so many hundredths of a degree north of 63 N 10 E."""
    sites = {
        chr(65 + n): {"lon": 10.0, "lat": 63 + north / 100, **columns} for n, north in enumerate(hundredths)
    }
    return world(sites=sites, flows={"F1": {"site_id": "A"}})


def grouped(hubs: Hubs) -> list[list[str]]:
    return sorted(sorted(hubs.sites_of(hub)) for hub in hubs.table.index)


def test_three_sites_within_the_radius_are_a_hub_and_two_are_none() -> None:
    found = find_hubs(row(0, 1, 2, 50, 51), Delimitation(radius_km=3, least_sites=3))
    assert grouped(found) == [["A", "B", "C"]]
    assert found.table.loc["A", "sites"] == 3
    assert grouped(find_hubs(row(0, 1, 2, 50, 51), Delimitation(3, least_sites=2))) == [
        ["A", "B", "C"],
        ["D", "E"],
    ]


def test_the_radius_is_geodesic_and_includes_its_end() -> None:
    km = float(geodesic_km(10, 63, 10, 63.01)[0])
    assert km == pytest.approx(KM_PER_HUNDREDTH, abs=0.001)
    assert len(find_hubs(row(0, 1, 2), Delimitation(km * 1.0001)).table) == 1
    assert find_hubs(row(0, 1, 2), Delimitation(km * 0.9999)).table.empty


def test_a_site_on_the_rim_goes_to_the_nearer_hub_whatever_the_order_of_rows() -> None:
    # D lies within reach of C and of E, nearer to E, and is no core itself: it would need four.
    data = row(0, 0.5, 1, 2.9, 4.7, 5.2, 5.7)
    turned = replace(data, sites=data.sites.iloc[::-1])
    wanted = Delimitation(radius_km=1.95 * KM_PER_HUNDREDTH, least_sites=4)
    wanted = replace(wanted, least_sites=3)
    assert grouped(find_hubs(data, wanted)) == grouped(find_hubs(turned, wanted))
    pd.testing.assert_frame_equal(find_hubs(data, wanted).table, find_hubs(turned, wanted).table)


def test_hubs_by_radius_are_those_of_another_dbscan() -> None:
    places = np.random.default_rng(4).integers(0, 60, (140, 2)) / 100
    sites = pd.DataFrame(places + np.array([10.0, 63.0]), columns=["lon", "lat"])
    wanted = Delimitation(radius_km=3.0, least_sites=4)
    near = neighbours_km(sites, None, wanted)
    other = DBSCAN(eps=3.0, min_samples=4, metric="precomputed").fit(near)
    cores = cores_by_radius(near, least_sites=4)
    assert 2 < other.labels_.max() < len(other.core_sample_indices_) < len(sites)
    assert np.flatnonzero(cores >= 0).tolist() == other.core_sample_indices_.tolist()
    assert cores[cores >= 0].tolist() == other.labels_[other.core_sample_indices_].tolist()
    assert ((cluster(sites, None, wanted) >= 0) == (other.labels_ >= 0)).all()


def test_closed_sites_and_sites_that_are_shown_coarsely_are_in_no_hub() -> None:
    assert find_hubs(row(0, 1, 2, status="closed")).table.empty
    data = row(0, 1, 2)
    coarse = data.sites.assign(coord_precision=["", "", COARSE_PRECISION])
    assert find_hubs(replace(data, sites=coarse)).table.empty


def test_what_an_audience_sees_blurred_is_in_no_hub(example: Dataset) -> None:
    hidden = hidden_world.changed(example, sites=hidden_world.SECRETS, flows={})
    shown = redact(hidden, Audience.MEETING, hidden_world.NAMES)
    members = set(find_hubs(shown.dataset).members["site_id"])
    assert shown.site_ids[hidden_world.INTERNAL_SITE] in shown.dataset.sites.index
    assert shown.site_ids[hidden_world.INTERNAL_SITE] not in members
    assert shown.site_ids["TR002"] in members


def test_sites_in_one_place_are_neighbours() -> None:
    assert grouped(find_hubs(row(0, 0, 0))) == [["A", "B", "C"]]


def test_a_hub_is_named_as_most_of_its_sites_say_and_else_as_their_municipality() -> None:
    data = row(0, 1, 2)
    labelled = data.sites.assign(cluster_label=["Strand", "Strand", "Vik"])
    assert list(find_hubs(replace(data, sites=labelled)).table["name"]) == ["Strand"]
    assert list(find_hubs(data).table["name"]) == ["Orkland"]


def test_two_hubs_of_one_name_bear_their_middle_site_too() -> None:
    data = row(0, 1, 2, 50, 51, 52)
    named = data.sites.assign(name=[f"Works {code}" for code in data.sites.index])
    found = find_hubs(replace(data, sites=named))
    assert sorted(found.table["name"]) == ["Orkland (Works B)", "Orkland (Works E)"]


def test_staffs_own_hub_wins_over_a_computed_one() -> None:
    own = OwnHub("own:1", "The quay", ("C", "D", "gone", "C"))
    found = find_hubs(row(0, 1, 2, 3, 4), Delimitation(3), [own])
    assert found.sites_of("own:1") == ("C", "D")
    assert bool(found.table.loc["own:1", "is_own"])
    assert found.table.loc["own:1", "name"] == "The quay"
    # A, B and E are left: no three of them within 3 km.
    assert list(found.table.index) == ["own:1"]
    assert grouped(find_hubs(row(0, 1, 2, 3, 4), Delimitation(6), [own])) == [["A", "B", "E"], ["C", "D"]]


def test_an_own_hub_without_a_site_that_is_known_is_left_out() -> None:
    assert find_hubs(row(0, 50), own=[OwnHub("own:1", "Nowhere", ("gone",))]).table.empty


def test_a_link_to_a_hub_still_leads_to_its_site_after_the_hub_changed() -> None:
    data = row(0, 1, 2, 3)
    assert find_hubs(data).resolve("A") == "A"
    assert find_hubs(data, own=[OwnHub("own:1", "Mine", ("A", "B"))]).resolve("A") == "own:1"
    assert find_hubs(data).resolve("own:9") == ""


@pytest.fixture(scope="module")
def sound() -> Land:
    """Give two shores with 2.2 km of water between them, from 63.01 to 63.03 N."""
    shapes = [shapely.box(9, 62, 11, 63.01), shapely.box(9, 63.03, 11, 64)]
    return Land.from_frame(GeoDataFrame({"kind": ["land"] * 2}, geometry=shapes, crs="EPSG:4326"))


def test_water_parts_what_lies_within_the_radius(sound: Land) -> None:
    data = row(0.0, 0.3, 0.6, 3.4, 3.7, 4.0)
    wet = replace(data, reference=replace(data.reference, land=sound))
    assert grouped(find_hubs(wet)) == [["A", "B", "C"], ["D", "E", "F"]]
    assert grouped(find_hubs(wet, Delimitation(way=Way.ACROSS))) == [["A", "B", "C", "D", "E", "F"]]


@pytest.mark.parametrize("way", [Way.AROUND, Way.DRY])
def test_sites_right_on_both_shores_of_a_fjord_of_one_kilometre_are_two_hubs(way: Way) -> None:
    # 1.11 km of water from 63.01 N; the sites stand on the shore and up to 0.4 km out in the water.
    shapes = [shapely.box(9, 62, 11, 63.01), shapely.box(9, 63.02, 11, 64)]
    frame = GeoDataFrame({"kind": ["land"] * 2}, geometry=shapes, crs="EPSG:4326")
    data = row(0.7, 0.99, 1.36, 1.64, 2.01, 2.3)
    narrow = replace(data, reference=replace(data.reference, land=Land.from_frame(frame)))
    assert grouped(find_hubs(narrow, Delimitation(way=Way.ACROSS))) == [["A", "B", "C", "D", "E", "F"]]
    parted = {frozenset(one) for one in grouped(find_hubs(narrow, Delimitation(way=way)))}
    assert parted == {frozenset("ABC"), frozenset("DEF")}


def test_hubs_on_both_shores_of_a_real_fjord_are_two(example: Dataset) -> None:
    # Sunnylvsfjorden is 1.25 km wide here, with no bridge.
    west = [(7.0120, 62.200), (7.0115, 62.203), (7.0110, 62.197)]
    east = [(7.0425, 62.200), (7.0440, 62.203), (7.0440, 62.197)]
    places = {chr(65 + n): {"lon": lon, "lat": lat} for n, (lon, lat) in enumerate([*west, *east])}
    data = world(sites=places, flows={"F1": {"site_id": "A"}})
    real = replace(data, reference=replace(data.reference, land=example.reference.land))
    for way in (Way.AROUND, Way.DRY):
        assert grouped(find_hubs(real, Delimitation(way=way))) == [["A", "B", "C"], ["D", "E", "F"]]


def test_a_way_round_the_water_joins_where_it_is_no_longer_than_the_radius() -> None:
    # A sound as before, with a bridge of land 2.5 km to the east of the sites.
    bridge = shapely.box(10.05, 63.0, 10.08, 63.04)
    shapes = [shapely.box(9, 62, 11, 63.01), shapely.box(9, 63.03, 11, 64), bridge]
    frame = GeoDataFrame({"kind": ["land"] * 3}, geometry=shapes, crs="EPSG:4326")
    data = row(0.0, 0.3, 0.6, 3.4, 3.7, 4.0)
    bridged = replace(data, reference=replace(data.reference, land=Land.from_frame(frame)))
    # Between C and D 3.1 km straight; by the bridge up to 2.5 + 2.5 + 3.1 km, less by slants.
    parted = [["A", "B", "C"], ["D", "E", "F"]]
    assert grouped(find_hubs(bridged, Delimitation(9, way=Way.DRY))) == parted
    assert grouped(find_hubs(bridged, Delimitation(6, way=Way.AROUND))) == parted
    assert grouped(find_hubs(bridged, Delimitation(9, way=Way.AROUND))) == [["A", "B", "C", "D", "E", "F"]]


def test_a_way_over_land_is_as_long_as_its_legs() -> None:
    # An L of land: 5 km east, then 5 km north; the ends are 7 km apart across the water.
    east, north = 5 / 50.6, 5 / 111.4
    shapes = [
        shapely.box(10 - 0.01, 63 - 0.005, 10 + east + 0.01, 63 + 0.005),
        shapely.box(10 + east - 0.01, 63 - 0.005, 10 + east + 0.01, 63 + north + 0.005),
    ]
    frame = GeoDataFrame({"kind": ["land"] * 2}, geometry=shapes, crs="EPSG:4326")
    land = Land.from_frame(frame)
    ends = np.array([10.0]), np.array([63.0]), np.array([10 + east]), np.array([63 + north])
    way = land_ways_km(land, *ends, longest_km=15)[0]
    # The arms are 1 km wide, so the corner can be cut a little; a turn of 45 degrees costs up to 8 %.
    assert 9.0 < way < 10.3
    assert np.isinf(land_ways_km(land, *ends, longest_km=8)[0])


GROUND_TRUTH = {
    "Orkanger": {"TR001", "TR002", "TR003", "TR004", "TR005", "TR006"},
    "Tjeldbergodden": {"MR005", "MR006", "MR007", "MR008", "MR009", "MR010"},
    "Sunndal": {"MR001", "MR002", "MR003", "MR004"},
    "Örnsköldsvik": {"VN017", "VN018", "VN019", "VN020", "VN021", "VN022"},
    "Sundsvall-Timrå": {f"VN{n:03}" for n in (1, 2, 3, 5, 6, 7, 8, 30, 34)},
    "Verdal": {"TR021", "TR023", "TR024", "TR026"},
}


@pytest.fixture(scope="module")
def found(example: Dataset) -> Hubs:
    return find_hubs(example)


@pytest.mark.parametrize("name", GROUND_TRUTH)
def test_known_places_come_out_as_hubs_of_their_own(name: str, found: Hubs, example: Dataset) -> None:
    named = found.table[found.table["name"] == name]
    assert len(named) == 1
    members = set(found.sites_of(str(named.index[0])))
    assert members >= GROUND_TRUTH[name]
    # And nobody who says that they belong elsewhere.
    labels = set(example.sites.loc[list(members), "cluster_label"]) - {""}
    assert labels == {name}


def test_known_places_are_hubs_of_their_own_by_density_too(example: Dataset) -> None:
    by_density = find_hubs(example, Delimitation(15, grouping=Grouping.DENSITY))
    members = {str(hub): set(by_density.sites_of(str(hub))) for hub in by_density.table.index}
    for name, sites in GROUND_TRUTH.items():
        (holding,) = [hub for hub, inside in members.items() if sites & inside]
        assert members[holding] >= sites, name
    # Two miles apart in one valley: one radius of 15 km joins them, their densities do not.
    assert by_density.resolve("TR009") != by_density.resolve("TR021")


def test_a_dense_place_beside_a_loose_one_stays_a_hub_of_its_own() -> None:
    # Three sites 100 m apart; 8 km farther three that are 3 km apart.
    data = row(0, 0.1, 0.2, 7.4, 10.1, 12.8)
    assert grouped(find_hubs(data, Delimitation(10))) == [["A", "B", "C", "D", "E", "F"]]
    by_density = Delimitation(10, grouping=Grouping.DENSITY)
    assert grouped(find_hubs(data, by_density)) == [["A", "B", "C"], ["D", "E", "F"]]
    assert grouped(find_hubs(row(0, 1, 2), by_density)) == [["A", "B", "C"]]
    assert find_hubs(row(0, 1, 50), by_density).table.empty


def spanned(hubs: Hubs, data: Dataset, radius_km: float) -> list[str]:
    """List the hubs whose sites are not all joined by steps on land within the radius, trying all pairs."""
    land = data.reference.land
    assert land is not None
    pairs = [pair for hub in hubs.table.index for pair in combinations(hubs.sites_of(hub), 2)]
    (lon1, lat1), (lon2, lat2) = (
        data.sites.loc[list(side), ["lon", "lat"]].to_numpy(float).T for side in zip(*pairs, strict=True)
    )
    dry = ~land.are_parted(lon1, lat1, lon2, lat2)
    way = land_ways_km(land, lon1, lat1, lon2, lat2, radius_km)
    joined = (geodesic_km(lon1, lat1, lon2, lat2) <= radius_km) & (dry | (way < np.inf))
    group = {site: {site} for site in hubs.members["site_id"]}
    for (one, other), together in zip(pairs, joined, strict=True):
        if together:
            both = group[one] | group[other]
            group.update(dict.fromkeys(both, both))
    return [
        str(hubs.table.loc[hub, "name"])
        for hub in hubs.table.index
        if not set(hubs.sites_of(hub)) <= group[hubs.sites_of(hub)[0]]
    ]


def test_no_hub_spans_a_fjord(found: Hubs, example: Dataset) -> None:
    assert spanned(found, example, 6.0) == []
    # The rule bites: where water does not part, hubs reach across it.
    across = find_hubs(example, Delimitation(way=Way.ACROSS))
    assert "Risneset" in spanned(across, example, 6.0)


def test_a_bay_with_land_around_it_parts_nobody(found: Hubs, example: Dataset) -> None:
    # The straight line from Høvringen to the city crosses a bay; the shore leads around it.
    assert found.resolve("TR017") == found.resolve("TR012") != ""
    assert find_hubs(example, Delimitation(way=Way.DRY)).resolve("TR017") == ""


def test_hareid_and_vartdal_on_two_sides_of_a_fjord_are_not_one_hub(example: Dataset) -> None:
    dry, wet = (find_hubs(example, Delimitation(8, way=way)) for way in (Way.AROUND, Way.ACROSS))
    assert wet.resolve("MR031") == wet.resolve("MR045") != ""
    assert not np.isin(["MR031", "MR045"], dry.members["site_id"]).all()


def test_hubs_are_the_same_for_any_order_of_the_rows(found: Hubs, example: Dataset) -> None:
    mixed = replace(example, sites=example.sites.sample(frac=1, random_state=7))
    pd.testing.assert_frame_equal(find_hubs(mixed).table, found.table)
    pd.testing.assert_frame_equal(find_hubs(mixed).members, found.members)
