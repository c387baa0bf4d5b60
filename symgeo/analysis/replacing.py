"""The energy that a need of heat is covered with today, where somebody has said so."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.vocabulary import Energy

TAG: Final = "replaces"
"""Name among the quality tags of a need: ``replaces=natgas``."""
_STATED: Final = re.compile(rf"(?:^|;)\s*{TAG}=(\w*)\s*")
_REPLACEABLE: Final = frozenset(
    {"heat_mix_no", "heat_mix_se", "electricity_no", "electricity_se", "steam_gas"}
    | {energy.value for energy in Energy}
)
"""What rules have for energy; goods are not replaced by another energy."""


def stated_energy(tags: str) -> str:
    """Give the code of the energy that quality tags state; "" where they state none that is known."""
    found = _STATED.search(tags)
    return found[1] if found and found[1] in set(Energy) else ""


def with_energy(tags: str, energy: str) -> str:
    """Give quality tags that state an energy, or none for ""; other tags stay."""
    kept = [part for part in tags.split(";") if part and not part.strip().startswith(f"{TAG}=")]
    return ";".join([*kept, *([f"{TAG}={energy}"] if energy else [])])


def is_replaceable(demand_resource: str, demand_group: str) -> bool:
    """Tell whether a need is covered with energy that can be chosen: heat and steam, not cooling."""
    return demand_group == "heat" and demand_resource != "cooling"


def chosen_energy(pairs: pd.DataFrame, by_rule: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Put what the receiver uses today in the place of what the rule replaces.

    Parameters
    ----------
    pairs : DataFrame
        With ``demand_quality_tags``, ``demand_group``, ``demand_resource`` and ``demand_country``.
    by_rule : ndarray of str
        Keys of what the rules replace.
    """
    stated = pairs["demand_quality_tags"].map(stated_energy).to_numpy(object)
    warm = (pairs["demand_group"] == "heat") & (pairs["demand_resource"] != "cooling")
    applies = (stated != "") & warm.to_numpy(bool) & np.isin(by_rule, list(_REPLACEABLE))
    power = np.where(pairs["demand_country"] == "SE", "electricity_se", "electricity_no").astype(object)
    local = np.where(stated == Energy.ELECTRICITY.value, power, stated)
    return np.where(applies, local, by_rule).astype(object)
