"""Which sites staff mean with a hub of their own."""

from __future__ import annotations

from symgeo.analysis.hubs import Outline, sites_within
from symgeo.vocabulary import Extent
from tests.analysis.world import world

SITES = world(
    sites={
        "A": {"lat": 63.30},
        "B": {"lat": 63.309},
        "C": {"lat": 63.40, "municipality_number": "5001"},
    },
    flows={"F1": {"site_id": "A"}},
).sites


def test_chosen_sites_that_are_gone_are_left_out() -> None:
    assert sites_within(Outline(Extent.SITES, ("C", "gone", "A")), SITES) == ("A", "C")


def test_a_municipality_means_all_of_its_sites() -> None:
    assert sites_within(Outline(Extent.MUNICIPALITY, municipality_number="5059"), SITES) == ("A", "B")


def test_a_circle_means_what_lies_inside_it() -> None:
    # A to B is 1.0 km, A to C 11.1 km.
    around = {km: Outline(Extent.CIRCLE, lon=9.85, lat=63.30, radius_km=km) for km in (0.9, 1.1, 12.0)}
    assert [sites_within(one, SITES) for one in around.values()] == [("A",), ("A", "B"), ("A", "B", "C")]
    assert sites_within(Outline(Extent.CIRCLE), SITES) == ()


def test_a_drawn_area_means_what_lies_in_it_or_on_its_edge() -> None:
    def within(*corners: tuple[float, float]) -> tuple[str, ...]:
        return sites_within(Outline(Extent.AREA, corners=corners), SITES)

    # A lies at 63.30 N, B at 63.309 N, C at 63.40 N, all at 9.85 E.
    assert within((9.8, 63.29), (9.9, 63.29), (9.9, 63.32), (9.8, 63.32)) == ("A", "B")
    assert within((9.85, 63.30), (9.9, 63.30), (9.9, 63.31)) == ("A",)
    # Lines that cross go round two triangles, north and south of 63.35 N.
    assert within((9.8, 63.29), (9.9, 63.29), (9.8, 63.41), (9.9, 63.41)) == ("A", "B", "C")
    assert within((9.8, 63.29), (9.9, 63.29)) == within((9.8, 63.2), (9.8, 63.3), (9.8, 63.4)) == ()
