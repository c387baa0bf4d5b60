"""What ideas with known figures give together, worked out by hand."""

from __future__ import annotations

import pytest

from symgeo.analysis.opportunities import find
from symgeo.analysis.together import add_up
from tests.analysis.world import two_sites

HEAT = {"site_id": "S1", "direction": "supply", "temp_c": 90.0}
NEED = {"site_id": "S2", "direction": "demand", "temp_c": 75.0}


def test_a_surplus_that_two_share_is_added_once() -> None:
    flows = {
        "F1": {**HEAT, "quantity": 5_000.0},
        "F2": {**NEED, "quantity": 4_000.0},
        "F3": {**NEED, "quantity": 4_000.0},
    }
    sums = add_up(find(two_sites(flows=flows)), frozenset())
    assert (len(sums.known), sums.examples, sums.banded, sums.unpriced, sums.sites) == (2, 0, 0, 0, 2)
    assert sums.least == sums.most
    assert sums.most["co2_t"] == pytest.approx(5_000 * 40 / 1000)


def test_example_figures_are_counted_but_not_added() -> None:
    flows = {
        "F1": {**HEAT, "quantity": 5_000.0, "evidence": "illustrative"},
        "F2": {**NEED, "quantity": 4_000.0},
    }
    sums = add_up(find(two_sites(flows=flows)), frozenset())
    assert (len(sums.known), sums.examples) == (0, 1)
    assert set(sums.most.values()) == {0.0}


def test_a_band_makes_the_sum_a_range() -> None:
    ends = {"quantity_low": 2_000.0, "quantity_high": 6_000.0}
    flows = {"F1": {**HEAT, "quantity": 9_000.0}, "F2": {**NEED, "quantity": 4_000.0, **ends}}
    sums = add_up(find(two_sites(flows=flows)), frozenset({"F2"}))
    assert sums.banded == 1
    freed = [one["electricity_freed_mwh"] for one in (sums.least, sums.most)]
    assert freed[1] == pytest.approx(3 * freed[0])
    assert freed[0] > 0
