"""What a running exchange takes of a flow is not promised to anybody else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find, place_flows
from symgeo.analysis.planning import Wishes, close_site, make_plan, release_exchanges
from symgeo.analysis.summary import missing
from tests.analysis.world import world

NEAR = {"S1": {}, "S2": {"lat": 63.309}, "S3": {"lat": 63.315}}
Cells = dict[str, Any]


def _heat(site: str, direction: str, quantity: float, **changes: Any) -> Cells:  # noqa: ANN401  # any column
    temp_c = 90.0 if direction == "supply" else 75.0
    return {"site_id": site, "direction": direction, "quantity": quantity, "temp_c": temp_c, **changes}


def _data(
    *,
    source: Cells | None = None,
    more: dict[str, Cells] | None = None,
    **exchange: Any,  # noqa: ANN401  # any column
) -> Dataset:
    """S1 gives 10,000 of its 60,000 MWh to S2; S3 would take all that there is."""
    flows = {
        "F1": _heat("S1", "supply", 60_000.0, **(source or {})),
        "F2": _heat("S2", "demand", 40_000.0),
        "F3": _heat("S3", "demand", 90_000.0),
        **(more or {}),
    }
    return world(sites=NEAR, flows=flows, exchanges={"E1": {"quantity": 10_000.0, **exchange}})


def _committed(dataset: Dataset) -> list[float]:
    return [round(float(one), 6) for one in dataset.counted_flows["committed_pct"]]


def test_both_ends_have_less_to_promise() -> None:
    dataset = _data()
    assert _committed(dataset) == [pytest.approx(100 / 6), 25.0, 0.0]
    assert dataset.flows["committed_pct"].tolist() == [0.0, 0.0, 0.0]
    plan = make_plan(find(dataset), dataset, Wishes())
    assert plan.chosen["opportunity_id"].tolist() == ["F1~F3"]
    assert plan.chosen["planned_used"].sum() <= 50_000.0 + 1e-6


@pytest.mark.parametrize(
    ("said_pct", "expected"), [(0.0, 100 / 6), (10.0, 100 / 6), (20.0, 20.0), (100.0, 100.0)]
)
def test_what_a_flow_says_of_itself_holds_where_it_is_more(said_pct: float, expected: float) -> None:
    assert _committed(_data(source={"committed_pct": said_pct}))[0] == pytest.approx(expected)


def test_nothing_is_committed_beyond_what_there_is() -> None:
    assert _committed(_data(quantity=70_000.0)) == [100.0, 100.0, 0.0]


@pytest.mark.parametrize(
    "exchange",
    [
        {"quantity": np.nan},
        {"unit": "m3"},
        {"stage": "idea"},
        {"stage": "lost"},
        {"resource_code": "steam_lp"},
        {"evidence": "illustrative"},
    ],
)
def test_what_does_not_run_or_has_no_sure_amount_of_the_flow_changes_nothing(exchange: Cells) -> None:
    dataset = _data(**exchange)
    assert dataset.counted_flows is dataset.flows


def test_an_example_counts_where_the_flow_is_one_as_well() -> None:
    dataset = _data(evidence="illustrative", source={"evidence": "illustrative"})
    assert _committed(dataset) == [pytest.approx(100 / 6), 0.0, 0.0]


def test_flows_of_one_kind_share_what_is_taken_by_what_they_have_free() -> None:
    dataset = _data(more={"F4": _heat("S1", "supply", 20_000.0)})
    assert _committed(dataset) == [12.5, 25.0, 0.0, 12.5]
    # What one of them has promised already is not taken a second time from the other.
    told = _data(more={"F4": _heat("S1", "supply", 10_000.0, committed_pct=100.0)})
    assert _committed(told) == [0.0, 25.0, 0.0, 100.0]


def test_the_other_face_of_a_stream_loses_as_much() -> None:
    water = {"site_id": "S1", "resource_code": "water_process", "unit": "m3", "stream_id": "cooling"}
    dataset = _data(source={"stream_id": "cooling"}, more={"F4": water})
    assert _committed(dataset)[3] == pytest.approx(100 / 6)


def test_it_is_free_again_when_the_exchange_ends_or_its_site_closes() -> None:
    dataset = _data()
    found = find(dataset)
    assert _committed(release_exchanges(dataset, found, ["E1"])) == [0.0, 0.0, 0.0]
    assert _committed(close_site(dataset, found, "S2"))[0] == 0.0


def test_every_reader_of_free_amounts_sees_the_same() -> None:
    dataset = _data()
    supply, _ = place_flows(dataset, hide_commitments=False)
    assert supply["committed_pct"].tolist() == pytest.approx([100 / 6])
    assert find(dataset).set_index("opportunity_id").loc["F1~F3", "free_share"] == pytest.approx(5 / 6)
    alone = missing(find(dataset).iloc[:0], dataset).set_index("flow_id")["quantity"]
    assert alone.to_dict() == pytest.approx({"F1": 50_000.0, "F2": 30_000.0, "F3": 90_000.0})
    hidden = find(dataset, Choices(hide_exchanges=True)).set_index("opportunity_id")
    assert hidden.loc["F1~F3", "free_share"] == 1.0
