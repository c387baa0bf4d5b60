"""The page Plan: a plan without any press, wishes in the address, and what cannot be met in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.analysis.opportunities import IDEAS, find
from symgeo.analysis.planning import Mix
from symgeo.analysis.records import RUNNING
from symgeo.storage.dataset import load_demo
from symgeo.texts import texts_for
from symgeo.ui.plan.making import wishes_of
from symgeo.ui.session import parse
from tests.ui.opening import open_page

ROOT = Path(__file__).parents[2]


def opened(**parameters: str | list[str]) -> AppTest:
    return open_page("plan", **parameters)


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


@pytest.fixture(scope="module")
def best() -> str:
    found = find(load_demo())
    return str(found[found["tier"].isin(IDEAS)]["opportunity_id"].iloc[0])


def test_a_plan_appears_without_any_press() -> None:
    swedish = texts_for("sv")
    app = opened(lang="sv")
    assert swedish("plan.measure_electricity") in written(app)
    # Good enough at once: at most 1 % more is possible, and a press looks further.
    assert swedish("plan.proof_gap", share="")[:20] in written(app)
    assert "widget.plan_further" in [button.key for button in app.button]
    assert len(app.dataframe) >= 1


def test_wishes_that_cannot_be_met_are_named(best: str) -> None:
    nynorsk = texts_for("nn")
    app = opened(lang="nn", must=[best], never=[best])
    assert nynorsk("plan.conflicts") in written(app)
    assert nynorsk("plan.conflict_contradiction", pairs="")[2:] in written(app)


def test_a_site_that_closes_is_set_beside_the_plan() -> None:
    bokmal = texts_for("nb")
    site = load_demo().sites.loc["TR001", "name"]
    app = opened(lang="nb", closed="TR001")
    assert bokmal("plan.closing", site=site) in written(app)


def test_an_exchange_that_ends_gives_back_what_it_took() -> None:
    bokmal, demo = texts_for("nb"), load_demo()
    found = find(demo)
    runs = found[(found["existing_exchange_id"] != "") & (found["tier"] == "X")]
    runs = runs[runs["exchange_stage"].isin(RUNNING)]
    ended = str(runs["existing_exchange_id"].iloc[0])
    record = demo.exchanges.loc[ended]
    app = opened(lang="nb", closed=f"exchange:{ended}")
    ends = bokmal("explore.ends", supplier=str(record["supplier"]), receiver=str(record["receiver"]))
    assert bokmal("plan.ending", ends=ends) in written(app)
    assert bokmal.plural("plan.lost", 0) in written(app)
    tables = [frame.value for frame in app.dataframe]
    assert any("before" in table.columns and (table["after"] != table["before"]).any() for table in tables)


def test_what_each_good_is_worth_can_be_set_and_stays_in_the_address() -> None:
    app = opened(lang="en", goal="mix", q="Thamshavn", currency="NOK")
    # At 11.7 NOK for a EUR.
    assert [one.value for one in app.number_input][1:] == [1170, 234, 234]
    app.number_input(key="widget.mix.climate").set_value(1500).run()
    assert not app.exception
    assert app.number_input(key="widget.mix.climate").value == 1500
    assert app.query_params["mix"] == "128.21-20-20"
    asked = parse({"mix": ["0-20-20"], "goal": ["mix"]}, language="en")
    assert wishes_of(asked).mix == Mix(0.0, 20.0, 20.0)
    assert wishes_of(replace(asked, mix="1-2")).mix == Mix()


def test_a_pair_is_ruled_out_by_one_press(best: str) -> None:
    app = opened(lang="en", sel=best)
    app.button(key="widget.press.never").click().run()
    assert not app.exception
    assert best in app.query_params["never"]


@pytest.mark.parametrize("section", ["plan", "hubs", "county", "barriers", "score", "openness"])
def test_the_method_shows_the_part_that_a_page_links_to(section: str) -> None:
    texts = texts_for("sv")
    heading = texts(f"method.{section}.01.heading")
    app = AppTest.from_file(str(ROOT / "symgeo" / "ui" / "shell.py"), default_timeout=90)
    app.query_params["lang"], app.query_params["part"] = "sv", section
    app.run()
    app.switch_page(str(ROOT / "pages" / "method.py")).run()
    assert not app.exception
    document = next(piece.value for piece in app.html if "sg-document" in piece.value)
    assert heading in document
    assert document.count("<h2") == 1
