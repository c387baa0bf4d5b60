"""Measures of a hub against values worked out by hand."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import Measures, measure, urban_links
from symgeo.analysis.hubs.measures import connectance, cyclicity, shannon
from symgeo.analysis.opportunities import find
from tests.analysis.world import world

SITES = {
    "A": {"nace": "24.10", "lat": 63.300},
    "B": {"nace": "35.30", "lat": 63.303},
    "C": {"nace": "03.22", "lat": 63.306},
    "D": {"nace": "03.21", "lat": 63.309},
}


def hub(*links: str, stage: str = "completed") -> Measures:
    """Measure the hub of A, B, C and D with links such as ``AB``."""
    exchanges = {
        f"E{n}": {"supplier_site_id": link[0], "receiver_site_id": link[1], "stage": stage}
        for n, link in enumerate(links)
    }
    data = world(sites=SITES, flows={"F1": {"site_id": "A"}}, exchanges=exchanges)
    return measure(tuple(SITES), data, find(data))


def loops(*links: str) -> float:
    ends = pd.DataFrame([list(link) for link in links], columns=["s", "r"])
    return cyclicity(ends["s"], ends["r"])


def test_shannon_is_the_entropy_of_shares() -> None:
    assert shannon(np.array([1.0, 1.0])) == pytest.approx(log(2))
    # 1/4, 1/4 and 1/2: 2 x 1/4 ln 4 + 1/2 ln 2 = 1.5 ln 2.
    assert shannon(np.array([1.0, 1.0, 2.0])) == pytest.approx(1.5 * log(2))
    assert shannon(np.array([5.0])) == 0.0


def test_diversity_counts_divisions_and_evenness_compares_with_the_most_possible() -> None:
    held = hub()
    assert held.divisions == 3
    assert held.diversity == pytest.approx(1.5 * log(2))
    assert held.evenness == pytest.approx(1.5 * log(2) / log(3))


def test_connectance_is_links_of_all_ordered_pairs() -> None:
    assert connectance(3, 4) == 0.25
    assert np.isnan(connectance(0, 1))
    assert hub("AB", "AC", "AD").connectance == 0.25
    assert hub("AB", "AC", "AD").density == 0.75


def test_two_exchanges_between_the_same_two_sites_are_one_link() -> None:
    held = hub("AB", "AB", "BA")
    assert (held.exchanges, held.links) == (3, 2)


@pytest.mark.parametrize("stage", ["idea", "discussion", "negotiation", "implementation", "lost"])
def test_only_what_is_completed_counts(stage: str) -> None:
    assert hub("AB", stage=stage).links == 0


def test_without_a_loop_cyclicity_is_exactly_zero() -> None:
    assert loops() == 0.0
    assert loops("AB", "BC", "CD", "DE", "EF", "FG", "AC", "BD") == 0.0


def test_one_simple_loop_has_cyclicity_one() -> None:
    assert loops("AB", "BA") == pytest.approx(1.0)
    assert loops("AB", "BC", "CA", "AX", "XY") == pytest.approx(1.0)
    assert loops("AB", "BA", "CD", "DC") == pytest.approx(1.0)


def test_loops_that_share_a_site_have_a_higher_cyclicity() -> None:
    # A with B and A with C, both ways: eigenvalues of the star are 0 and +-sqrt(2).
    assert loops("AB", "BA", "AC", "CA") == pytest.approx(sqrt(2))
    # Everybody with everybody, three sites: 2.
    assert loops("AB", "BA", "AC", "CA", "BC", "CB") == pytest.approx(2.0)


def test_the_anchor_is_the_site_whose_loss_ends_most_links() -> None:
    anchor = hub("AB", "AC", "DA", "BC").anchor
    assert anchor is not None
    assert anchor.site_id == "A"
    assert (anchor.links, anchor.links_of) == (3, 4)
    assert anchor.exchanges == ("E0", "E1", "E2")
    assert anchor.left_alone == ("D",)


def test_of_two_sites_with_as_many_links_the_one_with_more_ideas_is_the_anchor() -> None:
    data = world(
        sites=SITES,
        flows={
            "F1": {"site_id": "B", "temp_c": 90.0},
            "F2": {"site_id": "C", "direction": "demand", "temp_c": 70.0},
        },
        exchanges={"E0": {"supplier_site_id": "A", "receiver_site_id": "B", "resource_code": "else"}},
    )
    held = measure(tuple(SITES), data, find(data))
    assert held.ideas == 1
    assert held.anchor is not None
    assert (held.anchor.site_id, held.anchor.ideas) == ("B", 1)


def test_without_exchanges_there_is_no_anchor() -> None:
    assert hub().anchor is None


def test_an_exchange_with_somebody_outside_is_no_link_of_the_hub() -> None:
    data = world(
        sites=SITES,
        flows={"F1": {"site_id": "A"}},
        exchanges={"E0": {"supplier_site_id": "A", "receiver_site_id": "D"}},
    )
    assert measure(("A", "B", "C"), data, find(data)).links == 0


def test_urban_links_are_counted_by_what_the_partner_is() -> None:
    data = world(
        sites={**SITES, "T": {"nace": "84.11", "site_type": "urban_sink", "lat": 63.9}},
        flows={"F1": {"site_id": "A"}},
        exchanges={
            "E0": {"supplier_site_id": "A", "receiver_site_id": "B"},
            "E1": {"supplier_site_id": "A", "receiver_site_id": "T"},
            "E2": {"supplier_site_id": "C", "receiver_site_id": "D", "stage": "idea"},
        },
    )
    linked = urban_links(("A", "B", "C", "D"), data, find(data))
    assert dict(linked["running"]) == {"district_heating": 1, "town": 1, "greenhouse": 0, "fish_farm": 0}
    assert linked.loc["fish_farm", "sites"] == ("C", "D")
    assert linked.loc["town", "sites"] == ()


def test_the_examples_loop_at_ornskoldsvik_and_star_at_tjeldbergodden(example: Dataset) -> None:
    found = find(example)
    # Domsjö -> Hörneborg (biogas, bio-resin) and back (steam): one loop. Its seven sites have six links.
    loop = measure([f"VN{n:03}" for n in (17, 18, 19, 20, 21, 22, 25)], example, found)
    assert (loop.exchanges, loop.links) == (7, 6)
    assert loop.connectance == pytest.approx(6 / 42)
    assert loop.cyclicity == pytest.approx(1.0)
    assert loop.anchor is not None
    assert loop.anchor.site_id == "VN017"
    star = measure([f"MR{n:03}" for n in range(5, 11)], example, found)
    assert star.cyclicity == 0.0
    assert star.anchor is not None
    assert star.anchor.links == star.anchor.links_of
