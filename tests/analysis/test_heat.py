"""Temperatures and heat pumps against numbers worked out by hand."""

import numpy as np
import pytest

from symgeo.analysis.heat import coefficient_of_performance, heat_pump_factor, temperature_shortfall_k


def _cop(source: float, sink: float) -> float:
    return float(
        coefficient_of_performance(np.array([source]), np.array([sink]), efficiency=0.5, highest=7.0)[0]
    )


def test_cop_is_half_of_the_carnot_limit() -> None:
    assert _cop(35.0, 75.0) == pytest.approx(0.5 * 348.15 / 40.0)


def test_cop_is_capped_where_source_and_sink_nearly_meet() -> None:
    assert _cop(74.0, 75.0) == 7.0
    assert _cop(80.0, 75.0) == 7.0


def test_heat_pump_gives_more_heat_than_its_source_had() -> None:
    assert heat_pump_factor(np.array([4.0]))[0] == pytest.approx(4 / 3)


def _shortfall(supply: float, demand: float, **changes: object) -> float:
    given: dict[str, object] = {
        "min_delta_k": 5.0,
        "min_source_c": np.nan,
        "is_cooling": False,
        "uses_heat_pump": False,
        "compares": True,
    } | changes
    arrays = {key: np.array([value]) for key, value in given.items()}
    found = temperature_shortfall_k(np.array([supply]), np.array([demand]), max_lift_k=80.0, **arrays)
    return float(found[0])


def test_heat_needs_a_warmer_source() -> None:
    assert _shortfall(80.0, 75.0) == 0.0
    assert _shortfall(78.0, 75.0) == 2.0


def test_cooling_needs_a_colder_source() -> None:
    assert _shortfall(6.0, 12.0, is_cooling=True) == -1.0
    assert _shortfall(12.0, 6.0, is_cooling=True) == 11.0


def test_heat_pump_lifts_at_most_eighty_kelvin() -> None:
    assert _shortfall(10.0, 75.0, uses_heat_pump=True) == -15.0
    assert _shortfall(10.0, 100.0, uses_heat_pump=True) == 10.0


def test_absorption_cooling_needs_a_hot_source() -> None:
    assert _shortfall(40.0, 6.0, compares=False, min_source_c=75.0) == 35.0
    assert _shortfall(80.0, 6.0, compares=False, min_source_c=75.0) == -5.0


def test_unknown_temperature_claims_nothing() -> None:
    assert _shortfall(np.nan, 75.0) <= 0.0
