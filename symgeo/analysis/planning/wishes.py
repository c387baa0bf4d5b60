"""What a plan shall reach and keep, and why some wishes cannot be met together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symgeo.analysis.planning.candidates import Candidates
from symgeo.vocabulary import Goal


@dataclass(frozen=True)
class Mix:
    """What each good is worth beside money where the goal is a mix, EUR each.

    Attributes
    ----------
    climate : float
        A tonne of CO2e saved.
    electricity : float
        A MWh of electricity freed.
    diverted : float
        A tonne of residue that is used instead of thrown away.
    """

    climate: float = 100.0
    electricity: float = 20.0
    diverted: float = 20.0


@dataclass(frozen=True)
class Wishes:
    """What staff ask of a plan.

    Attributes
    ----------
    goal : Goal
        What there shall be most of.
    budget_eur : float or None
        Most that lines and machines may cost together, EUR; None for no limit.
    must, never : tuple of str
        Opportunities that shall be in the plan, and those that shall not.
    least_share : float
        Smallest share of an opportunity's amount that is worth building it for, above 0 to 1.
    mix : Mix
        Weights of the goal ``mix``.
    """

    goal: Goal = Goal.CLIMATE
    budget_eur: float | None = None
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    least_share: float = 0.1
    mix: Mix = Mix()


@dataclass(frozen=True)
class Effort:
    """How long to look.

    Attributes
    ----------
    gap : float
        Stop when the plan is proven to miss no more than this share of the best possible one.
    seconds : float
        Stop after this long with the best plan so far.
    """

    gap: float = 1e-4
    seconds: float = 60.0


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot be met together.

    Attributes
    ----------
    code : str
        ``unknown``: a pair is asked for that there is no idea of. ``contradiction``: a pair is both
        asked for and forbidden. ``capacity``: pairs that must be in need more of one flow, pool or
        stream than it has. ``budget``: they cost more than the budget.
    opportunities : tuple of str
        The pairs that are meant, by id.
    needed, available : float
        Shares of the capacity (1 is all of it), or EUR; NaN where nothing is counted.
    """

    code: str
    opportunities: tuple[str, ...]
    needed: float = float("nan")
    available: float = float("nan")


def find_conflicts(candidates: Candidates, wishes: Wishes) -> tuple[Conflict, ...]:
    """Name the wishes that cannot be met together; none means that there is a plan.

    Every pair that must be in takes at least its smallest share, and nothing else has to be built:
    if these fit, the wishes can be met, and only then.
    """
    both = tuple(sorted(set(wishes.must) & set(wishes.never)))
    unknown = tuple(sorted(set(wishes.must) - set(candidates.ids)))
    found = [Conflict("contradiction", (one,)) for one in both]
    found += [Conflict("unknown", (one,)) for one in unknown]
    must = candidates.subset(np.isin(candidates.ids, wishes.must))
    found += _overdrawn(must)
    if wishes.budget_eur is not None:
        needed = must.investment_eur(must.least)
        if needed > wishes.budget_eur * (1 + 1e-9):
            found.append(Conflict("budget", tuple(must.ids), needed, wishes.budget_eur))
    return tuple(found)


def _overdrawn(must: Candidates) -> list[Conflict]:
    used = must.use(must.least)
    return [
        Conflict(
            "capacity",
            tuple(must.ids[(must.supply == key) | (must.demand == key)]),
            float(used[key]),
            1.0,
        )
        for key in np.flatnonzero(used > 1 + 1e-9)
    ]
