"""How well the quality of a material fits what is asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

KINDS = ("polymer", "alloy", "mineral")
"""Tags that name what a material is: without a common value the pair fails."""
GRADES = ("grade",)
"""Tags that name how far it is prepared: another value means work, not failure."""


@dataclass(frozen=True)
class Quality:
    """Score 0-1 of each pair, and whether the kinds exclude each other."""

    score: npt.NDArray[np.float64]
    excluded: npt.NDArray[np.bool_]


def material_quality(
    supply_tags: pd.Series,
    demand_tags: pd.Series,
    supply_dry_pct: pd.Series,
    demand_dry_pct: pd.Series,
    *,
    mixed: float,
    other_grade: float,
) -> Quality:
    """Compare tags and dry matter of each pair.

    Tags are ``key=value|value;key=value``. A kind that is ``mixed`` scores ``mixed``, another
    grade ``other_grade``; a wetter supply scores its dry matter over the one asked for. What is
    not stated costs nothing.

    Parameters
    ----------
    supply_tags, demand_tags : Series of str, shape (n,)
    supply_dry_pct, demand_dry_pct : Series of float
        Dry matter, 0-100; NaN where unknown.
    mixed, other_grade : float
        Scores, 0-1.
    """
    tags = pd.DataFrame({"supply": supply_tags.to_numpy(), "demand": demand_tags.to_numpy()})
    both = tags[(tags["supply"] != "") & (tags["demand"] != "")].drop_duplicates()
    compared = both.assign(
        score=[
            _compare(s, d, mixed=mixed, other_grade=other_grade)
            for s, d in zip(both["supply"], both["demand"], strict=True)
        ]
    )
    scored = tags.merge(compared, how="left", on=["supply", "demand"])["score"].fillna(1.0).to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        dryness = supply_dry_pct.to_numpy(float) / demand_dry_pct.to_numpy(float)
    dry = np.clip(np.nan_to_num(dryness, nan=1.0, posinf=1.0), 0.0, 1.0)
    return Quality(score=scored * dry, excluded=scored == 0.0)


def _compare(supply: str, demand: str, *, mixed: float, other_grade: float) -> float:
    """Score one pair of tag texts; called once for each distinct pair."""
    have, want = _parse(supply), _parse(demand)
    score = 1.0
    for key in have.keys() & want.keys():
        if have[key] & want[key]:
            continue
        if key in KINDS:
            score *= mixed if "mixed" in have[key] | want[key] else 0.0
        elif key in GRADES:
            score *= other_grade
    return score


def _parse(text: str) -> dict[str, frozenset[str]]:
    parts = (part.partition("=") for part in text.split(";") if "=" in part)
    return {key.strip(): frozenset(v.strip() for v in values.split("|")) for key, _, values in parts}
