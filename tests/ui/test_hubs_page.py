"""The page Hubs: all hubs without any press, one, several, none, for an audience, and for a newcomer."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from symgeo.storage.database import Database
from symgeo.storage.dataset import load_demo
from symgeo.storage.projects import create_project
from symgeo.storage.repository import import_
from symgeo.texts import texts_for
from symgeo.views.hub_words import name_trade
from tests.storage.store_world import ANNA, flow, site, upload
from tests.ui.opening import open_page


def opened(**parameters: str | list[str]) -> AppTest:
    return open_page("hubs", **parameters)


def written(app: AppTest) -> str:
    return "".join(piece.value for piece in app.html)


def names_offered(app: AppTest) -> list[str]:
    return [str(one) for one in app.multiselect(key="widget.hubs").options]


def test_hubs_appear_without_any_press() -> None:
    swedish = texts_for("sv")
    app = opened(lang="sv")
    assert swedish.plural("hubs.count", 12, inside=62, sites=131) in written(app)
    assert {"Orkanger", "Tjeldbergodden", "Sunndal", "Verdal"} <= set(names_offered(app))
    assert names_offered(app) == sorted(names_offered(app))


def test_where_every_site_is_in_a_hub_no_others_are_spoken_of(quay: int) -> None:
    # The three sites of the project lie within 6 km.
    told = written(opened(lang="en", project=str(quay)))
    assert "1 hub holds all the sites: 3." in told
    assert "the others" not in told


def test_a_hub_is_found_by_any_of_its_sites_and_told_in_words() -> None:
    nynorsk, names = texts_for("nn"), load_demo().sites["name"]
    app = opened(lang="nn", hub="TR004")
    told = written(app)
    assert nynorsk("hubs.missing", hub="Orkanger") in told
    assert nynorsk.plural("hubs.anchor", 3, site=names["TR001"], links=2) in told
    assert nynorsk("hubs.anchor_alone", sites=names["TR004"]) in told


def test_hubs_stand_side_by_side_and_are_not_ranked() -> None:
    bokmal = texts_for("nb")
    app = opened(lang="nb", hub=["VN017", "TR001"])
    assert bokmal("hubs.no_ranking") in written(app)
    compared = app.dataframe[0].value
    assert list(compared.columns)[1:] == ["VN017", "TR001"]
    assert list(compared.loc["connectance"])[1:] == [bokmal.percent(6 / 42), bokmal.percent(3 / 30)]


def test_where_nothing_is_close_enough_one_button_helps() -> None:
    app = opened(lang="en", radius="2", least="8")
    english = texts_for("en")
    assert english("hubs.none", least=8, distance=english.distance(2)) in written(app)
    app.button(key="widget.try_radius").click().run()
    assert not app.exception
    assert len(names_offered(app)) >= 1
    assert int(app.query_params["radius"][0]) > 2


def test_where_only_fewer_sites_help_the_button_says_so(quay: int) -> None:
    # Three sites within 6 km: no distance makes four of them.
    app = opened(lang="en", project=str(quay), least="4")
    assert not [button for button in app.button if button.key == "widget.try_radius"]
    assert app.button(key="widget.try_least").label == "Try 3 or more sites (1 hub)"
    app.button(key="widget.try_least").click().run()
    assert len(names_offered(app)) == 1


@pytest.mark.parametrize(("apart", "button"), [(0.03, "widget.try_both"), (0.9, "")])
def test_where_neither_distance_nor_number_is_enough_both_are_changed(
    database: Database, apart: float, button: str
) -> None:
    project = create_project(database, "Two", when=ANNA.when).id
    sites = [site("P", "Plant", 63.0, 9.85), site("F", "Farm", 63.0 + apart, 9.85)]
    import_(database, project, upload(sites, [flow("F1", "P")]), origin=ANNA)
    app = opened(lang="en", project=str(project), radius="2")
    offered = [one for one in app.button if str(one.key).startswith("widget.try_")]
    assert [one.key for one in offered] == [button] * bool(button)
    assert ("Not even 20\xa0km makes two sites neighbours" in written(app)) == (not button)
    if offered:
        # 3.3 km apart.
        assert offered[0].label == "Try 2 or more sites and 4\xa0km (1 hub)"
        offered[0].click().run()
        assert len(names_offered(app)) == 1


def test_an_audience_sees_hubs_of_what_it_may_see() -> None:
    app = opened(lang="en", audience="public", hub="TR001")
    # The ids of the full data mean nothing here, and a site's name leads nowhere but to its hub.
    assert "Orkanger" in names_offered(app)
    assert not app.multiselect(key="widget.hubs").value


def test_a_newcomer_is_told_where_it_would_fit_and_why() -> None:
    app = opened(lang="en", want=["heat_lt30", "oxygen"])
    told = written(app)
    assert "Tjeldbergodden" in told
    assert texts_for("en")("hubs.met_words", met=2, asked=2) in told


def test_a_plot_says_which_trades_would_fit_and_stands_beside_other_places(quay: int) -> None:
    texts = texts_for("en")
    app = opened(lang="en", project=str(quay), plot="63.3~9.85")
    trades = next(table.value for table in app.dataframe if "trade" in table.value)
    # The mill has heat left over: whoever usually needs hot water would fit.
    assert any("Mill" in reasons for reasons in trades["reasons"])
    # Sorted by what is shown, and named by the trade, never by one plant.
    assert trades["worth"].is_monotonic_decreasing
    assert list(trades["trade"]) == [
        name_trade(str(code), texts) for code in trades["trade"].str.split().str[0]
    ]
    assert trades["trade"].is_unique
    app.multiselect(key="widget.wants").set_value(["heat_60_100"]).run()
    assert texts("hubs.plot_rank", place=1, places=2) in written(app)
    app.text_input(key="widget.plot").set_value("by the sea").run()
    assert texts("hubs.plot_wrong") in written(app)


@pytest.mark.parametrize("nace", ["03.22", "<b>", "99.99"])
def test_a_trade_brings_its_usual_haves_and_wants(nace: str) -> None:
    app = opened(lang="en", nace=nace)
    assert ("Usual for the trade" in written(app)) == (nace == "03.22")
    assert ("is no code of NACE" in written(app)) == (nace == "99.99")


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        *(("10.6", "10.6", "Food"), ("6201", "62.01", "IT services"), ("28", "28", "Machinery")),
        ("16.23", "16.23", "Sawmills and wood"),
    ],
)
def test_any_code_of_a_trade_can_be_typed(typed: str, code: str, name: str) -> None:
    app = opened(lang="en", nace=typed)
    assert app.selectbox(key="widget.nace").value == code
    assert f"{code} {name}" in app.selectbox(key="widget.nace").options
    known = "Usual for the trade" in written(app)
    assert known != ("Nothing is known of what this trade" in written(app))
    assert known == (code != "62.01")


def test_a_code_that_does_not_exist_is_told_as_such() -> None:
    app = opened(lang="sv", nace="10.60")
    assert texts_for("sv")("hubs.trade_unknown", code="10.60") in written(app)


def test_a_hub_with_one_new_pair_says_pair(quay: int) -> None:
    app = opened(lang="en", project=str(quay), hub="A")
    tiles = next(piece.value for piece in app.html if "sg-tiles" in piece.value)
    assert "<strong>1</strong><span>new pair</span>" in tiles
