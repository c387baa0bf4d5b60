"""The reader's own weights rank the list anew, stay in the address and are taken back by one press."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.dataset import Dataset
from symgeo.analysis.opportunities import find
from symgeo.ui.session import Address, parse
from symgeo.ui.weighting import choices_of
from tests.ui.opening import open_page

ROOT = Path(__file__).parents[2]
CLIMATE_ALONE = Weights(0.3, 0.2, 0.3, 0.2, 0.0, 1.0, 0.0)


def opened(weights: str = "") -> AppTest:
    return open_page(**{"lang": "en", **({"weights": weights} if weights else {})})


def card_of(app: AppTest, pair: str) -> str:
    app.query_params["sel"] = pair
    app.run()
    assert not app.exception
    return "".join(piece.value for piece in app.html)


@pytest.mark.parametrize("given", ["", "30-20", "0-0-0-0-10-10-10", "10-10-10-10-0-0-0", "a-b-c-d-e-f-g"])
def test_weights_that_cannot_be_meant_are_the_usual_ones(given: str) -> None:
    assert choices_of(Address(lang="en", weights=given)) == Choices()


def test_a_slider_ranks_anew_and_one_press_takes_it_back(example: Dataset) -> None:
    app = opened()
    for name in ("money", "barrier"):
        app.slider(key=f"widget.weight.{name}").set_value(0)
    app.slider(key="widget.weight.climate").set_value(100).run()
    assert app.query_params["weights"] == "30-20-30-20-0-100-0"
    found = find(example, Choices(weights=CLIMATE_ALONE))
    pair = found.iloc[0]
    assert f"{round(pair['score'])} of 100 points" in card_of(app, str(pair["opportunity_id"]))
    app.button(key="widget.weights.usual").click().run()
    assert "weights" not in app.query_params
    usual = find(example).set_index("opportunity_id").loc[pair["opportunity_id"]]
    assert round(usual["score"]) != round(pair["score"])
    assert f"{round(usual['score'])} of 100 points" in "".join(piece.value for piece in app.html)


def test_the_radius_is_narrowed_for_all_and_taken_back_with_the_weights(example: Dataset) -> None:
    app = opened()
    app.slider(key="widget.reach").set_value(50).run()
    assert app.query_params["reach"] == "50"
    near = find(example, Choices(radius_share=0.5))
    assert len(near) < len(find(example))
    open_ones = ~near["tier"].isin(["X", "D"])
    assert f"{open_ones.sum()} possible exchanges" in "".join(piece.value for piece in app.html)
    assert any("within 50" in button.label for button in app.button)
    app.button(key="widget.weights.usual").click().run()
    assert "reach" not in app.query_params


def test_a_page_that_does_not_say_so_is_never_narrowed() -> None:
    app = opened()
    app.slider(key="widget.reach").set_value(50).run()
    app.switch_page(str(ROOT / "pages" / "county.py")).run()
    assert app.query_params["reach"] == "50"
    assert any("within 50" in button.label for button in app.button)
    app.switch_page(str(ROOT / "pages" / "sites.py")).run()
    assert not app.exception
    assert "reach" not in app.query_params


@pytest.mark.parametrize("given", ["", "0", "4", "100", "250", "-5", "x"])
def test_a_radius_that_cannot_be_meant_is_all_of_it(given: str) -> None:
    assert parse({"reach": [given]}, language="en").reach == 0


def test_a_family_keeps_at_least_one_weight() -> None:
    app = opened("30-20-30-20-0-100-0")
    app.slider(key="widget.weight.climate").set_value(0).run()
    assert app.query_params["weights"] == "30-20-30-20-0-100-0"
    assert app.slider(key="widget.weight.climate").value == 100
