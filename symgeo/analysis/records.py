"""What is already known about a pair: recorded exchanges here, precedents elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from symgeo.vocabulary import Stage

RUNNING = (Stage.COMPLETED.value, Stage.IMPLEMENTATION.value)
_BY_PROGRESS = [
    Stage.COMPLETED,
    Stage.IMPLEMENTATION,
    Stage.NEGOTIATION,
    Stage.DISCUSSION,
    Stage.IDEA,
    Stage.ON_HOLD,
    Stage.BLOCKED,
    Stage.LOST,
]
DONE = ("operating", "historical", "literature")
_Known = tuple[int, str, str]
"""How far an exchange has come (the less the further), its id and its stage."""
_NOTHING_KNOWN: Final[_Known] = (len(_BY_PROGRESS), "", "")
_ByTrades = dict[tuple[str, str, str], list[tuple[str, str]]]
_CLASS_DIGITS: Final = 5
_DIVISION_DIGITS: Final = 2
"""Characters of a NACE code that name its class (``24.10``) and its division (``24``)."""
_ASKED: Final = (
    *("supply_nace", "demand_nace", "supply_resource", "demand_resource"),
    *("supply_cluster_label", "demand_cluster_label"),
)


def match_exchanges(pairs: pd.DataFrame, exchanges: pd.DataFrame) -> pd.DataFrame:
    """Lay recorded exchanges over computed pairs.

    An exchange belongs to a pair when supplier and receiver are its two sites and its resource is
    the one supplied or the one wanted; of several, the one that has come furthest.

    Parameters
    ----------
    pairs : DataFrame
        With ``supply_site_id``, ``demand_site_id``, ``supply_resource``, ``demand_resource``.
    exchanges : DataFrame
        Indexed by ``exchange_id``.

    Returns
    -------
    DataFrame
        ``existing_exchange_id`` and ``exchange_stage`` ("" for none), in the order of ``pairs``.
    """
    known = _furthest(exchanges)
    names = ("supply_site_id", "demand_site_id", "supply_resource", "demand_resource")
    best = [
        min(
            known.get((supplier, receiver, supplied), _NOTHING_KNOWN),
            known.get((supplier, receiver, wanted), _NOTHING_KNOWN),
            key=_progress,
        )
        for supplier, receiver, supplied, wanted in _rows(pairs, names)
    ]
    return pd.DataFrame(
        {
            "existing_exchange_id": np.array([exchange_id for _, exchange_id, _ in best], dtype=object),
            "exchange_stage": np.array([stage for _, _, stage in best], dtype=object),
        },
        index=pairs.index,
    )


def _furthest(exchanges: pd.DataFrame) -> dict[tuple[str, str, str], _Known]:
    """Give the exchange that has come furthest of each supplier, receiver and resource, else the first."""
    order = {stage.value: rank for rank, stage in enumerate(_BY_PROGRESS)}
    known: dict[tuple[str, str, str], _Known] = {}
    names = ("supplier_site_id", "receiver_site_id", "resource_code", "stage")
    for exchange_id, (supplier, receiver, resource, stage) in zip(
        exchanges.index, _rows(exchanges, names), strict=True
    ):
        found, key = (order[stage], str(exchange_id), stage), (supplier, receiver, resource)
        known[key] = min(known.get(key, found), found, key=_progress)
    return known


def _progress(known: _Known) -> int:
    return known[0]


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Give the texts of some columns row by row; pandas would take longer for some thousand rows."""
    return zip(*(frame[name].to_numpy(object).tolist() for name in names), strict=True)


def match_precedents(
    pairs: pd.DataFrame, precedents: pd.DataFrame, *, bonus_class: float, bonus_division: float
) -> pd.DataFrame:
    """Find exchanges of the same trades and resource that were done elsewhere.

    Only what runs, ran, or is reported in the literature counts; plans do not, and neither does what
    was done at the pair's own place.

    Parameters
    ----------
    pairs : DataFrame
        With ``supply_nace``, ``demand_nace``, ``supply_resource``, ``demand_resource`` and the two
        ``cluster_label``.
    precedents : DataFrame
        Indexed by ``precedent_id``.
    bonus_class, bonus_division : float
        Added to the fit for the same four-digit or the same two-digit pair of NACE codes.

    Returns
    -------
    DataFrame
        ``precedent_id`` ("" for none) and ``bonus``, in the order of ``pairs``.
    """
    done = precedents[precedents["status"].str.startswith(DONE)]
    levels = (
        (_CLASS_DIGITS, bonus_class, _by_trades(done, _CLASS_DIGITS)),
        (_DIVISION_DIGITS, bonus_division, _by_trades(done, _DIVISION_DIGITS)),
    )
    found = [_best_precedent(levels, *values) for values in _rows(pairs, _ASKED)]
    return pd.DataFrame(
        {
            "precedent_id": np.array([precedent_id for precedent_id, _ in found], dtype=object),
            "bonus": np.array([bonus for _, bonus in found], dtype=float),
        },
        index=pairs.index,
    )


def _by_trades(done: pd.DataFrame, digits: int) -> _ByTrades:
    """Give precedents and their places by trades and resource; codes that are shorter do not count."""
    known: _ByTrades = {}
    names = ("supplier_nace", "receiver_nace", "resource_code", "place")
    for precedent_id, (supplier, receiver, resource, place) in zip(
        done.index, _rows(done, names), strict=True
    ):
        if min(len(supplier), len(receiver)) >= digits:
            key = (supplier[:digits], receiver[:digits], resource)
            known.setdefault(key, []).append((str(precedent_id), place.casefold()))
    return known


def _best_precedent(
    levels: Sequence[tuple[int, float, _ByTrades]],
    supplier: str,
    receiver: str,
    supplied: str,
    wanted: str,
    *here: str,
) -> tuple[str, float]:
    """Give the first precedent that was not done at the pair's own place, and its bonus; "" for none."""
    for digits, bonus, known in levels:
        for resource in (supplied, wanted):
            for precedent_id, place in known.get((supplier[:digits], receiver[:digits], resource), ()):
                if all(place != label.casefold() for label in here):
                    return precedent_id, bonus
    return "", 0.0
