"""What a hub lacks, who would fit, and where a newcomer would."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.analysis.dataset import Dataset
from symgeo.analysis.hubs import (
    NO_SOURCE,
    NO_TAKER,
    Company,
    Delimitation,
    find_hubs,
    find_places,
    missing_here,
    places_to_settle,
    trades_for_plot,
    typical_company,
    who_would_fit,
)
from symgeo.analysis.opportunities import find
from tests.analysis.world import world

HEAT = {"site_id": "A", "direction": "supply", "quantity": 100_000.0, "committed_pct": 40.0, "temp_c": 90.0}
WANT = {"site_id": "B", "direction": "demand", "quantity": 50_000.0, "temp_c": 70.0}


def near(**changes: object) -> Dataset:
    """Give A and B 1 km apart, and Z 5 km to the north."""
    given: dict[str, object] = {
        "sites": {
            "A": {"lat": 63.300},
            "B": {"lat": 63.309, "nace": "35.30"},
            "Z": {"lat": 63.35, "nace": "03.22"},
        },
        "flows": {"F1": HEAT, "F2": WANT},
    }
    return world(**{**given, **changes})  # type: ignore[arg-type]  # any argument of world


def test_a_surplus_whose_taker_is_in_the_hub_is_not_missing_anything() -> None:
    data = near()
    assert missing_here(("A", "B"), data, find(data)).empty


def test_a_surplus_is_listed_with_its_free_part_and_the_best_pair_outside() -> None:
    data = near(flows={"F1": HEAT, "F2": {**WANT, "site_id": "Z"}})
    listed = missing_here(("A", "B"), data, find(data))
    assert list(listed["kind"]) == [NO_TAKER]
    assert listed.loc[0, "quantity"] == pytest.approx(60_000)
    assert listed.loc[0, "sites"] == ("A",)
    assert listed.loc[0, "outside"] == "F1~F2"


def test_a_need_without_source_comes_after_surplus_and_shows_the_weakest_evidence() -> None:
    flows = {
        "F1": {**HEAT, "site_id": "Z"},
        "F2": WANT,
        "F3": {**WANT, "site_id": "A", "evidence": "illustrative"},
        "F4": {"site_id": "A", "resource_code": "bark", "unit": "t"},
    }
    resources = {"heat_60_100": {}, "bark": {"parent": "forest", "unit": "t"}}
    data = near(flows=flows, resources=resources)
    listed = missing_here(("A", "B"), data, find(data))
    assert list(listed["kind"]) == [NO_TAKER, NO_SOURCE]
    assert listed.loc[1, "quantity"] == pytest.approx(100_000)
    assert listed.loc[1, "evidence"] == "illustrative"


def test_a_partner_in_the_hub_that_a_condition_stops_is_named() -> None:
    # Too little heat for so long a pipe.
    data = near(flows={"F1": {**HEAT, "quantity": 1000.0}, "F2": {**WANT, "quantity": 500.0}})
    listed = missing_here(("A", "B"), data, find(data))
    assert list(listed["stopped"]) == ["F1~F2", "F1~F2"]
    assert list(listed["outside"]) == ["", ""]


def test_two_faces_of_one_stream_are_missed_once() -> None:
    twice = {"F1": {**HEAT, "stream_id": "s"}, "F2": {**HEAT, "stream_id": "s", "quantity": 300.0}}
    data = near(flows=twice)
    assert missing_here(("A", "B"), data, find(data))["quantity"].tolist() == pytest.approx([60_000])


def test_a_flow_that_is_promised_away_is_not_missed() -> None:
    data = near(flows={"F1": {**HEAT, "committed_pct": 100.0}})
    assert missing_here(("A", "B"), data, find(data)).empty


def test_who_would_fit_comes_from_precedents_first_and_then_from_the_tables() -> None:
    data = near(
        resources={"heat_60_100": {"demand_nace": "35;10"}},
        precedents={
            "M1": {"receiver_nace": "03.22", "receiver_label": "fish farm", "place": "Vik"},
            "M2": {"receiver_nace": "03.21", "receiver_label": "cod farm", "place": ""},
            "M3": {"receiver_nace": "35.30"},
            "M4": {"receiver_nace": "01.13", "status": "planned"},
        },
    )
    fits = who_would_fit(NO_TAKER, "heat_60_100", data.reference)
    assert list(fits["division"]) == ["03", "35", "10"]
    assert list(fits["basis"]) == ["precedent", "precedent", "rule"]
    assert list(fits.loc[0, ["label", "times", "place", "source", "basis_id"]]) == [
        "fish farm",
        2,
        "Vik",
        "a report",
        "M1",
    ]
    # Two do it elsewhere: who wants no more need not ask the tables; who wants three has to.
    for enough, trades in ((2, ["03", "35"]), (3, ["03", "35", "10"])):
        asked = who_would_fit(NO_TAKER, "heat_60_100", data.reference, enough=enough)
        assert list(asked["division"]) == trades
        assert list(asked.columns) == list(fits.columns)


def test_what_was_done_here_is_no_precedent_for_here() -> None:
    data = near(precedents={"M1": {"place": "Vik"}, "M2": {"place": "Strand", "receiver_nace": "03.22"}})
    assert list(who_would_fit(NO_TAKER, "heat_60_100", data.reference, here="vik")["basis_id"]) == ["M2"]


def test_who_could_bring_what_is_needed_is_a_supplier_of_anything_that_serves_it() -> None:
    data = near(
        resources={"heat_60_100": {}, "steam": {"supply_nace": "17"}},
        rules=({}, {"supply_code": "steam", "fit": 0.8}),
        precedents={"M1": {"resource_code": "steam", "supplier_nace": "20.14", "supplier_label": "plant"}},
    )
    fits = who_would_fit(NO_SOURCE, "heat_60_100", data.reference)
    assert list(fits["division"]) == ["20", "17"]
    assert list(fits["resource_code"]) == ["steam", "steam"]


def test_every_missing_thing_of_the_example_is_sourced(example: Dataset) -> None:
    found, hubs = find(example), find_hubs(example)
    seen = 0
    for hub in hubs.table.index[:2]:
        for row in missing_here(hubs.sites_of(hub), example, found).itertuples():
            fits = who_would_fit(str(row.kind), str(row.resource_code), example.reference)
            done = fits[fits["basis"] == "precedent"]
            assert done["basis_id"].isin(example.reference.precedents.index).all()
            assert (done["source"] != "").all()
            seen += len(fits)
    assert seen > 20


def test_a_trade_is_typical_by_what_its_class_does_elsewhere_and_here() -> None:
    data = near(precedents={"M1": {}, "M2": {"supplier_nace": "24.42", "resource_code": "dross"}})
    typical = typical_company("24.10", data)
    assert typical[["direction", "resource_code", "precedents", "sites"]].to_numpy().tolist() == [
        ["supply", "heat_60_100", 1, 1]
    ]
    # Nothing is known of 24.20, so the whole division speaks.
    assert set(typical_company("24.20", data)["resource_code"]) == {"heat_60_100", "dross"}


def test_a_newcomer_fits_best_where_its_surplus_is_wanted_nearby() -> None:
    data = near(
        sites={
            "A": {"lat": 63.30},
            "B": {"lat": 63.309},
            "P": {"lat": 63.30, "site_type": "park", "name": "Near park"},
            "Q": {"lat": 63.40, "site_type": "park", "name": "Far park"},
            "R": {"lat": 64.90, "site_type": "park", "name": "No park for this"},
        },
        flows={"F2": WANT},
    )
    places = places_to_settle(find_hubs(data, Delimitation(least_sites=9)), data)
    best, reasons = find_places(Company(haves=("heat_60_100",)), places, data)
    assert list(best["name"]) == ["Near park", "Far park"]
    # Fit 1, nothing promised, default radius 10 km: half the worth every 10 km.
    km = reasons.set_index("place_id")["distance_km"]
    assert best["worth"].to_dict() == pytest.approx({p: 0.5 ** (km[p] / 10) for p in ("P", "Q")})
    assert list(best["met"]) == [1, 1]


def test_what_is_promised_already_makes_a_partner_worth_less() -> None:
    data = near(sites={"A": {}, "P": {"site_type": "park"}}, flows={"F1": HEAT})
    places = places_to_settle(find_hubs(data), data)
    best, _ = find_places(Company(wants=("heat_60_100",)), places, data)
    assert best["worth"].tolist() == pytest.approx([0.6])


def test_a_rule_for_one_trade_needs_a_company_of_that_trade() -> None:
    data = near(
        resources={"heat_60_100": {}, "steam": {}},
        rules=({"supply_code": "steam", "receiver_nace_prefix": "03"},),
        flows={"F1": {**HEAT, "resource_code": "steam"}},
    )
    places = places_to_settle(find_hubs(data, Delimitation(2, least_sites=2)), data)
    assert find_places(Company(wants=("heat_60_100",), nace="10.20"), places, data)[0].empty
    assert len(find_places(Company(wants=("heat_60_100",), nace="03.22"), places, data)[0]) == 1


def test_a_fish_farm_in_the_example_fits_at_tjeldbergodden(example: Dataset) -> None:
    company = Company(wants=("heat_lt30", "oxygen"), nace="03.22")
    hubs = find_hubs(example)
    best, reasons = find_places(company, places_to_settle(hubs, example), example)
    first = reasons[reasons["place_id"] == best.index[0]]
    assert best["name"].iloc[0] in ("Tjeldbergodden", "Tjeldbergodden Biopark (TBU)")
    assert {"MR005", "MR006"} & set(first["site_id"])


def test_a_trade_fits_a_plot_where_what_it_usually_needs_is_left_over(example: Dataset) -> None:
    plot = pd.DataFrame(
        {"name": ["Here"], "lon": [9.85], "lat": [63.30], "is_hub": [False]}, index=["own:plot"]
    )
    best, reasons = trades_for_plot(plot, ["03.22", "35.30", "99.99"], example)
    assert "99.99" not in best.index
    heat = reasons[(reasons["nace"] == "35.30") & (reasons["resource_code"] == "heat_60_100")].iloc[0]
    # Elkem Thamshavn's hot water, all of which is promised, is no reason.
    assert heat["free_share"] > 0
    # Each resource once: a trade is worth the sum of the best partner of each.
    own = reasons[reasons["nace"] == "35.30"]
    assert not own.duplicated(["direction", "resource_code"]).any()
    assert best.loc["35.30", "worth"] == pytest.approx(own["worth"].sum())
