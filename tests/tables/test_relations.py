"""Every rule that looks at several columns or tables."""

from __future__ import annotations

import pandas as pd
import pytest

from symgeo.tables import relations
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, check

RESOURCES = pd.DataFrame(
    {"unit": ["t", "MWh"], "parent": ["forest", "heat"]}, index=pd.Index(["bark", "heat_60_100"], name="code")
)
FLOW = {
    "flow_id": "F1",
    "site_id": "S1",
    "direction": "supply",
    "resource_code": "bark",
    "quantity": "10",
    "unit": "t",
}
RULE = {
    "rule_id": "C1",
    "supply_code": "bark",
    "demand_code": "bark",
    "route": "direct",
    "efficiency": "1",
    "match_factor": "1",
    "value_factor": "1",
    "fit": "1",
    "subst_param": "none",
    "subst_ratio": "1",
    "trl": "9",
    "barrier_regulatory": "0",
    "barrier_social": "0",
    "barrier_technical": "0",
    "barrier_economic": "0",
    "status": "curated",
}


def table(name: str, *rows: dict[str, str]) -> Checked:
    frame = pd.DataFrame(list(rows), index=range(2, 2 + len(rows)), dtype=str).fillna("")
    return check(frame, dictionary(name))


def codes(checked: Checked) -> list[tuple[int, str, str]]:
    return [(issue.row, issue.column, issue.code) for issue in checked.issues]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"unit": "MWh"}, "unit", "wrong_unit"),
        ({"resource_code": "heat_60_100", "unit": "MWh"}, "temp_c", "temperature_missing"),
        ({"quantity_low": "11"}, "quantity_low", "low_above_high"),
        ({"quantity_high": "9"}, "quantity", "low_above_high"),
    ],
)
def test_a_flow_agrees_with_its_resource_and_itself(change: dict[str, str], column: str, code: str) -> None:
    checked = relations.check_flows(table("flows", FLOW | change), RESOURCES)
    assert codes(checked) == [(2, column, code)]


def test_a_wrong_unit_names_the_right_one() -> None:
    (issue,) = relations.check_flows(table("flows", FLOW | {"unit": "m3"}), RESOURCES).issues
    assert (issue.value, issue.expected) == ("m3", "t")


def test_an_empty_range_is_the_amount_itself() -> None:
    row = relations.check_flows(table("flows", FLOW), RESOURCES).frame.loc[2]
    assert (row["quantity_low"], row["quantity_high"]) == (10.0, 10.0)


def test_heat_with_a_temperature_is_right() -> None:
    warm = FLOW | {"resource_code": "heat_60_100", "unit": "MWh", "temp_c": "80"}
    assert relations.check_flows(table("flows", warm), RESOURCES).issues == ()


def test_a_recorded_amount_says_how_it_is_known() -> None:
    row = {
        "exchange_id": "S1",
        "title": "Bark",
        "supplier_site_id": "A",
        "receiver_site_id": "B",
        "resource_code": "bark",
        "quantity": "5",
        "unit": "t",
        "stage": "idea",
    }
    silent = relations.check_exchanges(table("exchanges", row), RESOURCES)
    assert codes(silent) == [(2, "evidence", "amount_without_evidence")]
    without_amount = row | {"quantity": "", "unit": ""}
    assert relations.check_exchanges(table("exchanges", without_amount), RESOURCES).issues == ()


def test_a_parameter_lies_in_its_range() -> None:
    row = {"key": "price.x", "value": "5", "low": "6", "group": "price", "evidence": "assumption"}
    assert codes(relations.check_parameters(table("parameters", row))) == [(2, "low", "low_above_high")]


def test_a_parameter_without_a_range_gets_its_value_as_both_ends() -> None:
    row = {"key": "price.x", "value": "5", "group": "price", "evidence": "assumption"}
    frame = relations.check_parameters(table("parameters", row)).frame
    assert frame[["low", "high"]].to_numpy().tolist() == [[5.0, 5.0]]


def resource(**change: str) -> dict[str, str]:
    names = {f"name_{language}": "Bark" for language in ("en", "nb", "nn", "sv")}
    row = {"code": "bark", "parent": "forest", "level": "2", "unit": "t", "transport_mode": "truck"}
    return row | {"default_radius_km": "60", "max_radius_km": "150"} | names | change


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"parent": ""}, "parent", "missing_value"),
        ({"unit": ""}, "unit", "missing_value"),
        ({"default_radius_km": "151"}, "default_radius_km", "low_above_high"),
        ({"temp_min_c": "60", "temp_max_c": "30"}, "temp_min_c", "low_above_high"),
    ],
)
def test_a_resource_is_in_order(change: dict[str, str], column: str, code: str) -> None:
    checked = relations.check_resources(table("resources", resource(**change)))
    assert codes(checked) == [(2, column, code)]


def test_the_same_pair_needs_another_kind_of_receiver() -> None:
    no_parameters = pd.DataFrame(index=pd.Index([], name="key", dtype=str))
    twice = table("rules", RULE, RULE | {"rule_id": "C2"})
    assert codes(relations.check_rules(twice, no_parameters)) == [(3, "rule_id", "duplicate_rule")]
    other = table("rules", RULE, RULE | {"rule_id": "C2", "receiver_nace_prefix": "35"})
    assert relations.check_rules(other, no_parameters).issues == ()


@pytest.mark.parametrize("keys", [["price.natgas"], ["ef.natgas"], []])
def test_what_is_replaced_has_a_price_and_a_factor(keys: list[str]) -> None:
    parameters = pd.DataFrame(index=pd.Index(keys, name="key", dtype=str))
    (issue,) = relations.check_rules(table("rules", RULE | {"subst_param": "natgas"}), parameters).issues
    assert (issue.code, issue.expected) == ("price_missing", "price.natgas, ef.natgas")


def test_a_price_and_a_factor_are_enough() -> None:
    parameters = pd.DataFrame(index=pd.Index(["price.natgas", "ef.natgas"], name="key"))
    assert relations.check_rules(table("rules", RULE | {"subst_param": "natgas"}), parameters).issues == ()
