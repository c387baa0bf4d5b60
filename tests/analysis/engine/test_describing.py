"""What is written about kept pairs is what the main job says about them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from symgeo.analysis.choices import Choices
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.describing import Describer
from symgeo.analysis.engine.matches import ALL, Limits
from symgeo.analysis.engine.scipy_engine import match, stream
from symgeo.analysis.opportunities import find
from tests.analysis.engine.test_exactness import slow_but_sure
from tests.analysis.engine.worlds import datasets


@settings(slow_but_sure, max_examples=8)
@given(dataset=datasets(), block=st.sampled_from((1, 3, 1000)))
def test_described_pairs_are_opportunities_in_any_blocks(dataset: Dataset, block: int) -> None:
    kept = match(problem_of(dataset), Limits(top_k=ALL)).kept()
    described = pd.concat(Describer(dataset, Choices()).ranked(kept, block), ignore_index=True)
    found = find(dataset)
    found = found[found["tier"] != "D"].reset_index(drop=True)
    assert described["rank"].tolist() == list(range(1, len(found) + 1))
    # Equal scores may stand in another order, and get what the other leaves.
    later = ["rank", "allocated_quantity"]
    both = [frame.drop(columns=later).sort_values("opportunity_id") for frame in (described, found)]
    pd.testing.assert_frame_equal(
        both[0], both[1], check_like=True, check_dtype=False, check_index_type=False
    )


@settings(slow_but_sure, max_examples=8)
@given(dataset=datasets(), chunk=st.sampled_from((1, 1000)))
def test_streamed_pairs_are_all_pairs(dataset: Dataset, chunk: int) -> None:
    problem, describer = problem_of(dataset), Describer(dataset, Choices())
    blocks = [describer.unranked(block) for block in stream(problem, chunk=chunk)]
    ids = sorted(name for block in blocks for name in block["opportunity_id"])
    found = find(dataset)
    assert ids == sorted(found["opportunity_id"][found["tier"] != "D"])
