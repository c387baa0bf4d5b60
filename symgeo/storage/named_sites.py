"""Find the sites that flows only name, in a file of flows alone, among those that are there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from symgeo.errors import StoreError
from symgeo.storage.likeness import folded_name, likeness
from symgeo.storage.matches import NEW, Candidate, Finding, Question
from symgeo.storage.site_candidates import site_candidates
from symgeo.storage.trouble import Trouble

_REASONS: Final = ("id", "number", "name")
_MOST_OFFERED: Final = 5
_SHORTEST_WORD: Final = 4
"""Letters; shorter words ("og", "Nord") are in too many names to tell anything."""
_BEGINNING: Final = 3
_MOST_WITH_WORD: Final = 200
_ALIKE: Final = 0.5


def find_named_sites(
    named: pd.DataFrame, present: pd.DataFrame, invented: frozenset[str], answers: Mapping[str, str]
) -> Finding:
    """Find out which site each named one is; several names may mean the same site.

    Parameters
    ----------
    named : DataFrame
        Sites that are named: columns of the dictionary, the index is the row of the file.
    present : DataFrame
        Sites that the project has, with those of the same upload; indexed by ``site_id``.
    invented : frozenset of str
        Ids of named sites that mean nothing.
    answers : mapping
        Answers to questions asked before: the named id, and the stored id or `NEW` for none of them.

    Raises
    ------
    StoreError
        If an answer names a site that is not there.
    """
    finding = Finding("sites")
    for named_id in named["site_id"]:
        if named_id in answers:
            _answer(finding, named_id, answers[named_id], present)
    rest = named[~named["site_id"].isin(list(finding.decided))]
    candidates = _by_name(site_candidates(rest, present, invented))
    index: _WordIndex | None = None
    for row, named_id, name in zip(rest.index, rest["site_id"], rest["name"], strict=True):
        mine = candidates.get(named_id, [])
        stored_id, reason = _sure(mine)
        if stored_id:
            finding.decide(named_id, stored_id, reason)
            continue
        index = index or _WordIndex.of(present["name"])
        options = tuple(candidate for candidate, _ in mine)[:_MOST_OFFERED] or index.alike(name)
        shown = name or ("" if named_id in invented else named_id)
        finding.questions.append(Question("sites", int(row), named_id, shown, options, may_be_new=False))
        finding.decide(named_id, NEW, "")
    return finding


def _answer(finding: Finding, named_id: str, stored_id: str, present: pd.DataFrame) -> None:
    if stored_id != NEW and stored_id not in present.index:
        raise StoreError(Trouble.ANSWER_UNKNOWN, uploaded=named_id, stored=stored_id)
    finding.decide(named_id, stored_id, "answer" if stored_id else "")


def _by_name(candidates: pd.DataFrame) -> dict[str, list[tuple[Candidate, bool]]]:
    """Give the candidates of each named site, likeliest first, and whether each is sure."""
    found: dict[str, list[tuple[Candidate, bool]]] = {}
    cells = [candidates[name] for name in ("stored_id", "name", "reason", "distance_km", "likeness")]
    for named_id, is_sure, *of_candidate in zip(
        candidates["uploaded_id"], candidates["is_sure"], *cells, strict=True
    ):
        found.setdefault(named_id, []).append((Candidate(*of_candidate), bool(is_sure)))
    return found


def _sure(mine: Sequence[tuple[Candidate, bool]]) -> tuple[str, str]:
    """Give the one site that the strongest reason points at; "" where there is none, or more than one."""
    for reason in _REASONS:
        found = [candidate.stored_id for candidate, is_sure in mine if is_sure and candidate.reason == reason]
        if found:
            return (found[0], reason) if len(found) == 1 else ("", "")
    return "", ""


@dataclass(frozen=True)
class _WordIndex:
    """Sites by the words of their names and by how the names begin."""

    names: Mapping[str, str]
    places: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, names: pd.Series) -> _WordIndex:
        places: dict[str, list[str]] = {}
        for stored_id, name in names.items():
            for key in _keys(folded_name(name)):
                places.setdefault(key, []).append(str(stored_id))
        # A word that is in so many names tells nothing.
        telling = {key: ids for key, ids in places.items() if len(ids) <= _MOST_WITH_WORD}
        return cls({str(stored_id): name for stored_id, name in names.items()}, telling)

    def alike(self, name: str) -> tuple[Candidate, ...]:
        """Offer the sites whose names share a word with this one, or begin like it, and look like it."""
        folded = folded_name(name)
        near = {stored_id for key in _keys(folded) for stored_id in self.places.get(key, ())}
        measured = [(likeness(folded, folded_name(self.names[stored_id])), stored_id) for stored_id in near]
        best = sorted((-alike, stored_id) for alike, stored_id in measured if alike >= _ALIKE)
        return tuple(
            Candidate(stored_id, self.names[stored_id], "like", math.nan, -alike)
            for alike, stored_id in best[:_MOST_OFFERED]
        )


def _keys(folded: str) -> set[str]:
    words = {word for word in folded.split() if len(word) >= _SHORTEST_WORD}
    return words | ({f"{folded[:_BEGINNING]}…"} if folded else set())
