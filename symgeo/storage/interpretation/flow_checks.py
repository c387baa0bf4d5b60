"""What does not fit together in a flow: unit, temperature, amount, and flows that are there twice."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from symgeo.storage.interpretation.codes import Code, Finding
from symgeo.storage.interpretation.columns import Columns
from symgeo.storage.interpretation.vocabulary import Knowledge

_HEAT: Final = "heat"


def check_flows(
    frame: pd.DataFrame, problem: pd.Series, columns: Columns, knowledge: Knowledge
) -> list[Finding]:
    """Find what does not fit together.

    Parameters
    ----------
    frame : DataFrame
        Flows with ``row``, ``column``, ``codes``, ``resource_code``, ``direction``, ``quantity``,
        ``unit``, ``temp_c`` and ``nace``.
    problem : Series of str
        `Code` of what stopped the choice of a resource, or "".
    columns : Columns
        To point at columns.
    knowledge : Knowledge
        Resources and plausible amounts.
    """
    if frame.empty:
        return []
    resources = knowledge.resources
    code = frame["resource_code"]
    parent = code.map(resources["parent"]).fillna("")
    expected = code.map(resources["unit"]).fillna("")
    listed = frame["codes"].map(", ".join)
    temperature = frame["temp_c"].map("{:g} °C".format)
    amount = frame["quantity"].map("{:.6g} ".format) + frame["unit"]
    low, high = (
        code.map(resources["temp_min_c"]).astype(float),
        code.map(resources["temp_max_c"]).astype(float),
    )
    band = low.map("{:g}".format) + " – " + high.map("{:g} °C".format)
    outside = (parent == _HEAT) & ((frame["temp_c"] < low) | (frame["temp_c"] > high))
    other_unit = (frame["unit"] != "") & (expected != "") & (frame["unit"] != expected)
    least, most = _plausible(frame, parent, knowledge)
    strange = ~other_unit & ((frame["quantity"] < least) | (frame["quantity"] > most))
    limits = least.map("{:g}".format) + " – " + most.map("{:g} ".format) + expected
    no_heat = (parent == _HEAT) & frame["temp_c"].isna()
    resource = columns.place("resource") if columns.has("resource") else -1
    temp = columns.place("temp_c")
    return [
        *_at(frame, problem == Code.RESOURCE_AMBIGUOUS, Code.RESOURCE_AMBIGUOUS, listed, resource, listed),
        *_at(
            frame,
            (problem == Code.TEMPERATURE_MISSING) | no_heat,
            Code.TEMPERATURE_MISSING,
            listed,
            temp,
            listed,
        ),
        *_at(frame, outside, Code.TEMPERATURE_OUTSIDE_BAND, temperature, temp, band),
        *_at(frame, other_unit, Code.UNIT_DOES_NOT_FIT, frame["unit"], columns.place("unit"), expected),
        *_at(frame, strange, Code.AMOUNT_IMPLAUSIBLE, amount, -1, limits),
        *_twice(frame),
    ]


def _plausible(frame: pd.DataFrame, parent: pd.Series, knowledge: Knowledge) -> tuple[pd.Series, pd.Series]:
    """Give the smallest and largest amount that a sector's site can have; NaN where nothing is known."""
    table = knowledge.plausible.set_index(["resource", "nace"])
    sector = pd.MultiIndex.from_arrays([parent, frame["nace"].str[:2]])
    any_sector = pd.MultiIndex.from_arrays([parent, [""] * len(frame)])
    limits = [
        pd.Series(table[name].reindex(sector).to_numpy(), index=frame.index).fillna(
            pd.Series(table[name].reindex(any_sector).to_numpy(), index=frame.index)
        )
        for name in ("low", "high")
    ]
    return limits[0], limits[1]


def _twice(frame: pd.DataFrame) -> list[Finding]:
    keys = ["site_row", "resource_code", "direction", "quantity", "unit", "temp_c"]
    known = [key for key in keys if key in frame]
    twice = (frame["resource_code"] != "") & frame["quantity"].notna() & frame.duplicated(known)
    if "site_row" not in frame or not twice.any():
        return []
    first = frame.groupby(known, dropna=False)["row"].transform("first").astype(str)
    return _at(frame, twice, Code.FLOW_TWICE, frame["resource_code"], -1, first)


def _at(
    frame: pd.DataFrame, wrong: pd.Series, code: Code, values: pd.Series, column: int, expected: pd.Series
) -> list[Finding]:
    places = np.flatnonzero(wrong.to_numpy(dtype=bool))
    at = frame[["row", "column"]].iloc[places]
    return [
        Finding(int(row), column if column >= 0 else int(own), code, str(value), str(other))
        for row, own, value, other in zip(
            at["row"], at["column"], values.iloc[places], expected.iloc[places], strict=True
        )
    ]
