"""A plan that is kept: what was asked, and what came of it then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from symgeo.analysis.choices import Choices
from symgeo.analysis.planning.plan import Plan, Totals
from symgeo.analysis.planning.wishes import Wishes
from symgeo.analysis.scenarios import data_revision
from symgeo.analysis.selection import Filters

_SAME = 1e-6
"""Shares of pairs and of sums that differ by less are equal: the rest is rounding."""


@dataclass(frozen=True)
class Question:
    """What a plan is made of, beside the data.

    Attributes
    ----------
    wishes : Wishes
        Goal, budget, and what must and must not be in it.
    filters : Filters
        Which opportunities it chooses from.
    choices : Choices
        Radius and weights that those are found with.
    """

    wishes: Wishes = field(default_factory=Wishes)
    filters: Filters = field(default_factory=Filters)
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True)
class Outcome:
    """What a plan was when it was saved.

    Attributes
    ----------
    revision : str
        Of the data that it was made of.
    shares : mapping of str to float
        Share of each chosen pair, 0-1, by opportunity_id.
    totals : Totals
        Its sums.
    """

    revision: str
    shares: Mapping[str, float]
    totals: Totals


@dataclass(frozen=True)
class Since:
    """How a plan that is made again differs from what it was.

    Attributes
    ----------
    is_other_data : bool
        Whether the data has changed.
    gone, come, changed : tuple of str
        Pairs that are not chosen any more, that were not chosen before, and that have another share.
    has_other_sums : bool
        Whether a sum has changed.
    """

    is_other_data: bool
    gone: tuple[str, ...]
    come: tuple[str, ...]
    changed: tuple[str, ...]
    has_other_sums: bool

    @property
    def is_same(self) -> bool:
        """Tell whether the plan is what it was."""
        return not (self.gone or self.come or self.changed or self.has_other_sums)


def outcome_of(plan: Plan, revision: str) -> Outcome:
    """Give what is kept of a plan."""
    chosen = plan.chosen
    shares = zip(chosen["opportunity_id"].astype(str), chosen["share"].astype(float), strict=True)
    return Outcome(revision, dict(shares), plan.totals)


def compare_since(then: Outcome, now: Outcome) -> Since:
    """Say what has changed between two outcomes of one question."""
    both = sorted(set(then.shares) & set(now.shares))
    return Since(
        is_other_data=data_revision(then.revision) != data_revision(now.revision),
        gone=tuple(sorted(set(then.shares) - set(now.shares))),
        come=tuple(sorted(set(now.shares) - set(then.shares))),
        changed=tuple(one for one in both if abs(then.shares[one] - now.shares[one]) > _SAME),
        has_other_sums=any(
            abs(after - before) > _SAME * max(abs(before), 1.0)
            for before, after in zip(_sums(then.totals), _sums(now.totals), strict=True)
        ),
    )


def set_beside(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Set what two plans have chosen side by side: first what one of them has alone, then what both have.

    Parameters
    ----------
    first, second : DataFrame
        As `Plan.chosen`.

    Returns
    -------
    DataFrame
        Rows as in ``chosen``, with ``first_quantity`` and ``second_quantity`` (demand units a year,
        0 where the plan does not have the pair), by rank within each of the three parts.
    """
    ids = [set(one["opportunity_id"]) for one in (first, second)]
    rows = pd.concat([first, second]).drop_duplicates("opportunity_id")
    is_in = [rows["opportunity_id"].isin(one) for one in ids]
    part = np.select([~is_in[1], ~is_in[0]], [0, 1], 2)
    amounts = {
        f"{name}_quantity": rows["opportunity_id"]
        .map(one.set_index("opportunity_id")["planned_quantity"])
        .fillna(0.0)
        .astype(float)
        for name, one in (("first", first), ("second", second))
    }
    ordered = rows.assign(part=part, **amounts)
    return ordered.sort_values(["part", "rank", "opportunity_id"], ignore_index=True).drop(columns="part")


def resized_pairs(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Give the pairs that both plans have, with another amount; otherwise as `set_beside`."""
    rows = set_beside(first, second)
    before, after = rows["first_quantity"], rows["second_quantity"]
    differ = (before > 0) & (after > 0) & ((before - after).abs() > _SAME * before)
    return rows[differ].reset_index(drop=True)


def _sums(totals: Totals) -> tuple[float, ...]:
    return (
        float(totals.pairs),
        totals.money_eur,
        totals.climate_t,
        totals.electricity_mwh,
        totals.diverted_t,
        totals.investment_eur,
    )
