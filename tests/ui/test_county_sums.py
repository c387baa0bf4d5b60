"""The page County adds up what is known, and says what draws of the sums lie between."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.texts import texts_for

ROOT = Path(__file__).parents[2]


def written(**parameters: str) -> str:
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(ROOT / "pages" / "county.py")).run()
    assert not app.exception
    return "".join(piece.value for piece in app.html)


@pytest.mark.usefixtures("data_folder")
@pytest.mark.parametrize("language", ["en", "nb", "nn", "sv"])
def test_the_staff_read_sums_of_known_figures_with_what_draws_lie_between(language: str) -> None:
    texts = texts_for(language)
    page = written(lang=language, county="NO-50", currency="NOK")
    assert texts.plural("county.sums", 1) in page
    assert texts("plan.eight_of_ten", range="").strip() in page
    assert "NOK" in page
    assert texts.plural("county.sums_examples", 156) in page


@pytest.mark.usefixtures("data_folder")
def test_no_sum_is_told_where_nothing_is_known() -> None:
    texts = texts_for("nn")
    page = written(lang="nn", county="NO-15")
    assert texts("county.sums_none") in page
    assert texts("plan.eight_of_ten", range="").strip() not in page


@pytest.mark.usefixtures("data_folder")
def test_others_than_the_staff_read_no_sum_over_fewer_than_three_sites() -> None:
    texts = texts_for("sv")
    page = written(lang="sv", county="NO-50", audience="meeting")
    assert texts("county.sums_few") in page
    assert texts("plan.eight_of_ten", range="").strip() not in page
