"""Identity, overrides by receiver and converters."""

import numpy as np
import pandas as pd

from symgeo.analysis.compatibility import choose_rules, compatible_codes, complete_rules
from tests.analysis.world import RESOURCE, RULE, frame


def _rules(*rows: dict[str, object]) -> pd.DataFrame:
    return frame({f"R{n}": row for n, row in enumerate(rows, 1)}, RULE, "rule_id")


RESOURCES = frame(
    {"organic": {"parent": ""}, "fish": {"parent": "organic"}, "gas": {"parent": "organic"}}, RESOURCE, "code"
)


def _choose(rules: pd.DataFrame, supply: str, demand: str, nace: str) -> str:
    complete = complete_rules(rules, RESOURCES)
    one = [np.array([value], dtype=object) for value in (supply, demand, nace)]
    position = choose_rules(one[0], one[1], one[2], complete)[0]
    return "" if position < 0 else str(complete.index[position])


def test_same_resource_matches_without_a_row() -> None:
    rules = complete_rules(_rules({"supply_code": "fish", "demand_code": "gas"}), RESOURCES)
    assert rules.loc[["identity:gas"], ["fit", "match_factor", "value_factor"]].to_numpy().tolist() == [
        [1.0, 1.0, 1.0]
    ]
    assert "identity:organic" not in rules.index


def test_curated_row_replaces_identity() -> None:
    rules = complete_rules(_rules({"supply_code": "fish", "demand_code": "fish"}), RESOURCES)
    assert "identity:fish" not in rules.index


def test_longest_receiver_prefix_wins() -> None:
    rows: list[dict[str, object]] = [
        {"supply_code": "fish", "demand_code": "fish"},
        {"supply_code": "fish", "demand_code": "fish", "receiver_nace_prefix": "35"},
        {"supply_code": "fish", "demand_code": "fish", "receiver_nace_prefix": "35.2"},
    ]
    assert _choose(_rules(*rows), "fish", "fish", "10.20") == "R1"
    assert _choose(_rules(*rows), "fish", "fish", "35.30") == "R2"
    assert _choose(_rules(*rows), "fish", "fish", "35.21") == "R3"


def test_identity_serves_receivers_that_an_override_does_not_name() -> None:
    rows = _rules({"supply_code": "fish", "demand_code": "fish", "receiver_nace_prefix": "35"})
    assert _choose(rows, "fish", "fish", "10.20") == "identity:fish"


def test_codes_without_a_rule_do_not_match() -> None:
    rows = _rules({"supply_code": "fish", "demand_code": "gas"})
    assert _choose(rows, "gas", "fish", "35.21") == ""
    pairs = set(compatible_codes(complete_rules(rows, RESOURCES)).itertuples(index=False, name=None))
    assert pairs == {("fish", "gas"), ("fish", "fish"), ("gas", "gas")}
