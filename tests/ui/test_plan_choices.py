"""A plan follows the reader's radius and weights: at once, beside it, after a loss, and when it is saved."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.choices import Choices, Weights
from symgeo.analysis.planning import Outcome, Question, Totals, Wishes
from symgeo.storage.database import Database
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.storage.revisions import Origin
from symgeo.storage.saved_plans import list_plans, save_plan
from symgeo.texts import texts_for
from symgeo.ui.plan import making
from symgeo.ui.session import Address, parse
from symgeo.vocabulary import Goal
from tests.storage.store_world import ANNA, NOON, flow, site, upload
from tests.ui.test_saved_plans import opened, written

ENGLISH = texts_for("en")
OWN = {"reach": "5", "weights": "100-10-10-10-10-10-10"}
WEIGHTS = Weights(1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)


@pytest.fixture
def fjord(database: Database) -> int:
    """Give a project of a mill with heat, and three towns that want it: one beside it, two 2.5 km away."""
    project = create_project(database, "Fjord", when=NOON)
    towns = [site("B", "Near", 63.303, 9.85), site("C", "Far", 63.322, 9.85), site("D", "Off", 63.322, 9.86)]
    flows = [
        flow(f"F{n}", one, 5000.0, direction="demand", temp_c=60.0) for n, one in enumerate("BCD", start=2)
    ]
    given = upload([site("A", "Mill"), *towns], [flow("F1", "A", 15_000.0), *flows])
    import_(database, project.id, given, origin=ANNA)
    return project.id


def chosen(app: AppTest) -> set[str]:
    """Give the pairs of the plan on the page."""
    return set(next(table.value for table in app.dataframe if "behind" in table.value).index)


def test_a_plan_is_made_anew_when_the_radius_is_narrowed(fjord: int) -> None:
    app = opened(fjord, goal="")
    assert chosen(app) == {"F1~F2", "F1~F3", "F1~F4"}
    app.query_params["reach"] = "5"
    app.run()
    assert not app.exception
    assert chosen(app) == {"F1~F2"}


def test_a_loss_is_reckoned_within_the_narrowed_radius(fjord: int) -> None:
    app = opened(fjord, reach="5", closed="D")
    sums = next(table.value for table in app.dataframe if "before" in table.value)
    assert (sums.loc["pairs", "before"], sums.loc["pairs", "after"]) == ("1", "1")


def test_radius_and_weights_are_saved_with_a_plan_and_come_back_with_it(
    database: Database, fjord: int
) -> None:
    app = opened(fjord, **OWN)
    app.text_input(key="widget.plan_name.").set_value("Close by")
    app.button(key="widget.plan_save").click().run()
    assert not app.exception
    (saved,) = list_plans(database, fjord)
    assert saved.question.choices == Choices(weights=WEIGHTS, radius_share=0.05)
    later = opened(fjord, plan=str(saved.id))
    assert ENGLISH("plan.since_other_wishes") in written(later)
    later.button(key="widget.plan_open").click().run()
    assert {name: later.query_params[name] for name in OWN} == OWN
    assert ENGLISH("plan.since_same_data_same_plan") in written(later)


def test_a_plan_that_stands_beside_keeps_its_own_radius(database: Database, fjord: int) -> None:
    none = Outcome("older", {}, Totals(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0))
    near = Question(Wishes(Goal.CLIMATE), choices=Choices(radius_share=0.05))
    saved = save_plan(database, fjord, "Close by", (near, none), origin=Origin("Anna", NOON))
    app = opened(fjord, versus=str(saved.id))
    sums = next(table.value for table in app.dataframe if "before" in table.value)
    assert (sums.loc["pairs", "before"], sums.loc["pairs", "after"]) == ("3", "1")


@pytest.mark.parametrize("own", [{}, {"reach": ["35"]}, {"weights": ["0-7-100-29-0-57-58"]}])
def test_the_address_of_a_plan_is_written_as_it_was_read(own: dict[str, list[str]]) -> None:
    address = parse(own, language="en")
    again = Address("en", **making.fields_of(making.question_of(address)))
    assert (again.reach, again.weights) == (address.reach, address.weights)
    assert making.question_of(again) == making.question_of(address)
