"""Own values of parameters: what they may be, how they take the place of the usual ones, what they change."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import pandas as pd

from symgeo.analysis.dataset import Dataset, Reference
from symgeo.analysis.opportunities import TIER_ORDER
from symgeo.analysis.together import Together, add_up
from symgeo.vocabulary import Evidence

LIMITS: Final = (
    ("finance.discount_rate", 0.0001, 1.0),
    ("finance.", 1.0, 200.0),
    ("fx.", 0.01, 1000.0),
    ("heat.season_overlap.", 0.0, 1.0),
    ("heat.", 0.1, 8760.0),
    ("heatpump.lorenz_eff", 0.05, 1.0),
    ("heatpump.max_cop", 1.1, 20.0),
    ("detour.", 1.0, 20.0),
    ("freed.", 0.0, 1.0),
    ("pipe.opex_share", 0.0, 1.0),
    ("lhv.", 0.1, 100.0),
    *((begin, 0.0, 1e6) for begin in ("price.", "gate.", "truck.", "ship.", "pipe.", "cable.")),
    *((begin, 0.0, 1e6) for begin in ("ef.", "heatpump.", "network.")),
    ("score.w.", 0.01, 1.0),  # above 0, so that something always counts
    ("score.floor", 0.0001, 0.5),
    *((begin, 0.0, 1.0) for begin in ("score.prior_", "quality.")),
    ("tier.", 1.0, 1000.0),
)
"""Beginning of a key, least and most: the parameters that may be changed; the first that fits counts."""
_MARK: Final = ".values-"
"""Between the revision of the data and the digest of own values."""
_BEST: Final = 10


@dataclass(frozen=True)
class OwnValue:
    """What stands in the place of one parameter.

    Attributes
    ----------
    key : str
        Key of the parameter.
    value, low, high : float
        In the parameter's own unit; low <= value <= high.
    source, note : str
        Where it is from, and a remark.
    set_in : str
        Year in which it was set, so that a rate stays dated; "" where that is not known.
    """

    key: str
    value: float
    low: float
    high: float
    source: str = ""
    note: str = ""
    set_in: str = field(default="", compare=False)


class Fault(StrEnum):
    """Why an own value is not kept: its numbers, or that nobody says where it is from or who set it."""

    LOW_ABOVE = "low_above"
    HIGH_BELOW = "high_below"
    OUTSIDE = "outside"
    NO_SOURCE = "no_source"
    NO_NAME = "no_name"


NUMBER_FAULTS: Final = frozenset({Fault.LOW_ABOVE, Fault.HIGH_BELOW, Fault.OUTSIDE})


@dataclass(frozen=True)
class KeptValue:
    """An own value, who set it and when (UTC)."""

    own: OwnValue
    who: str
    made_at: datetime


@dataclass(frozen=True)
class Values:
    """Own values that are in force.

    Attributes
    ----------
    name : str
        Of the scenario; "" for the project's own values, which every scenario starts from.
    changed : tuple of OwnValue
        One for each key; empty where the usual values are in force.
    """

    name: str = ""
    changed: tuple[OwnValue, ...] = ()


def limits_of(key: str) -> tuple[float, float] | None:
    """Give least and most of a parameter; None where it may not be changed."""
    return next(((least, most) for begin, least, most in LIMITS if key.startswith(begin)), None)


def faults_of(own: OwnValue, who: str) -> tuple[Fault, ...]:
    """Give why an own value is not to be kept under a name; () where it is."""
    least, most = limits_of(own.key) or (math.nan, math.nan)
    found = {
        Fault.LOW_ABOVE: own.low > own.value,
        Fault.HIGH_BELOW: own.high < own.value,
        # A number that is none is in no limits.
        Fault.OUTSIDE: not all(least <= one <= most for one in (own.low, own.value, own.high)),
        Fault.NO_SOURCE: not own.source.strip(),
        Fault.NO_NAME: not who.strip(),
    }
    return tuple(fault for fault, is_there in found.items() if is_there)


def is_possible(own: OwnValue) -> bool:
    """Tell whether the numbers of a value can stand in the place of its parameter's."""
    return not NUMBER_FAULTS.intersection(faults_of(own, ""))


