"""What the page Plan tells: who gives what to whom, what ends, a pair in the plan, and why there is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import unescape

from streamlit.testing.v1 import AppTest

from symgeo.analysis.opportunities import find
from symgeo.analysis.planning import Wishes, make_plan
from symgeo.storage.database import Database
from symgeo.storage.dataset import load_demo
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.texts import texts_for
from symgeo.ui.plan import making, result
from symgeo.views.plan_tables import describe_part
from tests.storage.store_world import ANNA, flow, site, upload
from tests.ui.opening import open_page


def opened(**parameters: str | list[str]) -> AppTest:
    return open_page("plan", **{"lang": "en", **parameters})


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


def test_a_list_that_is_cut_says_so() -> None:
    english = texts_for("en")
    assert result.heading_of(english, 100) == "100 opportunities in the plan"
    assert result.heading_of(english, 290).startswith("The first 100 of 290 opportunities in the plan")


def test_beside_a_card_stands_what_the_plan_uses_of_the_pair() -> None:
    english, demo = texts_for("en"), load_demo()
    plan = make_plan(find(demo), demo, Wishes(), effort=making.FIRST)
    part = plan.chosen[plan.chosen["share"] < 0.9].iloc[[0]]
    said = unescape(written(opened(sel=str(part["opportunity_id"].iloc[0]))))
    uses, gives = describe_part(part, demo, english)
    for words in (uses, gives, english("plan.part_whole")):
        assert words in said


def test_a_goal_that_nothing_serves_is_told_with_goals_that_something_serves(quay: int) -> None:
    nynorsk = texts_for("nn")
    app = opened(lang="nn", project=str(quay), goal="diverted")
    assert nynorsk("plan.nothing_diverted") in written(app)
    # No table to press a row of, and no promise that nothing gives more.
    assert nynorsk("plan.table_lead") not in written(app)
    assert nynorsk("plan.proof_best") not in written(app)
    app.button(key="widget.try.climate").click().run()
    assert not app.exception
    assert "goal" not in app.query_params
    assert nynorsk("plan.table_lead") in written(app)


def test_a_budget_that_leaves_nothing_is_told_and_taken_back_by_a_press(quay: int) -> None:
    swedish = texts_for("sv")
    app = opened(lang="sv", project=str(quay), goal="money", budget="1")
    assert swedish("plan.nothing_wishes") in written(app)
    app.button(key="widget.try.free").click().run()
    assert "budget" not in app.query_params
    assert swedish("plan.nothing") not in written(app)


def test_where_no_pair_fits_nobody_is_asked_for_a_file(database: Database) -> None:
    project = create_project(database, "Alone", when=datetime(2025, 3, 1, 12, tzinfo=UTC)).id
    sites, flows = [site("A", "Mill"), site("B", "Town", 63.31, 9.86)], [flow("F1", "A", 9000.0)]
    import_(database, project, upload(sites, flows), origin=ANNA)
    bokmal = texts_for("nb")
    app = opened(lang="nb", project=str(project))
    assert bokmal.plural("plan.no_pair", 2) in written(app)
    labels = [link.proto.label for link in app.get("page_link")]
    # The menu leads there, too.
    assert labels.count(bokmal("ui.page_explore")) == 2
    assert labels.count(bokmal("ui.page_sites")) == 2
    assert bokmal("ui.go_to_upload") not in labels


def test_the_choice_of_what_ends_shows_the_pair_that_is_tried(quay: int) -> None:
    english = texts_for("en")
    app = opened(project=str(quay), closed="F1~F2")
    chosen = app.selectbox(key="widget.closed")
    assert chosen.value == "F1~F2"
    assert english("plan.losing", ends="Mill → Town") in chosen.options
    assert english("plan.losing", ends="Mill → Town") in unescape(written(app))


def test_the_box_of_saved_plans_closes_over_what_came_of_a_press_in_it(quay: int) -> None:
    app = opened(project=str(quay))
    app.session_state["widget.plans"] = True
    app.text_input(key="widget.plan_name.").set_value("First").run()
    assert app.session_state["widget.plans"]
    app.button(key="widget.plan_save").click().run()
    assert not app.exception
    assert not app.session_state["widget.plans"]
    app.session_state["widget.plans"] = True
    app.run()
    app.button(key="widget.plan_open").click().run()
    assert not app.session_state["widget.plans"]
