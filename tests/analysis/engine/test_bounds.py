"""No upper bound is ever below the score."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from symgeo.analysis import scoring
from symgeo.analysis.choices import Weights
from symgeo.analysis.engine.bounds import bounds_of, distance_cell, gain_cell, highest_fitting, highest_square

_SHARE = st.floats(0, 1)
_AMOUNT = st.one_of(st.just(0.0), st.floats(1e-6, 1e12), st.floats(-1e6, 0))
_POSITIVE = st.one_of(st.just(0.0), st.floats(1e-6, 1e12))
_WEIGHT = st.floats(0.01, 1)
weights = st.builds(Weights, *([_WEIGHT] * 7))


@given(
    weights=weights,
    floor=st.floats(0.001, 0.5),
    conditions=st.tuples(_SHARE, _SHARE),
    amounts=st.tuples(_POSITIVE, _POSITIVE),
    halvings=st.floats(0, 100),
    money=_AMOUNT,
    climate=_AMOUNT,
    barrier=_SHARE,
)
def test_no_bound_is_below_the_score(
    weights: Weights,
    floor: float,
    conditions: tuple[float, float],
    amounts: tuple[float, float],
    halvings: float,
    money: float,
    climate: float,
    barrier: float,
) -> None:
    blend = scoring.blend(weights, floor)
    fit, quality = conditions
    offered, wanted = (np.array([amount]) for amount in amounts)
    parts = scoring.Parts(
        fit=np.array([fit]),
        quantity=scoring.quantity_score(offered, wanted),
        halvings=np.array([halvings]),
        quality=np.array([quality]),
        money=scoring.benefit_score(np.array([money])),
        climate=scoring.climate_score(np.array([climate])),
        barrier=np.array([barrier]),
    )
    score = scoring.score(scoring.feasibility(parts, blend), scoring.attractiveness(parts, blend))
    above = [
        np.array([1.0 + max(amount, 0.0) / unit]).view(np.uint64)
        for amount, unit in ((money, 10_000.0), (climate, 10.0))
    ]
    bound = highest_square(
        bounds_of(blend),
        blend,
        gain_cell(above[0]),
        gain_cell(above[1]),
        distance_cell(np.array([halvings])),
        np.array([barrier]),
        highest_fitting(blend, fit, offered, wanted),
    )
    assert (score[0] / 100.0) ** 2 <= bound[0]
