"""Which findings are one mistake, and which mistakes one action mends."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from symgeo.storage.interpretation.codes import Code, Finding, Outcome, outcome_of
from symgeo.storage.interpretation.folding import fold

STOPPING: Final = (Outcome.ASK, Outcome.REJECT)
_BY_WORD: Final = frozenset(
    {
        Code.UNIT_UNKNOWN,
        Code.RESOURCE_UNKNOWN,
        Code.RESOURCE_AMBIGUOUS,
        Code.DIRECTION_UNKNOWN,
        Code.PLACE_AMBIGUOUS,
        Code.MUNICIPALITY_AMBIGUOUS,
    }
)
"""Findings of one word belong together: what it means is said once."""
_FAMILIES: Final[Mapping[Code, Code]] = MappingProxyType(
    {Code.COUNTY_CONTRADICTS_POINT: Code.MUNICIPALITY_CONTRADICTS_POINT}
)
"""Findings of one mistake: a point in another county lies in another municipality too."""
_WHOLE_FILE: Final = frozenset({Code.ZONE_MISSING, Code.DIRECTION_MISSING})


def stops(finding: Finding) -> bool:
    """Say whether a finding stops its row."""
    return outcome_of(finding.code) in STOPPING


def mistake_key(finding: Finding) -> str:
    """Give what findings that one action mends have in common; those of one row are one mistake."""
    column = -1 if finding.code in _WHOLE_FILE else finding.column
    word = f":{fold(finding.value) or finding.value}" if finding.code in _BY_WORD else ""
    return f"{_FAMILIES.get(finding.code, finding.code)}:{column}{word}"
