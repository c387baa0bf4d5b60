"""A plan's budget is asked for in the currency of the page."""

from __future__ import annotations

import pytest

from symgeo.ui import session
from symgeo.ui.plan import making
from symgeo.ui.session import Address


def test_a_budget_in_kroner_is_kept_in_euro_and_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "per_eur", lambda: 11.7)
    asked = making.question_of(Address("nb", budget=11_700, currency="NOK"))
    assert asked.wishes.budget_eur == 1_000_000
    assert making.fields_of(asked)["budget"] == 11_700
