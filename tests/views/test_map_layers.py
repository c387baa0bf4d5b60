"""Layers carry what they should, and nothing in them can break out of the script."""

from __future__ import annotations

import json
import re
from typing import Any

import folium
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit_folium import generate_leaflet_string

from symgeo.texts import texts_for
from symgeo.views.map import Geometry, Reader, base_map, county_layer, focus_layer
from symgeo.views.map_background import available_backgrounds, background_layer
from symgeo.views.map_lines import drawn_exchanges, exchange_layer, lines_to_draw, opportunity_layer
from symgeo.views.map_script import digest, script_json
from symgeo.views.map_sites import NO_FAMILY, site_layer, site_marks
from symgeo.views.map_view import NORDIC_VIEW
from symgeo.views.palette import FAMILIES, Family
from tests.views import map_frames as frames

READER = Reader(texts_for("nb"))


def script_of(group: folium.FeatureGroup) -> str:
    """What streamlit-folium sends to the browser for a feature group."""
    group.add_to(base_map(READER))
    return str(generate_leaflet_string(group))


def columns_of(group: folium.FeatureGroup) -> dict[str, object]:
    found = re.search(r"symgeo\.\w+\((\{.*\})\)\.addTo", script_of(group))
    assert found is not None
    columns: dict[str, object] = json.loads(found.group(1))
    return columns


def draw_sites(names: tuple[str, ...] = ("Smelter", "Dairy", "Farm", "Yard")) -> folium.FeatureGroup:
    sites = frames.sites(names)
    marks = site_marks(sites, frames.flows(), frames.resources())
    return site_layer(sites, marks, frames.resources(), READER, selected=("TR001",), quiet=("TR003",))


def test_hostile_names_stay_text_in_the_script() -> None:
    script = script_of(draw_sites(frames.HOSTILE))
    for forbidden in ("</script", "<img", "${", "`", "\u2028", "{{", "{%", "{#"):
        assert forbidden not in script


def test_hostile_names_are_no_templates_on_the_server() -> None:
    base = base_map(READER)
    draw_sites(frames.HOSTILE).add_to(base)
    page = base.get_root().render()
    found = re.search(r"symgeo\.sites\((\{.*\})\)\.addTo", page)
    assert found is not None
    assert json.loads(found.group(1))["title"] == list(frames.HOSTILE)


def test_hostile_names_arrive_unchanged() -> None:
    assert columns_of(draw_sites(frames.HOSTILE))["title"] == list(frames.HOSTILE)


@given(st.text())
def test_any_text_survives_the_way_into_a_script(text: str) -> None:
    written = script_json([text])
    assert json.loads(written) == [text]
    assert not set(written) & set("<>&'`$_%#")
    assert "{{" not in written
    assert written.isascii()


def test_site_looks_like_its_largest_flow_and_surplus_fills_it() -> None:
    marks = site_marks(frames.sites(), frames.flows(), frames.resources())
    assert [FAMILIES[number] for number in marks["family"][:3]] == [Family.HEAT, Family.HEAT, Family.ORGANIC]
    assert marks.loc["TR003", "family"] == NO_FAMILY
    assert marks["has_surplus"].tolist() == [True, False, True, False]
    # 60,000 MWh is in the fourth decade above 100, 8,000 in the third, 300 t in the second.
    assert marks["amount_class"].tolist() == [3, 2, 1, 0]


def test_site_layer_says_what_is_selected_and_what_is_quiet() -> None:
    columns = columns_of(draw_sites())
    assert columns["selected"] == ["TR001"]
    assert columns["dim"] == [0, 0, 0, 1]
    assert columns["hollow"] == [0, 1, 0, 1]


def test_line_layer_carries_ends_tier_and_amount() -> None:
    layer = opportunity_layer(frames.opportunities(), frames.sites(), frames.resources(), READER)
    columns = columns_of(layer)
    assert columns["id"] == ["F0000~F0002", "F0004~F0001"]
    assert columns["from"] == ["TR000", "TR002"]
    assert columns["to"] == ["TR001", "TR000"]
    assert columns["width"] == [3.2, 1.5]
    details = columns["detail"]
    assert isinstance(details, list)
    assert "8 000 MWh/år" in details[0].replace("\N{NO-BREAK SPACE}", " ")
    assert "2,9 km" in details[0].replace("\N{NO-BREAK SPACE}", " ")


