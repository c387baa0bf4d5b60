"""The box "How sure is this?" on a card: closed at first, calculated when it is opened."""

from __future__ import annotations

from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest

from symgeo.texts import texts_for
from tests.ui.opening import open_page


def opened(**parameters: str) -> AppTest:
    app = open_page(**{"lang": "en", "sel": "F0053~F0057", **parameters})
    app.session_state["widget.sure"] = True
    app.run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def test_a_reported_pair_says_how_sure_it_is_with_a_figure() -> None:
    app = opened()
    assert "Calculated 1,000 times" in written(app)
    assert "It pays in" in written(app)
    assert "What moves the result most" in written(app)
    assert "14,000 NOK/m" in written(app)
    # Every figure of the card leads to its part of the method: the button, then the part.
    asked = [parse_qs(link.proto.query_string).get("part", [""])[0] for link in app.get("page_link")]
    assert {"score", "quantity", "distance", "money", "climate", "certainty", "barriers"} <= set(asked)


def test_money_is_shown_in_the_currency_that_the_reader_chose() -> None:
    text = texts_for("en")
    nok = written(opened(currency="NOK"))
    assert text.money(10_000_000) not in nok
    assert text.in_currency("NOK", 11.7).money(10_047_000) in nok
    assert "1 EUR = 11.7 NOK (2026; rate for planning, can be changed)" in nok


def test_an_example_pair_shows_no_money() -> None:
    box = written(opened(sel="F0001~F0010")).split("Calculated 1,000 times")[1]
    assert "no money is shown" in box
    assert "NOK 70 million for 5 km more network" in box
    assert "What moves the result most" not in box
