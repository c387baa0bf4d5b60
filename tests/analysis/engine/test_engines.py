"""Which engine is taken."""

from __future__ import annotations

import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.engine import code_cache, engines, numba_engine, numba_kernels, scipy_engine
from symgeo.analysis.engine.building import problem_of
from symgeo.analysis.engine.matches import Limits
from symgeo.errors import UsageError


@pytest.mark.parametrize(
    ("flows", "is_compiled", "is_numba"),
    [(1_000, True, False), (100_000, True, True), (100_000, False, False), (1_000_000, False, True)],
)
def test_size_decides_and_nobody_waits_for_the_compiler_in_vain(
    monkeypatch: pytest.MonkeyPatch, flows: int, is_compiled: bool, is_numba: bool
) -> None:
    monkeypatch.setattr(code_cache, "is_compiled", lambda: is_compiled)
    assert engines.choose("auto", flows) is (numba_engine.match if is_numba else scipy_engine.match)


def test_engine_that_is_not_installed_is_refused_and_auto_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "is_installed", lambda _name: False)
    assert engines.choose("auto", 1_000_000) is scipy_engine.match
    with pytest.raises(UsageError, match=r"requirements-engine\.txt"):
        engines.choose("numba", 1_000_000)


def test_all_data_share_one_compilation(example: Dataset) -> None:
    numba_engine.match(problem_of(example), Limits())
    assert len(numba_kernels.join.signatures) == 1
    assert code_cache.is_compiled()
