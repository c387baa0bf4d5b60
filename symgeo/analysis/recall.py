"""Whether exchanges that exist would have been proposed, and at which rank.

All that is told of an exchange are the supplier's trade and the resource (then the receiver is asked), or
both trades (then the resource is asked).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from symgeo.analysis import recall_scores as scoring
from symgeo.analysis.compatibility import complete_rules
from symgeo.analysis.recall_records import Exchange, place_parts, source_names
from symgeo.analysis.recall_scores import FloatArray, Precedents, Takers
from symgeo.analysis.records import DONE

CUTS: Final = (1, 5, 10)
"""Ranks at which recall is given."""
DIVISIONS: Final = tuple(
    f"{number:02d}" for number in range(1, 100) if number not in {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89}
)
"""The 88 divisions of NACE Rev. 2."""
_CLASS_LENGTH: Final = 5

BoolArray = npt.NDArray[np.bool_]


class Question(StrEnum):
    """What is asked about an exchange."""

    DIVISION = "division"
    CLASS = "class"
    RESOURCE = "resource"


class Way(StrEnum):
    """What answers."""

    MOST_FREQUENT = "most_frequent"
    PRECEDENTS = "precedents"
    TABLES = "rules_and_profiles"
    ALL = "all"
    ALL_BUT_OWN_RULES = "all_but_own_rules"


@dataclass(frozen=True)
class Recall:
    """How many exchanges one way finds.

    Attributes
    ----------
    question, way : str
        What was asked, and what answered.
    asked : int
        Exchanges that the question can be asked about.
    candidates : int
        Alternatives that are ranked; the median over the exchanges.
    proposed : float
        Share that is proposed at all, at any rank.
    at : dict of int to float
        Share within the first 1, 5 and 10; equal scores share their ranks.
    """

    question: Question
    way: Way
    asked: int
    candidates: int
    proposed: float
    at: Mapping[int, float]

    def interval(self, cut: int) -> tuple[float, float]:
        """Give the 95 % interval of a share (Wilson), which says how much so few exchanges can tell."""
        z, n, share = 1.96, self.asked, self.at[cut]
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (middle - half, middle + half)


@dataclass(frozen=True, eq=False)
class Known:
    """What the exchanges are looked for with.

    Attributes
    ----------
    resources, rules, precedents : DataFrame
        The reference tables.
    classes : tuple of str
        NACE classes of sites; those of the precedents come on top.
    """

    resources: pd.DataFrame
    rules: pd.DataFrame
    precedents: pd.DataFrame
    classes: tuple[str, ...] = ()

    @cached_property
    def done(self) -> pd.DataFrame:
        """Precedents that run, ran, or are reported; with what each is left out by."""
        done = self.precedents[self.precedents["status"].str.startswith(DONE)]
        places = [place_parts(str(text)) for text in done["place"]]
        sources = [source_names(str(text)) for text in done["source"]]
        return done.assign(places=pd.Series(places, done.index), sources=pd.Series(sources, done.index))

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """Resources that can be exchanged."""
        return tuple(self.resources.index[self.resources["parent"] != ""].astype(str))

    @cached_property
    def takers(self) -> Takers:
        """Trades that all rules bring each resource to."""
        return self.takers_by(np.ones(len(self.rules), dtype=bool))

    def takers_by(self, chosen: BoolArray) -> Takers:
        """Give the trades that some rules bring each resource to; a resource without any serves itself."""
        rules = complete_rules(self.rules[chosen], self.resources)
        return scoring.takers_by_resource(rules, self.resources)

    @cached_property
    def groups(self) -> dict[str, str]:
        """Group of each resource."""
        return self._column("parent")

    @cached_property
    def usual(self) -> dict[str, str]:
        """Trades that usually have each resource."""
        return self._column("supply_nace")

    def _column(self, name: str) -> dict[str, str]:
        return dict(zip(self.resources.index.astype(str), self.resources[name].astype(str), strict=True))


def measure(exchanges: Sequence[Exchange], known: Known) -> tuple[Recall, ...]:
    """Ask all questions about all exchanges, each without what the tables know from its own records.

    Returns
    -------
    tuple of Recall
        For each question that can be asked at all, each way.
    """
    found: list[Recall] = []
    for question in Question:
        asked = [one for one in exchanges if _can_ask(one, question)]
        answers = [_answer(one, question, known) for one in asked]
        if asked:
            found.extend(_recall(question, way, [answer[way] for answer in answers]) for way in Way)
    return tuple(found)


def _can_ask(one: Exchange, question: Question) -> bool:
    match question:
        case Question.CLASS:
            return len(one.receiver) == _CLASS_LENGTH
        case Question.RESOURCE:
            return one.is_exact
        case _:
            return True


def chance_within(scores: FloatArray, right: int, cut: int) -> float:
    """Give the chance that a candidate is within the first ``cut`` when equal scores are in random order.

    A candidate without any score is not proposed and never within. ``right`` is -1 for one not known.
    """
    if right < 0 or scores[right] <= 0:
        return 0.0
    better = int(np.sum(scores > scores[right]))
    equal = int(np.sum(scores == scores[right]))
    return min(max(cut - better, 0) / equal, 1.0)


def _recall(question: Question, way: Way, answers: Sequence[tuple[FloatArray, int]]) -> Recall:
    return Recall(
        question,
        way,
        len(answers),
        int(np.median([len(scores) for scores, _ in answers])),
        float(np.mean([right >= 0 and scores[right] > 0 for scores, right in answers])),
        {
            cut: float(np.mean([chance_within(scores, right, cut) for scores, right in answers]))
            for cut in CUTS
        },
    )


def _answer(one: Exchange, question: Question, known: Known) -> dict[Way, tuple[FloatArray, int]]:
    rest = known.done[is_elsewhere(one, known.done)]
    elsewhere = [
        (str(supplier), str(receiver), str(code))
        for supplier, receiver, code in zip(
            rest["supplier_nace"], rest["receiver_nace"], rest["resource_code"], strict=True
        )
    ]
    candidates, right = _candidates(one, question, known, elsewhere)
    own = names_own(one, known.rules)
    precedents = _by_precedents(one, question, candidates, elsewhere, known)
    tables = _by_tables(one, question, candidates, known.takers, known)
    others = _by_tables(one, question, candidates, known.takers_by(~own), known) if own.any() else tables
    side = 2 if question is Question.RESOURCE else 1
    scores = {
        Way.MOST_FREQUENT: scoring.frequency(candidates, [told[side] for told in elsewhere]),
        Way.PRECEDENTS: precedents,
        Way.TABLES: tables,
        Way.ALL: tables + precedents,
        Way.ALL_BUT_OWN_RULES: others + precedents,
    }
    return {way: (score, right) for way, score in scores.items()}


def _by_tables(
    one: Exchange, question: Question, candidates: Sequence[str], takers: Takers, known: Known
) -> FloatArray:
    if question is Question.RESOURCE:
        return scoring.resources_by_tables(one.supplier, one.receiver, candidates, takers, known.usual)
    return scoring.receivers_by_tables(one.codes, candidates, takers)


def _by_precedents(
    one: Exchange, question: Question, candidates: Sequence[str], elsewhere: Precedents, known: Known
) -> FloatArray:
    """Let precedents speak, from 0 up to nearly 1 however many they are."""
    if question is Question.RESOURCE:
        told = scoring.resources_by_precedents(
            one.supplier, one.receiver, candidates, elsewhere, known.groups
        )
    else:
        told = scoring.receivers_by_precedents(one.supplier, one.codes, candidates, elsewhere, known.groups)
    return told / (1 + told)


def is_elsewhere(one: Exchange, done: pd.DataFrame) -> BoolArray:
    """Say which precedents may help: of another kind, from another place and another source."""
    codes = {code for code, _ in one.codes}
    return np.array(
        [
            not (
                code in codes
                and scoring.is_like(supplier, one.supplier)
                and scoring.is_like(receiver, one.receiver)
            )
            and one.places.isdisjoint(places)
            and one.sources.isdisjoint(sources)
            for supplier, receiver, code, places, sources in zip(
                *(done[c] for c in ("supplier_nace", "receiver_nace", "resource_code", "places", "sources")),
                strict=True,
            )
        ],
        dtype=bool,
    )


def names_own(one: Exchange, rules: pd.DataFrame) -> BoolArray:
    """Say which rules give a place or a source of the exchange as their example."""
    return np.array(
        [
            any(place in str(example).casefold() for place in one.places)
            or not one.sources.isdisjoint(source_names(str(source)))
            for example, source in zip(rules["real_example"], rules["example_source"], strict=True)
        ],
        dtype=bool,
    )


def _candidates(
    one: Exchange, question: Question, known: Known, elsewhere: Precedents
) -> tuple[Sequence[str], int]:
    """Give what is ranked, and where the right answer stands in it; -1 if nothing else names it."""
    match question:
        case Question.DIVISION:
            candidates, right = DIVISIONS, one.receiver[:2]
        case Question.CLASS:
            told = {code for supplier, receiver, _ in elsewhere for code in (supplier, receiver)}
            both = sorted(told.union(known.classes))
            candidates = tuple(code for code in both if len(code) == _CLASS_LENGTH)
            right = one.receiver
        case Question.RESOURCE:
            candidates, right = known.leaves, one.codes[0][0] if one.codes else ""
    # What the tables have no code for cannot be asked on the pages, so it is not found.
    return candidates, candidates.index(right) if right in candidates and not one.is_unknown else -1
