"""Who gives what to whom: amounts add up by giver, resource and receiver, and nothing is left out."""

from __future__ import annotations

import pandas as pd

from symgeo.analysis.planning import OTHERS, plan_links


def chosen(rows: list[tuple[str, str, float, bool]], unit: str = "MWh") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "supply_site_id": [row[0] for row in rows],
            "demand_site_id": [row[1] for row in rows],
            "supply_flow_id": [f"{row[0]} out" for row in rows],
            "demand_flow_id": [f"{row[1]} in" for row in rows],
            "supply_resource": "heat_60_100",
            "demand_resource": "heat_30_60",
            "planned_quantity": [row[2] for row in rows],
            "unit": unit,
            "is_illustrative": [row[3] for row in rows],
        }
    )


def test_pairs_of_the_same_two_sites_are_one_band() -> None:
    links = plan_links(
        chosen([("A", "B", 30.0, False), ("A", "B", 20.0, True), ("C", "B", 9.0, False)]), "MWh"
    )
    assert links.frame[["giver", "receiver"]].to_numpy().tolist() == [["A", "B"], ["C", "B"]]
    assert links.frame["amount"].tolist() == [50.0, 9.0]
    assert links.frame["example_amount"].tolist() == [20.0, 0.0]
    assert links.frame["pairs"].tolist() == [2, 1]
    assert (links.givers, links.receivers) == (2, 1)


def test_beyond_the_largest_the_others_stand_together_and_nothing_is_lost() -> None:
    rows = [(f"G{n:02}", f"R{n % 3}", float(n), False) for n in range(1, 8)]
    links = plan_links(chosen(rows), "MWh", named=3)
    assert set(links.frame["giver"]) == {"G07", "G06", "G05", OTHERS}
    assert set(links.frame["receiver"]) == {"R0", "R1", "R2"}
    assert links.frame["amount"].sum() == sum(range(1, 8))
    assert links.frame.loc[links.frame["giver"] == OTHERS, "amount"].sum() == 1 + 2 + 3 + 4
    assert links.givers == 7


def test_amounts_of_another_unit_are_not_added() -> None:
    both = pd.concat(
        [chosen([("A", "B", 5.0, False)]), chosen([("A", "B", 7.0, False)], unit="t")], ignore_index=True
    )
    assert plan_links(both, "t").frame["amount"].tolist() == [7.0]
    assert plan_links(both, "m3").frame.empty
