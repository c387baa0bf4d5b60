"""What the measurement of the engine says before it measures."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest

from symgeo.cli.bench_engine import ONE_THREAD
from symgeo.cli.main import main


@pytest.fixture(autouse=True)
def _variables_are_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ONE_THREAD:
        monkeypatch.setenv(name, "2")


def test_missing_package_is_named_with_the_file_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_name: str) -> None:
        raise ModuleNotFoundError(name="duckdb")

    monkeypatch.setattr(importlib, "import_module", _only_for("benchmarks", missing))
    assert main(["bench", "engine"]) == 2
    assert "duckdb is missing. Install it: pip install -r requirements-engine.txt" in capsys.readouterr().err


def test_unknown_peer_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    known = SimpleNamespace(ALL=("ckdtree", "polars"))
    monkeypatch.setattr(importlib, "import_module", _only_for("benchmarks", lambda _name: known))
    assert main(["bench", "engine", "--peers", "abacus"]) == 2
    assert "'abacus'. Known: ckdtree, polars." in capsys.readouterr().err


def _only_for(start: str, instead: object) -> object:
    real = importlib.import_module
    return lambda name: instead(name) if name.startswith(start) else real(name)  # type: ignore[operator]  # both are called