def test_illustrative_amount_is_an_order_of_magnitude_only() -> None:
    layer = opportunity_layer(frames.opportunities(), frames.sites(), frames.resources(), READER)
    details = columns_of(layer)["detail"]
    assert isinstance(details, list)
    assert "10–100 t/år" in details[1].replace("\N{NO-BREAK SPACE}", " ")


def test_exchange_without_two_known_sides_is_not_drawn() -> None:
    assert drawn_exchanges(frames.exchanges(), frames.sites()).index.tolist() == ["S001"]
    layer = exchange_layer(frames.exchanges(), frames.sites(), frames.resources(), READER)
    assert columns_of(layer)["id"] == ["S001"]


def test_selected_line_is_drawn_whatever_its_rank() -> None:
    kept = lines_to_draw(frames.opportunities(), most=1, selected="F0004~F0001")
    assert kept["opportunity_id"].tolist() == ["F0000~F0002", "F0004~F0001"]
    assert len(lines_to_draw(frames.opportunities(), most=1)) == 1


@pytest.mark.parametrize(
    ("before", "after"), [("waste_heat", "waste_water"), ("a_b", "a_c"), ("Tine", "Tine ")]
)
def test_any_change_of_content_changes_the_digest_that_is_compared(before: str, after: str) -> None:
    one, other = (script_of(draw_sites((name,))) for name in (before, after))
    stripped = [re.sub(r"(_[a-z0-9]+)", "", script) for script in (one, other)]
    assert stripped[0] != stripped[1]
    assert re.fullmatch("[0-9a-f]{16}", digest(before))


def test_same_content_gives_the_same_script_and_the_base_stays_constant() -> None:
    assert script_of(draw_sites()) == script_of(draw_sites())
    assert generate_leaflet_string(base_map(READER)) == generate_leaflet_string(base_map(READER))


def test_map_knows_where_pieces_of_the_fine_coast_lie_or_that_there_are_none() -> None:
    sources = settings_of(base_map(READER))["sources"]
    assert sources["coast"] | {"first_row": 218, "height": 0.25} == sources["coast"]
    assert sources["coast"]["address"].endswith("/geo/coast")
    assert settings_of(base_map(READER, geometry=Geometry(coast="")))["sources"]["coast"] is None


def settings_of(base: folium.Map) -> dict[str, Any]:
    found = re.search(r"symgeo\.start\(\w+, (\{.*\})\);", str(generate_leaflet_string(base)))
    assert found is not None
    settings: dict[str, Any] = json.loads(found.group(1))
    return settings


def test_no_frame_is_changed_by_drawing_it() -> None:
    sites, flows, found = frames.sites(), frames.flows(), frames.opportunities()
    marks = site_marks(sites, flows, frames.resources())
    site_layer(sites, marks, frames.resources(), READER)
    opportunity_layer(found, sites, frames.resources(), READER)
    pd.testing.assert_frame_equal(sites, frames.sites())
    pd.testing.assert_frame_equal(flows, frames.flows())
    pd.testing.assert_frame_equal(found, frames.opportunities())


def test_layers_without_rows_can_be_drawn() -> None:
    nothing = frames.opportunities().iloc[:0]
    layer = opportunity_layer(nothing, frames.sites(), frames.resources(), READER)
    assert columns_of(layer)["id"] == []
    no_sites = frames.sites().iloc[:0]
    marks = site_marks(no_sites, frames.flows(), frames.resources())
    assert columns_of(site_layer(no_sites, marks, frames.resources(), READER))["id"] == []


def test_view_and_counties_are_passed_on() -> None:
    assert columns_of(focus_layer(NORDIC_VIEW))["south"] == NORDIC_VIEW.south
    assert columns_of(county_layer(["SE-Y", "NO-50"]))["active"] == ["NO-50", "SE-Y"]


def test_background_that_needs_a_key_is_offered_only_with_one() -> None:
    assert "lantmateriet" not in {one.code for one in available_backgrounds()}
    with pytest.raises(KeyError):
        background_layer("lantmateriet", READER.texts)
    layer = background_layer("lantmateriet", READER.texts, lantmateriet_key="a/b")
    url = columns_of(layer)["url"]
    assert isinstance(url, str)
    assert "/token/a%2Fb/" in url


@pytest.mark.parametrize("code", [one.code for one in available_backgrounds()])
def test_background_names_its_host_and_its_owner(code: str) -> None:
    columns = columns_of(background_layer(code, READER.texts))
    chosen = next(one for one in available_backgrounds() if one.code == code)
    assert str(columns["url"]).startswith(f"https://{chosen.host}/")
    assert chosen.host in str(columns["notice"])
    assert columns["attribution"] == chosen.attribution
