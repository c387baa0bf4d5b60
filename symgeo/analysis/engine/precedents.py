"""Known exchanges elsewhere, as numbers: what they add to the fit of an edge."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

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


def precedents_of(
    codes: tuple[str, str],
    known_trades: dict[str, int],
    places: npt.NDArray[np.object_],
    reference: Reference,
) -> Precedents:
    """Give what was done elsewhere with either of two resources, classes before divisions.

    Parameters
    ----------
    codes : tuple of str
        Resource supplied and resource wanted.
    known_trades : dict
        As `trade_numbers` gives it.
    places : ndarray of str
        Texts of the places' numbers.
    reference : Reference
    """
    done = reference.precedents[reference.precedents["status"].str.startswith(DONE)]
    done = done[done["resource_code"].isin(codes)]
    number = {str(place).casefold(): n for n, place in enumerate(places)}
    rows = [
        (s, r, place, digits == CLASS_DIGITS, reference.parameter(key))
        for digits, key in ((CLASS_DIGITS, "score.prior_4digit"), (DIVISION_DIGITS, "score.prior_2digit"))
        for s, r, place in zip(done["supplier_nace"], done["receiver_nace"], done["place"], strict=True)
        for s, r, place in [(_number(s, digits, known_trades), _number(r, digits, known_trades), place)]
        if s >= 0 and r >= 0
    ]
    table = pd.DataFrame(
        rows, columns=["supplier", "receiver", "place", "is_class", "bonus"]
    ).drop_duplicates()
    here = [number.get(str(place).casefold(), _ELSEWHERE) for place in table["place"]]
    return Precedents(
        supplier=table["supplier"].to_numpy(np.int32),
        receiver=table["receiver"].to_numpy(np.int32),
        place=np.array(here, dtype=np.int32),
        is_class=table["is_class"].to_numpy(bool),
        bonus=table["bonus"].to_numpy(float),
    )


def _number(trade: str, digits: int, known: dict[str, int]) -> int:
    text = str(trade)[:digits]
    return known.get(text, -1) if len(text) == digits else -1
