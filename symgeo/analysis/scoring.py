"""The score of an opportunity, its parts and its tier.

The formulas work on arrays, and the engine's compiler takes the same source for single numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from symgeo.analysis.arithmetic import LOG10_OF_2, exp2, log2
from symgeo.analysis.choices import Weights
from symgeo.vocabulary import Tier

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

HIGHEST_BARRIER = 4.0
QUICK_FIT, QUICK_QUALITY, QUICK_BARRIER = 0.9, 0.95, 2.0
LEAST_FREE_SHARE = 0.2
"""Below a fifth free on either side, a flow counts as taken."""
TAKEN_BELOW = LEAST_FREE_SHARE - 1e-9
_THIRD_OF_LOG10_OF_2 = LOG10_OF_2 / 3.0


def quantity_score(offered: FloatArray, wanted: FloatArray) -> FloatArray:
    """Score how well two amounts in the same unit fit each other.

    With m = min(offered, wanted), u = m / offered and c = m / wanted:
    Q = 0.7 max(u, c) + 0.3 min(u, c). A big source and a small sink are still good for the sink.
    The larger of u and c is always 1, so Q = 0.7 + 0.3 x the smaller amount over the larger.

    Returns
    -------
    ndarray
        0-1; 0 where either amount is 0.
    """
    less, more = np.minimum(offered, wanted), np.maximum(offered, wanted)
    return np.where(less > 0.0, 0.7 + 0.3 * (less / np.where(more > 0.0, more, 1.0)), 0.0)


def distance_score(halvings: FloatArray) -> FloatArray:
    """Score closeness, 0-1: halves with every default radius of the resource.

    Parameters
    ----------
    halvings : ndarray
        Effective distance over the resource's default radius.
    """
    return exp2(-halvings)


def benefit_score(net_benefit_eur: FloatArray) -> FloatArray:
    """Score money, 0-1: log10(1 + NB / 10,000) / 3; a loss or an unknown gives 0."""
    gain = np.where(net_benefit_eur > 0.0, net_benefit_eur, 0.0)
    return np.minimum(log2(1.0 + gain / 10_000.0) * _THIRD_OF_LOG10_OF_2, 1.0)


def climate_score(co2_t: FloatArray) -> FloatArray:
    """Score climate, 0-1: log10(1 + t CO2e / 10) / 3; an increase or an unknown gives 0."""
    saved = np.where(co2_t > 0.0, co2_t, 0.0)
    return np.minimum(log2(1.0 + saved / 10.0) * _THIRD_OF_LOG10_OF_2, 1.0)


def barrier_score(highest_level: FloatArray) -> FloatArray:
    """Score barriers, 0-1: 1 without any, 0 where one stops the idea today."""
    return np.asarray(1.0 - highest_level / HIGHEST_BARRIER)


class Blend(NamedTuple):
    """Weights, each family adding up to 1, and the logarithm (base 2) of the least sub-score."""

    fit: float
    quantity: float
    distance: float
    quality: float
    money: float
    climate: float
    barrier: float
    log_floor: float


def blend(weights: Weights, floor: float) -> Blend:
    """Divide each family of weights by its sum.

    Parameters
    ----------
    weights : Weights
    floor : float
        Least value of a part of feasibility, above 0: one bad condition costs much, not everything.
    """
    feasible = weights.fit + weights.quantity + weights.distance + weights.quality
    attractive = weights.money + weights.climate + weights.barrier
    return Blend(
        weights.fit / feasible,
        weights.quantity / feasible,
        weights.distance / feasible,
        weights.quality / feasible,
        weights.money / attractive,
        weights.climate / attractive,
        weights.barrier / attractive,
        float(log2(np.float64(floor))),  # type: ignore[arg-type]  # one number is an array of rank 0
    )


@dataclass(frozen=True)
class Parts:
    """Sub-scores of each pair, all 0-1, and how often its distance halved the score."""

    fit: FloatArray
    quantity: FloatArray
    halvings: FloatArray
    quality: FloatArray
    money: FloatArray
    climate: FloatArray
    barrier: FloatArray


def log_part(value: FloatArray, log_floor: float) -> FloatArray:
    """Give the logarithm (base 2) of a sub-score, at least that of the floor and at most 0."""
    known = np.where(value > 0.0, value, 1.0)
    return np.where(value > 0.0, np.minimum(np.maximum(log2(known), log_floor), 0.0), log_floor)


def combine_logs(
    log_fit: FloatArray,
    log_quantity: FloatArray,
    halvings: FloatArray,
    log_quality: FloatArray,
    shares: Blend,
) -> FloatArray:
    """Combine into feasibility: a weighted geometric mean.

    One bad condition cannot be bought back by others.
    """
    log_distance = np.maximum(-halvings, shares.log_floor)
    total = shares.fit * log_fit + shares.quantity * log_quantity
    total = total + shares.distance * log_distance
    return exp2(total + shares.quality * log_quality)


def combine_gains(money: FloatArray, climate: FloatArray, barrier: FloatArray, shares: Blend) -> FloatArray:
    """Combine into attractiveness: a weighted mean, since money and climate may trade off."""
    return shares.money * money + shares.climate * climate + shares.barrier * barrier


def feasibility(parts: Parts, shares: Blend) -> FloatArray:
    """Combine the conditions of each pair, 0-1."""
    fit, quantity, quality = (
        log_part(part, shares.log_floor) for part in (parts.fit, parts.quantity, parts.quality)
    )
    return combine_logs(fit, quantity, parts.halvings, quality, shares)


def attractiveness(parts: Parts, shares: Blend) -> FloatArray:
    """Combine the gains of each pair, 0-1."""
    return combine_gains(parts.money, parts.climate, parts.barrier, shares)


def score(feasible: FloatArray, attractive: FloatArray) -> FloatArray:
    """Give the score, 0-100: 100 times the square root of feasibility times attractiveness."""
    return 100.0 * np.sqrt(feasible * attractive)


def tiers(
    parts: Parts,
    *,
    distance_km: FloatArray,
    quick_radius_km: FloatArray,
    barrier_level: FloatArray,
    net_benefit_eur: FloatArray,
    free_share: FloatArray,
    exists: BoolArray,
    gate_failed: BoolArray,
) -> npt.NDArray[np.object_]:
    """Sort into tiers, which come before the score.

    X: an exchange exists already. D: a gate failed. X: less than a fifth of either flow is free.
    C: the net benefit is known and not above 0. A: fit and quality nearly full, within the radius
    of quick wins, barriers at most 2, and a known net benefit above 0. B: everything else.
    """
    taken = free_share < TAKEN_BELOW
    loses = net_benefit_eur <= 0
    quick = (
        (parts.fit >= QUICK_FIT)
        & (parts.quality >= QUICK_QUALITY)
        & (distance_km <= quick_radius_km)
        & (barrier_level <= QUICK_BARRIER)
        & (net_benefit_eur > 0)
    )
    return np.select(
        [exists, gate_failed, taken, loses, quick],
        [
            Tier.EXISTING.value,
            Tier.GATE_FAILED.value,
            Tier.EXISTING.value,
            Tier.LONG_SHOT.value,
            Tier.QUICK_WIN.value,
        ],
        Tier.INVESTIGATE.value,
    ).astype(object)
