"""Known exchanges on their way to being looked for: what each is of, and where its records are from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.analysis.records import DONE

_WASTE_CODE_LIKENESS: Final = ((6, 1.0), (4, 0.7), (2, 0.4))
"""Digits of the List of Waste that have to agree, and how much a resource found by them counts."""
UNKNOWN: Final = "unknown"
"""Said of a resource that the tables have no code for."""
_NO_SOURCE: Final = ("", "unverified")


@dataclass(frozen=True)
class Exchange:
    """One kind of exchange; all records of the same trades and resource are one.

    Attributes
    ----------
    supplier, receiver : str
        NACE codes of two or four digits.
    codes : tuple of (str, float)
        Resources that it may be, and how sure each is, 0 to 1.
    is_exact : bool
        True where the record names the resource itself, or says that no code fits it.
    places, sources : frozenset of str
        Where its records are from, folded.
    """

    supplier: str
    receiver: str
    codes: tuple[tuple[str, float], ...]
    is_exact: bool
    places: frozenset[str]
    sources: frozenset[str]

    @property
    def is_unknown(self) -> bool:
        """Whether the record says that the tables have no code for the resource."""
        return self.is_exact and not self.codes


def place_parts(text: str) -> frozenset[str]:
    """Split "Thamshavn / Holla" or "Härnösand-Timrå" into folded places."""
    return frozenset(part.strip() for part in re.split(r"[/,-]", text.casefold()) if part.strip())


def source_names(text: str) -> frozenset[str]:
    """Give the first word of each source up to a slash, so that two pages of a site are one source."""
    words = (part.replace('"', "").split() for part in text.casefold().split(";"))
    return frozenset(word[0].split("/")[0].rstrip(",") for word in words if word) - set(_NO_SOURCE)


def resources_of_waste(waste_code: str, resources: pd.DataFrame) -> tuple[tuple[str, float], ...]:
    """Find resources by a List-of-Waste code: those listed with it, else by its sub-chapter, else chapter."""
    digits = re.sub(r"\D", "", waste_code)
    for length, likeness in _WASTE_CODE_LIKENESS:
        found = [
            (str(code), likeness)
            for code, listed in resources["ewc_codes"].items()
            if any(re.sub(r"\D", "", one)[:length] == digits[:length] for one in str(listed).split(";"))
        ]
        if found:
            return tuple(found)
    return ()


def kinds_of(records: pd.DataFrame, resources: pd.DataFrame) -> tuple[Exchange, ...]:
    """Put records of the same trades and resource together.

    Parameters
    ----------
    records : DataFrame
        With ``supplier_nace``, ``receiver_nace``, ``resource_code``, ``waste_code``, ``place``, ``source``
        and ``status``; plans and doubtful ones are left aside.
    resources : DataFrame
        Indexed by ``code``, with ``ewc_codes``.
    """
    counted = records[(records["status"] == "") | records["status"].str.startswith(DONE)]
    what = counted["resource_code"].where(counted["resource_code"] != "", counted["waste_code"])
    keys = [counted["supplier_nace"], counted["receiver_nace"], what]
    return tuple(
        Exchange(
            str(supplier),
            str(receiver),
            _codes_of(str(code), resources),
            code == UNKNOWN or code in resources.index,
            frozenset[str]().union(*(place_parts(str(text)) for text in group["place"])),
            frozenset[str]().union(*(source_names(str(text)) for text in group["source"])),
        )
        for (supplier, receiver, code), group in counted.groupby(keys, sort=False)
    )


def _codes_of(code: str, resources: pd.DataFrame) -> tuple[tuple[str, float], ...]:
    """Give what an exchange may be of, by a resource's code, ``UNKNOWN`` or a waste code."""
    if code == UNKNOWN:
        return ()
    return ((code, 1.0),) if code in resources.index else resources_of_waste(code, resources)