def with_values(dataset: Dataset, values: Values) -> Dataset:
    """Give a data set with own values in the place of the usual ones, whatever was in force before.

    What is changed is an assumption of whoever changed it. Keys that the table does not have, and values
    that cannot be, are left out.
    """
    reference = dataset.reference
    usual = reference.parameters if reference.usual is None else reference.usual
    kept = [own for own in values.changed if own.key in usual.index and is_possible(own)]
    revision = data_revision(dataset.revision)
    if not kept:
        if reference.usual is None:
            return dataset
        plain = replace(reference, parameters=usual, usual=None, own_keys=(), scenario="")
        return replace(dataset, reference=plain, revision=revision)
    changed = replace(
        reference,
        parameters=_changed(usual, kept),
        usual=usual,
        own_keys=tuple(own.key for own in kept),
        scenario=values.name,
    )
    return replace(dataset, reference=changed, revision=f"{revision}{_MARK}{_digest(values)}")


def rate_key(currency: str) -> str:
    """Give the key of the parameter that says how many units of a currency one EUR is."""
    return f"fx.{currency.lower()}_per_eur"


def data_revision(revision: str) -> str:
    """Give the revision of the data alone, whatever values it was calculated with."""
    return revision.partition(_MARK)[0]


def without_authors(reference: Reference) -> Reference:
    """Leave out what staff wrote about own values: the name of their scenario, sources and notes."""
    if not reference.own_keys:
        return reference
    parameters = reference.parameters.copy()
    parameters.loc[list(reference.own_keys), ["source", "note"]] = ""
    return replace(reference, parameters=parameters, scenario="")


@dataclass(frozen=True, eq=False)
class Totals:
    """What the opportunities of a scenario come to.

    Attributes
    ----------
    tiers : mapping of str to int
        How many there are, by tier.
    sums : Together
        Of the ideas whose figures are known; an example figure is no part of them.
    """

    tiers: Mapping[str, int]
    sums: Together


def totals(found: pd.DataFrame, dataset: Dataset) -> Totals:
    """Count opportunities by tier, and add up what is known, nothing promised twice."""
    counts = found["tier"].value_counts()
    tiers = {tier.value: int(counts.get(tier.value, 0)) for tier in TIER_ORDER}
    return Totals(tiers, add_up(found, dataset.blurred_flows))


def compare_best(every: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the ten best pairs of some scenarios beside each other.

    Parameters
    ----------
    every : mapping of str to DataFrame
        Opportunities as `find` gives them, by scenario; the first is what others are compared with.

    Returns
    -------
    DataFrame
        Rank and tier of each pair that is among the ten best anywhere, by opportunity id:
        ``rank.<scenario>`` and ``tier.<scenario>``; those of the first scenario first.
    """
    by_id = {name: found.set_index("opportunity_id") for name, found in every.items()}
    ids = list(dict.fromkeys(one for found in by_id.values() for one in found.index[:_BEST]))
    columns = {
        f"{what}.{name}": found[what].reindex(ids)
        for name, found in by_id.items()
        for what in ("rank", "tier")
    }
    return pd.DataFrame(columns, index=pd.Index(ids, name="opportunity_id"))


def _changed(usual: pd.DataFrame, kept: list[OwnValue]) -> pd.DataFrame:
    parameters = usual.copy()
    keys = [own.key for own in kept]
    for bound in ("value", "low", "high"):
        parameters.loc[keys, bound] = [float(getattr(own, bound)) for own in kept]
    for told in ("source", "note"):
        if told in parameters:
            parameters.loc[keys, told] = [str(getattr(own, told)) for own in kept]
    if "evidence" in parameters:
        parameters.loc[keys, "evidence"] = Evidence.ASSUMPTION.value
    if "source_year" in parameters:
        parameters.loc[keys, "source_year"] = [own.set_in for own in kept]
    return parameters


def _digest(values: Values) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]
