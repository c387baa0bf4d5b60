"""Staff set own values and make scenarios; every page follows, and others see no more than that."""

from __future__ import annotations

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from symgeo.analysis.opportunities import find
from symgeo.analysis.scenarios import OwnValue
from symgeo.storage.database import Database
from symgeo.storage.dataset import load_revision
from symgeo.storage.revisions import Origin
from symgeo.storage.scenarios import add_scenario, list_scenarios, save_value, values_in_force
from symgeo.texts import texts_for
from tests.ui.opening import open_page

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
ANNA = Origin("Anna", NOW)
PAIR = "F1~F2"


def opened(project: int, page: str = "explore", **parameters: str) -> AppTest:
    return open_page(page, **{"lang": "en", "project": str(project), **parameters})


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def test_a_value_is_set_in_a_scenario_and_taken_back(database: Database, quay: int) -> None:
    app = opened(quay, "method", currency="NOK")
    app.session_state["widget.own_values"] = True
    app.run()
    app.text_input(key="widget.scenario_name").set_value("Cheap heat").run()
    app.button(key="widget.scenario_add").click().run()
    (made,) = list_scenarios(database, quay)
    assert str(made.number) in app.query_params["scenario"]
    app.selectbox(key="widget.own_key").set_value("price.heat_mix_no").run()
    place = f"{quay}.{made.number}.price.heat_mix_no"
    app.number_input(key=f"widget.own_low.{place}").set_value(0.0)
    app.number_input(key=f"widget.own_value.{place}").set_value(90.0)
    app.number_input(key=f"widget.own_high.{place}").set_value(10.0).run()
    app.button(key="widget.own_value_save").click().run()
    told = written(app)
    assert "The high must not be below the value: 10 is less than 90." in told
    assert "without a source it is not saved" in told
    assert "Give your name" in told
    app.text_input(key=f"widget.own_source.{place}").set_value("an offer").run()
    app.text_input(key="widget.who.own_values").set_value("Anna").run()
    assert "without a source" not in written(app)
    assert "Give your name" not in written(app)
    app.number_input(key=f"widget.own_high.{place}").set_value(2e6).run()
    assert "All three must lie between 0 and 1,000,000." in written(app)
    app.number_input(key=f"widget.own_high.{place}").set_value(95.0).run()
    # At 11.7 NOK for a EUR.
    assert "In NOK: 1,100 NOK/MWh (0–1,100 NOK/MWh)" in written(app)
    app.button(key="widget.own_value_save").click().run()
    assert not app.exception
    assert [own.value for own in values_in_force(database, quay, made.number).changed] == [90.0]
    assert "Calculated with the scenario Cheap heat: 1 value differs" in written(app)
    app.session_state["widget.compare_scenarios"] = True
    app.run()
    assert "The ten best in each" in written(app)
    app.button(key="widget.own_value_reset").click().run()
    assert values_in_force(database, quay, made.number).changed == ()
    assert "Calculated with the usual values" in written(app)


def test_pages_follow_a_scenario_and_others_see_no_name_or_source(database: Database, quay: int) -> None:
    made = add_scenario(database, quay, "If the mill closes", origin=ANNA)
    own = OwnValue("price.heat_mix_no", 700.0, 700.0, 700.0, "said by Berit in confidence", "hush")
    save_value(database, quay, made.number, own, origin=ANNA)
    usual, changed = (written(opened(quay, sel=PAIR, scenario=number)) for number in ("0", str(made.number)))
    found = find(load_revision(database, quay)).set_index("opportunity_id")
    worth = texts_for("en").money_per_year(float(found["net_benefit_eur"][PAIR]))
    assert worth in usual
    assert worth not in changed
    assert "If the mill closes" in changed
    assert "said by Berit in confidence" in changed
    meeting = written(opened(quay, audience="meeting", scenario=str(made.number)))
    assert "Calculated with 1 value that is not the usual one" in meeting
    for secret in ("If the mill closes", "Berit", "hush"):
        assert secret not in meeting
