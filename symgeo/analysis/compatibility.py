"""Which supply serves which demand: the identity rule, curated rules, receivers' overrides."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_numeric_dtype

IDENTITY_PREFIX = "identity:"
"""Id of the rule that a resource serves a demand for itself, followed by the resource's code."""

_NUMBERS_OF_IDENTITY = {"efficiency": 1.0, "match_factor": 1.0, "value_factor": 1.0, "fit": 1.0}
_BARRIERS_OF_IDENTITY = {
    "barrier_regulatory": 1.0,
    "barrier_social": 1.0,
    "barrier_technical": 1.0,
    "barrier_economic": 1.0,
}


def complete_rules(rules: pd.DataFrame, resources: pd.DataFrame) -> pd.DataFrame:
    """Add the identity rule for every leaf resource that has no general rule of its own.

    Parameters
    ----------
    rules : DataFrame
        The compatibility table, indexed by ``rule_id``.
    resources : DataFrame
        The resource tree, indexed by code; groups have no parent.

    Returns
    -------
    DataFrame
        The rules, then one row ``identity:<code>`` for each leaf without a rule from itself to
        itself for any receiver. Fit and factors are 1, each barrier is 1 (routine), money is unknown.
    """
    leaves = resources.index[resources["parent"] != ""]
    own = rules[(rules["supply_code"] == rules["demand_code"]) & (rules["receiver_nace_prefix"] == "")]
    codes = leaves.difference(pd.Index(own["supply_code"]), sort=False)
    if codes.empty:
        return rules
    known: dict[str, object] = {
        **_NUMBERS_OF_IDENTITY,
        **_BARRIERS_OF_IDENTITY,
        "supply_code": codes,
        "demand_code": codes,
        "route": "direct",
        "heat_pump": False,
        "subst_param": "none",
        "status": "rule",
    }
    blank = {c: np.nan if is_numeric_dtype(rules[c]) else "" for c in rules.columns}
    identity = pd.DataFrame(
        {c: known.get(c, blank[c]) for c in rules.columns},
        index=pd.Index(IDENTITY_PREFIX + codes.astype(str), name=rules.index.name),
    )
    return pd.concat([rules, identity.astype(rules.dtypes.to_dict())])


def compatible_codes(rules: pd.DataFrame) -> pd.DataFrame:
    """Give each pair of codes that some rule allows, once.

    Returns
    -------
    DataFrame
        Columns ``supply_code`` and ``demand_code``.
    """
    return rules[["supply_code", "demand_code"]].drop_duplicates(ignore_index=True)


def choose_rules(
    supply_codes: npt.NDArray[np.object_],
    demand_codes: npt.NDArray[np.object_],
    receiver_naces: npt.NDArray[np.object_],
    rules: pd.DataFrame,
) -> npt.NDArray[np.intp]:
    """Choose the rule of each pair: the longest receiver prefix wins, then the order of the table.

    Parameters
    ----------
    supply_codes, demand_codes, receiver_naces : ndarray of str, shape (n,)
        Codes of the two flows and the NACE code of the receiving site.
    rules : DataFrame
        Rules as :func:`complete_rules` gives them.

    Returns
    -------
    ndarray of int, shape (n,)
        Position in ``rules``; -1 where no rule applies to this receiver.
    """
    pairs = pd.DataFrame({"supply": supply_codes, "demand": demand_codes})
    groups = pairs.groupby(["supply", "demand"], sort=False).indices
    chosen = np.full(len(pairs), -1, dtype=np.intp)
    naces = receiver_naces.astype(str)
    order = np.argsort(-rules["receiver_nace_prefix"].str.len().to_numpy(), kind="stable")
    keys = list(zip(rules["supply_code"], rules["demand_code"], rules["receiver_nace_prefix"], strict=True))
    for position in order:
        supply, demand, prefix = keys[position]
        members = groups.get((supply, demand))
        if members is None:
            continue
        applies = np.char.startswith(naces[members], prefix) & (chosen[members] < 0)
        chosen[members[applies]] = position
    return chosen
