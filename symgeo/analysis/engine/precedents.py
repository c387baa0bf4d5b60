"""Known exchanges elsewhere, as numbers: what they add to the fit of an edge."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from symgeo.analysis.dataset import Reference
from symgeo.analysis.engine.columns import Precedents
from symgeo.analysis.records import DONE

SmallArray = npt.NDArray[np.int32]

CLASS_DIGITS, DIVISION_DIGITS = 5, 2
_ELSEWHERE = -2


def trade_numbers(trades: npt.NDArray[np.object_]) -> tuple[SmallArray, SmallArray, dict[str, int]]:
    """Give numbers to classes ("24.10") and divisions ("24") of trades.

    Returns
    -------
    tuple
        For each trade the number of its class and of its division, -1 where the code is shorter; and
        the number of each text.
    """
    texts = trades.astype(str)
    known: dict[str, int] = {}
    columns = []
    for digits in (CLASS_DIGITS, DIVISION_DIGITS):
        cut = [text[:digits] if len(text) >= digits else "" for text in texts]
        for text in cut:
            known.setdefault(text, len(known))
        columns.append(np.array([known[text] if text else -1 for text in cut], dtype=np.int32))
    return columns[0], columns[1], known


class KnownExchanges:
    """What was done elsewhere, by resource; classes before divisions.

    Parameters
    ----------
    known_trades : dict
        As `trade_numbers` gives it.
    places : ndarray of str
        Texts of the places' numbers.
    reference : Reference
    """

    def __init__(
        self, known_trades: Mapping[str, int], places: npt.NDArray[np.object_], reference: Reference
    ) -> None:
        done = reference.precedents[reference.precedents["status"].str.startswith(DONE)]
        self._here = {str(place).casefold(): n for n, place in enumerate(places)}
        columns = (done[name] for name in ("resource_code", "supplier_nace", "receiver_nace", "place"))
        known = list(zip(*columns, strict=True))
        self._rows = [
            (code, ends, str(place), digits == CLASS_DIGITS, reference.parameter(key))
            for digits, key in ((CLASS_DIGITS, "score.prior_4digit"), (DIVISION_DIGITS, "score.prior_2digit"))
            for code, supplier, receiver, place in known
            for ends in [(_number(supplier, digits, known_trades), _number(receiver, digits, known_trades))]
            if min(ends) >= 0
        ]

    def of(self, supply_code: str, demand_code: str) -> Precedents:
        """Give what was done with the resource supplied or the one wanted."""
        codes = (supply_code, demand_code)
        rows = dict.fromkeys((*ends, *rest) for code, ends, *rest in self._rows if code in codes)
        supplier, receiver, place, is_class, bonus = zip(*rows, strict=True) if rows else ((),) * 5
        return Precedents(
            supplier=np.array(supplier, dtype=np.int32),
            receiver=np.array(receiver, dtype=np.int32),
            place=np.array([self._here.get(one.casefold(), _ELSEWHERE) for one in place], dtype=np.int32),
            is_class=np.array(is_class, dtype=bool),
            bonus=np.array(bonus, dtype=float),
        )


def _number(trade: str, digits: int, known: Mapping[str, int]) -> int:
    text = str(trade)[:digits]
    return known.get(text, -1) if len(text) == digits else -1
