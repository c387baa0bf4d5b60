"""Logarithm and power of two from additions and multiplications alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symgeo.analysis.arithmetic import exp2, log2


def test_whole_powers_are_exact() -> None:
    powers = np.arange(-30.0, 31.0)
    np.testing.assert_array_equal(log2(2.0**powers), powers)
    np.testing.assert_array_equal(exp2(powers), 2.0**powers)


@given(st.floats(1e-300, 1e300))
def test_logarithm_is_close(x: float) -> None:
    assert log2(np.array([x]))[0] == pytest.approx(np.log2(x), rel=1e-13, abs=1e-13)


@given(st.floats(-1000, 1000))
def test_power_is_close(y: float) -> None:
    assert exp2(np.array([y]))[0] == pytest.approx(2.0**y, rel=1e-13)
