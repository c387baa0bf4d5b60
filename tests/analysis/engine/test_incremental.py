"""A result brought up to date equals a full run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import numba_engine, scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.engines import Engine
from symgeo.analysis.engine.incremental import update
from symgeo.analysis.engine.matches import Limits
from tests.analysis.engine.test_exactness import slow_but_sure
from tests.analysis.engine.worlds import datasets

ENGINES: dict[str, Engine] = {"scipy": scipy_engine.match, "numba": numba_engine.match}


@pytest.mark.parametrize("engine", ENGINES)
@slow_but_sure
@given(dataset=datasets(), data=st.data())
def test_update_equals_a_full_run(engine: str, dataset: Dataset, data: st.DataObject) -> None:
    match, limits = (
        ENGINES[engine],
        data.draw(st.sampled_from((Limits(1, 2), Limits(2, 1), Limits(25, 1000)))),
    )
    ids = list(dataset.flows.index)
    gone, added, changed = (data.draw(st.sets(st.sampled_from(ids), max_size=3)) for _ in range(3))
    before = _with_flows(dataset, dataset.flows.drop(index=list(added)))
    flows = dataset.flows.drop(index=list(gone - added)).copy()
    flows.loc[flows.index.isin(changed), "quantity"] *= 0.5
    after = _with_flows(dataset, flows)
    old, new = problem_of(before), problem_of(after)
    if not len(old.tasks) or not len(new.tasks):
        return
    found = update(old, match(old, limits), new, limits, changed=changed, engine=match)
    full = match(new, limits)
    for name in ("by_supply", "by_demand", "best"):
        for column in ("row", "other", "key"):
            np.testing.assert_array_equal(
                getattr(getattr(found, name), column), getattr(getattr(full, name), column)
            )
    for table in ("by_county", "by_municipality", "by_resource"):
        pd.testing.assert_frame_equal(getattr(found.totals, table)(new), getattr(full.totals, table)(new))


def _with_flows(dataset: Dataset, flows: pd.DataFrame) -> Dataset:
    return Dataset(
        sites=dataset.sites,
        flows=flows,
        exchanges=dataset.exchanges,
        reference=dataset.reference,
        revision="other",
        is_example=False,
    )
