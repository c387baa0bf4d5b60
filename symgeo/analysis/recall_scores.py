"""How strongly the tables, and precedents, speak for a trade as receiver or for a resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

_EVERY_SECTOR: Final = "all"
_LATER_TRADE: Final = 0.95
"""A trade counts a little less than the one that the table names before it."""
_SAME_DIVISION: Final = 0.5
_OTHER_TRADE: Final = 0.1
_SAME_GROUP: Final = 0.3
_OTHER_RESOURCE: Final = 0.05
"""How much a precedent counts whose trade or resource is not the very same."""

FloatArray = npt.NDArray[np.float64]
Codes = Sequence[tuple[str, float]]
"""Resources that an exchange may be of, and how sure each is, 0 to 1."""
Precedents = Sequence[tuple[str, str, str]]
"""Supplier, receiver and resource of exchanges elsewhere."""
Takers = Mapping[str, Sequence[tuple[str, str, float]]]
"""By resource: trade, receiver that the rule is for ("" for any), and fit."""


def takers_by_resource(rules: pd.DataFrame, resources: pd.DataFrame) -> Takers:
    """List the trades that rules bring each resource to: trade, the rule's own receiver, and fit.

    A rule brings it to the trades that usually need what the rule serves (``demand_nace``), and to the
    trade that usually runs the converter; where a rule is for one receiver only, to no other.

    Parameters
    ----------
    rules, resources : DataFrame
        Rules as :func:`symgeo.analysis.compatibility.complete_rules` gives them; the resource tree.
    """
    needed = dict(zip(resources.index, resources["demand_nace"], strict=True))
    columns = ("supply_code", "demand_code", "converter_nace", "receiver_nace_prefix", "fit")
    found: dict[str, list[tuple[str, str, float]]] = {}
    for code, wanted, converter, prefix, fit in zip(*(rules[name].tolist() for name in columns), strict=True):
        takers = found.setdefault(code, [])
        for place, trade in enumerate(needed[wanted].split(";")):
            if trade not in ("", _EVERY_SECTOR):
                takers.append((trade, prefix, fit * _LATER_TRADE**place))
        if converter:
            takers.append((converter, prefix, fit))
    return found


def receivers_by_tables(codes: Codes, candidates: Sequence[str], takers: Takers) -> FloatArray:
    """Give the fit of the best rule that brings one of some resources to each trade; 0 where none does."""
    offers = [
        (trade, prefix, fit * sure) for code, sure in codes for trade, prefix, fit in takers.get(code, ())
    ]
    return np.array(
        [
            max(
                (fit for trade, prefix, fit in offers if is_like(c, trade) and is_like(c, prefix)),
                default=0.0,
            )
            for c in candidates
        ]
    )


def resources_by_tables(
    supplier: str, receiver: str, candidates: Sequence[str], takers: Takers, usual: Mapping[str, str]
) -> FloatArray:
    """Give the fit of the best rule for each resource that the supplier's trade usually has; else 0.

    ``usual`` gives the trades that usually have a resource, as ``supply_nace`` does.
    """
    fits = [
        receivers_by_tables(((code, 1.0),), (receiver,), takers)[0]
        if _is_named(supplier, usual[code])
        else 0.0
        for code in candidates
    ]
    return np.array(fits)


def receivers_by_precedents(
    supplier: str, codes: Codes, candidates: Sequence[str], precedents: Precedents, groups: Mapping[str, str]
) -> FloatArray:
    """Add up precedents for each trade: likeness of supplier, of resource and of receiver, multiplied.

    The same class counts 1, the same division 0.5, another supplier 0.1; the same resource 1, one of its
    group 0.3, another 0.05.
    """
    weighted = [
        (receiver, _trade_likeness(supplier, other) * _resource_likeness(codes, told, groups))
        for other, receiver, told in precedents
    ]
    return np.array(
        [sum(_receiver_likeness(c, code) * weight for code, weight in weighted) for c in candidates]
    )


def resources_by_precedents(
    supplier: str,
    receiver: str,
    candidates: Sequence[str],
    precedents: Precedents,
    groups: Mapping[str, str],
) -> FloatArray:
    """Add up precedents for each resource: likeness of both trades and of the resource, multiplied."""
    weighted = [
        (told, _trade_likeness(supplier, left) * _trade_likeness(receiver, right))
        for left, right, told in precedents
    ]
    return np.array(
        [
            sum(_resource_likeness(((c, 1.0),), told, groups) * weight for told, weight in weighted)
            for c in candidates
        ]
    )


def frequency(candidates: Sequence[str], told: Iterable[str]) -> FloatArray:
    """Count how often each trade or resource stands in precedents; a division counts all its classes."""
    listed = list(told)
    return np.array([float(sum(code.startswith(c) for code in listed)) for c in candidates])


def is_like(left: str, right: str) -> bool:
    """Say whether two NACE codes are the same as far as both go."""
    return left.startswith(right) or right.startswith(left)


def _is_named(nace: str, cell: str) -> bool:
    """Say whether a cell that lists trades names one; a cell for every trade names none."""
    return any(is_like(nace, part) for part in cell.split(";") if part not in ("", _EVERY_SECTOR))


def _trade_likeness(left: str, right: str) -> float:
    if left == right:
        return 1.0
    return _SAME_DIVISION if left[:2] == right[:2] else _OTHER_TRADE


def _receiver_likeness(candidate: str, receiver: str) -> float:
    if receiver.startswith(candidate):
        return 1.0
    return _SAME_DIVISION if receiver[:2] == candidate[:2] else 0.0


def _resource_likeness(codes: Codes, told: str, groups: Mapping[str, str]) -> float:
    likes = (
        sure * (1.0 if code == told else _SAME_GROUP) for code, sure in codes if groups[code] == groups[told]
    )
    return max(likes, default=_OTHER_RESOURCE)
