"""Find the sites that flows only name, in a file of flows alone, among those that are there."""

from __future__ import annotations

from collections.abc import Mapping
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
    candidates = site_candidates(rest, present, invented)
    for row, named_id, name in zip(rest.index, rest["site_id"], rest["name"], strict=True):
        mine = candidates[candidates["uploaded_id"] == named_id]
        stored_id, reason = _sure(mine)
        if stored_id:
            finding.decide(named_id, stored_id, reason)
            continue
        options = _candidates(mine) or _alike(name, present)
        shown = name or ("" if named_id in invented else named_id)
        finding.questions.append(Question("sites", int(row), named_id, shown, options, may_be_new=False))
        finding.decide(named_id, NEW, "")
    return finding


def _answer(finding: Finding, named_id: str, stored_id: str, present: pd.DataFrame) -> None:
    if stored_id != NEW and stored_id not in present.index:
        raise StoreError(Trouble.ANSWER_UNKNOWN, uploaded=named_id, stored=stored_id)
    finding.decide(named_id, stored_id, "answer" if stored_id else "")


def _sure(mine: pd.DataFrame) -> tuple[str, str]:
    """Give the one site that the strongest reason points at; "" where there is none, or more than one."""
    for reason in _REASONS:
        found = mine.loc[mine["is_sure"] & (mine["reason"] == reason), "stored_id"].tolist()
        if found:
            return (found[0], reason) if len(found) == 1 else ("", "")
    return "", ""


def _candidates(mine: pd.DataFrame) -> tuple[Candidate, ...]:
    cells = [mine[name] for name in ("stored_id", "name", "reason", "distance_km", "likeness")]
    return tuple(Candidate(*of_candidate) for of_candidate in zip(*cells, strict=True))[:_MOST_OFFERED]


def _alike(name: str, present: pd.DataFrame) -> tuple[Candidate, ...]:
    """Offer the sites whose names share a word with this one or sound like it."""
    folded = folded_name(name)
    words = {word for word in folded.split() if len(word) >= _SHORTEST_WORD}
    found = []
    for stored_id, stored_name in zip(present.index, present["name"], strict=True):
        other = folded_name(stored_name)
        alike = likeness(folded, other) if folded[:1] == other[:1] or words & set(other.split()) else 0.0
        if alike >= _ALIKE:
            found.append(Candidate(stored_id, stored_name, "like", float("nan"), alike))
    return tuple(sorted(found, key=lambda one: -one.likeness)[:_MOST_OFFERED])
