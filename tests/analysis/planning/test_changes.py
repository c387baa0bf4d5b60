"""The data set as it would be with an exchange released or a site closed."""

from __future__ import annotations

from typing import Any

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.analysis.planning import close_site, release_exchanges
from tests.analysis.world import world

NEAR = {"S1": {}, "S2": {"lat": 63.309}, "S3": {"lat": 63.315}}


def _heat(site: str, direction: str, quantity: float, **changes: Any) -> dict[str, Any]:  # noqa: ANN401  # any column
    temp_c = 90.0 if direction == "supply" else 75.0
    return {"site_id": site, "direction": direction, "quantity": quantity, "temp_c": temp_c, **changes}


def _with_exchange() -> Dataset:
    """S1 gives all its heat to S2, which could use more; S3 could use it as well."""
    flows = {
        "F1": _heat("S1", "supply", 10_000.0, committed_pct=100.0),
        "F2": _heat("S2", "demand", 20_000.0, committed_pct=50.0),
        "F3": _heat("S3", "demand", 20_000.0),
    }
    return world(sites=NEAR, flows=flows, exchanges={"E1": {}})


def test_what_a_released_exchange_took_is_free_again() -> None:
    dataset = _with_exchange()
    before = find(dataset)
    assert before["tier"].tolist() == ["X", "X"]
    changed = release_exchanges(dataset, before, ["E1"])
    assert changed.flows["committed_pct"].tolist() == [0.0, 0.0, 0.0]
    assert changed.exchanges.empty
    assert changed.revision != dataset.revision
    after = find(changed).set_index("opportunity_id")
    assert after["matched_quantity"].to_dict() == {"F1~F2": 10_000.0, "F1~F3": 10_000.0}
    assert not set(after["tier"]) & {"X"}


def test_a_flow_keeps_what_it_promised_to_others() -> None:
    dataset = _with_exchange()
    both = world(
        sites=NEAR,
        flows={
            "F1": _heat("S1", "supply", 10_000.0, committed_pct=80.0),
            "F2": _heat("S2", "demand", 20_000.0, committed_pct=20.0),
            "F3": _heat("S3", "demand", 20_000.0, committed_pct=20.0),
        },
        exchanges={"E1": {}, "E2": {"receiver_site_id": "S3"}},
    )
    changed = release_exchanges(both, find(both), ["E1"])
    assert changed.flows["committed_pct"].tolist() == pytest.approx([40.0, 0.0, 20.0])
    assert release_exchanges(dataset, find(dataset), ["nobody knows"]) is dataset


def test_site_that_closes_takes_part_no_more_and_leaves_its_partners_free() -> None:
    dataset = _with_exchange()
    changed = close_site(dataset, find(dataset), "S1")
    assert changed.flows.loc["F2", "committed_pct"] == 0.0
    assert find(changed).empty
    assert close_site(dataset, find(dataset), "nobody") is dataset
