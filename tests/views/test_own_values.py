"""Scenarios side by side: an example figure is no part of a sum, and the table says so."""

from __future__ import annotations

from symgeo.analysis.opportunities import find
from symgeo.analysis.scenarios import totals
from symgeo.texts import texts_for
from symgeo.views.own_values import list_totals
from tests.analysis.world import two_sites

EN = texts_for("en")


def test_an_example_figure_is_left_out_of_the_sums_of_scenarios_and_counted() -> None:
    known = two_sites()
    supply = {"site_id": "S1", "direction": "supply", "quantity": 10_000.0, "temp_c": 90.0}
    demand = {"site_id": "S2", "direction": "demand", "quantity": 8_000.0, "temp_c": 75.0}
    example = two_sites(flows={"F1": {**supply, "evidence": "illustrative"}, "F2": demand})
    found = find(known)
    every = {"Known": totals(found, known), "Example": totals(find(example), example)}
    frame = list_totals(every, EN).frame
    told = dict(zip(frame["what"], zip(frame["Known"], frame["Example"], strict=True), strict=True))
    co2 = EN.quantity(float(found["co2_t"].iloc[0]), "tCO2")
    assert told["CO₂ saved"] == (co2, "no known figures")
    assert told["Electricity freed"][1] == "no known figures"
    assert told["Opportunities in the sums"] == ("1", "0 (\N{MINUS SIGN}1)")
    assert told["Left out of the sums: example figures"] == ("0", "1 (+1)")
