"""A plan is good enough at first; a press looks further, and what comes of it is never worse."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.planning import Effort, Plan, Wishes, make_plan
from symgeo.analysis.planning.solver import Watch
from symgeo.texts import texts_for
from symgeo.ui.plan import making
from tests.analysis.planning.cases import Pair, data, frame

ROOT = Path(__file__).parents[2]
ENGLISH = texts_for("en")


def plan_of(worth: float, bound: float, *, is_stopped: bool = False) -> Plan:
    made = make_plan(frame([Pair("S1", "D1")]), data(), Wishes())
    return replace(made, worth=worth, bound=bound, is_stopped=is_stopped)


def test_the_better_plan_is_kept_with_what_either_search_has_proven() -> None:
    first, further = plan_of(100.0, 101.0), plan_of(100.4, 100.9)
    assert making.better_of(first, further).worth == 100.4
    assert making.better_of(first, further).bound == 100.9
    stopped = plan_of(99.0, math.inf, is_stopped=True)
    kept = making.better_of(first, stopped)
    assert (kept.worth, kept.bound, kept.is_stopped) == (100.0, 101.0, True)


def test_a_press_looks_further_and_then_there_is_no_more_to_press(
    monkeypatch: pytest.MonkeyPatch, quay: int
) -> None:
    asked = []

    def made(found: pd.DataFrame, dataset: Dataset, wishes: Wishes, *, effort: Effort, watch: Watch) -> Plan:
        asked.append(effort)
        plan = make_plan(found, dataset, wishes, effort=effort, watch=watch)
        return replace(plan, bound=plan.worth * (1.008 if len(asked) == 1 else 1.0))

    monkeypatch.setattr(making, "make_plan", made)
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.query_params["lang"] = "en"
    app.query_params["project"] = str(quay)
    app.run()
    app.switch_page(str(ROOT / "pages" / "plan.py")).run()
    assert ENGLISH("plan.proof_gap", share="0.8%") in "".join(piece.value for piece in app.html)
    app.button(key="widget.plan_further").click().run()
    assert ENGLISH("plan.proof_best") in "".join(piece.value for piece in app.html)
    assert asked == [making.FIRST, making.FURTHER]
    assert "widget.plan_further" not in [button.key for button in app.button]
