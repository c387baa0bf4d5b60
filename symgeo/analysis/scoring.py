"""The score of an opportunity, its parts and its tier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symgeo.analysis.choices import Weights
from symgeo.vocabulary import Tier

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

HIGHEST_BARRIER = 4.0
QUICK_FIT, QUICK_QUALITY, QUICK_BARRIER = 0.9, 0.95, 2.0
LEAST_FREE_SHARE = 0.2
"""Below a fifth free on either side, a flow counts as taken."""


def quantity_score(offered: FloatArray, wanted: FloatArray) -> FloatArray:
    """Score how well two amounts in the same unit fit each other.

    With m = min(offered, wanted), u = m / offered and c = m / wanted:
    Q = 0.7 max(u, c) + 0.3 min(u, c). A big source and a small sink are still good for the sink.

    Returns
    -------
    ndarray
        0-1; 0 where either amount is 0.
    """
    matched = np.minimum(offered, wanted)
    with np.errstate(divide="ignore", invalid="ignore"):
        used = np.nan_to_num(matched / offered)
        covered = np.nan_to_num(matched / wanted)
    return np.asarray(0.7 * np.maximum(used, covered) + 0.3 * np.minimum(used, covered))


def distance_score(effective_km: FloatArray, half_distance_km: FloatArray) -> FloatArray:
    """Score closeness, 0-1: halves with every ``half_distance_km`` (the resource's default radius)."""
    return np.asarray(0.5 ** (effective_km / half_distance_km))


def benefit_score(net_benefit_eur: FloatArray) -> FloatArray:
    """Score money, 0-1: log10(1 + NB / 10,000) / 3; a loss or an unknown gives 0."""
    gain = np.maximum(np.nan_to_num(net_benefit_eur), 0.0)
    return np.clip(np.log10(1.0 + gain / 10_000.0) / 3.0, 0.0, 1.0)


def climate_score(co2_t: FloatArray) -> FloatArray:
    """Score climate, 0-1: log10(1 + t CO2e / 10) / 3; an increase or an unknown gives 0."""
    saved = np.maximum(np.nan_to_num(co2_t), 0.0)
    return np.clip(np.log10(1.0 + saved / 10.0) / 3.0, 0.0, 1.0)


def barrier_score(highest_level: FloatArray) -> FloatArray:
    """Score barriers, 0-1: 1 without any, 0 where one stops the idea today."""
    return np.asarray(1.0 - highest_level / HIGHEST_BARRIER)


@dataclass(frozen=True)
class Parts:
    """Sub-scores of each pair, all 0-1."""

    fit: FloatArray
    quantity: FloatArray
    distance: FloatArray
    quality: FloatArray
    money: FloatArray
    climate: FloatArray
    barrier: FloatArray


def feasibility(parts: Parts, weights: Weights, floor: float) -> FloatArray:
    """Combine into feasibility: a weighted geometric mean, each part at least ``floor``.

    One bad condition cannot be bought back by others.
    """
    values = (parts.fit, parts.quantity, parts.distance, parts.quality)
    shares = (weights.fit, weights.quantity, weights.distance, weights.quality)
    total = sum(shares)
    logs = sum(w / total * np.log(np.clip(v, floor, 1.0)) for v, w in zip(values, shares, strict=True))
    return np.asarray(np.exp(logs))


def attractiveness(parts: Parts, weights: Weights) -> FloatArray:
    """Combine into attractiveness: a weighted mean, since money and climate may trade off."""
    values = (parts.money, parts.climate, parts.barrier)
    shares = (weights.money, weights.climate, weights.barrier)
    total = sum(shares)
    return np.asarray(sum(w / total * v for v, w in zip(values, shares, strict=True)))


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
    taken = free_share < LEAST_FREE_SHARE - 1e-9
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
