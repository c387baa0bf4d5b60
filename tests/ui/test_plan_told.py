"""What the page Plan tells: who gives what to whom, what ends, a pair in the plan, and why there is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from streamlit.testing.v1 import AppTest

from symgeo.storage.database import Database
from symgeo.storage.dataset import load_demo
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.texts import texts_for
from tests.storage.store_world import ANNA, flow, site, upload

ROOT = Path(__file__).parents[2]


def opened(**parameters: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    for name, value in {"lang": "en", **parameters}.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(ROOT / "pages" / "plan.py")).run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def drawn(app: AppTest) -> str:
    """Give all that the figures of a page hold, the words beside them too."""
    charts = "".join(
        json.dumps(json.loads(one.proto.spec), ensure_ascii=False) for one in app.get("plotly_chart")
    )
    tables = "".join(frame.value.to_csv() for frame in app.dataframe)
    return unescape(charts + written(app)) + tables


def test_the_drawing_names_givers_and_receivers_but_never_whom_an_audience_may_not_see(
    database: Database,
) -> None:
    project = str(create_project(database, "Quay", when=datetime(2025, 3, 1, 12, tzinfo=UTC)).id)
    sites = [
        site("A", "Mill"),
        site("B", "Town", 63.31, 9.86),
        site("C", "Quietworks", 63.305, 9.87, openness="confidential"),
    ]
    flows = [
        flow("F1", "A", 4000.0),
        flow("F2", "B", 9000.0, direction="demand", temp_c=70.0),
        flow("F3", "C", 3000.0),
    ]
    import_(database, int(project), upload(sites, flows), origin=ANNA)
    staff = drawn(opened(project=project))
    assert "Mill → Town" in staff
    assert "Quietworks → Town" in staff
    for audience in ("meeting", "public"):
        told = drawn(opened(project=project, audience=audience))
        assert "Mill → Town" in told
        assert "Quietworks" not in told


def test_running_exchanges_that_end_with_a_site_are_named_and_their_worth_is_in_no_column() -> None:
    texts, demo = texts_for("nn"), load_demo()
    said = unescape(written(opened(lang="nn", closed="TR001")))
    assert texts.plural("plan.ends_with", 2) in said
    for exchange in ("S001", "S002"):
        row = demo.exchanges.loc[exchange]
        ends = texts("explore.ends", supplier=str(row["supplier"]), receiver=str(row["receiver"]))
        what = texts.resource(demo.reference.resources.loc[row["resource_code"]])
        assert f"{ends}: {what}" in said
    assert texts("plan.ends_not_counted") in said


def test_an_exchange_that_ends_is_named_itself_and_a_pair_that_comes_to_nothing_ends_none() -> None:
    texts = texts_for("sv")
    app = opened(lang="sv", closed="exchange:S029")
    assert texts.plural("plan.ends_with", 1) in written(app)
    assert texts("plan.ends_not_counted") in written(app)
    choice = app.selectbox(key="widget.closed").options
    assert len(choice) == len(set(choice))
