"""What stands in the way of an opportunity: kinds, levels, reasons, and who could help.

The levels of the four kinds that rules have are those of the rule (0 none, 1 routine, 2 takes some
clarifying, 3 hard to solve, 4 stops it today). Competence has no column there: its level follows from
how tried the way is, see `competence_level`.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis.dataset import Reference
from symgeo.vocabulary import Barrier

FloatArray = npt.NDArray[np.float64]

COMPETENCE: Final = "competence"
KINDS: Final = (*(kind.value for kind in Barrier), COMPETENCE)
"""All kinds, in the order in which they are told."""
SERIOUS: Final = 2
"""From this level on a barrier takes more than routine; filters and counts ask for these."""
_IDENTITY_LEVEL: Final = 1.0
"""Of a pair that no rule of the table stands for: the same resource on both sides."""
_TRIED_TRL: Final = 8.0
_YOUNG_TRL: Final = 6.0
"""Technology readiness: from the first on it is sold ready, below the second it is tried out."""
_LINES: Final = ("pipe", "cable")


def competence_level(route: npt.NDArray[np.object_], trl: FloatArray) -> FloatArray:
    """Give the level of lacking competence (our assumption).

    Parameters
    ----------
    route : ndarray of str
        ``direct`` or ``converter``.
    trl : ndarray
        Technology readiness level, 1-9; NaN counts as ready.

    Returns
    -------
    ndarray
        0 for what goes directly, 1 where a plant lies between, 2 where the technology is no more than
        demonstrated (below 8), 3 where it is being tried out (below 6).
    """
    ready = np.where(np.isnan(trl), 9.0, trl)
    through_plant = np.where(route == "converter", 1.0, 0.0)
    young = np.select([ready < _YOUNG_TRL, ready < _TRIED_TRL], [3.0, 2.0], 0.0)
    return np.asarray(np.maximum(through_plant, young))


def find_levels(opportunities: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Give the level of each kind of barrier.

    Returns
    -------
    DataFrame
        Indexed as ``opportunities``, a column for each of `KINDS`, 0-4.
    """
    rules = reference.rules.reindex(opportunities["rule_id"])
    levels = {
        kind.value: rules[f"barrier_{kind.value}"].fillna(_IDENTITY_LEVEL).to_numpy(float) for kind in Barrier
    }
    route = opportunities["route"].to_numpy(object)
    levels[COMPETENCE] = competence_level(route, rules["trl"].to_numpy(float))
    return pd.DataFrame(levels, index=opportunities.index)


def count_barriers(opportunities: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Count opportunities by kind and level of barrier.

    Returns
    -------
    DataFrame
        ``kind``, ``level`` (1-4) and ``opportunities``; kinds in their order, nothing that is 0.
    """
    levels = find_levels(opportunities, reference)
    rows = [
        {"kind": kind, "level": level, "opportunities": int((levels[kind] == level).sum())}
        for kind in KINDS
        for level in range(1, 5)
    ]
    counted = pd.DataFrame(rows, columns=["kind", "level", "opportunities"])
    return counted[counted["opportunities"] > 0].reset_index(drop=True)


def find_reasons(opportunity: pd.Series, reference: Reference) -> pd.DataFrame:
    """Give the rows of the barrier table that speak of one opportunity.

    Returns
    -------
    DataFrame
        Rows of ``reference.barriers`` with ``level`` (of the kind, for this pair), highest level
        first, kinds in their order.
    """
    table = reference.barriers
    if table.empty:
        return table.assign(level=0.0)
    levels = find_levels(opportunity.to_frame().T, reference).iloc[0]
    level = table["kind"].map(levels).astype(float)
    named = table[(level >= table["from_level"]) & _concerns(opportunity, reference)]
    ordered = named.assign(level=level[named.index], order=named["kind"].map(KINDS.index))
    return ordered.sort_values(["level", "order"], ascending=[False, True], kind="stable").drop(
        columns="order"
    )


def _concerns(opportunity: pd.Series, reference: Reference) -> pd.Series:
    """Tell which rows of the table speak of the resource, the way and the country of a pair."""
    table = reference.barriers
    resource = reference.resources.loc[opportunity["supply_resource"]]
    own = {str(opportunity["supply_resource"]), str(resource["parent"])}
    is_pump = bool(reference.rules["heat_pump"].get(opportunity["rule_id"], False))
    holds = {
        "always": True,
        "hazardous": resource["hazardous"] in ("yes", "depends"),
        "pipe": opportunity["transport_mode"] in _LINES,
        "haulage": opportunity["transport_mode"] not in (*_LINES, "onsite"),
        "converter": opportunity["route"] == "converter" and not is_pump,
        "heat_pump": is_pump,
    }
    country = str(opportunity["supply_county"]).partition("-")[0]
    return (
        table["applies"].map(holds).astype(bool)
        & _is_among(table["supply_codes"], own)
        & _is_among(table["legal_status"], {str(resource["legal_default"])})
        & table["country"].isin(["", country])
    )


def _is_among(cells: pd.Series, values: set[str]) -> pd.Series:
    """Tell which cells name one of the values; an empty cell speaks of all."""
    return cells.map(lambda cell: not cell or not values.isdisjoint(str(cell).split(";"))).astype(bool)
