"""Every page opens in every language, keeps the address, and nothing raises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import Database
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.texts import texts_for
from tests.storage.store_world import ANNA, flow, site, upload
from tests.ui.opening import open_page

ROOT = Path(__file__).parents[2]
PAGES = (
    "explore",
    "county",
    "sites",
    "hubs",
    "plan",
    "upload",
    "data",
    "handouts",
    "meeting",
    "method",
    "accessibility",
    "privacy",
)
Opener = Callable[..., AppTest]


@pytest.fixture(scope="module")
def visit() -> Opener:
    """Open a page by its short name with query parameters."""
    return open_page


def values(app: AppTest, name: str) -> list[str]:
    """Give all values of a query parameter."""
    held = app.query_params.get(name, [])
    return [held] if isinstance(held, str) else list(held)


def headings(app: AppTest) -> str:
    """Join the HTML pieces of a page."""
    return "".join(piece.value for piece in app.html)


@pytest.mark.parametrize(
    "language", ["nn", "sv", *(pytest.param(code, marks=pytest.mark.thorough) for code in ("en", "nb"))]
)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_language(visit: Opener, page: str, language: str) -> None:
    app = visit(page, lang=language)
    assert values(app, "lang") == [language]
    assert "<h1" in headings(app)
    assert texts_for(language)("ui.example_meaning") in headings(app)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("nb-NO", "nb"), ("nn-NO", "nn"), ("no", "nb"), ("sv-SE", "sv"), ("de-DE", "en"), (None, "en")],
)
def test_the_language_follows_the_browser(locale: str | None, language: str) -> None:
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.context = {"locale": locale} if locale else {}
    app.run()
    assert values(app, "lang") == [language]


def test_changing_the_language_keeps_the_rest_of_the_address(visit: Opener) -> None:
    app = visit("explore", lang="en", county="NO-50", sel="F0088~F0109")
    app.selectbox(key="widget.lang").select("sv").run()
    assert values(app, "lang") == ["sv"]
    assert values(app, "county") == ["NO-50"]
    assert values(app, "sel") == ["F0088~F0109"]


def test_a_filter_goes_into_the_address_and_narrows_the_result(visit: Opener) -> None:
    app = visit("explore", lang="en", view="table")
    every = len(app.dataframe[0].value)
    app.multiselect(key="widget.counties").select("SE-Y").run()
    assert values(app, "county") == ["SE-Y"]
    assert 0 < len(app.dataframe[0].value) < every


def test_a_chip_takes_its_filter_back(visit: Opener) -> None:
    app = visit("explore", lang="en", county=["NO-50", "SE-Y"])
    app.button(key="widget.chip.counties.NO-50").click().run()
    assert values(app, "county") == ["SE-Y"]
    app.button(key="widget.clear").click().run()
    assert "county" not in app.query_params


def test_nothing_found_offers_one_button_that_finds_something(visit: Opener) -> None:
    app = visit("explore", lang="en", county="SE-Y", distance="1", q="Tjeldbergodden", view="table")
    app.button(key="widget.try").click().run()
    assert len(app.dataframe[0].value) > 0


def test_where_no_pair_is_new_the_other_kinds_are_named_and_offered(
    visit: Opener, database: Database
) -> None:
    project = create_project(database, "Quay", when=datetime(2025, 3, 1, 12, tzinfo=UTC))
    sites = [site("A", "Mill"), site("B", "Town", 63.31, 9.86)]
    flows = [
        flow("F1", "A", 9000.0, committed_pct=100.0),
        flow("F2", "B", 5000.0, direction="demand", temp_c=70.0),
    ]
    import_(database, project.id, upload(sites, flows), origin=ANNA)
    app = visit("explore", lang="en", project=str(project.id), view="table")
    said = headings(app)
    assert "No new exchange is possible with what is recorded" in said
    assert "Exists or taken: 1" in said
    app.button(key="widget.try").click().run()
    assert len(app.dataframe[0].value) == 1


def test_codes_that_do_not_exist_are_dropped(visit: Opener) -> None:
    app = visit("explore", lang="xx", county="NO-99", tier="Q", distance="far", sel="<b>", view="x")
    assert values(app, "lang") == ["en"]
    assert not app.multiselect(key="widget.counties").value


def test_another_page_keeps_the_address(visit: Opener) -> None:
    app = visit("county", lang="nn", county="NO-15")
    assert values(app, "county") == ["NO-15"]
    assert values(app, "lang") == ["nn"]


def test_a_site_has_a_page_of_its_own(visit: Opener) -> None:
    app = visit("sites", lang="nb", site="TR001")
    assert "Elkem Thamshavn" in headings(app)
