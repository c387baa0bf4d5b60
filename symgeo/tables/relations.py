"""Rules that look at several columns or several tables, one small function each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from symgeo.errors import Issue
from symgeo.tables.codes import IssueCode
from symgeo.tables.schema import dictionary
from symgeo.tables.validation import Checked, issues_at, sorted_issues

_NO_PRICE = "none"


def check_flows(flows: Checked, resources: pd.DataFrame) -> Checked:
    """Check units, temperatures and ranges of flows, and fill what an empty range means.

    Parameters
    ----------
    flows : Checked
        Flows after the check of their cells.
    resources : DataFrame
        Indexed by ``code``, with ``unit`` and ``parent``.
    """
    frame = _fill_range(flows.frame, "quantity", "quantity_low", "quantity_high")
    found = [
        *unit_of_resource(frame, "flows", resources),
        *temperature_of_heat(frame, resources),
        *ordered_range(frame, "flows", "quantity", "quantity_low", "quantity_high"),
    ]
    return _extended(flows, frame, found)


def check_exchanges(exchanges: Checked, resources: pd.DataFrame) -> Checked:
    """Check units of recorded exchanges, and that every amount says how it is known."""
    frame = exchanges.frame
    silent = frame["quantity"].notna() & (frame["evidence"] == "")
    found = [
        *unit_of_resource(frame[frame["quantity"].notna()], "exchanges", resources),
        *issues_at(
            silent,
            table="exchanges",
            column="evidence",
            code=IssueCode.AMOUNT_WITHOUT_EVIDENCE,
            values=frame["evidence"],
            expected=", ".join(dictionary("exchanges")["evidence"].codes),
        ),
    ]
    return _extended(exchanges, frame, found)


def check_parameters(parameters: Checked) -> Checked:
    """Check that each value lies in its range, and fill what an empty range means."""
    frame = _fill_range(parameters.frame, "value", "low", "high")
    return _extended(parameters, frame, list(ordered_range(frame, "parameters", "value", "low", "high")))


def check_resources(resources: Checked) -> Checked:
    """Check that each leaf has a unit and a group, and that its radii and temperatures are in order."""
    frame = resources.frame
    leaf = frame["level"] == 2
    found = [
        issue
        for column in ("parent", "unit", "transport_mode")
        for issue in issues_at(
            leaf & (frame[column] == ""),
            table="resources",
            column=column,
            code=IssueCode.MISSING_VALUE,
            values=frame[column],
        )
    ]
    found += _low_above_high(frame, "resources", "default_radius_km", "max_radius_km")
    found += _low_above_high(frame, "resources", "temp_min_c", "temp_max_c")
    return _extended(resources, frame, found)


def check_rules(rules: Checked, parameters: pd.DataFrame) -> Checked:
    """Check that rules are unique and that what they replace has a price and an emission factor.

    Parameters
    ----------
    rules : Checked
        Rules after the check of their cells.
    parameters : DataFrame
        Indexed by ``key``.
    """
    frame = rules.frame
    twice = frame.duplicated(["supply_code", "demand_code", "receiver_nace_prefix"])
    keys = frame["subst_param"]
    priced = ("price." + keys).isin(parameters.index) & ("ef." + keys).isin(parameters.index)
    found = [
        *issues_at(
            twice,
            table="rules",
            column="rule_id",
            code=IssueCode.DUPLICATE_RULE,
            values=frame["rule_id"],
        ),
        *issues_at(
            (keys != "") & (keys != _NO_PRICE) & ~priced,
            table="rules",
            column="subst_param",
            code=IssueCode.PRICE_MISSING,
            values=keys,
            expected="price." + keys + ", ef." + keys,
        ),
    ]
    return _extended(rules, frame, found)


def check_barriers(barriers: Checked, resources: pd.DataFrame, precedents: pd.DataFrame) -> Checked:
    """Check that barriers name resources, groups and precedents that exist.

    Parameters
    ----------
    barriers : Checked
        Barriers after the check of their cells.
    resources, precedents : DataFrame
        Indexed by their keys.
    """
    known = {"supply_codes": resources.index, "precedent_ids": precedents.index}
    return _extended(barriers, barriers.frame, _unknown_texts(barriers, "barriers", known))


def check_supply_codes(checked: Checked, table: str, resources: pd.DataFrame) -> Checked:
    """Check that a table of benchmarks or real cases names resources and groups that exist.

    Parameters
    ----------
    checked : Checked
        The table after the check of its cells.
    table : str
        "benchmarks" or "cases".
    resources : DataFrame
        Indexed by code.
    """
    known = {"supply_codes": resources.index}
    return _extended(checked, checked.frame, _unknown_texts(checked, table, known))


def _unknown_texts(checked: Checked, table: str, known: Mapping[str, pd.Index]) -> list[Issue]:
    """Find cells with several texts of which one is not known."""
    frame = checked.frame
    return [
        issue
        for column, index in known.items()
        for issue in issues_at(
            ~frame[column].map(lambda codes, index=index: set(split_texts(codes)) <= set(index)).astype(bool),
            table=table,
            column=column,
            code=IssueCode.UNKNOWN_REFERENCE,
            values=frame[column],
        )
    ]


def split_texts(cell: str) -> list[str]:
    """Give the texts of a cell that holds several."""
    return [text for text in str(cell).split(";") if text]


def unit_of_resource(frame: pd.DataFrame, table: str, resources: pd.DataFrame) -> Iterator[Issue]:
    """Find amounts in another unit than their resource has."""
    should = frame["resource_code"].map(resources["unit"]).fillna("")
    wrong = (frame["unit"] != "") & (should != "") & (frame["unit"] != should)
    return issues_at(
        wrong,
        table=table,
        column="unit",
        code=IssueCode.WRONG_UNIT,
        values=frame["unit"],
        expected=should,
    )


def temperature_of_heat(flows: pd.DataFrame, resources: pd.DataFrame) -> Iterator[Issue]:
    """Find flows of heat, steam and cooling that have no temperature."""
    is_heat = flows["resource_code"].map(resources["parent"]).eq("heat")
    return issues_at(
        is_heat & flows["temp_c"].isna(),
        table="flows",
        column="temp_c",
        code=IssueCode.TEMPERATURE_MISSING,
        values=flows["resource_code"],
    )


def ordered_range(frame: pd.DataFrame, table: str, middle: str, low: str, high: str) -> Iterator[Issue]:
    """Find rows where low <= middle <= high does not hold."""
    yield from _low_above_high(frame, table, low, middle)
    yield from _low_above_high(frame, table, middle, high)


def _low_above_high(frame: pd.DataFrame, table: str, low: str, high: str) -> list[Issue]:
    return list(
        issues_at(
            frame[low] > frame[high],
            table=table,
            column=low,
            code=IssueCode.LOW_ABOVE_HIGH,
            values=frame[low].map("{:g}".format),
            # As text also where there are no rows at all.
            expected=f"<= {high} = " + frame[high].map("{:g}".format).astype(str),
        )
    )


def _fill_range(frame: pd.DataFrame, middle: str, low: str, high: str) -> pd.DataFrame:
    return frame.assign(**{low: frame[low].fillna(frame[middle]), high: frame[high].fillna(frame[middle])})


def _extended(checked: Checked, frame: pd.DataFrame, found: list[Issue]) -> Checked:
    issues = sorted_issues([*checked.issues, *found], dictionary(checked.table))
    return Checked(checked.table, frame, issues)
