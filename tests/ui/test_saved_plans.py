"""A plan is saved by name, opened, set beside another one, and says what has changed since."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.planning import Outcome, Question, Totals
from symgeo.storage.database import Database
from symgeo.storage.revisions import Origin
from symgeo.storage.saved_plans import list_plans, save_plan
from symgeo.texts import texts_for
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
ENGLISH = texts_for("en")


def opened(project: int, **parameters: str | list[str]) -> AppTest:
    return open_page("plan", **{"lang": "en", "project": str(project), **parameters})


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def test_a_plan_is_saved_changed_opened_and_deleted(database: Database, quay: int) -> None:
    app = opened(quay, goal="electricity", county="NO-50")
    app.button(key="widget.plan_save").click().run()
    assert "A plan needs a name" in written(app)
    app.text_input(key="widget.plan_name.").set_value("Power first")
    app.text_input(key="widget.who.plan").set_value("Berit").run()
    app.button(key="widget.plan_save").click().run()
    assert not app.exception
    assert ENGLISH("plan.since_same_data_same_plan") in written(app)
    assert "saved by Berit" in written(app)
    (saved,) = list_plans(database, quay)
    assert saved.question.filters.counties == ("NO-50",)
    app.selectbox(key="widget.goal").set_value("diverted").run()
    assert ENGLISH("plan.since_other_wishes") in written(app)
    app.button(key="widget.plan_back").click().run()
    assert app.query_params["goal"] == "electricity"
    app.button(key="widget.plan_delete").click().run()
    app.button(key="widget.plan_delete_no").click().run()
    assert len(list_plans(database, quay)) == 1
    app.button(key="widget.plan_delete").click().run()
    assert ENGLISH("plan.delete_sure", name="Power first") in written(app)
    app.button(key="widget.plan_delete_yes").click().run()
    assert not app.exception
    assert list_plans(database, quay) == ()
    assert "plan" not in app.query_params


@pytest.fixture
def saved_id(database: Database, quay: int) -> str:
    """Give the number of a plan that was saved when the data was another."""
    then = Outcome("older", {"F0001~GONE": 1.0}, Totals(99, 0, 0.0, 0.0, 0.0, 0.0, 0.0))
    saved = save_plan(database, quay, "Once", (Question(), then), origin=Origin("Anna", NOW))
    return str(saved.id)


def test_a_saved_plan_is_replaced_only_where_the_reader_says_so(
    database: Database, saved_id: str, quay: int
) -> None:
    app = opened(quay, plan=saved_id, goal="diverted")
    assert app.text_input(key=f"widget.plan_name.{saved_id}").value == "Once"
    app.button(key="widget.plan_save").click().run()
    assert ENGLISH("plan.not_replaced", name="Once") in written(app)
    app.text_input(key=f"widget.plan_name.{saved_id}").set_value(" ONCE ").run()
    assert "There is a plan named Once already, saved by Anna" in written(app)
    app.button(key="widget.plan_save").click().run()
    (kept,) = list_plans(database, quay)
    assert (str(kept.id), kept.question) == (saved_id, Question())
    next(one for one in app.checkbox if one.label == ENGLISH("plan.replace")).check().run()
    app.button(key="widget.plan_save").click().run()
    assert not app.exception
    (kept,) = list_plans(database, quay)
    assert kept.question.wishes.goal == "diverted"
    # The name is that of the saved plan again, and it is asked again.
    app.button(key="widget.plan_save").click().run()
    assert list_plans(database, quay) == (kept,)
    app.text_input(key=f"widget.plan_name.{kept.id}").set_value("Another").run()
    app.button(key="widget.plan_save").click().run()
    assert [one.name for one in list_plans(database, quay)] == ["Another", "ONCE"]


def test_an_opened_plan_says_what_has_changed_and_stands_beside_another(saved_id: str, quay: int) -> None:
    app = opened(quay, plan=saved_id, versus=saved_id, goal="")
    assert ENGLISH("plan.since_new_data_new_plan") in written(app)
    assert "1 opportunity falls away: F0001~GONE" in written(app)
    sums = next(table.value for table in app.dataframe if "before" in table.value)
    assert sums.loc["pairs", "before"] == "99"
    assert sums.loc["investment", "before"] == ENGLISH.money(0)
    beside = opened(quay, versus=saved_id, goal="diverted")
    assert ENGLISH("plan.two", name="Once") in written(beside)
    table = next(frame.value for frame in beside.dataframe if "second" in frame.value)
    assert (table["first"] != table["second"]).any()


def test_what_a_plan_costs_stands_beside_what_it_gives_and_of_which_budget(quay: int) -> None:
    app = opened(quay, budget="2000")
    assert ENGLISH("plan.of_budget", budget=ENGLISH.money(2e6)) in written(app)
    listed = next(table.value for table in app.dataframe if "behind" in table.value)
    (spent,) = listed["investment"]
    assert spent.startswith("EUR")
    assert f"<strong>{spent}</strong><span>{ENGLISH('plan.measure_investment')}</span>" in written(app)
    assert "of the budget" not in written(opened(quay))


def test_others_than_the_staff_see_no_saved_plan(saved_id: str, quay: int) -> None:
    meeting = opened(quay, audience="meeting", plan=saved_id, versus=saved_id)
    assert "Once" not in written(meeting)
    assert not [button for button in meeting.button if button.key == "widget.plan_save"]
    assert not [box for box in meeting.selectbox if box.key == "widget.versus"]


def test_the_loss_of_one_pair_is_set_beside_the_plan(quay: int) -> None:
    best = "F1~F2"
    app = opened(quay, sel=best)
    app.button(key="widget.press.loss").click().run()
    assert not app.exception
    assert app.query_params["closed"] == best
    assert ENGLISH("plan.losing", ends="")[:-1] in written(app)
    lost = next(table.value for table in app.dataframe if best in table.value.index and len(table.value) == 1)
    assert len(lost) == 1
    app.button(key="widget.loss_end").click().run()
    assert "closed" not in app.query_params
