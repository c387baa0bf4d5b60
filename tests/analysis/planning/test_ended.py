"""Exchanges that run today and end with what closes."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from symgeo.analysis.planning import ended_exchanges
from symgeo.storage.dataset import load_demo


@pytest.mark.parametrize(
    ("lost", "ended"),
    [
        ("TR001", ["S001", "S002"]),
        ("S028", ["S028"]),
        ("nobody", []),
    ],
)
def test_with_a_site_end_those_it_gives_to_or_gets_from_and_an_exchange_ends_alone(
    lost: str, ended: list[str]
) -> None:
    assert ended_exchanges(load_demo(), lost).index.tolist() == ended


def test_an_exchange_that_is_only_talked_about_does_not_end() -> None:
    demo = load_demo()
    talked = pd.Series("discussion", index=demo.exchanges.index)
    assert ended_exchanges(replace(demo, exchanges=demo.exchanges.assign(stage=talked)), "TR001").empty
